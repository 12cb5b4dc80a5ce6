"""Inviting oneself: what invented friends would cost under the rules, and what they would bring.

What we can not know is assumed in favour of whoever tries it, and written down here. `-s` prints the figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from domain.cashback import Bill, earn
from domain.money import ZERO, Money, naira
from domain.vendors import Category
from tests.builders import NOON, RULES

TERMS = RULES.referrals
# A line with a Telegram account on it: lines are registered to a person, and a number can have one wallet.
A_LINE = naira(500)
# Airtime on a line that nobody uses has to be sold on; whoever buys it wants it cheaper.
RESOLD_AT = 8_500  # basis points
IN_FULL = 10_000  # who sells airtime anyway, or uses up what was bought
MINUTES_FOR_ONE = 10  # to register, fund, pay and sell on
A_MINUTE = naira(5)


@dataclass(frozen=True)
class Scheme:
    """A way of inventing friends."""

    name: str
    friends: int
    bill: Bill
    worth: int  # what remains of a bill's value, in basis points
    line: Money
    rewarded: int  # without a person's looking at it


@dataclass(frozen=True)
class Result:
    """What a month of it costs and brings."""

    cost: Money
    brings: Money

    @property
    def profit(self) -> Money:
        """What is left."""
        return self.brings - self.cost


def a_month_of(scheme: Scheme) -> Result:
    """Return what a scheme costs and brings in a month."""
    lost_each = scheme.bill.amount - scheme.bill.amount.share(scheme.worth)
    fee = RULES.fee(scheme.bill.category, scheme.bill.amount)
    fee = fee + fee.share_half_up(RULES.vat_basis_points)
    work = Money(A_MINUTE.kobo * MINUTES_FOR_ONE)
    each = lost_each + fee + scheme.line + work
    cashback = earn(RULES.cashback, scheme.bill, earned_this_month={}, now=NOON).earned
    rewarded = min(scheme.rewarded, TERMS.most_a_month)
    return Result(
        cost=Money(each.kobo * scheme.friends),
        brings=Money(TERMS.reward.kobo * rewarded + cashback.kobo * scheme.friends),
    )


def airtime(amount: Money = TERMS.least_bill) -> Bill:
    """The cheapest bill that counts."""
    return Bill(Category.AIRTIME, amount, "glo")


def light(amount: Money = TERMS.least_bill) -> Bill:
    """A bill whose value the one who invents friends uses up herself."""
    return Bill(Category.ELECTRICITY, amount, "ikeja-electric")


MOST = TERMS.most_a_month
SCHEMES = (
    # Each friend pays for a line of her own: nothing is shared, so nobody looks.
    Scheme("a fresh line for each, its airtime sold on", MOST, airtime(), RESOLD_AT, A_LINE, MOST),
    Scheme("the same, for more than a month rewards", 3 * MOST, airtime(), RESOLD_AT, A_LINE, MOST),
    Scheme("a fresh line for each, by who sells airtime anyway", MOST, airtime(), IN_FULL, A_LINE, MOST),
    # All pay for the one meter at home, which she pays for too: every one is looked at.
    Scheme("all of them pay the own meter", MOST, light(), IN_FULL, A_LINE, 0),
    # A meter that she has never paid for: the first passes, the others share it.
    Scheme("all of them pay one other meter", MOST, light(), IN_FULL, A_LINE, 1),
    Scheme("all of them load the own line", MOST, airtime(), IN_FULL, A_LINE, 0),
)


class TestInventedFriends:
    @pytest.mark.parametrize("scheme", SCHEMES, ids=lambda scheme: scheme.name)
    def test_cost_more_than_they_bring(self, scheme: Scheme) -> None:
        result = a_month_of(scheme)

        print(
            f"\n{scheme.name}: {scheme.friends} friends cost {result.cost.kobo / 100:,.2f},"
            f" bring {result.brings.kobo / 100:,.2f}"
        )
        assert result.profit < ZERO

    def test_bring_no_more_than_the_month_allows(self) -> None:
        bound = Money(TERMS.reward.kobo * MOST)
        for friends in (1, MOST, 10 * MOST):
            scheme = Scheme("", friends, airtime(), IN_FULL, ZERO, friends)
            cashback = earn(RULES.cashback, airtime(), earned_this_month={}, now=NOON).earned
            assert a_month_of(scheme).brings <= bound + Money(cashback.kobo * friends)

    @pytest.mark.parametrize("worth", [RESOLD_AT, IN_FULL])
    def test_would_pay_with_cheaper_lines_alone(self, worth: int) -> None:
        """The figure to watch: the price of a line with a Telegram account."""
        cheapest = next(
            price
            for price in range(100_000)
            if a_month_of(Scheme("", MOST, airtime(), worth, naira(price), MOST)).profit < ZERO
        )

        print(f"\nairtime sold at {worth / 100:g} %: inventing friends pays below ₦{cheapest} for a line")
        assert naira(cheapest) <= A_LINE
