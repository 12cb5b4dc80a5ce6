"""What a bill would cost and earn, and whether paying it another way earns more. Nothing is bought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.cashback import Bill, Earning, earn
from domain.money import ZERO, Money, naira
from domain.quotes import AmountTooLarge, AmountTooSmall
from domain.rules import Rules

_WORTH_SAYING = naira(1)
_A_BIT_MORE = 2_500  # basis points: an amount that is larger by more than that is another bill


class Advice(StrEnum):
    """Which way of paying earns more, after the fee."""

    ONE_GO = "one-go"  # than the same in two halves
    IN_PARTS = "in-parts"  # two halves earn more
    A_BIT_MORE = "a-bit-more"  # a slightly larger bill reaches a better rule


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to pay. `amount` is that of each half, or of the larger bill; `earned` is all it earns."""

    advice: Advice
    amount: Money
    earned: Money


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The figures of a bill that nobody has ordered."""

    bill: Bill
    fee: Money
    vat: Money
    earning: Earning
    alternative: Alternative | None

    @property
    def total(self) -> Money:
        """The bill, our fee and the VAT on it."""
        return self.bill.amount + self.fee + self.vat


def what_if(rules: Rules, bill: Bill, *, earned_this_month: Mapping[str, Money], now: datetime) -> WhatIf:
    """Return what a bill would cost and earn now, by the functions that price the pay sheet.

    :raises AmountTooSmall, AmountTooLarge: if it can't be a bill
    """
    if bill.amount < rules.bill_minimum:
        raise AmountTooSmall(minimum=rules.bill_minimum)
    if bill.amount > rules.bill_maximum:
        raise AmountTooLarge(maximum=rules.bill_maximum)
    fee, vat = _costs(rules, bill)
    earning = earn(rules.cashback, bill, earned_this_month=earned_this_month, now=now)
    return WhatIf(bill, fee, vat, earning, _alternative(rules, bill, earning, earned_this_month, now))


def _alternative(
    rules: Rules, bill: Bill, earning: Earning, months: Mapping[str, Money], now: datetime
) -> Alternative | None:
    gain = _gain(rules, bill, earning.earned)
    halves = _in_halves(rules, bill, months, now)
    if halves is not None and min(halves[0] - earning.earned, halves[1] - gain) >= _WORTH_SAYING:
        return Alternative(Advice.IN_PARTS, Money(bill.amount.kobo // 2), halves[0])
    larger = _a_bit_more(rules, bill, earning, months, now)
    if larger is not None:
        return larger
    if halves is not None and earning.earned - halves[0] >= _WORTH_SAYING:
        return Alternative(Advice.ONE_GO, Money(bill.amount.kobo // 2), halves[0])
    return None


def _in_halves(
    rules: Rules, bill: Bill, months: Mapping[str, Money], now: datetime
) -> tuple[Money, Money] | None:
    """Return what two halves earn, and what is left of it after the fees; None if a half is no bill."""
    half = Money(bill.amount.kobo // 2)
    if half < rules.bill_minimum:
        return None
    earned, gained, counted = ZERO, ZERO, dict(months)
    for amount in (half, bill.amount - half):
        part = Bill(bill.category, amount, bill.biller_id)
        earning = earn(rules.cashback, part, earned_this_month=counted, now=now)
        if earning.rule is not None:
            name = earning.rule.name
            counted[name] = counted.get(name, ZERO) + earning.earned
        earned, gained = earned + earning.earned, gained + _gain(rules, part, earning.earned)
    return earned, gained


def _a_bit_more(
    rules: Rules, bill: Bill, earning: Earning, months: Mapping[str, Money], now: datetime
) -> Alternative | None:
    most = bill.amount + bill.amount.share(_A_BIT_MORE)
    for amount in sorted({rule.minimum for rule in rules.cashback if bill.amount < rule.minimum <= most}):
        larger = Bill(bill.category, amount, bill.biller_id)
        reached = earn(rules.cashback, larger, earned_this_month=months, now=now)
        is_better_rule = reached.rule is not None and reached.rule is not earning.rule
        gained = _gain(rules, larger, reached.earned) - _gain(rules, bill, earning.earned)
        if is_better_rule and gained >= _WORTH_SAYING:
            return Alternative(Advice.A_BIT_MORE, amount, reached.earned)
    return None


def _gain(rules: Rules, bill: Bill, earned: Money) -> Money:
    fee, vat = _costs(rules, bill)
    return earned - fee - vat


def _costs(rules: Rules, bill: Bill) -> tuple[Money, Money]:
    fee = rules.fee(bill.category, bill.amount, bill.biller_id)
    return fee, fee.share_half_up(rules.vat_basis_points)
