"""What withdrawing needs from a company that pays out for us, and the answers it may give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.banks import Bank, BankAccount
from domain.money import Money


@dataclass(frozen=True, slots=True)
class PayoutRequest:
    """A transfer to a bank account, under a reference of ours that is used once."""

    reference: str  # lowercase letters, digits and "-", 16 to 50 of them
    amount: Money
    to: BankAccount
    reason: str


@dataclass(frozen=True, slots=True)
class PaidOut:
    """The processor's final yes. `fee` is what it kept for it; None: it did not say."""

    fee: Money | None = None


@dataclass(frozen=True, slots=True)
class NotPaidOut:
    """The processor's final no: nothing left our balance. `passing`: a new try may go through."""

    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True)
class PaidBack:
    """It was paid out, and the bank sent it back."""


@dataclass(frozen=True, slots=True)
class PayoutUnderWay:
    """Not decided. `needs_code`: it waits for a code that the processor sent to our staff."""

    status: str
    needs_code: bool = False


@dataclass(frozen=True, slots=True)
class PayoutUnknown:
    """Nobody can say what became of it: no answer, or one that can't be understood."""

    reason: str


@dataclass(frozen=True, slots=True)
class PayoutNotFound:
    """The processor does not know the reference, as far as it can tell now."""


PayoutOutcome = PaidOut | NotPaidOut | PaidBack | PayoutUnderWay | PayoutUnknown
VerifiedPayout = PayoutOutcome | PayoutNotFound


@dataclass(frozen=True, slots=True)
class HolderFound:
    """In whose name the account is."""

    name: str


@dataclass(frozen=True, slots=True)
class NoSuchAccount:
    """The bank has no account of that number."""


@dataclass(frozen=True, slots=True)
class BankUnreachable:
    """Nobody could say."""

    reason: str


HolderOutcome = HolderFound | NoSuchAccount | BankUnreachable


class PayoutGateway(Protocol):
    """One company that pays out to bank accounts."""

    @property
    def name(self) -> str:
        """The company's name in our books, e.g. "paystack"."""
        ...

    @property
    def patience(self) -> timedelta:
        """How long a payout may take to be answered, at most."""
        ...

    async def banks(self) -> tuple[Bank, ...] | BankUnreachable:
        """Return the banks that can be paid into."""
        ...

    async def holder(self, bank: Bank, number: str) -> HolderOutcome:
        """Ask in whose name an account is."""
        ...

    async def pay_out(self, request: PayoutRequest) -> PayoutOutcome:
        """Ask for the transfer, once. A doubt is a `PayoutUnknown`, never an exception."""
        ...

    async def verify_payout(self, reference: str) -> VerifiedPayout:
        """Ask what became of a transfer. Safe to repeat."""
        ...
