"""What funding needs from a company that takes money in for us, and the answers it may give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.chargebacks import ChargebackKind, ChargebackWord
from domain.money import Money


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """A payment page to be opened for exactly one top-up."""

    reference: str  # ours; lowercase letters, digits and "-", 16 to 50 of them
    amount: Money
    email: str
    callback_url: str
    open_for: timedelta = timedelta(minutes=30)  # where a processor can close a page by itself
    patience: timedelta = timedelta(seconds=25)  # so long the page is waited for


@dataclass(frozen=True, slots=True)
class CheckoutOpened:
    """The page is there."""

    url: str


@dataclass(frozen=True, slots=True)
class CheckoutUnavailable:
    """There is no page to offer, whether or not one was opened. Nothing was charged."""

    reason: str


CheckoutOutcome = CheckoutOpened | CheckoutUnavailable


@dataclass(frozen=True, slots=True)
class Paid:
    """The processor's final word: money came in."""

    transaction_id: str  # the processor's; a credit is written once for it
    reference: str  # ours, as far as the processor kept it
    amount: Money  # what we asked for: without a fee that the customer bore
    charged: Money  # what the customer was charged
    fee: Money  # what the processor keeps
    currency: str  # ISO 4217


@dataclass(frozen=True, slots=True)
class NotPaid:
    """No money came in. `final`: and none will come by this page."""

    status: str
    final: bool


@dataclass(frozen=True, slots=True)
class PaymentUnknown:
    """The processor could not say."""

    reason: str


VerifyOutcome = Paid | NotPaid | PaymentUnknown


@dataclass(frozen=True, slots=True)
class PaymentReceived:
    """An authentic event: a checkout was paid."""

    paid: Paid


@dataclass(frozen=True, slots=True)
class PaymentHinted:
    """Something became of a checkout. What, the processor says only when it is asked."""

    transaction_id: str
    reference: str  # ours, if it is one of our checkouts


@dataclass(frozen=True, slots=True)
class TransferSentBack:
    """A bank transfer to a checkout was of another amount than asked: its sender gets it back."""

    reference: str
    amount: Money


@dataclass(frozen=True, slots=True)
class FundingContested:
    """The processor takes back what it took in, or may: by a dispute or a refund."""

    kind: ChargebackKind
    word: ChargebackWord
    name: str  # its own, one for all words about the same
    reference: str  # of the payment that it is about
    transaction_id: str | None  # of that payment, where it is told
    amount: Money | None  # None: not told in naira


@dataclass(frozen=True, slots=True)
class StaffNeeded:
    """An event about money that only a person can make out. Nothing moves by it."""

    kind: str
    reference: str  # whatever it names
    transaction_id: str = ""  # of the payment that it is about, where it is told
    said: str = ""  # figures and codes of it, for whoever looks at it; nothing of it is believed


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """An authentic event that asks for nothing here."""

    kind: str


ProcessorEvent = (
    PaymentReceived | PaymentHinted | TransferSentBack | FundingContested | StaffNeeded | OtherEvent
)


class ForgedEvent(Exception):
    """A webhook whose signature does not match its bytes."""


class UnreadableEvent(Exception):
    """An authentic webhook whose content can't be understood. Told to staff, never guessed."""


class ProcessorGateway(Protocol):
    """One payment processor."""

    @property
    def name(self) -> str:
        """The processor's name in our books, e.g. "paystack"."""
        ...

    async def open_checkout(self, request: CheckoutRequest) -> CheckoutOutcome:
        """Open a payment page. Asked again with the same reference, it opens no second one."""
        ...

    async def verify(self, reference: str) -> VerifyOutcome:
        """Ask what became of a payment page. Safe to repeat."""
        ...

    async def confirm(self, hint: PaymentHinted) -> VerifyOutcome:
        """Ask what a hint is about. Safe to repeat."""
        ...

    def read_event(self, body: bytes, signature: str) -> ProcessorEvent:
        """Return what a webhook says, once its signature or secret was found right.

        :raises ForgedEvent: if the signature is wrong
        :raises UnreadableEvent: if the content can't be understood
        """
        ...
