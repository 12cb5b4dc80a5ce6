"""A payment's life after the PIN: its states, the events that move it, and which steps are legal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import Refusal
from domain.money import Money
from domain.quotes import Order, Quote
from domain.vendors import Category, Delivery, MeterKind, TokenKind

# A worker that marked an attempt sends it only this long after the mark; later it is left to requery.
FENCE = timedelta(seconds=30)
# A vendor that does not know an id has certainly not got it this long after the call must be over.
NOT_FOUND_SETTLES_AFTER = timedelta(minutes=5)
NOT_FOUND_NEEDED = 2
NEVER_SENT = "never-sent"  # the reason where nobody could deliver what was approved
CANCELLED_BY_OWNER = "cancelled"  # the reason where whoever pays thought better of it


class PaymentStatus(StrEnum):
    """Where a payment is."""

    ACCEPTED = "accepted"  # held, not sent
    SUBMITTED = "submitted"  # an attempt is marked; it may have been sent
    UNRESOLVED = "unresolved"  # sent, and nobody knows yet
    AWAITING_TOKEN = "awaiting-token"  # noqa: S105 - delivered and settled, the token is still owed
    DELIVERED = "delivered"
    RELEASED = "released"  # the hold went back
    CANCELLED = "cancelled"  # the hold went back before anything was sent
    REFUNDED = "refunded"  # settled, then undone


class Event(StrEnum):
    """What may happen to a payment."""

    SUBMIT = "submit"
    CANCEL = "cancel"
    DELIVERY = "delivery"
    DELIVERY_WITHOUT_TOKEN = "delivery-without-token"  # noqa: S105 - an event
    REJECTION = "rejection"
    REJECTION_WITH_NEXT_VENDOR = "rejection-with-next-vendor"
    DOUBT = "doubt"
    DEADLINE_RELEASE = "deadline-release"
    DEADLINE_EXTENSION = "deadline-extension"
    REVERSAL = "reversal"
    LATE_DELIVERY = "late-delivery"


_S, _E = PaymentStatus, Event

# Every legal step. What is not here does not happen: the same event again changes nothing, and an
# event that contradicts the state becomes a case for staff.
TRANSITIONS: dict[tuple[PaymentStatus, Event], PaymentStatus] = {
    (_S.ACCEPTED, _E.SUBMIT): _S.SUBMITTED,
    (_S.ACCEPTED, _E.CANCEL): _S.CANCELLED,
    (_S.SUBMITTED, _E.DELIVERY): _S.DELIVERED,
    (_S.SUBMITTED, _E.DELIVERY_WITHOUT_TOKEN): _S.AWAITING_TOKEN,
    (_S.SUBMITTED, _E.REJECTION): _S.RELEASED,
    (_S.SUBMITTED, _E.REJECTION_WITH_NEXT_VENDOR): _S.SUBMITTED,
    (_S.SUBMITTED, _E.DOUBT): _S.UNRESOLVED,
    (_S.SUBMITTED, _E.REVERSAL): _S.RELEASED,
    (_S.SUBMITTED, _E.DEADLINE_RELEASE): _S.RELEASED,
    (_S.SUBMITTED, _E.DEADLINE_EXTENSION): _S.UNRESOLVED,
    (_S.UNRESOLVED, _E.DELIVERY): _S.DELIVERED,
    (_S.UNRESOLVED, _E.DELIVERY_WITHOUT_TOKEN): _S.AWAITING_TOKEN,
    (_S.UNRESOLVED, _E.REJECTION): _S.RELEASED,
    (_S.UNRESOLVED, _E.REJECTION_WITH_NEXT_VENDOR): _S.SUBMITTED,
    (_S.UNRESOLVED, _E.DOUBT): _S.UNRESOLVED,
    (_S.UNRESOLVED, _E.REVERSAL): _S.RELEASED,
    (_S.UNRESOLVED, _E.DEADLINE_RELEASE): _S.RELEASED,
    (_S.UNRESOLVED, _E.DEADLINE_EXTENSION): _S.UNRESOLVED,
    (_S.AWAITING_TOKEN, _E.DELIVERY): _S.DELIVERED,
    (_S.AWAITING_TOKEN, _E.DELIVERY_WITHOUT_TOKEN): _S.AWAITING_TOKEN,
    (_S.AWAITING_TOKEN, _E.DOUBT): _S.AWAITING_TOKEN,
    (_S.AWAITING_TOKEN, _E.DEADLINE_EXTENSION): _S.AWAITING_TOKEN,
    (_S.AWAITING_TOKEN, _E.REVERSAL): _S.REFUNDED,
    (_S.DELIVERED, _E.REVERSAL): _S.REFUNDED,
    (_S.RELEASED, _E.LATE_DELIVERY): _S.RELEASED,
    (_S.REFUNDED, _E.LATE_DELIVERY): _S.REFUNDED,
}

HOLDING = frozenset({_S.ACCEPTED, _S.SUBMITTED, _S.UNRESOLVED})
SETTLED = frozenset({_S.AWAITING_TOKEN, _S.DELIVERED})
GIVEN_BACK = frozenset({_S.RELEASED, _S.CANCELLED, _S.REFUNDED})
OVER = GIVEN_BACK | {_S.DELIVERED}


class IllegalStep(Exception):
    """A step that the table does not know: a mistake in our code."""


class AlreadyInFlight(Refusal):
    """The same bill for the same recipient and amount is being paid right now."""

    code = "already-in-flight"

    def __init__(self, *, payment_id: str) -> None:
        super().__init__()
        self.payment_id = payment_id


class TooLateToCancel(Refusal):
    """It was sent, or it is over."""

    code = "too-late-to-cancel"


class QuoteChanged(Refusal):
    """What the sheet promised does not hold any more. Nothing was charged; a new sheet is due."""

    code = "quote-changed"


class SheetExpired(Refusal):
    """The sheet is older than its time. Nothing was charged."""

    code = "sheet-expired"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One numbered request to a vendor, marked before it is sent and never sent twice."""

    n: int
    vendor: str
    request_id: str
    marked_at: datetime
    requeries: int = 0
    not_found: int = 0
    outcome: str | None = None  # None while in doubt
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """A confirmed order and what became of it."""

    order: Order
    quote: Quote
    sheet_hash: str
    accepted_at: datetime
    deadline_at: datetime  # value or money, or a word from staff, by then
    status: PaymentStatus = PaymentStatus.ACCEPTED
    card: int | None = None  # the face's own name of the message that shows it
    attempt: Attempt | None = None  # the newest
    requery_at: datetime | None = None
    ended_at: datetime | None = None
    cost: Money | None = None  # what the vendor's float paid
    delivery: Delivery = field(default_factory=Delivery)
    reason: str | None = None  # why it was released or refunded
    extended: bool = False  # the first deadline passed without an answer
    run_id: str | None = None  # the occurrence of a schedule that it pays

    @property
    def id(self) -> str:
        """The order's id."""
        return self.order.id

    @property
    def customer_id(self) -> str:
        """Whose money it is."""
        return self.order.customer_id

    def is_past_its_promise(self, now: datetime) -> bool:
        """Return whether the time by which value or money was promised at first is over."""
        return self.extended or now >= self.deadline_at

    @property
    def owes_token(self) -> bool:
        """Whether the product is not there until its token is."""
        return (
            self.order.category is Category.ELECTRICITY
            and self.order.recipient.meter_kind is MeterKind.PREPAID
        )

    @property
    def owes_voucher(self) -> bool:
        """Whether the product is not there until its voucher is."""
        return self.order.plan is not None and self.order.plan.gives_voucher

    def without_codes(self) -> Payment:
        """Return it as it is shown where nobody may see its tokens and vouchers."""
        return replace(self, delivery=replace(self.delivery, tokens=(), vouchers=()))

    def is_complete_with(self, delivery: Delivery) -> bool:
        """Return whether a delivery has all that the product owes: of tokens, the one with the energy."""
        has_energy = any(token.kind is TokenKind.ENERGY for token in delivery.tokens)
        has_code = bool(delivery.vouchers)
        return (has_energy or not self.owes_token) and (has_code or not self.owes_voucher)

    def step(self, event: Event) -> Payment:
        """Take a legal step.

        :raises IllegalStep: if the table does not have it
        """
        try:
            return replace(self, status=TRANSITIONS[self.status, event])
        except KeyError:
            raise IllegalStep(f"{event} while {self.status}") from None
