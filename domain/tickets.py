"""Tickets: what a customer reports, under a number, with its clock and what was said about it since.

What may happen to one is in `domain.ticket_states`; what each step does to its clock is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.errors import Refusal
from domain.ticket_rules import TicketRules
from domain.ticket_states import HELD, OPEN, TRANSITIONS, TicketEvent, TicketStatus

LONGEST_MESSAGE = 1_000  # characters that one message about a ticket may have


class NoSuchTicket(Refusal):
    """No ticket has that number."""

    code = "no-such-ticket"


class TicketNotSo(Refusal):
    """A ticket in that state can't take this step."""

    code = "ticket-not-so"

    def __init__(self, *, state: TicketStatus) -> None:
        super().__init__(state=state.value)


class TicketTaken(Refusal):
    """Somebody else of the staff has it."""

    code = "ticket-taken"

    def __init__(self, *, by: str) -> None:
        super().__init__(by=by)


class TicketClosed(Refusal):
    """It was closed, so nothing is added to it; it can be opened again for a while."""

    code = "ticket-closed"


class TooLateToReopen(Refusal):
    """It was closed too long ago. The problem can be reported anew."""

    code = "too-late-to-reopen"


class ReportedAnew(Refusal):
    """The same problem is under another number by now."""

    code = "reported-anew"

    def __init__(self, *, number: int) -> None:
        super().__init__(number=number)


class TooManyNotes(Refusal):
    """A customer adds only so much in a day."""

    code = "too-many-notes"

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class MessageTooLong(Refusal):
    """What was written does not fit into a message."""

    code = "ticket-message-too-long"

    def __init__(self) -> None:
        super().__init__(most=LONGEST_MESSAGE)


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


class WaitsFor(StrEnum):
    """Whose turn it is, while the clock stands still."""

    CUSTOMER = "customer"
    BILLER = "biller"


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
    answer_by: datetime  # while somebody is waited for: when we look at it again
    evidence: tuple[str, ...]
    taken_by: int | None = None  # who of the staff has it, by Telegram id
    waits_for: WaitsFor | None = None
    first_answer_at: datetime | None = None
    reopened_at: datetime | None = None
    closed_at: datetime | None = None
    is_well: bool = False  # the customer said so after our answer
    card: int | None = None  # the message in her chat that shows it

    @property
    def id(self) -> str:
        """Its number, as records are found."""
        return str(self.number)

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in OPEN

    def is_late(self, now: datetime) -> bool:
        """Return whether an answer was promised before that moment, and it is our turn."""
        return self.is_open and self.waits_for is None and now > self.answer_by

    def can_reopen(self, rules: TicketRules, now: datetime) -> bool:
        """Return whether its customer may still say that it is not over."""
        return self.closed_at is not None and now < self.closed_at + rules.reopened_within

    def held_by_another(self, telegram_id: int) -> bool:
        """Return whether a colleague has it."""
        return self.status in HELD and self.taken_by not in (None, telegram_id)

    def after(
        self,
        event: TicketEvent,
        rules: TicketRules,
        *,
        now: datetime,
        by: int | None = None,
        until: datetime | None = None,
    ) -> Ticket:
        """Return it after a legal step, with its clock.

        :param by: who of the staff takes the step
        :param until: when the biller's answer is looked for
        :raises TicketNotSo: if the table does not have the step
        """
        status = TRANSITIONS.get((self.status, event))
        if status is None:
            raise TicketNotSo(state=self.status)
        moved = replace(self, status=status)
        promised = now + rules.answered_within
        match event:
            case TicketEvent.TAKE | TicketEvent.TAKE_OVER:
                return replace(moved, taken_by=by)
            case TicketEvent.REPLY:
                answered = replace(moved, taken_by=by, first_answer_at=self.first_answer_at or now)
                if status is TicketStatus.WITH_BILLER:
                    return answered
                look_again = now + rules.customer_waited_for
                return replace(answered, waits_for=WaitsFor.CUSTOMER, answer_by=look_again)
            case TicketEvent.ASK_BILLER:
                latest = now + rules.biller_waited_for
                look_again = min(until or latest, latest)
                return replace(moved, taken_by=by, waits_for=WaitsFor.BILLER, answer_by=look_again)
            case TicketEvent.SOLVE | TicketEvent.TURN_DOWN:
                first = self.first_answer_at or now
                return replace(moved, taken_by=by, waits_for=None, closed_at=now, first_answer_at=first)
            case TicketEvent.MONEY_BACK:
                return replace(moved, waits_for=None, closed_at=now)
            case TicketEvent.CLOSE:
                return replace(moved, waits_for=None, closed_at=self.closed_at or now, is_well=True)
            case TicketEvent.ESCALATE:
                return replace(
                    moved, waits_for=None, answer_by=promised if self.waits_for else self.answer_by
                )
            case TicketEvent.WAKE:
                return replace(moved, waits_for=None, answer_by=promised)
            case TicketEvent.NOTE:
                if self.waits_for is not WaitsFor.CUSTOMER:
                    return moved
                return replace(moved, waits_for=None, answer_by=promised)
            case TicketEvent.REOPEN:
                return replace(moved, closed_at=None, is_well=False, reopened_at=now, answer_by=promised)
            case TicketEvent.LATE:
                return moved


@dataclass(frozen=True, slots=True)
class TicketMessage:
    """Something that was said about a ticket, by its customer or by one of us."""

    id: str  # later ones after earlier ones
    number: int
    customer_id: str
    at: datetime
    text: str = field(default="", repr=False)
    file_id: str | None = field(default=None, repr=False)  # of a picture or a paper, as Telegram hands it on
    is_photo: bool = False
    author: str | None = None  # who of the staff; None: the customer


@dataclass(frozen=True, slots=True)
class TicketTimes:
    """When a ticket was opened, first answered, and closed by us."""

    opened_at: datetime
    first_answer_at: datetime | None
    closed_at: datetime | None


class TicketStore(Protocol):
    """Where tickets are kept. After they were opened they change through the money path alone."""

    async def open(self, ticket: NewTicket) -> tuple[Ticket, bool]:
        """Keep a ticket under the next number. One that is open for the same problem stays: then False."""
        ...

    async def get(self, number: int) -> Ticket | None:
        """Return a ticket."""
        ...

    async def newest(self, customer_id: str, *, limit: int) -> tuple[Ticket, ...]:
        """Return a customer's tickets, newest first."""
        ...

    async def open_about(self, payment_id: str, kind: ProblemKind) -> Ticket | None:
        """Return the ticket that is open about a problem."""
        ...

    async def waiting(
        self,
        *,
        limit: int,
        skip: int = 0,
        status: TicketStatus | None = None,
        taken_by: int | None = None,
    ) -> tuple[Ticket, ...]:
        """Return open tickets, what is due first: all, those in a state, or those that somebody has."""
        ...

    async def closed_as(self, status: TicketStatus, *, limit: int, skip: int = 0) -> tuple[Ticket, ...]:
        """Return tickets that ended so, newest first."""
        ...

    async def counts(self, *, now: datetime) -> tuple[int, int]:
        """Return how many are open, and how many of them are late."""
        ...

    async def times(self, *, since: datetime) -> tuple[TicketTimes, ...]:
        """Return the times of all that were opened since."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[int, ...]:
        """Return the numbers of those whose clock ran out and that nothing was done about."""
        ...

    async def with_money_back(self, *, limit: int) -> tuple[int, ...]:
        """Return the numbers of open ones whose payment's money went back after they were opened."""
        ...

    async def adopt(self) -> None:
        """Let tickets that an older version of the program opened be found as those of this one are."""
        ...

    async def shown(self, number: int, card: int) -> None:
        """Keep which message in the customer's chat shows it."""
        ...

    async def messages(self, number: int, *, limit: int) -> tuple[TicketMessage, ...]:
        """Return the newest things that were said about one, oldest first."""
        ...

    async def message(self, message_id: str) -> TicketMessage | None:
        """Return one of them."""
        ...

    async def notes_since(self, customer_id: str, *, since: datetime) -> int:
        """Return how many things a customer added since then."""
        ...


def median(spans: Sequence[timedelta]) -> timedelta | None:
    """Return the one in the middle, the lower of two; None of nothing."""
    return sorted(spans)[(len(spans) - 1) // 2] if spans else None
