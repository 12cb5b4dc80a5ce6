"""Personal account numbers: rows ↔ values. The number is sealed, and found by a keyed hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.account_processors import AccountDetails, AccountFailure, IdentityKind
from domain.personal_accounts import AccountStatus, PersonalAccount
from storage.keyring import Keyring
from storage.tables import personal_accounts


@dataclass(frozen=True)
class SqlPersonalAccounts:
    """`domain.personal_accounts.PersonalAccountStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def add(self, account: PersonalAccount) -> bool:
        """Keep a new request; False if the customer has one there that is open or on its way."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        added = await self.connection.execute(
            dialect.insert(personal_accounts)
            .values(
                id=account.id,
                customer_id=account.customer_id,
                processor=account.processor,
                identity=account.identity.value,
                identity_ends=account.identity_ends,
                requested_at=account.requested_at,
                **self._changing(account),
            )
            .on_conflict_do_nothing()
        )
        return added.rowcount == 1

    async def save(self, account: PersonalAccount, *, was: AccountStatus) -> bool:
        """Keep what became of it, if it is still in that state. A number has one owner: who has it now."""
        changing = self._changing(account)
        if account.status is AccountStatus.OPEN:
            await self.connection.execute(
                update(personal_accounts)
                .where(
                    personal_accounts.c.number_index == changing["number_index"],
                    personal_accounts.c.status == AccountStatus.OPEN.value,
                    personal_accounts.c.id != account.id,
                )
                .values(status=AccountStatus.CLOSED.value, ended_at=account.ended_at)
            )
        saved = await self.connection.execute(
            update(personal_accounts)
            .where(personal_accounts.c.id == account.id, personal_accounts.c.status == was.value)
            .values(**changing)
        )
        return saved.rowcount == 1

    async def get(self, account_id: str) -> PersonalAccount | None:
        """Return one."""
        rows = await self.connection.execute(
            select(personal_accounts).where(personal_accounts.c.id == account_id)
        )
        row = rows.mappings().one_or_none()
        return self._account_from(row) if row is not None else None

    async def of(self, customer_id: str) -> tuple[PersonalAccount, ...]:
        """Return a customer's, newest first."""
        rows = await self.connection.execute(
            select(personal_accounts)
            .where(personal_accounts.c.customer_id == customer_id)
            .order_by(personal_accounts.c.requested_at.desc(), personal_accounts.c.id.desc())
        )
        return tuple(self._account_from(row) for row in rows.mappings())

    async def by_number(self, processor: str, number: str) -> PersonalAccount | None:
        """Return whose number that is: the open one, else the one that had it last."""
        rows = await self.connection.execute(
            select(personal_accounts)
            .where(personal_accounts.c.number_index == self._index(processor, number))
            .order_by(
                (personal_accounts.c.status != AccountStatus.OPEN.value).asc(),
                personal_accounts.c.ended_at.desc(),
            )
            .limit(1)
        )
        row = rows.mappings().one_or_none()
        return self._account_from(row) if row is not None else None

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the requests whose processor should be asked now."""
        rows = await self.connection.execute(
            select(personal_accounts.c.id)
            .where(personal_accounts.c.ask_at <= now)
            .order_by(personal_accounts.c.ask_at)
            .limit(limit)
        )
        return tuple(rows.scalars())

    def _index(self, processor: str, number: str) -> bytes:
        return self.keyring.index("personal-account", processor, number)

    def _changing(self, account: PersonalAccount) -> dict[str, Any]:
        details = account.details
        sealed = None
        if details is not None:
            sealed = self.keyring.seal(orjson.dumps((details.number, details.bank, details.holder)))
        return {
            "status": account.status.value,
            "number_index": self._index(account.processor, details.number) if details is not None else None,
            "details": sealed,
            "failure": account.failure.value if account.failure is not None else None,
            "ended_at": account.ended_at,
            "ask_at": account.ask_at,
            "questions": account.questions,
        }

    def _account_from(self, row: Mapping[Any, Any]) -> PersonalAccount:
        details = None
        if row["details"] is not None:
            details = AccountDetails(*orjson.loads(self.keyring.open(row["details"])))
        return PersonalAccount(
            id=row["id"],
            customer_id=row["customer_id"],
            processor=row["processor"],
            identity=IdentityKind(row["identity"]),
            identity_ends=row["identity_ends"],
            requested_at=row["requested_at"],
            status=AccountStatus(row["status"]),
            details=details,
            failure=AccountFailure(row["failure"]) if row["failure"] is not None else None,
            ended_at=row["ended_at"],
            ask_at=row["ask_at"],
            questions=row["questions"],
        )
