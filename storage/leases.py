"""Leases: what only one process does at a time, for as long as it says again and again that it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leases

Insert = postgresql.Insert | sqlite.Insert


@dataclass(frozen=True)
class SqlLeases:
    """`bot.messenger_books.LeaseStore`."""

    connection: AsyncConnection

    async def take(self, name: str, holder: str, *, lasts: timedelta, now: datetime) -> bool:
        """Take or keep a lease; False while somebody else has it.

        One that ends later than any of ours could is a trace of a clock that went ahead: it does not hold.
        """
        statement = self._insert().values(name=name, holder=holder, until=now + lasts)
        taken = await self.connection.execute(self._or_keep(statement, lasts, now))
        return bool(taken.rowcount)

    async def take_many(
        self, names: Sequence[str], holder: str, *, lasts: timedelta, most: int, now: datetime
    ) -> frozenset[str]:
        """Take or keep the first so many of these that nobody else has; return which."""
        others = await self.connection.execute(
            select(leases.c.name).where(
                leases.c.name.in_(names),
                leases.c.holder != holder,
                leases.c.until > now,
                leases.c.until <= now + 2 * lasts,
            )
        )
        taken = frozenset(others.scalars())
        # Everybody asks in one order, so that two who want the same wait for each other in one direction.
        wanted = sorted([name for name in dict.fromkeys(names) if name not in taken][:most])
        if not wanted:
            return frozenset()
        statement = self._insert().values(
            [{"name": name, "holder": holder, "until": now + lasts} for name in wanted]
        )
        rows = await self.connection.execute(self._or_keep(statement, lasts, now).returning(leases.c.name))
        return frozenset(rows.scalars())

    async def give_back(self, name: str, holder: str) -> None:
        """Let somebody else have it at once."""
        await self.give_back_many([name], holder)

    async def give_back_many(self, names: Collection[str], holder: str) -> None:
        """Let somebody else have them at once."""
        await self.connection.execute(
            delete(leases).where(leases.c.name.in_(names), leases.c.holder == holder)
        )

    async def count(self, beginning: str, *, now: datetime) -> int:
        """Return how many leases whose names begin so somebody has."""
        held = await self.connection.execute(
            select(func.count())
            .select_from(leases)
            .where(leases.c.name.startswith(beginning, autoescape=True), leases.c.until > now)
        )
        return int(held.scalar_one())

    async def forget(self, *, before: datetime) -> int:
        """Forget those of which nobody said for long that he still has them; return how many."""
        gone = await self.connection.execute(delete(leases).where(leases.c.until < before))
        return gone.rowcount

    def _insert(self) -> Insert:
        is_postgres = self.connection.dialect.name == "postgresql"
        return postgresql.insert(leases) if is_postgres else sqlite.insert(leases)

    def _or_keep(self, statement: Insert, lasts: timedelta, now: datetime) -> Insert:
        """Let one that is there already be taken if it is this holder's, or over."""
        new = statement.excluded
        free = or_(leases.c.holder == new.holder, leases.c.until <= now, leases.c.until > now + 2 * lasts)
        return statement.on_conflict_do_update(
            index_elements=["name"], set_={"holder": new.holder, "until": new.until}, where=free
        )
