"""The messages of staff that show how far a broadcast is: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcast_values import Counter
from storage.tables_broadcasts import broadcast_counters

_MOST = 100


@dataclass(frozen=True)
class SqlBroadcastCounters:
    """`bot.broadcast_ticks.CounterStore`."""

    connection: AsyncConnection

    async def watch(self, counter: Counter) -> None:
        """Keep a message up to date from now on."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        values = {
            "broadcast_id": counter.broadcast_id,
            "language": counter.language,
            "shown": counter.shown,
        }
        await self.connection.execute(
            dialect.insert(broadcast_counters)
            .values(chat=counter.chat, message=counter.message, **values)
            .on_conflict_do_update(index_elements=["chat", "message"], set_=values)
        )

    async def all(self) -> tuple[Counter, ...]:
        """Return the messages that are kept up to date."""
        rows = await self.connection.execute(
            select(broadcast_counters)
            .order_by(broadcast_counters.c.chat, broadcast_counters.c.message)
            .limit(_MOST)
        )
        return tuple(
            Counter(row.chat, row.message, row.broadcast_id, row.language, row.shown) for row in rows
        )

    async def claim(self, counter: Counter, shown: str) -> bool:
        """Keep what a message is about to say; False if another process has changed it meanwhile."""
        claimed = await self.connection.execute(
            update(broadcast_counters)
            .where(
                broadcast_counters.c.chat == counter.chat,
                broadcast_counters.c.message == counter.message,
                broadcast_counters.c.shown == counter.shown,
            )
            .values(shown=shown)
        )
        return bool(claimed.rowcount)

    async def forget(self, counter: Counter) -> None:
        """Leave a message as it is."""
        await self.connection.execute(
            delete(broadcast_counters).where(
                broadcast_counters.c.chat == counter.chat,
                broadcast_counters.c.message == counter.message,
            )
        )
