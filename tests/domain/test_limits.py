from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.controls import Controls, StaffLimit
from domain.limits import (
    CustomerAccounts,
    OverDailyLimit,
    OverNewAccountLimit,
    OverOwnLimit,
    OverSingleLimit,
    OverStaffLimit,
    Usage,
    count_cashback,
    give_back,
    spend,
)
from domain.money import ZERO, Money, naira
from domain.times import lagos_day, lagos_month
from tests.builders import NOON, RULES, accounts_of

MIDNIGHT = datetime(2026, 11, 30, 23, 0, tzinfo=UTC)  # in Lagos the first of December begins
MOMENT = timedelta(microseconds=1)
SUMS = st.integers(1, 6_000_000).map(Money)


class TestADay:
    def test_ends_at_midnight_in_lagos(self) -> None:
        assert lagos_day(MIDNIGHT - MOMENT) == date(2026, 11, 30)
        assert lagos_day(MIDNIGHT) == date(2026, 12, 1)
        assert lagos_month(MIDNIGHT - MOMENT) == "2026-11"
        assert lagos_month(MIDNIGHT) == "2026-12"

    def test_has_room_again_after_midnight_in_lagos(self) -> None:
        full = spend(accounts_of(tier=1), RULES, naira(50_000), now=MIDNIGHT - MOMENT)

        with pytest.raises(OverDailyLimit):
            spend(full, RULES, Money(1), now=MIDNIGHT - MOMENT)
        tomorrow = spend(full, RULES, naira(50_000), now=MIDNIGHT)

        assert tomorrow.usage.outflow == naira(50_000)

    def test_is_not_emptied_by_a_clock_behind(self) -> None:
        """One process is past midnight, another not yet, and a command may be older than the one before."""
        full = spend(accounts_of(tier=1), RULES, naira(50_000), now=MIDNIGHT)

        with pytest.raises(OverDailyLimit):
            spend(full, RULES, naira(1), now=MIDNIGHT - MOMENT)
        with pytest.raises(OverDailyLimit):
            spend(full, RULES, naira(1), now=MIDNIGHT)

    @given(st.lists(SUMS, max_size=30))
    def test_never_lets_more_out_than_the_tier_may_spend(self, sums: list[Money]) -> None:
        accounts, spent = accounts_of(tier=1), ZERO
        for amount in sums:
            left = naira(50_000) - spent
            if amount > left:
                with pytest.raises(OverDailyLimit) as refusal:
                    spend(accounts, RULES, amount, now=NOON)
                assert refusal.value.left == left
            else:
                accounts, spent = spend(accounts, RULES, amount, now=NOON), spent + amount

        assert accounts.usage.outflow == spent <= naira(50_000)


class TestWhatIsGivenBack:
    def test_makes_room_on_the_same_day(self) -> None:
        full = spend(accounts_of(tier=1), RULES, naira(50_000), now=NOON)

        freed = give_back(full, naira(20_000), spent_at=NOON, now=NOON + timedelta(hours=1))

        assert freed.usage.outflow == naira(30_000)

    def test_makes_no_room_on_another_day(self) -> None:
        yesterday = spend(accounts_of(tier=1), RULES, naira(50_000), now=MIDNIGHT - MOMENT)
        today = spend(yesterday, RULES, naira(50_000), now=MIDNIGHT)

        freed = give_back(today, naira(50_000), spent_at=MIDNIGHT - MOMENT, now=MIDNIGHT)

        assert freed.usage.outflow == naira(50_000)

    def test_never_makes_more_room_than_there_was(self) -> None:
        freed = give_back(accounts_of(), naira(1_000), spent_at=NOON, now=NOON)

        assert freed.usage.outflow == ZERO


class TestANewAccount:
    UNTIL = NOON + timedelta(hours=24)

    def test_spends_little_over_midnight_too(self) -> None:
        ada = accounts_of(restricted_until=self.UNTIL)
        tonight = spend(ada, RULES, naira(15_000), now=NOON)

        with pytest.raises(OverNewAccountLimit) as refusal:
            spend(tonight, RULES, naira(5_001), now=NOON + timedelta(hours=20))

        assert (refusal.value.left, refusal.value.until) == (naira(5_000), self.UNTIL)

    def test_is_free_on_the_moment(self) -> None:
        ada = accounts_of(restricted_until=self.UNTIL)

        with pytest.raises(OverNewAccountLimit):
            spend(ada, RULES, naira(20_001), now=self.UNTIL - MOMENT)
        assert spend(ada, RULES, naira(20_001), now=self.UNTIL).usage.outflow == naira(20_001)

    def test_may_spend_again_what_came_back(self) -> None:
        ada = spend(accounts_of(restricted_until=self.UNTIL), RULES, naira(20_000), now=NOON)

        freed = give_back(ada, naira(20_000), spent_at=NOON, now=NOON + MOMENT)

        assert spend(freed, RULES, naira(20_000), now=NOON + MOMENT).usage.restricted_outflow == naira(20_000)


class TestALimitByStaff:
    UNTIL = NOON + timedelta(days=2)

    def allowed(
        self,
        *,
        daily: Money | None = None,
        single: Money | None = None,
        own: Money | None = None,
        new: bool = False,
    ) -> CustomerAccounts:
        """Return the accounts of a customer for whom staff set that."""
        controls = Controls(
            own_daily_outflow=own,
            staff_daily=StaffLimit(daily, self.UNTIL) if daily is not None else None,
            staff_single=StaffLimit(single, self.UNTIL) if single is not None else None,
        )
        until = self.UNTIL if new else None
        return replace(accounts_of(tier=1, restricted_until=until), controls=controls)

    def test_holds_in_the_place_of_the_tiers_until_its_moment(self) -> None:
        raised, lowered = self.allowed(daily=naira(80_000)), self.allowed(daily=naira(1_000))

        spend(raised, RULES, naira(80_000), now=self.UNTIL - MOMENT)
        with pytest.raises(OverStaffLimit) as refusal:
            spend(lowered, RULES, naira(1_001), now=self.UNTIL - MOMENT)
        with pytest.raises(OverDailyLimit):
            spend(raised, RULES, naira(50_001), now=self.UNTIL)

        assert (refusal.value.left, refusal.value.until) == (naira(1_000), self.UNTIL)
        assert spend(lowered, RULES, naira(50_000), now=self.UNTIL).usage.outflow == naira(50_000)

    def test_of_one_payment_bounds_each_and_not_the_day(self) -> None:
        ada = self.allowed(single=naira(5_000))

        twice = spend(spend(ada, RULES, naira(5_000), now=NOON), RULES, naira(5_000), now=NOON)
        with pytest.raises(OverSingleLimit):
            spend(twice, RULES, naira(5_001), now=NOON)

        assert spend(ada, RULES, naira(5_001), now=self.UNTIL).usage.outflow == naira(5_001)

    def test_lifts_neither_her_own_nor_that_of_a_new_account(self) -> None:
        with pytest.raises(OverOwnLimit):
            spend(self.allowed(daily=naira(80_000), own=naira(600)), RULES, naira(601), now=NOON)
        with pytest.raises(OverNewAccountLimit):
            spend(self.allowed(daily=naira(80_000), new=True), RULES, naira(20_001), now=NOON)


class TestTheCashbackOfAMonth:
    def test_begins_anew_with_the_month_in_lagos(self) -> None:
        earned = count_cashback(
            accounts_of(), "base", naira(10), earned_at=MIDNIGHT - MOMENT, now=MIDNIGHT - MOMENT
        )

        assert earned.usage.on(MIDNIGHT - MOMENT).cashback == {"base": naira(10)}
        assert earned.usage.on(MIDNIGHT).cashback == {}

    def test_takes_nothing_off_for_a_payment_of_last_month(self) -> None:
        december = count_cashback(accounts_of(), "base", naira(10), earned_at=MIDNIGHT, now=MIDNIGHT)

        after = count_cashback(december, "base", -naira(7), earned_at=MIDNIGHT - MOMENT, now=MIDNIGHT)

        assert after.usage.cashback == {"base": naira(10)}

    def test_counts_each_rule_by_itself_and_never_below_zero(self) -> None:
        counted = count_cashback(accounts_of(), "base", naira(10), earned_at=NOON, now=NOON)
        counted = count_cashback(counted, "electricity", naira(5), earned_at=NOON, now=NOON)
        counted = count_cashback(counted, "base", -naira(11), earned_at=NOON, now=NOON)

        assert counted.usage.cashback == {"base": ZERO, "electricity": naira(5)}

    def test_outlives_the_day(self) -> None:
        counted = count_cashback(accounts_of(), "base", naira(10), earned_at=NOON, now=NOON)

        tomorrow = counted.usage.on(NOON + timedelta(days=1))

        assert tomorrow == Usage(date(2026, 11, 19), month="2026-11", cashback={"base": naira(10)})
