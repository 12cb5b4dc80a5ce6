"""Tickets as they are opened and looked for. What happens to one later is written by the money path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Select, Text, and_, case, cast, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ticket_states import TicketStatus
from domain.tickets import NewTicket, ProblemKind, Ticket, TicketMessage, TicketTimes
from storage.keyring import Keyring
from storage.payments import GIVEN_BACK
from storage.tables import payment_states, ticket_messages, tickets
from storage.ticket_rows import STILL_OPEN, as_ticket, message_from

_OPEN = tickets.c.closed_at.is_(None)


@dataclass(frozen=True)
class SqlTickets:
    """`domain.tickets.TicketStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def open(self, ticket: NewTicket) -> tuple[Ticket, bool]:
        """Keep a ticket under the next number. One that is open for the same problem stays: then False."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        added = await self.connection.execute(
            dialect.insert(tickets)
            .values(
                customer_id=ticket.customer_id,
                payment_id=ticket.payment_id,
                kind=ticket.kind.value,
                status=STILL_OPEN,
                state=TicketStatus.RECEIVED.value,
                opened_at=ticket.opened_at,
                answer_by=ticket.answer_by,
                evidence=orjson.dumps(ticket.evidence).decode(),
            )
            .on_conflict_do_nothing()
            .returning(tickets.c.number)
        )
        number = added.scalar_one_or_none()
        if number is not None:
            await self.connection.execute(
                update(tickets).where(tickets.c.number == number).values(id=str(number))
            )
        known = await self.open_about(ticket.payment_id, ticket.kind)
        if known is None:
            raise LookupError(f"no ticket about {ticket.payment_id}")
        return known, number is not None

    async def get(self, number: int) -> Ticket | None:
        """Return a ticket."""
        return next(iter(await self._found(select(tickets).where(tickets.c.number == number))), None)

    async def open_about(self, payment_id: str, kind: ProblemKind) -> Ticket | None:
        """Return the ticket that is open about a problem."""
        about = select(tickets).where(tickets.c.payment_id == payment_id, tickets.c.kind == kind.value, _OPEN)
        return next(iter(await self._found(about)), None)

    async def newest(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        return await self._found(
            select(tickets)
            .where(tickets.c.customer_id == customer_id)
            .order_by(tickets.c.number.desc())
            .limit(limit)
        )

    async def waiting(
        self,
        *,
        limit: int,
        skip: int = 0,
        status: TicketStatus | None = None,
        taken_by: int | None = None,
    ) -> tuple[Ticket, ...]:
        """Return open tickets, what is due first: all, those in a state, or those that somebody has."""
        wanted = select(tickets).where(_OPEN)
        if status is not None:
            known = func.coalesce(tickets.c.state, TicketStatus.RECEIVED.value)
            wanted = wanted.where(known == status.value)
        if taken_by is not None:
            wanted = wanted.where(tickets.c.taken_by == taken_by)
        return await self._found(
            wanted.order_by(tickets.c.answer_by, tickets.c.number).limit(limit).offset(skip)
        )

    async def closed_as(self, status: TicketStatus, *, limit: int, skip: int = 0) -> tuple[Ticket, ...]:
        """Return tickets that ended so, newest first."""
        return await self._found(
            select(tickets)
            .where(tickets.c.state == status.value)
            .order_by(tickets.c.number.desc())
            .limit(limit)
            .offset(skip)
        )

    async def counts(self, *, now: datetime) -> tuple[int, int]:
        """Return how many are open, and how many of them are late."""
        late = and_(tickets.c.answer_by < now, tickets.c.waits_for.is_(None))
        rows = await self.connection.execute(
            select(func.count(), func.coalesce(func.sum(case((late, 1), else_=0)), 0)).where(_OPEN)
        )
        count, too_late = rows.one()
        return int(count), int(too_late)

    async def times(self, *, since: datetime) -> tuple[TicketTimes, ...]:
        """Return the times of all that were opened since."""
        rows = await self.connection.execute(
            select(tickets.c.opened_at, tickets.c.first_answer_at, tickets.c.closed_at).where(
                tickets.c.opened_at >= since
            )
        )
        return tuple(TicketTimes(*row) for row in rows)

    async def due(self, *, now: datetime, limit: int) -> tuple[int, ...]:
        """Return the numbers of those whose clock ran out and that nothing was done about."""
        escalated = func.coalesce(tickets.c.state, "") == TicketStatus.ESCALATED.value
        rows = await self.connection.execute(
            select(tickets.c.number)
            .where(_OPEN, tickets.c.answer_by <= now, or_(tickets.c.waits_for.is_not(None), ~escalated))
            .order_by(tickets.c.answer_by)
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def with_money_back(self, *, limit: int) -> tuple[int, ...]:
        """Return the numbers of open ones whose payment's money went back after they were opened."""
        states = payment_states.c
        rows = await self.connection.execute(
            select(tickets.c.number)
            .join(payment_states, states.payment_id == tickets.c.payment_id)
            .where(
                _OPEN,
                states.status.in_([each.value for each in GIVEN_BACK]),
                states.ended_at > func.coalesce(tickets.c.reopened_at, tickets.c.opened_at),
            )
            .order_by(tickets.c.number)
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def adopt(self) -> None:
        """Let tickets that an older version of the program opened be found as those of this one are."""
        states = case((_OPEN, TicketStatus.RECEIVED.value), else_=TicketStatus.SOLVED.value)
        await self.connection.execute(
            update(tickets)
            .where(tickets.c.id.is_(None))
            .values(id=cast(tickets.c.number, Text), state=func.coalesce(tickets.c.state, states))
        )

    async def shown(self, number: int, card: int) -> None:
        """Keep which message in the customer's chat shows it."""
        await self.connection.execute(update(tickets).where(tickets.c.number == number).values(card=card))

    async def messages(self, number: int, *, limit: int) -> tuple[TicketMessage, ...]:
        """Return the newest things that were said about one, oldest first."""
        rows = await self.connection.execute(
            select(ticket_messages)
            .where(ticket_messages.c.number == number)
            .order_by(ticket_messages.c.id.desc())
            .limit(limit)
        )
        return tuple(message_from(row, self.keyring) for row in reversed(rows.mappings().all()))

    async def message(self, message_id: str) -> TicketMessage | None:
        """Return one of them."""
        rows = await self.connection.execute(
            select(ticket_messages).where(ticket_messages.c.id == message_id)
        )
        row = rows.mappings().one_or_none()
        return message_from(row, self.keyring) if row is not None else None

    async def notes_since(self, customer_id: str, *, since: datetime) -> int:
        """Return how many things a customer added since then."""
        hers = ticket_messages.c
        counted = await self.connection.execute(
            select(func.count()).where(hers.customer_id == customer_id, hers.is_hers, hers.at >= since)
        )
        return int(counted.scalar_one())

    async def _found(self, wanted: Select[Any]) -> tuple[Ticket, ...]:
        rows = await self.connection.execute(wanted)
        return tuple(as_ticket(row) for row in rows.mappings())
