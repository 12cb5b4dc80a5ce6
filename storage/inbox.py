"""The inbox: updates from Telegram, safe before they are acknowledged. Sealed, erased when handled.

Here is what happens now and then; what every update costs is in `storage.talk_postgres` and `talk_sqlite`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, select, update
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
