"""Incidents: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import and_, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.incidents import Incident, Word
from domain.payments import HOLDING
from storage.payments import GIVEN_BACK
from storage.tables import incidents, payment_states, payments


@dataclass(frozen=True)
class SqlIncidents:
    """`domain.incidents.IncidentStore`."""

    connection: AsyncConnection

    async def add(self, incident: Incident) -> int | None:
        """Keep a new one and return its number; None if the biller has an open one."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        added = await self.connection.execute(
            dialect.insert(incidents)
            .values(biller_id=incident.biller_id, opened_at=incident.opened_at, said=_said(incident))
            .on_conflict_do_nothing()
            .returning(incidents.c.number)
        )
        return added.scalar_one_or_none()

    async def save(self, incident: Incident) -> None:
        """Keep what was said."""
        await self.connection.execute(
            update(incidents)
            .where(incidents.c.number == incident.number)
            .values(said=_said(incident), closed_at=incident.closed_at)
        )

    async def open_of(self, biller_id: str) -> Incident | None:
        """Return the open incident of a biller, locked until the end of the transaction."""
        rows = await self.connection.execute(
            select(incidents)
            .where(incidents.c.biller_id == biller_id, incidents.c.closed_at.is_(None))
            .with_for_update()
        )
        row = rows.mappings().one_or_none()
        return _incident_from(row) if row is not None else None

    async def get(self, number: int) -> Incident | None:
        """Return an incident."""
        rows = await self.connection.execute(select(incidents).where(incidents.c.number == number))
        row = rows.mappings().one_or_none()
        return _incident_from(row) if row is not None else None

    async def newest(self, *, limit: int) -> tuple[Incident, ...]:
        """Return the newest incidents, open ones first."""
        rows = await self.connection.execute(
            select(incidents)
            .order_by(incidents.c.closed_at.is_not(None), incidents.c.number.desc())
            .limit(limit)
        )
        return tuple(_incident_from(row) for row in rows.mappings())

    async def affected(
        self, biller_id: str, *, since: datetime, given_back_since: datetime
    ) -> frozenset[str]:
        """Return the customers with undecided payments, or with payments that were given back meanwhile."""
        states = payment_states.c
        rows = await self.connection.execute(
            select(payments.c.customer_id)
            .join(payment_states, states.payment_id == payments.c.id)
            .where(
                payments.c.accepted_at >= since,
                payments.c.biller_id == biller_id,
                or_(
                    states.status.in_([each.value for each in HOLDING]),
                    and_(
                        states.status.in_([each.value for each in GIVEN_BACK]),
                        states.ended_at >= given_back_since,
                    ),
                ),
            )
            .distinct()
        )
        return frozenset(rows.scalars())


def _said(incident: Incident) -> str:
    return orjson.dumps([(each.at.isoformat(), each.by, each.text) for each in incident.said]).decode()


def _incident_from(row: Mapping[Any, Any]) -> Incident:
    said = tuple(Word(datetime.fromisoformat(at), by, text) for at, by, text in orjson.loads(row["said"]))
    return Incident(row["number"], row["biller_id"], row["opened_at"], said, row["closed_at"])
