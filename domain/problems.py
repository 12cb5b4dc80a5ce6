"""Problems that customers report: a ticket with a number, a clock, and the payment's whole story attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.audit_log import AuditWriter, Doing
from domain.errors import NotAllowed
from domain.notices import Notice, NoticeKind
from domain.payments import HOLDING, SETTLED, Attempt, Payment
from domain.personal_accounts import PersonalAccount
from domain.rules import Rules
from domain.storage import Storage
from domain.ticket_steps import AddNote, CloseTicket, ReopenTicket
from domain.tickets import (
    LONGEST_MESSAGE,
    MessageTooLong,
    NewTicket,
    ProblemKind,
    ReportedAnew,
    Ticket,
    TicketMessage,
    TicketStore,
    TooManyNotes,
)
from domain.times import lagos_midnight, lagos_second
from domain.top_ups import TopUp
from domain.tracker import evidence
from domain.vendors import Category

_SAID = 3  # so many messages does a card show


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

    @property
    def audit(self) -> AuditWriter:
        """The audit log."""
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

    async def report(
        self, payment: Payment, kind: ProblemKind, *, now: datetime, doing: Doing | None = None
    ) -> Ticket:
        """Open a ticket about one's payment and call staff; the one that is open already stays the same.

        :param doing: what the audit log has of it, where one of the staff reports it for the customer
        """
        async with self.storage.begin() as books:
            attempts = await books.payments.attempts(payment.id)
            told = evidence(payment, attempts)
            ticket = await self._open(books, payment.customer_id, payment.id, kind, told, now)
            if doing is not None:
                await books.audit.add(doing)
            return ticket

    async def report_missing(self, top_up: TopUp, said: Sequence[str], *, now: datetime) -> Ticket:
        """Open a ticket about money that was sent and is not in, with what its processors said of it."""
        told = (
            f"top-up {top_up.id}: {top_up.amount.kobo} kobo, {top_up.status.value}",
            f"opened {lagos_second(top_up.opened_at)} at {', '.join(top_up.processors)}",
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
        answer_by = now + self.rules.tickets.answered_within
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

    async def of(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        async with self.storage.look() as books:
            return await books.tickets.newest(customer_id, limit=limit)

    async def messages(self, number: int) -> tuple[TicketMessage, ...]:
        """Return the newest that was said about a ticket, oldest first."""
        async with self.storage.look() as books:
            return await books.tickets.messages(number, limit=_SAID)

    async def message(self, message_id: str) -> TicketMessage | None:
        """Return something that was said."""
        async with self.storage.look() as books:
            return await books.tickets.message(message_id)

    async def shown(self, number: int, card: int) -> None:
        """Keep which message in its customer's chat shows a ticket."""
        async with self.storage.begin() as books:
            await books.tickets.shown(number, card)

    async def note(
        self,
        customer_id: str,
        number: int,
        message_id: str,
        *,
        text: str = "",
        file_id: str | None = None,
        is_photo: bool = False,
        now: datetime,
    ) -> Ticket:
        """Add words or a picture to one's ticket. Who has it is told.

        :raises NotAllowed: if it is not hers
        :raises TicketClosed: if it is not open any more
        :raises TooManyNotes: if she added as many today as may be
        :raises MessageTooLong: if it is longer than a message
        """
        if len(text) > LONGEST_MESSAGE:
            raise MessageTooLong
        async with self.storage.look() as books:
            added = await books.tickets.notes_since(customer_id, since=lagos_midnight(now))
        if added >= self.rules.tickets.notes_per_day:
            raise TooManyNotes(most=self.rules.tickets.notes_per_day)
        message = TicketMessage(message_id, number, customer_id, now, text, file_id, is_photo)
        return await self.storage.money.apply(AddNote(message, self.rules.tickets))

    async def close(self, customer_id: str, number: int, *, now: datetime) -> Ticket:
        """Close one's own ticket, because all is well.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        return await self.storage.money.apply(CloseTicket(number, customer_id, self.rules.tickets, now))

    async def reopen(self, customer_id: str, number: int, *, now: datetime) -> Ticket:
        """Open one's own ticket again, because it is not over.

        :raises NotAllowed: if there is none, or it is somebody else's
        :raises TooLateToReopen: if it was closed too long ago
        :raises ReportedAnew: if the same is under another number by now
        """
        ticket = await self.get(customer_id, number)
        async with self.storage.look() as books:
            newer = await books.tickets.open_about(ticket.payment_id, ticket.kind)
        if newer is not None and newer.number != number:
            raise ReportedAnew(number=newer.number)
        return await self.storage.money.apply(ReopenTicket(number, customer_id, self.rules.tickets, now))
