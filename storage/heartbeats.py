"""Heartbeats: when something was last done, told to all processes by the one that did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables_running import heartbeats


@dataclass(frozen=True)
class SqlHeartbeats:
    """`bot.system_health.HeartbeatStore`."""

    connection: AsyncConnection

    async def beat(self, name: str, *, findings: int | None = None, now: datetime) -> None:
        """Keep that it was done now, and how much is wrong by it."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        done = {"at": now, "findings": findings}
        await self.connection.execute(
            dialect.insert(heartbeats)
            .values(name=name, **done)
            .on_conflict_do_update(index_elements=["name"], set_=done)
        )
