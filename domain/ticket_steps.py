"""The commands of tickets: what staff, customers and the clock do, each with all that follows in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.audit_log import HEAD, Doing, append
from domain.errors import NotAllowed
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.staff import Act, NotYourRole, OwnAccount, StaffPerson
from domain.ticket_rules import TicketRules
from domain.ticket_states import HELD, TicketEvent, may_step
from domain.tickets import (
    NoSuchTicket,
    Ticket,
    TicketClosed,
    TicketMessage,
    TicketNotSo,
    TicketTaken,
    TooLateToReopen,
)

_NEWS = {
    TicketEvent.REPLY: NoticeKind.TICKET_REPLY,
    TicketEvent.SOLVE: NoticeKind.TICKET_DECIDED,
    TicketEvent.TURN_DOWN: NoticeKind.TICKET_DECIDED,
}


@dataclass(frozen=True, slots=True)
class Worked:
    """What a step of staff made of a ticket, and the number of its row in the audit log."""

    ticket: Ticket
    audit_number: int


@dataclass(frozen=True, slots=True)
class WorkOnTicket:
    """Somebody of the staff takes a step. `message` is what the customer is told by it."""

    number: int
    event: TicketEvent
    by: StaffPerson
    rules: TicketRules
    now: datetime
    message: TicketMessage | None = None
    until: datetime | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)  # for the audit log

    @property
    def touches(self) -> Touches:
        """The ticket, her roles, and the end of the audit log."""
        return Touches(records=(_key(self.number), *self.by.records, HEAD))

    def decide(self, books: MoneyBooks) -> Worked:
        """Return what became of it. Taken twice by the same person, it is taken once.

        :raises OwnAccount: if it is her own
        :raises NotYourRole: if none of her roles may do that with a ticket in that state
        :raises TicketTaken: if a colleague has it
        :raises TicketNotSo: if the table of states does not have the step
        """
        before = _existing(books, self.number)
        self._check(books, before)
        if self.event is TicketEvent.TAKE and before.status in HELD:  # by herself: the same tap again
            after = before
        else:
            after = before.after(
                self.event, self.rules, now=self.now, by=self.by.telegram_id, until=self.until
            )
        books.save_record(after)
        if self.message is not None:
            books.save_record(self.message)
        self._tell(books, after)
        details = {"step": self.event.value, "to": after.status.value, **self.details}
        if self.message is not None:
            details["message"] = self.message.id
        doing = Doing(self.by.name, Act.WORK_ON_TICKET.value, after.id, self.now, after.customer_id, details)
        return Worked(after, append(books, doing).sequence)

    def _check(self, books: MoneyBooks, before: Ticket) -> None:
        if before.customer_id == self.by.own_customer_id:
            raise OwnAccount
        roles = may_step(before.status, self.event)
        if not roles:
            raise NotYourRole
        self.by.check(books, roles, now=self.now)
        if self.event is not TicketEvent.TAKE_OVER and before.held_by_another(self.by.telegram_id):
            raise TicketTaken(by=f"telegram:{before.taken_by}")

    def _tell(self, books: MoneyBooks, after: Ticket) -> None:
        kind = _NEWS.get(self.event)
        if kind is not None and self.message is not None:
            subject = f"{after.number}:{self.message.id}"
            books.tell(Notice(f"{kind.value}:{subject}", kind, subject, after.customer_id, self.now))
        else:
            _redraw(books, after, self.now)
        if self.event is TicketEvent.ESCALATE:
            _call_seniors(books, after, self.now)


@dataclass(frozen=True, slots=True)
class AddNote:
    """The customer says something more. Who has the ticket is told."""

    message: TicketMessage
    rules: TicketRules

    @property
    def touches(self) -> Touches:
        """The ticket."""
        return Touches(records=(_key(self.message.number),))

    def decide(self, books: MoneyBooks) -> Ticket:
        """Return the ticket.

        :raises NotAllowed: if it is not hers
        :raises TicketClosed: if it is not open any more
        """
        message = self.message
        before = _hers(books, message.number, message.customer_id)
        try:
            after = before.after(TicketEvent.NOTE, self.rules, now=message.at)
        except TicketNotSo as closed:
            raise TicketClosed from closed
        books.save_record(after)
        books.save_record(message)
        _tell_holder(books, after, f"{after.number}:{message.id}", message.at)
        return after


@dataclass(frozen=True, slots=True)
class CloseTicket:
    """The customer says that all is well."""

    number: int
    customer_id: str
    rules: TicketRules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The ticket."""
        return Touches(records=(_key(self.number),))

    def decide(self, books: MoneyBooks) -> Ticket:
        """Return the ticket, closed.

        :raises NotAllowed: if it is not hers
        """
        before = _hers(books, self.number, self.customer_id)
        after = before.after(TicketEvent.CLOSE, self.rules, now=self.now)
        books.save_record(after)
        return after


@dataclass(frozen=True, slots=True)
class ReopenTicket:
    """The customer says that it is not over. Who had it is told, or everybody who is told of tickets."""

    number: int
    customer_id: str
    rules: TicketRules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The ticket."""
        return Touches(records=(_key(self.number),))

    def decide(self, books: MoneyBooks) -> Ticket:
        """Return the ticket, open. One that is open already stays as it is.

        :raises NotAllowed: if it is not hers
        :raises TooLateToReopen: if it was closed too long ago
        """
        before = _hers(books, self.number, self.customer_id)
        if before.is_open:
            return before
        if not before.can_reopen(self.rules, self.now):
            raise TooLateToReopen
        after = before.after(TicketEvent.REOPEN, self.rules, now=self.now)
        books.save_record(after)
        if after.taken_by is not None:
            _tell_holder(books, after, f"{after.number}:", self.now)
        else:
            kind = NoticeKind.STAFF_TICKET
            books.tell(Notice(f"{kind.value}:{_at(after, self.now)}", kind, after.id, None, self.now))
        return after


@dataclass(frozen=True, slots=True)
class TicketsClock:
    """Time passed, or the money went back: what follows is looked at once more on the locked ticket."""

    number: int
    rules: TicketRules
    now: datetime
    money_is_back: bool = False

    @property
    def touches(self) -> Touches:
        """The ticket."""
        return Touches(records=(_key(self.number),))

    def decide(self, books: MoneyBooks) -> Ticket:
        """Return the ticket; as it was, if somebody was quicker."""
        before = _existing(books, self.number)
        event = self._event(before)
        if event is None:
            return before
        try:
            after = before.after(event, self.rules, now=self.now)
        except TicketNotSo:
            return before
        books.save_record(after)
        if event is TicketEvent.MONEY_BACK:
            kind, subject = NoticeKind.TICKET_DECIDED, f"{after.number}:"
            key = f"{kind.value}:{_at(after, self.now)}"
            books.tell(Notice(key, kind, subject, after.customer_id, self.now))
        else:
            _redraw(books, after, self.now)
        if event is TicketEvent.LATE:
            _call_seniors(books, after, self.now)
        if event is TicketEvent.WAKE:
            _tell_holder(books, after, f"{after.number}:", self.now)
        return after

    def _event(self, ticket: Ticket) -> TicketEvent | None:
        if not ticket.is_open:
            return None
        if self.money_is_back:
            return TicketEvent.MONEY_BACK
        if ticket.answer_by > self.now:
            return None
        return TicketEvent.WAKE if ticket.waits_for is not None else TicketEvent.LATE


def _key(number: int) -> tuple[type[Any], str]:
    return Ticket, str(number)


def _existing(books: MoneyBooks, number: int) -> Ticket:
    ticket = books.record(Ticket, str(number))
    if ticket is None:
        raise NoSuchTicket
    return ticket


def _hers(books: MoneyBooks, number: int, customer_id: str) -> Ticket:
    ticket = books.record(Ticket, str(number))
    if ticket is None or ticket.customer_id != customer_id:
        raise NotAllowed
    return ticket


def _at(ticket: Ticket, now: datetime) -> str:
    return f"{ticket.number}:{now.timestamp():.0f}"


def _redraw(books: MoneyBooks, ticket: Ticket, now: datetime) -> None:
    """Owe the customer her card anew, where it stands."""
    if ticket.card is not None:
        kind = NoticeKind.TICKET_CARD
        key = f"{kind.value}:{_at(ticket, now)}:{ticket.status.value}"
        books.tell(Notice(key, kind, f"{ticket.number}:", ticket.customer_id, now))


def _tell_holder(books: MoneyBooks, ticket: Ticket, subject: str, now: datetime) -> None:
    if ticket.taken_by is not None:
        kind = NoticeKind.STAFF_TICKET_NOTE
        key = f"{kind.value}:{_at(ticket, now)}:{subject}"
        books.tell(Notice(key, kind, subject, None, now))


def _call_seniors(books: MoneyBooks, ticket: Ticket, now: datetime) -> None:
    kind = NoticeKind.STAFF_TICKET_LATE
    books.tell(Notice(f"{kind.value}:{_at(ticket, now)}", kind, ticket.id, None, now))
