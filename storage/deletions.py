"""Who is to be forgotten: rows ↔ values, and what that does to the rows that name her."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.deletions import Deletion
from domain.personal_accounts import AccountStatus
from domain.transfers import OPEN
from storage.keyring import Keyring
from storage.own_data import TABLES
from storage.tables import (
    cases,
    conversations,
    customers,
    deletions,
    freeze_tries,
    inbox,
    personal_accounts,
    tickets,
    transfers,
)

# Telegram's ids have at most 52 bits, so none of these is anybody's.
_NOBODYS = 1 << 60
_NO_NAME = "…"
_NO_PHONE = "+2340000000000"


@dataclass(frozen=True)
class SqlDeletions:
    """`domain.deletions.DeletionStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, customer_id: str) -> Deletion | None:
        """Return what a customer asked for, None if nothing."""
        rows = await self.connection.execute(select(deletions).where(deletions.c.customer_id == customer_id))
        row = rows.mappings().one_or_none()
        return _deletion_from(row) if row is not None else None

    async def lock(self, customer_id: str) -> Deletion | None:
        """Return it, locked until the end of the transaction, also when there is none."""
        await self.connection.execute(
            select(customers.c.id).where(customers.c.id == customer_id).with_for_update(key_share=True)
        )
        return await self.get(customer_id)

    async def save(self, deletion: Deletion) -> None:
        """Keep it."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {
            "asked_at": deletion.asked_at,
            "due_at": deletion.due_at,
            "done_at": deletion.done_at,
        }
        await self.connection.execute(
            dialect.insert(deletions)
            .values(customer_id=deletion.customer_id, **changed)
            .on_conflict_do_update(index_elements=["customer_id"], set_=changed)
        )

    async def remove(self, customer_id: str) -> None:
        """Keep that she stays."""
        await self.connection.execute(
            delete(deletions).where(deletions.c.customer_id == customer_id, deletions.c.done_at.is_(None))
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return whose time has come."""
        found = await self.connection.execute(
            select(deletions.c.customer_id)
            .where(deletions.c.done_at.is_(None), deletions.c.due_at <= now)
            .order_by(deletions.c.due_at)
            .limit(limit)
        )
        return tuple(found.scalars())

    async def has_open_matters(self, customer_id: str) -> bool:
        """Return whether a transfer, a report or a case of hers is undecided."""
        hers = or_(transfers.c.sender_id == customer_id, transfers.c.receiver_id == customer_id)
        found = await self.connection.execute(
            select(
                or_(
                    exists().where(hers, transfers.c.status.in_([status.value for status in OPEN])),
                    exists().where(tickets.c.customer_id == customer_id, tickets.c.closed_at.is_(None)),
                    exists().where(cases.c.customer_id == customer_id, cases.c.closed_at.is_(None)),
                )
            )
        )
        return bool(found.scalar_one())

    async def forget(self, customer_id: str, *, now: datetime) -> None:
        """Erase what names her, and keep the books."""
        found = await self.connection.execute(
            select(customers.c.telegram_id).where(customers.c.id == customer_id)
        )
        telegram_id = found.scalar_one()
        for kept in TABLES:
            if kept.goes:
                hers = or_(*(kept.table.c[name] == customer_id for name in kept.by))
                await self.connection.execute(delete(kept.table).where(hers))
        await self.connection.execute(delete(freeze_tries).where(freeze_tries.c.telegram_id == telegram_id))
        await self.connection.execute(delete(conversations).where(conversations.c.key == str(telegram_id)))
        await self.connection.execute(update(inbox).where(inbox.c.lane == telegram_id).values(payload=None))
        # Money that is still sent to the number is nobody's, so a person finds out whose it is.
        await self.connection.execute(
            update(personal_accounts)
            .where(personal_accounts.c.customer_id == customer_id)
            .values(
                status=AccountStatus.CLOSED.value,
                number_index=None,
                details=None,
                identity_ends="",
                ended_at=now,
                ask_at=None,
            )
        )
        nobody = self.keyring.index("forgotten", customer_id)
        await self.connection.execute(
            update(customers)
            .where(customers.c.id == customer_id)
            .values(
                telegram_id=_NOBODYS + int.from_bytes(nobody[:6], "big"),
                name=self.keyring.seal(_NO_NAME.encode()),
                phone=self.keyring.seal(_NO_PHONE.encode()),
                phone_index=nobody,
                referral_code=f"-{nobody.hex()}",
                reachable=False,
            )
        )


def _deletion_from(row: Mapping[Any, Any]) -> Deletion:
    return Deletion(row["customer_id"], row["asked_at"], row["due_at"], row["done_at"])
