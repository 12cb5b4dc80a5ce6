"""Transfers outside the money path: whose they are, what is due, whom the sender has paid before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.transfers import RECEIVED, Transfer
from domain.transfers import TransferStatus as S
from storage.keyring import Keyring
from storage.tables import transfers
from storage.transfer_rows import claim_index, transfer_from

_ID_LENGTH = 32
_CAME_BACK = [S.UNDONE.value, S.CANCELLED.value, S.RETURNED.value]
_RECEIVED = sorted(status.value for status in RECEIVED)


@dataclass(frozen=True)
class SqlTransfers:
    """`domain.sending.TransferStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, transfer_id: str) -> Transfer | None:
        """Return a transfer."""
        rows = await self.connection.execute(select(transfers).where(transfers.c.id == transfer_id))
        row = rows.mappings().one_or_none()
        return transfer_from(row, self.keyring) if row is not None else None

    async def by_reference(self, reference: str) -> Transfer | None:
        """Return the one transfer whose id begins so."""
        missing = _ID_LENGTH - len(reference)
        first, last = reference + "0" * missing, reference + "f" * missing
        rows = await self.connection.execute(
            select(transfers).where(transfers.c.id >= first, transfers.c.id <= last).limit(2)
        )
        found = rows.mappings().all()
        return transfer_from(found[0], self.keyring) if len(found) == 1 else None

    async def by_claim(self, code: str) -> Transfer | None:
        """Return the transfer behind a claim link."""
        index = claim_index(self.keyring, code)
        rows = await self.connection.execute(select(transfers).where(transfers.c.claim_index == index))
        row = rows.mappings().one_or_none()
        return transfer_from(row, self.keyring) if row is not None else None

    async def newest(
        self,
        customer_id: str,
        *,
        limit: int,
        before: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Transfer, ...]:
        """Return what a customer sent and received, newest first, older than the id `before`."""
        received = (transfers.c.receiver_id == customer_id) & transfers.c.status.in_(_RECEIVED)
        query = select(transfers).where(or_(transfers.c.sender_id == customer_id, received))
        if before is not None:
            query = query.where(transfers.c.id < before)
        if since is not None:
            query = query.where(transfers.c.sent_at >= since)
        if until is not None:
            query = query.where(transfers.c.sent_at < until)
        rows = await self.connection.execute(query.order_by(transfers.c.id.desc()).limit(limit))
        return tuple(transfer_from(row, self.keyring) for row in rows.mappings())

    async def first_received_at(self, sender_id: str, receiver_id: str) -> datetime | None:
        """Return when somebody first got money from a sender; None if she never did."""
        found = await self.connection.execute(
            select(transfers.c.delivered_at)
            .where(
                transfers.c.sender_id == sender_id,
                transfers.c.receiver_id == receiver_id,
                transfers.c.status.in_(_RECEIVED),
            )
            .order_by(transfers.c.id)
            .limit(1)
        )
        return found.scalar_one_or_none()

    async def sent_without_code(
        self, sender_id: str, receiver_id: str | None, *, since: datetime, most: Money
    ) -> Money:
        """Return what somebody sent to another since then, or by links, in transfers of `most` each."""
        to_whom = (
            transfers.c.receiver_id == receiver_id
            if receiver_id is not None
            else transfers.c.claim_index.is_not(None)
        )
        found = await self.connection.execute(
            select(func.coalesce(func.sum(transfers.c.amount), 0)).where(
                transfers.c.sender_id == sender_id,
                to_whom,
                transfers.c.sent_at > since,
                transfers.c.amount <= most.kobo,
                transfers.c.status.not_in(_CAME_BACK),
            )
        )
        return Money(int(found.scalar_one()))

    async def payees(self, sender_id: str, *, limit: int) -> Sequence[str]:
        """Return the customers to whom somebody sent money, the one of the newest transfer first."""
        newest = func.max(transfers.c.id)
        rows = await self.connection.execute(
            select(transfers.c.receiver_id)
            .where(
                transfers.c.sender_id == sender_id,
                transfers.c.receiver_id.is_not(None),
                transfers.c.status.in_(_RECEIVED),
            )
            .group_by(transfers.c.receiver_id)
            .order_by(newest.desc())
            .limit(limit)
        )
        return [str(customer_id) for customer_id in rows.scalars()]

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the ids of the transfers with which something happens by itself now."""
        rows = await self.connection.execute(
            select(transfers.c.id).where(transfers.c.due_at <= now).order_by(transfers.c.due_at).limit(limit)
        )
        return tuple(rows.scalars())
