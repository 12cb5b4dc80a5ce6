"""Where staff work on tickets, and the clock that goes over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.notices import Notice, NoticeKind
from domain.staff import Role, RoleGrant, StaffPerson
from domain.storage import Storage
from domain.ticket_rules import TicketRules
from domain.ticket_states import DESK, SENIOR, TicketEvent, TicketStatus
from domain.ticket_steps import TicketsClock, Worked, WorkOnTicket
from domain.tickets import (
    LONGEST_MESSAGE,
    MessageTooLong,
    NoSuchTicket,
    ReportedAnew,
    Ticket,
    TicketMessage,
    TicketStore,
    median,
)

_SAID = 8  # so many messages are shown of a ticket
_AT_ONCE = 100


class RoleStore(Protocol):
    """Who has which role."""

    async def of(self, telegram_id: int) -> Mapping[Role, RoleGrant]:
        """Return what somebody has or had."""
        ...

    async def held(self, *, now: datetime) -> tuple[RoleGrant, ...]:
        """Return who has which role now."""
        ...


class DeskBooks(Protocol):
    """What working on tickets needs from one transaction."""

    @property
    def tickets(self) -> TicketStore:
        """The tickets."""
        ...

    @property
    def staff_roles(self) -> RoleStore:
        """The roles."""
        ...


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A ticket with what was said about it."""

    ticket: Ticket
    messages: tuple[TicketMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketFigures:
    """How the desk does: of tickets opened within so many days, the median times."""

    open: int
    late: int
    within: Mapping[int, TicketMedians]  # by days


@dataclass(frozen=True, slots=True)
class TicketMedians:
    """How many were opened, and the median times to a first answer and to the end."""

    opened: int
    answered: timedelta | None
    closed: timedelta | None


@dataclass(frozen=True)
class TicketDesk:
    """Working on tickets."""

    storage: Storage[DeskBooks]
    rules: TicketRules
    new_id: Callable[[], str]

    async def work(
        self,
        number: int,
        event: TicketEvent,
        by: StaffPerson,
        *,
        now: datetime,
        text: str | None = None,
        until: datetime | None = None,
        details: Mapping[str, str | int] | None = None,
    ) -> Worked:
        """Take a step with a ticket. `text` is what the customer is told.

        :raises Refusal: whatever `WorkOnTicket` refuses, or if the text is too long for a message
        """
        if text is not None and len(text) > LONGEST_MESSAGE:
            raise MessageTooLong
        ticket = await self.get(number)
        message = None
        if text is not None:
            message = TicketMessage(self.new_id(), number, ticket.customer_id, now, text=text, author=by.name)
        if event is TicketEvent.REOPEN:
            await self._check_not_reported_anew(ticket)
        step = WorkOnTicket(number, event, by, self.rules, now, message, until, details or {})
        return await self.storage.money.apply(step)

    async def _check_not_reported_anew(self, ticket: Ticket) -> None:
        async with self.storage.look() as books:
            newer = await books.tickets.open_about(ticket.payment_id, ticket.kind)
        if newer is not None and newer.number != ticket.number:
            raise ReportedAnew(number=newer.number)

    async def get(self, number: int) -> Ticket:
        """Return a ticket.

        :raises NoSuchTicket: if there is none
        """
        async with self.storage.look() as books:
            ticket = await books.tickets.get(number)
        if ticket is None:
            raise NoSuchTicket
        return ticket

    async def file(self, number: int) -> TicketFile:
        """Return a ticket with the newest that was said about it.

        :raises NoSuchTicket: if there is none
        """
        ticket = await self.get(number)
        async with self.storage.look() as books:
            return TicketFile(ticket, await books.tickets.messages(number, limit=_SAID))

    async def message(self, message_id: str) -> TicketMessage | None:
        """Return something that was said about a ticket."""
        async with self.storage.look() as books:
            return await books.tickets.message(message_id)

    async def waiting(
        self, *, limit: int, skip: int = 0, status: TicketStatus | None = None, taken_by: int | None = None
    ) -> tuple[Ticket, ...]:
        """Return open tickets, what is due first: all, those in a state, or those that somebody has."""
        async with self.storage.look() as books:
            return await books.tickets.waiting(limit=limit, skip=skip, status=status, taken_by=taken_by)

    async def closed_as(self, status: TicketStatus, *, limit: int, skip: int = 0) -> tuple[Ticket, ...]:
        """Return tickets that ended so, newest first."""
        async with self.storage.look() as books:
            return await books.tickets.closed_as(status, limit=limit, skip=skip)

    async def figures(self, days: tuple[int, ...], *, now: datetime) -> TicketFigures:
        """Return how the desk does."""
        async with self.storage.look() as books:
            is_open, late = await books.tickets.counts(now=now)
            times = await books.tickets.times(since=now - timedelta(days=max(days)))
        within = {}
        for span in days:
            recent = [each for each in times if each.opened_at >= now - timedelta(days=span)]
            answered = [
                each.first_answer_at - each.opened_at for each in recent if each.first_answer_at is not None
            ]
            closed = [each.closed_at - each.opened_at for each in recent if each.closed_at is not None]
            within[span] = TicketMedians(len(recent), median(answered), median(closed))
        return TicketFigures(is_open, late, within)

    async def concerned_by(
        self, notice: Notice, first_owners: frozenset[int], *, now: datetime
    ) -> frozenset[int]:
        """Return who of the staff is told of a ticket: who has it, who may take it, or who decides."""
        if notice.kind is NoticeKind.STAFF_TICKET_NOTE:
            ticket = await self._known(int(notice.subject_id.partition(":")[0]))
            return frozenset({ticket.taken_by}) if ticket is not None and ticket.taken_by else frozenset()
        may = {NoticeKind.STAFF_TICKET_LATE: SENIOR, NoticeKind.STAFF_TICKET: DESK}.get(notice.kind)
        if may is None:
            return frozenset()
        async with self.storage.look() as books:
            held = await books.staff_roles.held(now=now)
            owners = {each for each in first_owners if await _is_senior(books, each, now)}
        return frozenset({grant.telegram_id for grant in held if grant.role in may} | owners)

    async def _known(self, number: int) -> Ticket | None:
        try:
            return await self.get(number)
        except NoSuchTicket:
            return None


async def _is_senior(books: DeskBooks, telegram_id: int, now: datetime) -> bool:
    grants = await books.staff_roles.of(telegram_id)
    return bool(StaffPerson(telegram_id, is_first_owner=True).roles(grants, now=now) & SENIOR)


@dataclass(frozen=True)
class TicketClock:
    """Goes over the tickets: what is late is escalated, what was waited for in vain comes back."""

    storage: Storage[DeskBooks]
    rules: TicketRules
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Do what time asks for, at most so much at once; the rest follows at the next tick."""
        now = self.clock()
        async with self.storage.begin() as books:
            await books.tickets.adopt()
        async with self.storage.look() as books:
            back = await books.tickets.with_money_back(limit=_AT_ONCE)
            due = await books.tickets.due(now=now, limit=_AT_ONCE)
        for number in back:
            await self._tick(TicketsClock(number, self.rules, now, money_is_back=True))
        for number in due:
            await self._tick(TicketsClock(number, self.rules, now))

    async def _tick(self, step: TicketsClock) -> None:
        await self.storage.money.apply(step)
