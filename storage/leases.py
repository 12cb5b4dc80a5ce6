"""Leases: what only one process does at a time, for as long as it says again and again that it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leases


@dataclass(frozen=True)
class SqlLeases:
    """`bot.messenger_books.LeaseStore`."""

    connection: AsyncConnection

    async def take(self, name: str, holder: str, *, lasts: timedelta, now: datetime) -> bool:
        """Take or keep a lease; False while somebody else has it.

        One that ends later than any of ours could is a trace of a clock that went ahead: it does not hold.
        """
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        taken = await self.connection.execute(
            dialect.insert(leases)
            .values(name=name, holder=holder, until=now + lasts)
            .on_conflict_do_update(
                index_elements=["name"],
                set_={"holder": holder, "until": now + lasts},
                where=or_(leases.c.holder == holder, leases.c.until <= now, leases.c.until > now + 2 * lasts),
            )
        )
        return bool(taken.rowcount)

    async def give_back(self, name: str, holder: str) -> None:
        """Let somebody else have it at once."""
        await self.connection.execute(delete(leases).where(leases.c.name == name, leases.c.holder == holder))
