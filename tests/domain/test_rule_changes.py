"""Fees and cashback that change from a moment on: which rules hold when, and what a quote says around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cashback import explained_by_one
from domain.money import ZERO, Money, naira
from domain.price_rules import (
    FREE,
    CashbackChange,
    CashbackRule,
    Change,
    FeeChange,
    FeeRule,
    RuleChange,
)
from domain.quotes import price
from domain.rule_acts import RuleBeginsInPast, RuleLoses, begins, check
from domain.rule_changes import RulesOverTime
from domain.rules import Rules
from domain.staff_acts import NothingToChange
from domain.vendors import Category
from tests.builders import NOON, RULES, a_light_order

DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)
LIGHT = Category.ELECTRICITY
TWO_PERCENT = FeeRule(200, naira(250))
_numbers = count(1)


def a_change(change: Change, *, at: datetime = NOON) -> RuleChange:
    """A change that two people agreed to, after those that were made before it."""
    number = next(_numbers)
    return RuleChange(f"request-{number}", number, change, at, "telegram:2", NOON - DAY)


def ikeja(fee: FeeRule | None) -> FeeChange:
    """Another fee of one biller."""
    return FeeChange(LIGHT, fee, "ikeja-electric", "Ikeja Electric")


def over(*changes: RuleChange) -> RulesOverTime:
    """The rules of the file with changes."""
    return RulesOverTime.of(RULES, changes)


def fee(rules: Rules, amount: int = 10_000, biller: str = "ikeja-electric") -> Money:
    """Our fee on a bill of light."""
    return rules.fee(LIGHT, naira(amount), biller)


class TestAChange:
    def test_holds_from_its_very_second_on(self) -> None:
        rules = over(a_change(ikeja(TWO_PERCENT)))

        assert fee(rules.at(NOON - A_SECOND)) == naira(150)
        assert fee(rules.at(NOON)) == naira(200)
        assert fee(rules.at(NOON), 50_000) == naira(250)
        assert fee(rules.at(NOON), biller="eko-electric") == naira(150)

    def test_of_a_biller_goes_before_that_of_its_category_whenever_it_was_made(self) -> None:
        rules = over(a_change(ikeja(TWO_PERCENT)), a_change(FeeChange(LIGHT, FREE), at=NOON + DAY))

        later = rules.at(NOON + DAY)
        assert fee(later) == naira(200)
        assert fee(later, biller="eko-electric") == ZERO
        assert LIGHT not in later.fees

    def test_may_charge_so_much_for_every_bill(self) -> None:
        flat = over(a_change(ikeja(FeeRule(0, naira(100), naira(100))))).at(NOON)
        both = over(a_change(ikeja(FeeRule(100, naira(120), naira(50))))).at(NOON)

        assert (fee(flat, 500), fee(flat, 90_000)) == (naira(100), naira(100))
        assert (fee(both, 1_000), fee(both, 90_000)) == (naira(60), naira(120))

    def test_follows_another_one_of_the_same_day_and_the_later_one_holds_where_both_begin_at_once(
        self,
    ) -> None:
        rules = over(
            a_change(ikeja(TWO_PERCENT)),
            a_change(ikeja(FREE), at=NOON + timedelta(hours=1)),
            a_change(ikeja(FeeRule(50, naira(90)))),
        )

        assert fee(rules.at(NOON)) == naira(50)
        assert fee(rules.at(NOON + timedelta(hours=1))) == ZERO

    def test_that_is_taken_back_leaves_what_was_there_before(self) -> None:
        planned = a_change(ikeja(TWO_PERCENT), at=NOON + DAY)

        rules = over(planned, a_change(ikeja(None), at=NOON + DAY), a_change(FeeChange(LIGHT, None)))

        assert fee(rules.at(NOON + DAY)) == naira(150)
        assert rules.at(NOON + DAY).biller_fees == {}
        assert rules.at(NOON + DAY).fees == RULES.fees

    def test_of_cashback_is_a_new_rule_another_one_or_none(self) -> None:
        base = next(each for each in RULES.cashback if each.name == "base")
        new = CashbackRule("detty-december", 50, 100, naira(500), naira(50), naira(500))
        rules = over(
            a_change(CashbackChange(new)),
            a_change(CashbackChange(replace(base, basis_points=50))),
            a_change(CashbackChange(replace(new, is_on=False)), at=NOON + DAY),
        )

        names = [each.name for each in rules.at(NOON).cashback if each.is_on]
        assert names == [*(each.name for each in RULES.cashback if each.is_on), "detty-december"]
        assert rules.at(NOON).cashback[0].basis_points == 50
        assert not rules.at(NOON + DAY).cashback[-1].is_on

    def test_can_be_learned_one_after_the_other_or_all_at_once(self) -> None:
        changes = [a_change(ikeja(TWO_PERCENT)), a_change(FeeChange(LIGHT, FREE), at=NOON + DAY)]
        one_by_one = RulesOverTime.of(over(changes[0]).at(NOON), changes)

        assert one_by_one == over(*changes)
        assert one_by_one.before(NOON + DAY) == one_by_one.at(NOON)

    def test_begins_a_minute_later_at_the_earliest_and_never_in_the_past(self) -> None:
        assert begins(None, NOON) == begins(NOON, NOON) == NOON + timedelta(minutes=1)
        assert begins(NOON + DAY, NOON) == NOON + DAY
        with pytest.raises(RuleBeginsInPast):
            begins(NOON - A_SECOND, NOON)

    def test_that_changes_nothing_is_refused(self) -> None:
        for nothing in (ikeja(None), FeeChange(LIGHT, RULES.fees[LIGHT]), CashbackChange(RULES.cashback[0])):
            with pytest.raises(NothingToChange):
                check(nothing, over(), NOON, may_lose=False)


class TestTheMarginGuard:
    def test_refuses_a_rule_that_loses_unless_somebody_answers_for_it(self) -> None:
        greedy = CashbackChange(CashbackRule("greedy", 50, 900, naira(100), naira(900), naira(9_000)))

        with pytest.raises(RuleLoses) as refused:
            check(greedy, over(), NOON, may_lose=False)

        assert refused.value.loss.rule == "greedy"
        assert check(greedy, over(), NOON, may_lose=True).at(NOON).cashback[-1] == greedy.rule

    def test_looks_at_billers_that_the_file_knows_nothing_of(self) -> None:
        rule = CashbackRule(
            "smile",
            30,
            800,
            naira(100),
            naira(900),
            naira(9_000),
            billers=frozenset({"smile"}),
            category=Category.INTERNET,
        )
        with pytest.raises(RuleLoses):
            check(CashbackChange(rule), over(), NOON, may_lose=False)

    def test_refuses_a_lower_fee_under_a_cashback_that_lives_on_it(self) -> None:
        for lower in (FeeChange(LIGHT, FREE), ikeja(FREE)):
            with pytest.raises(RuleLoses) as refused:
                check(lower, over(), NOON, may_lose=False)
            assert refused.value.loss.rule in ("base", "electricity")

    def test_looks_at_what_is_planned_for_later_too(self) -> None:
        cheaper = a_change(ikeja(FREE), at=NOON + 9 * DAY)  # by the word of an owner
        base = next(each for each in RULES.cashback if each.name == "electricity")
        more = CashbackChange(replace(base, basis_points=240, cap_per_payment=naira(240)))

        check(more, over(), NOON, may_lose=False)
        with pytest.raises(RuleLoses):
            check(more, over(cheaper), NOON, may_lose=False)


FEES = st.builds(
    FeeRule, st.integers(0, 500), st.integers(0, 50_000).map(Money), st.integers(0, 9_000).map(Money)
)
CHANGES = st.one_of(
    st.builds(ikeja, st.one_of(st.none(), FEES)),
    st.builds(lambda fee: FeeChange(LIGHT, fee), st.one_of(st.none(), FEES)),
    st.builds(
        lambda points, on: CashbackChange(
            CashbackRule("electricity", 10, points, naira(1_000), naira(750), naira(7_500), is_on=on)
        ),
        st.integers(0, 900),
        st.booleans(),
    ),
)


class TestAQuote:
    @given(
        st.lists(st.tuples(CHANGES, st.integers(-5, 5)), max_size=8),
        st.integers(-6, 6),
        st.integers(5_000, 100_000_000).map(Money),
    )
    def test_says_what_the_rules_of_its_moment_say(
        self, planned: list[tuple[Change, int]], hours: int, amount: Money
    ) -> None:
        changes = [a_change(change, at=NOON + timedelta(hours=n)) for change, n in planned]
        now = NOON + timedelta(hours=hours)

        rules = over(*changes).at(now)
        quote = price(
            rules,
            a_light_order(amount=amount),
            cashback_available=ZERO,
            use_cashback=False,
            cashback_earned_this_month={},
            now=now,
        )

        # Told the slow way: every change whose time has come, one after the other, the newest last.
        mine = RULES.fees[LIGHT]
        category: FeeRule | None = mine
        own: FeeRule | None = None
        for each in sorted(changes, key=lambda each: (each.holds_from, each.number)):
            if each.holds_from > now or not isinstance(each.change, FeeChange):
                continue
            if each.change.biller_id is None:
                category = each.change.fee or mine
            else:
                own = each.change.fee
        rule = own or category
        expected = min(rule.flat + amount.share_half_up(rule.basis_points), rule.cap) if rule else ZERO
        assert quote.fee == expected
        assert quote.vat == expected.share_half_up(750)
        assert quote.total == amount + expected + quote.vat

    def test_stays_explained_by_the_rule_that_it_was_made_by(self) -> None:
        before, after = (
            RULES.cashback,
            tuple(
                replace(each, basis_points=300) if each.name == "electricity" else each
                for each in RULES.cashback
            ),
        )

        why = explained_by_one([after, before], "electricity", naira(5_000), naira(75))

        assert why is not None
        assert why.rule is not None
        assert (why.rule.basis_points, why.clipped_by) == (150, None)
