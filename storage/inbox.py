"""The inbox: updates from Telegram, safe before they are acknowledged. Sealed, erased when handled.

Here is what happens now and then; what every update costs is in `storage.talk_postgres` and `talk_sqlite`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import inbox, lanes


@dataclass(frozen=True)
class SqlInbox:
    """`bot.handling.PutAsideStore`."""

    connection: AsyncConnection

    async def put_aside(self, update_id: int, *, failure: str, now: datetime) -> None:
        """Take an update that can't be understood out of the way, and keep it for whoever looks into it."""
        await self.connection.execute(
            update(inbox).where(inbox.c.update_id == update_id).values(handled_at=now, failure=failure)
        )

    async def clean(self, *, payloads_before: datetime, ids_before: datetime) -> int:
        """Erase what was put aside long ago; forget ids that Telegram will not repeat, and lanes of then."""
        await self.connection.execute(
            update(inbox)
            .where(inbox.c.handled_at < payloads_before, inbox.c.payload.is_not(None))
            .values(payload=None)
        )
        gone = await self.connection.execute(delete(inbox).where(inbox.c.handled_at < ids_before))
        await self.connection.execute(
            delete(lanes).where(
                lanes.c.holder.is_(None), lanes.c.done == lanes.c.kept, lanes.c.changed_at < ids_before
            )
        )
        return int(gone.rowcount)

    async def size(self) -> tuple[int, datetime | None]:
        """Return how many updates wait, and since when the oldest of them does."""
        rows = await self.connection.execute(
            select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.handled_at.is_(None))
        )
        count, oldest = rows.one()
        return int(count), oldest
