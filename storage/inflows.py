"""Inflows outside the money path: hints, when to ask about them, and the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.inflows import Inflow, InflowStatus
from storage.inflow_rows import inflow_from, values
from storage.keyring import Keyring
from storage.tables import inflows

_CAME = (InflowStatus.CREDITED.value, InflowStatus.IN_REVIEW.value)


@dataclass(frozen=True)
class SqlInflows:
    """`domain.inflows.InflowStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def add(self, inflow: Inflow) -> None:
        """Keep a hint, also of what was void before. Any other of the same transfer changes nothing."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        row = values(inflow, self.keyring)
        anew = {name: value for name, value in row.items() if name != "id"}
        await self.connection.execute(
            dialect.insert(inflows)
            .values(**row)
            .on_conflict_do_update(
                index_elements=["id"], set_=anew, where=inflows.c.status == InflowStatus.VOID.value
            )
        )

    async def get(self, inflow_id: str) -> Inflow | None:
        """Return one."""
        rows = await self.connection.execute(select(inflows).where(inflows.c.id == inflow_id))
        row = rows.mappings().one_or_none()
        return inflow_from(row, self.keyring) if row is not None else None

    async def by_reference(self, processor: str, reference: str) -> Inflow | None:
        """Return the one of which a processor speaks by that reference."""
        rows = await self.connection.execute(
            select(inflows)
            .where(inflows.c.reference == reference, inflows.c.processor == processor)
            .order_by(inflows.c.place)
            .limit(1)
        )
        row = rows.mappings().one_or_none()
        return inflow_from(row, self.keyring) if row is not None else None

    async def ask_later(self, inflow: Inflow) -> None:
        """Keep what the asking said of a hint, and when to ask next, if it is still one."""
        await self.connection.execute(
            update(inflows)
            .where(inflows.c.id == inflow.id, inflows.c.status == InflowStatus.HINTED.value)
            .values(
                status=inflow.status.value,
                ended_at=inflow.ended_at,
                ask_at=inflow.ask_at,
                questions=inflow.questions,
            )
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the hints whose processor should be asked now."""
        rows = await self.connection.execute(
            select(inflows.c.id).where(inflows.c.ask_at <= now).order_by(inflows.c.ask_at).limit(limit)
        )
        return tuple(rows.scalars())

    async def newest(
        self,
        customer_id: str,
        *,
        limit: int,
        before: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Inflow, ...]:
        """Return what came in for a customer, newest first, older than the place `before`."""
        query = select(inflows).where(inflows.c.customer_id == customer_id, inflows.c.status.in_(_CAME))
        if before is not None:
            query = query.where(inflows.c.place < before)
        if since is not None:
            query = query.where(inflows.c.heard_at >= since)
        if until is not None:
            query = query.where(inflows.c.heard_at < until)
        rows = await self.connection.execute(query.order_by(inflows.c.place.desc()).limit(limit))
        return tuple(inflow_from(row, self.keyring) for row in rows.mappings())

    async def credited(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[Inflow, ...]:
        """Return what was credited to a customer in a time, oldest first."""
        rows = await self.connection.execute(
            select(inflows)
            .where(
                inflows.c.customer_id == customer_id,
                inflows.c.status == InflowStatus.CREDITED.value,
                inflows.c.ended_at >= since,
                inflows.c.ended_at < until,
            )
            .order_by(inflows.c.ended_at)
            .limit(limit)
        )
        return tuple(inflow_from(row, self.keyring) for row in rows.mappings())
