"""Money coming in through a checkout page: the intent, and what a processor's word does to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.money import ZERO, Money


class TopUpStatus(StrEnum):
    """Where a top-up is."""

    OPEN = "open"
    CREDITED = "credited"
    IN_REVIEW = "in-review"  # money came, and a person must decide whose and how much
    FAILED = "failed"  # the processor's final no


class CheckoutDown(Refusal):
    """The processor could not open a payment page. Nothing was charged."""

    code = "checkout-down"


class TopUpTooSmall(Refusal):
    """Less than a wallet may be funded with."""

    code = "top-up-too-small"

    def __init__(self, *, minimum: Money) -> None:
        super().__init__(minimum=minimum)
        self.minimum = minimum


class TopUpTooLarge(Refusal):
    """More than a wallet may be funded with."""

    code = "top-up-too-large"

    def __init__(self, *, maximum: Money) -> None:
        super().__init__(maximum=maximum)
        self.maximum = maximum


class BalanceWouldBeTooHigh(Refusal):
    """The wallet of this tier may not hold that much, held money included."""

    code = "balance-would-be-too-high"

    def __init__(self, *, maximum: Money, room: Money) -> None:
        super().__init__(maximum=maximum, room=room)
        self.maximum = maximum
        self.room = room


@dataclass(frozen=True, slots=True)
class TopUp:
    """An intent to fund the wallet by exactly `amount`. Its id is our reference at the processor."""

    id: str
    customer_id: str
    processor: str  # whose page it is
    amount: Money
    opened_at: datetime
    expires_at: datetime
    status: TopUpStatus = TopUpStatus.OPEN
    checkout_url: str | None = None
    verify_at: datetime | None = None  # when to ask the processor by ourselves
    verifications: int = 0
    ended_at: datetime | None = None
    card: int | None = None
    asked_before: tuple[str, ...] = ()  # processors that gave no page, or nobody knows whether they did
    credited_by: str | None = None  # the processor and its transaction that went into the wallet
    taken_back: Money = ZERO  # of it, by the processor; also what is set aside while that is undecided

    @property
    def processors(self) -> tuple[str, ...]:
        """Those that may have taken money in for it."""
        return self.processor, *(name for name in self.asked_before if name != self.processor)


def transaction_name(processor: str, transaction_id: str) -> str:
    """Return what names a processor's transaction among those of all processors."""
    return f"{processor}:{transaction_id}"
