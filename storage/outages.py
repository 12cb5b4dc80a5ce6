"""Outages and who waits for their end: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.outages import Outage
from storage.tables import outage_waiters, outages


@dataclass(frozen=True)
class SqlOutages:
    """`domain.outages.OutageStore`."""

    connection: AsyncConnection

    async def open_ones(self) -> tuple[Outage, ...]:
        """Return the outages that are not over."""
        rows = await self.connection.execute(
            select(outages).where(outages.c.ended_at.is_(None)).order_by(outages.c.biller_id)
        )
        return tuple(Outage(row.biller_id, row.began_at, row.trial_at, row.reason) for row in rows)

    async def begin(self, outage: Outage) -> bool:
        """Keep that an outage has begun; False if the biller has one already."""
        begun = await self.connection.execute(
            self._insert(outages)
            .values(biller_id=outage.biller_id, began_at=outage.began_at, trial_at=outage.trial_at)
            .on_conflict_do_nothing()
            .returning(outages.c.biller_id)
        )
        return begun.scalar_one_or_none() is not None

    async def pause(self, outage: Outage) -> None:
        """Keep that staff took a biller off sale, also where it is out already."""
        values = {"trial_at": outage.trial_at, "reason": outage.reason}
        is_open = (outages.c.biller_id == outage.biller_id, outages.c.ended_at.is_(None))
        changed = await self.connection.execute(
            update(outages).where(*is_open).values(values).returning(outages.c.biller_id)
        )
        if changed.first() is None:
            await self.connection.execute(
                self._insert(outages)
                .values(biller_id=outage.biller_id, began_at=outage.began_at, **values)
                .on_conflict_do_nothing()
            )

    async def put_trial_off(self, outage: Outage, until: datetime) -> None:
        """Keep that it will be tried again later."""
        await self.connection.execute(update(outages).where(*_still_open(outage)).values(trial_at=until))

    async def end(self, outage: Outage, *, now: datetime) -> bool:
        """Keep that an outage is over; False if it was already."""
        ended = await self.connection.execute(
            update(outages).where(*_still_open(outage)).values(ended_at=now).returning(outages.c.biller_id)
        )
        return ended.scalar_one_or_none() is not None

    async def wait(self, biller_id: str, customer_id: str, *, now: datetime) -> None:
        """Keep that a customer wants to be told."""
        await self.connection.execute(
            self._insert(outage_waiters)
            .values(biller_id=biller_id, customer_id=customer_id, asked_at=now)
            .on_conflict_do_nothing()
        )

    async def waited_for(self) -> tuple[str, ...]:
        """Return the billers that somebody waits for."""
        rows = await self.connection.execute(
            select(outage_waiters.c.biller_id).distinct().order_by(outage_waiters.c.biller_id)
        )
        return tuple(rows.scalars())

    async def wait_no_more(self, biller_id: str) -> tuple[str, ...]:
        """Return who waited for a biller, and forget it."""
        rows = await self.connection.execute(
            delete(outage_waiters)
            .where(outage_waiters.c.biller_id == biller_id)
            .returning(outage_waiters.c.customer_id)
        )
        return tuple(sorted(rows.scalars()))

    def _insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        if self.connection.dialect.name == "postgresql":
            return postgresql.insert(table)
        return sqlite.insert(table)


def _still_open(outage: Outage) -> tuple[ColumnElement[bool], ...]:
    return (
        outages.c.biller_id == outage.biller_id,
        outages.c.began_at == outage.began_at,
        outages.c.ended_at.is_(None),
    )
