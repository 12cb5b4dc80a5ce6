"""What other rules would have made of the last thirty days: bills that were paid, gone through once more.

Where there are too many, some customers are gone through with all their bills, so that the caps of a month
count as they would have, and the sums are scaled up; it is said of how many. Caps are counted from the first
of those days on, for both sides alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.cashback import Bill, earn
from domain.money import ZERO, Money
from domain.rules import Rules
from domain.stats import Period
from domain.storage import Storage
from domain.times import lagos_month

DAYS = 30
_MOST_PAYMENTS = 4_000  # gone through: enough for a picture, and done in well under a second
_MOST_BILLERS = 3
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class PastPayment:
    """A bill that was delivered. `commission`: what its vendor left us."""

    customer_id: str
    bill: Bill
    at: datetime
    commission: Money


@dataclass(frozen=True, slots=True)
class Replayed:
    """What would have been, in sums over all payments of those days."""

    looked_at: int  # payments that were gone through
    of: int  # payments that were delivered
    payments: int  # that would have cost or earned something else
    customers: int  # whose payments those are
    fees: tuple[Money, Money]  # as the rules are, and with the change; without VAT
    cashback: tuple[Money, Money]
    losing: tuple[tuple[str, Money], ...] = ()  # billers at which we would lose by the change, and how much

    @property
    def is_estimate(self) -> bool:
        """Whether it was reckoned from some of the customers."""
        return self.looked_at < self.of

    @property
    def margin_change(self) -> Money:
        """What would be left to us more, or less, by it."""
        return (self.fees[1] - self.fees[0]) - (self.cashback[1] - self.cashback[0])


class ReplayStore(Protocol):
    """Where past payments are read."""

    async def count(self, period: Period) -> int:
        """Return how many were delivered; of ended days, from their sums."""
        ...

    async def of_some(self, period: Period, *, share: int) -> Sequence[PastPayment]:
        """Return what was delivered then to a share of the customers, in basis points, in order."""
        ...


class ReplayBooks(Protocol):
    """What a replay needs from one transaction."""

    @property
    def past_payments(self) -> ReplayStore:
        """The payments."""
        ...


def replay(
    before: Rules, after: Rules, past: Sequence[PastPayment], *, of: int, names: Mapping[str, str]
) -> Replayed:
    """Go through payments with the rules as they are and with others.

    :param of: how many there are in all; the sums are scaled up to that
    :param names: of billers, by their ids
    """
    sides = (_Side(before), _Side(after))
    payments = 0
    customers: set[str] = set()
    margins: dict[str | None, tuple[Money, Money]] = {}
    for each in past:
        was, would = (side.take(each) for side in sides)
        if was != would:
            payments += 1
            customers.add(each.customer_id)
        margin, change = margins.get(each.bill.biller_id, (ZERO, ZERO))
        gain = would[0] - would[1]
        margins[each.bill.biller_id] = (
            margin + each.commission + gain,
            change + gain - (was[0] - was[1]),
        )
    count = len(past)

    def scaled(part: int) -> int:
        return part * max(of, count) // count if count else 0

    losing = sorted(
        (margin, names.get(biller_id or "", biller_id or ""))
        for biller_id, (margin, change) in margins.items()
        if margin < ZERO and change < ZERO
    )
    return Replayed(
        looked_at=count,
        of=max(of, count),
        payments=scaled(payments),
        customers=scaled(len(customers)),
        fees=(Money(scaled(sides[0].fees.kobo)), Money(scaled(sides[1].fees.kobo))),
        cashback=(Money(scaled(sides[0].cashback.kobo)), Money(scaled(sides[1].cashback.kobo))),
        losing=tuple((name, Money(scaled(margin.kobo))) for margin, name in losing[:_MOST_BILLERS]),
    )


class _Side:
    """One set of rules on its way through the payments."""

    def __init__(self, rules: Rules) -> None:
        self.fees = ZERO
        self.cashback = ZERO
        self._rules = rules
        self._months: dict[tuple[str, str], dict[str, Money]] = {}

    def take(self, past: PastPayment) -> tuple[Money, Money]:
        """Return the fee and the cashback of a payment, and count them."""
        bill = past.bill
        fee = self._rules.fee(bill.category, bill.amount, bill.biller_id)
        month = self._months.setdefault((past.customer_id, lagos_month(past.at)), {})
        earning = earn(self._rules.cashback, bill, earned_this_month=month, now=past.at)
        if earning.rule is not None:
            name = earning.rule.name
            month[name] = month.get(name, ZERO) + earning.earned
        self.fees, self.cashback = self.fees + fee, self.cashback + earning.earned
        return fee, earning.earned


@dataclass(frozen=True)
class RuleReplays:
    """Going through the last thirty days."""

    storage: Storage[ReplayBooks]

    async def of(self, before: Rules, after: Rules, names: Mapping[str, str], *, now: datetime) -> Replayed:
        """Return what a change would have made of the last thirty days."""
        period = Period.lately(DAYS, now=now)
        async with self.storage.look() as books:
            delivered = await books.past_payments.count(period)
            share = min(_WHOLE, _MOST_PAYMENTS * _WHOLE // delivered) if delivered else _WHOLE
            past = await books.past_payments.of_some(period, share=max(1, share))
        return await asyncio.to_thread(replay, before, after, past, of=delivered, names=names)
