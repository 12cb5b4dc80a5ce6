"""The biller of the simulated year: what it answers is each person's own luck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from benchmarks.year_model import PROMISE, Model
from domain.money import Money
from domain.vendors import (
    Delivered,
    MeterKind,
    Rejected,
    Renewal,
    RequeryOutcome,
    Unresolved,
    Validated,
    ValidationOutcome,
    ValidationUnavailable,
    VendOutcome,
    VendRequest,
)
from tests.builders import Clock
from tests.vendors import FakeVendor


class Biller(FakeVendor):
    """The company that delivers for us, with each person's own luck."""

    def __init__(self, models: Sequence[Model], clock: Clock) -> None:
        """Begin the year."""
        super().__init__()
        self.lives, self.clock = [model.life for model in models], clock
        self.count = Counter[int]()
        self.answers: dict[str, str] = {}
        self.orders: dict[str, str] = {}
        self.reversals: list[tuple[datetime, str]] = []
        self.prices = {life.number: life.plan.amount for life in self.lives}
        self.out_of_reach: set[int] = set()

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Remember whose it is."""
        minted = super().mint_request_id(order_id, attempt, now=now)
        self.orders[minted] = order_id
        return minted

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Answer as this person's life has it."""
        number = _number(request.customer_reference)
        answers = self.lives[number].answers
        answer = answers[self.count[number] % len(answers)]
        self.count[number] += 1
        self.answers[request.request_id] = answer
        if answer == "no":
            return Rejected("refused")
        if answer in ("yes", "reversed"):
            if answer == "reversed":
                self.reversals.append((self.clock() + PROMISE, self.orders[request.request_id]))
            return _delivered(request)
        return Unresolved("ReadTimeout")

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Say what became of it, if that is ever known."""
        match self.answers[request.request_id]:
            case "slow-yes":
                return _delivered(request)
            case "slow-no":
                return Rejected("refused")
            case _:
                return Unresolved("still")

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Say what it costs today."""
        number = _number(customer_reference)
        if number in self.out_of_reach:
            return ValidationUnavailable("down")
        return Validated("ADA OBI", renewal=Renewal("DStv Compact", Money(self.prices[number])))


def reference(number: int) -> str:
    """Return the line, or the card, of a person."""
    return f"0805{number:07d}"


def _number(reference: str) -> int:
    return int(reference[4:])


def _delivered(request: VendRequest) -> Delivered:
    return Delivered(request.amount - request.amount.share(300))
