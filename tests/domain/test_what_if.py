from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.cashback import Bill
from domain.limits import count_cashback
from domain.money import ZERO, Money, naira
from domain.quotes import Order, price
from domain.vendors import Category
from domain.what_if import Advice, Alternative, WhatIf, what_if
from tests.builders import NOON, RULES, a_light_order, accounts_of, an_order

ORDERS = st.one_of(
    st.integers(5_000, 10_000_000).map(lambda kobo: an_order(amount=Money(kobo))),
    st.integers(5_000, 10_000_000).map(lambda kobo: an_order(amount=Money(kobo), biller="mtn")),
    st.integers(5_000, 50_000_000).map(lambda kobo: a_light_order(amount=Money(kobo))),
)
HOURS = st.integers(0, 200)


def asked(order: Order, earned: dict[str, Money] | None = None, now: datetime = NOON) -> WhatIf:
    """Ask what an order would cost and earn."""
    bill = Bill(order.category, order.amount, order.biller_id)
    return what_if(RULES, bill, earned_this_month=earned or {}, now=now)


class TestWhatIf:
    @given(st.lists(st.tuples(ORDERS, HOURS, st.booleans()), max_size=25))
    def test_says_what_the_sheet_will_say_after_any_history(
        self, history: list[tuple[Order, int, bool]]
    ) -> None:
        accounts, now = accounts_of(), NOON
        for order, hours, comes_back in history:
            now += timedelta(hours=hours)
            months = accounts.usage.on(now).cashback
            said = asked(order, dict(months), now)

            quote = price(
                RULES,
                order,
                cashback_available=ZERO,
                use_cashback=False,
                cashback_earned_this_month=months,
                now=now,
            )

            assert (said.fee, said.vat, said.total) == (quote.fee, quote.vat, quote.total)
            assert said.earning.earned == quote.cashback_earned
            rule = said.earning.rule
            assert (rule.name if rule else None) == quote.cashback_rule
            if quote.cashback_rule is not None:
                for change in (quote.cashback_earned, *([-quote.cashback_earned] if comes_back else [])):
                    accounts = count_cashback(accounts, quote.cashback_rule, change, earned_at=now, now=now)

    def test_says_that_one_go_beats_two_halves(self) -> None:
        said = asked(a_light_order(amount=naira(15_000)))

        assert said.earning.earned == naira(300)
        assert said.alternative == Alternative(Advice.ONE_GO, naira(7_500), naira(225))

    def test_says_that_two_halves_beat_one_that_is_capped(self) -> None:
        said = asked(an_order(amount=naira(100_000)))

        assert said.earning.earned == naira(1_000)
        assert said.alternative == Alternative(Advice.IN_PARTS, naira(50_000), naira(2_000))

    def test_says_what_a_bit_more_would_earn(self) -> None:
        said = asked(a_light_order(amount=naira(9_500)))

        assert said.earning.earned == naira("142.50")
        assert said.alternative == Alternative(Advice.A_BIT_MORE, naira(10_000), naira(200))

    def test_advises_nothing_where_nothing_is_better(self) -> None:
        assert asked(an_order(amount=naira(500))).alternative is None
        assert asked(an_order(amount=naira(60))).alternative is None

    def test_advises_no_rule_whose_month_is_over(self) -> None:
        said = asked(a_light_order(amount=naira(9_500)), {"high-value": naira(10_000)})

        assert said.alternative is None

    @given(
        ORDERS,
        st.dictionaries(st.sampled_from([rule.name for rule in RULES.cashback]), st.just(naira(4_990))),
    )
    def test_never_advises_what_earns_less(self, order: Order, months: dict[str, Money]) -> None:
        said = asked(order, months)

        if said.alternative is None:
            return
        is_confirmed = said.alternative.advice is Advice.ONE_GO
        assert (said.alternative.earned < said.earning.earned) == is_confirmed

    def test_needs_no_biller(self) -> None:
        said = what_if(RULES, Bill(Category.TV, naira(5_000)), earned_this_month={}, now=NOON)

        assert (said.fee, said.earning.earned) == (naira(50), naira(50))
