from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.business_rules import DEFAULT_FILE, BadRules, read_rules
from domain.cashback import Bill, Clip, Earning, earn, explained, losses
from domain.money import ZERO, Money, naira
from domain.price_rules import CashbackRule
from domain.vendors import Category
from tests.builders import NOON, RULES

FRIDAY_NIGHT = datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in Lagos
SATURDAY = FRIDAY_NIGHT + timedelta(seconds=1)
SUNDAY_NIGHT = SATURDAY + timedelta(days=2, seconds=-1)
WEEKENDS_ON = tuple(replace(rule, is_on=True) for rule in RULES.cashback)
AMOUNTS = st.integers(5_000, 100_000_000).map(Money)
MOMENTS = st.integers(0, 60 * 24).map(lambda hours: NOON + timedelta(hours=hours))


def earned_by(
    bill: Bill, *, rules: tuple[CashbackRule, ...] = RULES.cashback, now: datetime = NOON
) -> Earning:
    """Return what a bill earns in a month in which nothing was earned."""
    return earn(rules, bill, earned_this_month={}, now=now)


def airtime(amount: Money, biller: str = "glo") -> Bill:
    """A bill of airtime."""
    return Bill(Category.AIRTIME, amount, biller)


def light(amount: Money) -> Bill:
    """A bill of electricity."""
    return Bill(Category.ELECTRICITY, amount, "ikeja-electric")


class TestTheRule:
    def test_is_the_one_that_yields_most_among_equals(self) -> None:
        def rule(name: str, basis_points: int, cap: int) -> CashbackRule:
            return CashbackRule(name, 5, basis_points, ZERO, naira(cap), naira(1_000))

        rules = (rule("wide", 500, 10), rule("deep", 200, 100))

        earning = earned_by(airtime(naira(1_000)), rules=rules)

        assert (earning.rule and earning.rule.name, earning.earned) == ("deep", naira(20))

    @pytest.mark.parametrize(
        ("amount", "at", "rule", "earned"),
        [
            ("499.99", SATURDAY, "base", "4.99"),
            ("500", SATURDAY, "weekend", "10"),
            ("5000", SUNDAY_NIGHT, "weekend", "100"),
            ("5000.01", SUNDAY_NIGHT, "base", "50"),
            ("5000", FRIDAY_NIGHT, "base", "50"),
            ("5000", SUNDAY_NIGHT + timedelta(seconds=1), "base", "50"),
        ],
    )
    def test_of_weekends_holds_by_lagos_days_and_within_its_bounds(
        self, amount: str, at: datetime, rule: str, earned: str
    ) -> None:
        earning = earned_by(airtime(naira(amount)), rules=WEEKENDS_ON, now=at)

        assert earning.earned == naira(earned)
        assert earning.rule is not None
        assert earning.rule.name == rule

    def test_of_weekends_beats_even_that_of_a_biller(self) -> None:
        earning = earned_by(airtime(naira(1_000), "mtn"), rules=WEEKENDS_ON, now=SATURDAY)

        assert earning.earned == naira(20)

    def test_of_weekends_is_off_until_the_owner_wants_it(self) -> None:
        assert earned_by(airtime(naira(1_000)), now=SATURDAY).earned == naira(10)

    def test_of_airtime_is_not_that_of_data(self) -> None:
        assert earned_by(Bill(Category.DATA, naira(1_000), "mtn-data")).earned == naira(10)
        assert earned_by(airtime(naira(1_000), "mtn")).earned == naira(5)


class TestWhatIsPaid:
    @given(AMOUNTS, st.integers(0, 2_000_000).map(Money), st.sampled_from(("glo", "mtn")), MOMENTS)
    def test_is_never_more_than_share_and_caps(
        self, amount: Money, before: Money, biller: str, now: datetime
    ) -> None:
        months = {rule.name: before for rule in WEEKENDS_ON}
        earning = earn(WEEKENDS_ON, airtime(amount, biller), earned_this_month=months, now=now)

        rule = earning.rule
        if rule is None:
            assert earning.earned == ZERO
            return
        assert earning.left == max(ZERO, rule.cap_per_month - before)
        assert earning.earned == min(amount.share(rule.basis_points), rule.cap_per_payment, earning.left)
        assert amount >= rule.minimum

    @given(st.lists(AMOUNTS, max_size=40))
    def test_never_exceeds_its_month_however_it_is_split(self, amounts: list[Money]) -> None:
        months: dict[str, Money] = {}
        for amount in amounts:
            earning = earn(RULES.cashback, airtime(amount), earned_this_month=months, now=NOON)
            if earning.rule is not None:
                name = earning.rule.name
                months[name] = months.get(name, ZERO) + earning.earned

        caps = {rule.name: rule.cap_per_month for rule in RULES.cashback}
        assert all(total <= caps[name] for name, total in months.items())

    def test_is_clipped_to_the_last_kobo_of_the_month_and_no_other_rule_helps_out(self) -> None:
        before = {"high-value": naira("9999.99")}

        earning = earn(RULES.cashback, light(naira(20_000)), earned_this_month=before, now=NOON)

        assert (earning.earned, earning.clipped_by) == (Money(1), Clip.MONTH)
        assert earning.full == naira(400)


class TestWhy:
    def test_is_told_from_what_a_payment_keeps(self) -> None:
        full = explained(RULES.cashback, "electricity", naira(5_000), naira(75))
        capped = explained(RULES.cashback, "high-value", naira(60_000), naira(1_000))
        month_over = explained(RULES.cashback, "electricity", naira(5_000), naira(20))

        assert full is not None
        assert full.clipped_by is None
        assert capped is not None
        assert (capped.full, capped.clipped_by) == (naira(1_200), Clip.PAYMENT)
        assert month_over is not None
        assert month_over.clipped_by is Clip.MONTH

    def test_is_not_invented_when_the_rule_has_changed(self) -> None:
        assert explained(RULES.cashback, "birthday", naira(5_000), naira(75)) is None
        assert explained(RULES.cashback, "electricity", naira(5_000), naira(76)) is None

    @given(AMOUNTS, st.integers(0, 1_200_000).map(Money))
    def test_is_what_the_sheet_said(self, amount: Money, before: Money) -> None:
        months = {rule.name: before for rule in RULES.cashback}
        earning = earn(RULES.cashback, light(amount), earned_this_month=months, now=NOON)
        if earning.rule is None:
            return

        why = explained(RULES.cashback, earning.rule.name, amount, earning.earned)

        assert why is not None
        assert (why.rule, why.full, why.earned, why.clipped_by) == (
            earning.rule,
            earning.full,
            earning.earned,
            earning.clipped_by,
        )


class TestTheMarginGuard:
    def test_has_nothing_against_the_rules_that_the_owner_answers_for(self) -> None:
        assert losses(RULES) == ()

    def test_finds_the_bill_on_which_a_rule_loses_most(self) -> None:
        strict = replace(RULES, cashback=tuple(replace(rule, may_lose=False) for rule in RULES.cashback))

        found = {loss.rule: loss for loss in losses(strict)}

        assert set(found) == {"high-value", "spectranet"}
        assert found["spectranet"].bill == Bill(Category.INTERNET, naira(62_500), "spectranet")
        assert found["spectranet"].by == naira(350)  # 500 of cashback, 150 of fee

    @given(AMOUNTS, st.sampled_from(list(Category)), st.integers(1, 1_000), st.integers(1, 100_000))
    def test_lets_no_bill_lose_that_it_did_not_find(
        self, amount: Money, category: Category, basis_points: int, cap: int
    ) -> None:
        rule = CashbackRule("new", 0, basis_points, naira(100), naira(cap), naira(1_000_000))
        rules = replace(RULES, cashback=(rule,))
        worst = max((loss.by for loss in losses(rules)), default=ZERO)

        earned = earned_by(Bill(category, amount), rules=(rule,)).earned
        lost = earned - rules.commission(category, None, amount) - rules.fee(category, amount)

        # Rounding moves each of the three by less than a kobo from where the straight lines run.
        assert lost <= worst + Money(2)

    def test_stops_the_start_and_says_why(self, tmp_path: Path) -> None:
        greedy = tmp_path / "rules.toml"
        text = DEFAULT_FILE.read_text(encoding="utf-8")
        greedy.write_text(text.replace("share = 1\nminimum = 100\n", "share = 9\nminimum = 100\n"))

        with pytest.raises(BadRules, match=r"cashback rule base costs .* more than commission and fee"):
            read_rules(greedy)

    def test_knows_the_commission_of_every_biller_that_has_a_rule(self, tmp_path: Path) -> None:
        unknown = tmp_path / "rules.toml"
        text = DEFAULT_FILE.read_text(encoding="utf-8")
        unknown.write_text(text.replace('billers = ["spectranet"]', 'billers = ["smile"]'))

        with pytest.raises(BadRules, match="smile"):
            read_rules(unknown)
