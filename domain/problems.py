"""Problems that customers report: a ticket with a number, a clock, and the payment's whole story attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import NotAllowed, Refusal
from domain.notices import Notice, NoticeKind
from domain.payments import HOLDING, SETTLED, Attempt, Payment
from domain.personal_accounts import PersonalAccount
from domain.rules import Rules
from domain.storage import Storage
from domain.top_ups import TopUp
from domain.tracker import evidence
from domain.vendors import Category


class NoSuchTicket(Refusal):
    """No ticket has that number."""

    code = "no-such-ticket"


class ProblemKind(StrEnum):
    """What the customer says is wrong."""

    NOT_RECEIVED = "not-received"
    TOKEN_REFUSED = "token-refused"  # noqa: S105 - a kind of problem
    NO_SIGNAL = "no-signal"
    WRONG_RECIPIENT = "wrong-recipient"
    MONEY_NOT_BACK = "money-not-back"
    MONEY_NOT_IN = "money-not-in"  # of a top-up: her bank took it, her wallet has not got it
    NOT_ME = "not-me"  # somebody else paid it with her wallet
    OTHER = "other"


class TicketStatus(StrEnum):
    """How far it is."""

    OPEN = "open"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A problem as it is reported. `evidence` has times, ids and codes, nothing personal."""

    customer_id: str
    payment_id: str  # or the top-up's
    kind: ProblemKind
    opened_at: datetime
    answer_by: datetime
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ticket:
    """A reported problem under its number."""

    number: int
    customer_id: str
    payment_id: str
    kind: ProblemKind
    status: TicketStatus
    opened_at: datetime
    answer_by: datetime
    evidence: tuple[str, ...]


class TicketStore(Protocol):
    """Where tickets are kept."""

    async def open(self, ticket: NewTicket) -> tuple[Ticket, bool]:
        """Keep a ticket under the next number. One that is open for the same problem stays: then False."""
        ...

    async def get(self, number: int) -> Ticket | None:
        """Return a ticket."""
        ...

    async def newest(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        ...

    async def open_ones(self, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that nobody has answered, what is due first."""
        ...

    async def resolve(self, number: int, *, now: datetime) -> None:
        """Close a ticket: what it was about is well."""
        ...


class AttemptStore(Protocol):
    """The payments' attempts, for evidence."""

    async def attempts(self, payment_id: str) -> tuple[Attempt, ...]:
        """Return all attempts of a payment, oldest first."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class ProblemBooks(Protocol):
    """What reporting needs from one transaction."""

    @property
    def tickets(self) -> TicketStore:
        """The tickets."""
        ...

    @property
    def payments(self) -> AttemptStore:
        """The payments."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages."""
        ...


def likely(payment: Payment) -> tuple[ProblemKind, ...]:
    """Return what may be wrong with a payment, the most likely first."""
    other = (ProblemKind.WRONG_RECIPIENT, ProblemKind.NOT_ME, ProblemKind.OTHER)
    if payment.status in HOLDING:
        return ProblemKind.NOT_RECEIVED, *other
    if payment.status not in SETTLED:
        return ProblemKind.MONEY_NOT_BACK, *other
    if payment.delivery.tokens:
        return ProblemKind.TOKEN_REFUSED, *other
    if payment.order.category is Category.TV:
        return ProblemKind.NO_SIGNAL, *other
    return ProblemKind.NOT_RECEIVED, *other


@dataclass(frozen=True)
class Problems:
    """Reporting problems."""

    storage: Storage[ProblemBooks]
    rules: Rules

    async def report(self, payment: Payment, kind: ProblemKind, *, now: datetime) -> Ticket:
        """Open a ticket about one's payment and call staff; the one that is open already stays the same."""
        async with self.storage.begin() as books:
            attempts = await books.payments.attempts(payment.id)
            told = evidence(payment, attempts)
            return await self._open(books, payment.customer_id, payment.id, kind, told, now)

    async def report_missing(self, top_up: TopUp, said: Sequence[str], *, now: datetime) -> Ticket:
        """Open a ticket about money that was sent and is not in, with what its processors said of it."""
        told = (
            f"top-up {top_up.id}: {top_up.amount.kobo} kobo, {top_up.status.value}",
            f"opened {top_up.opened_at:%Y-%m-%d %H:%M:%S}Z at {', '.join(top_up.processors)}",
            *said,
        )
        async with self.storage.begin() as books:
            kind = ProblemKind.MONEY_NOT_IN
            return await self._open(books, top_up.customer_id, top_up.id, kind, told, now)

    async def report_missing_transfer(
        self, account: PersonalAccount, said: Sequence[str], *, now: datetime
    ) -> Ticket:
        """Open a ticket about a transfer to an account number that is not in, with what was said of it."""
        told = (f"account {account.id} at {account.processor}", *said)
        async with self.storage.begin() as books:
            kind = ProblemKind.MONEY_NOT_IN
            return await self._open(books, account.customer_id, account.id, kind, told, now)

    async def _open(
        self,
        books: ProblemBooks,
        customer_id: str,
        subject_id: str,
        kind: ProblemKind,
        told: tuple[str, ...],
        now: datetime,
    ) -> Ticket:
        answer_by = now + self.rules.ticket_answered_within
        ticket, is_new = await books.tickets.open(
            NewTicket(customer_id, subject_id, kind, now, answer_by, told)
        )
        if is_new:
            key = f"{NoticeKind.STAFF_TICKET.value}:{ticket.number}"
            await books.outbox.add(Notice(key, NoticeKind.STAFF_TICKET, str(ticket.number), None, now))
        return ticket

    async def get(self, customer_id: str, number: int) -> Ticket:
        """Return one of a customer's own tickets.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        ticket = await self.for_staff(number)
        if ticket is None or ticket.customer_id != customer_id:
            raise NotAllowed
        return ticket

    async def for_staff(self, number: int) -> Ticket | None:
        """Return a ticket, whosever it is."""
        async with self.storage.look() as books:
            return await books.tickets.get(number)

    async def queue(self, *, limit: int) -> tuple[Ticket, ...]:
        """Return the tickets that wait for staff, what is due first."""
        async with self.storage.look() as books:
            return await books.tickets.open_ones(limit=limit)

    async def of(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        async with self.storage.look() as books:
            return await books.tickets.newest(customer_id, limit=limit)

    async def resolved_by_itself(self, customer_id: str, number: int, *, now: datetime) -> Ticket:
        """Close one's own ticket, because all is well.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        await self.get(customer_id, number)
        async with self.storage.begin() as books:
            await books.tickets.resolve(number, now=now)
        return await self.get(customer_id, number)
