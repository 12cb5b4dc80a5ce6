"""What funding needs from a company that takes money in for us, and the answers it may give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.money import Money


@dataclass(frozen=True, slots=True)
class CheckoutRequest:
    """A payment page to be opened for exactly one top-up."""

    reference: str  # ours; lowercase letters, digits and "-", 16 to 50 of them
    amount: Money
    email: str
    callback_url: str


@dataclass(frozen=True, slots=True)
class CheckoutOpened:
    """The page is there."""

    url: str


@dataclass(frozen=True, slots=True)
class CheckoutUnavailable:
    """The page could not be opened. Nothing was charged."""

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
class OtherEvent:
    """An authentic event that asks for nothing here."""

    kind: str


ProcessorEvent = PaymentReceived | OtherEvent


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

    def read_event(self, body: bytes, signature: str) -> ProcessorEvent:
        """Return what a webhook says, once its signature over the raw bytes was found right.

        :raises ForgedEvent: if the signature is wrong
        :raises UnreadableEvent: if the content can't be understood
        """
        ...
