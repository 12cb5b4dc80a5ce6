"""Tickets: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.problems import NewTicket, ProblemKind, Ticket, TicketStatus
from storage.tables import tickets


@dataclass(frozen=True)
class SqlTickets:
    """`domain.problems.TicketStore`."""

    connection: AsyncConnection

    async def open(self, ticket: NewTicket) -> tuple[Ticket, bool]:
        """Keep a ticket under the next number. One that is open for the same problem stays: then False."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        added = await self.connection.execute(
            dialect.insert(tickets)
            .values(
                customer_id=ticket.customer_id,
                payment_id=ticket.payment_id,
                kind=ticket.kind.value,
                status=TicketStatus.OPEN.value,
                opened_at=ticket.opened_at,
                answer_by=ticket.answer_by,
                evidence=orjson.dumps(ticket.evidence).decode(),
            )
            .on_conflict_do_nothing()
            .returning(tickets.c.number)
        )
        is_new = added.scalar_one_or_none() is not None
        rows = await self.connection.execute(
            select(tickets).where(
                tickets.c.payment_id == ticket.payment_id,
                tickets.c.kind == ticket.kind.value,
                tickets.c.closed_at.is_(None),
            )
        )
        return _ticket_from(rows.mappings().one()), is_new

    async def get(self, number: int) -> Ticket | None:
        """Return a ticket."""
        rows = await self.connection.execute(select(tickets).where(tickets.c.number == number))
        row = rows.mappings().one_or_none()
        return _ticket_from(row) if row is not None else None

    async def newest(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        rows = await self.connection.execute(
            select(tickets)
            .where(tickets.c.customer_id == customer_id)
            .order_by(tickets.c.number.desc())
            .limit(limit)
        )
        return tuple(_ticket_from(row) for row in rows.mappings())

    async def open_ones(self, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that nobody has answered, what is due first."""
        rows = await self.connection.execute(
            select(tickets)
            .where(tickets.c.closed_at.is_(None))
            .order_by(tickets.c.answer_by, tickets.c.number)
            .limit(limit)
        )
        return tuple(_ticket_from(row) for row in rows.mappings())

    async def resolve(self, number: int, *, now: datetime) -> None:
        """Close a ticket: what it was about is well."""
        await self.connection.execute(
            update(tickets)
            .where(tickets.c.number == number, tickets.c.closed_at.is_(None))
            .values(status=TicketStatus.RESOLVED.value, closed_at=now)
        )


def _ticket_from(row: Mapping[Any, Any]) -> Ticket:
    return Ticket(
        number=row["number"],
        customer_id=row["customer_id"],
        payment_id=row["payment_id"],
        kind=ProblemKind(row["kind"]),
        status=TicketStatus(row["status"]),
        opened_at=row["opened_at"],
        answer_by=row["answer_by"],
        evidence=tuple(orjson.loads(row["evidence"])),
    )
