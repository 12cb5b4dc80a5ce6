"""What is shown of the limits is what the limits let through."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.allowances import allowance
from domain.controls import Controls, StaffLimit
from domain.errors import Refusal
from domain.limits import spend
from domain.money import ZERO, Money, naira
from tests.builders import NOON, RULES, accounts_of

SUMS = st.integers(1, 6_000_000).map(Money)


class TestTheAllowance:
    @given(
        tier=st.sampled_from([1, 2, 3]),
        own=st.none() | SUMS,
        ours=st.none() | SUMS,
        new=st.booleans(),
        spent=st.lists(SUMS, max_size=6),
    )
    def test_is_what_may_be_spent_to_the_kobo(
        self, tier: int, own: Money | None, ours: Money | None, new: bool, spent: list[Money]
    ) -> None:
        until = NOON + timedelta(hours=3) if new else None
        accounts = accounts_of(tier=tier, restricted_until=until)
        by_staff = StaffLimit(ours, NOON + timedelta(hours=1)) if ours is not None else None
        accounts = replace(accounts, controls=Controls(own_daily_outflow=own, staff_daily=by_staff))
        for amount in spent:
            try:
                accounts = spend(accounts, RULES, amount, now=NOON)
            except Refusal:
                continue

        left = allowance(accounts, RULES, now=NOON).left

        if left:
            spend(accounts, RULES, left, now=NOON)
        with pytest.raises(Refusal):
            spend(accounts, RULES, left + Money(1), now=NOON)

    def test_says_what_the_next_tier_gives(self) -> None:
        shown = allowance(accounts_of(wallet=naira(1_000), tier=1), RULES, now=NOON)

        assert shown.daily == naira(50_000)
        assert shown.room == naira(299_000)
        assert shown.next_tier == 2
        assert shown.next == RULES.tiers[2]

    def test_has_nothing_above_the_highest_tier(self) -> None:
        shown = allowance(accounts_of(tier=3), RULES, now=NOON)

        assert shown.next is None
        assert shown.room is None

    def test_is_whole_again_tomorrow(self) -> None:
        spent = spend(accounts_of(tier=1), RULES, naira(50_000), now=NOON)

        assert allowance(spent, RULES, now=NOON).left == ZERO
        assert allowance(spent, RULES, now=NOON + timedelta(days=1)).left == naira(50_000)
