"""The inbox: updates from Telegram, safe before they are acknowledged. Sealed, erased when handled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring, Unreadable
from storage.tables import inbox

_UNREADABLE = "sealed by a key that is not on the ring"


class Waiting(NamedTuple):
    """An update that nobody has handled yet, as Telegram sent it."""

    update_id: int
    lane: int
    payload: bytes


@dataclass(frozen=True)
class SqlInbox:
    """`bot.intake.InboxStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def add(self, updates: Sequence[tuple[int, int, bytes]], *, now: datetime) -> frozenset[int]:
        """Keep updates (id, lane, payload), and return the ids that were not seen before."""
        if not updates:
            return frozenset()
        rows = [
            {"update_id": update_id, "lane": lane, "payload": self.keyring.seal(payload), "received_at": now}
            for update_id, lane, payload in updates
        ]
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        insertion = dialect.insert(inbox).on_conflict_do_nothing(index_elements=["update_id"])
        # The rows are parameters and no part of the statement, so that it is compiled once.
        added = await self.connection.execute(insertion.returning(inbox.c.update_id), rows)
        return frozenset(added.scalars())

    async def waiting(self, *, after: int, limit: int, now: datetime) -> tuple[Waiting, ...]:
        """Return updates that nobody has handled, in the order of their ids."""
        rows = await self.connection.execute(
            select(inbox.c.update_id, inbox.c.lane, inbox.c.payload)
            .where(inbox.c.handled_at.is_(None), inbox.c.update_id > after)
            .order_by(inbox.c.update_id)
            .limit(limit)
        )
        found = []
        for update_id, lane, sealed in rows.all():
            try:
                found.append(Waiting(update_id, lane, self.keyring.open(sealed)))
            except Unreadable:
                await self.put_aside(update_id, failure=_UNREADABLE, now=now)
        return tuple(found)

    async def handled(self, updates: Sequence[tuple[int, str | None]], *, now: datetime) -> None:
        """Mark updates (id, failure) as handled and erase what they said."""
        if not updates:
            return
        well = [update_id for update_id, failure in updates if failure is None]
        if well:
            await self.connection.execute(
                update(inbox).where(inbox.c.update_id.in_(well)).values(handled_at=now, payload=None)
            )
        for update_id, failure in updates:
            if failure is not None:
                await self.connection.execute(
                    update(inbox)
                    .where(inbox.c.update_id == update_id)
                    .values(handled_at=now, payload=None, failure=failure)
                )

    async def put_aside(self, update_id: int, *, failure: str, now: datetime) -> None:
        """Take an update that can't be understood out of the way, and keep it for whoever looks into it."""
        await self.connection.execute(
            update(inbox).where(inbox.c.update_id == update_id).values(handled_at=now, failure=failure)
        )

    async def clean(self, *, payloads_before: datetime, ids_before: datetime) -> int:
        """Erase what was put aside long ago, and forget ids that Telegram will not repeat any more."""
        await self.connection.execute(
            update(inbox)
            .where(inbox.c.handled_at < payloads_before, inbox.c.payload.is_not(None))
            .values(payload=None)
        )
        gone = await self.connection.execute(delete(inbox).where(inbox.c.handled_at < ids_before))
        return int(gone.rowcount)

    async def size(self) -> tuple[int, datetime | None]:
        """Return how many updates wait, and since when the oldest of them does."""
        rows = await self.connection.execute(
            select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.handled_at.is_(None))
        )
        count, oldest = rows.one()
        return int(count), oldest
