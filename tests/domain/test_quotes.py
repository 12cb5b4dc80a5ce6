from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billers import KINDS, Biller
from domain.money import ZERO, Money, naira
from domain.quotes import (
    AmountTooLarge,
    AmountTooSmall,
    Order,
    PlanChoice,
    Quote,
    check_amount,
    price,
)
from domain.vendors import Category, MeterKind
from tests.builders import NOON, RULES, a_light_order, a_sheet, an_order

AMOUNTS = st.integers(5_000, 100_000_000).map(Money)


def quote_of(order: Order) -> Quote:
    """Price an order for somebody without cashback."""
    return price(
        RULES, order, cashback_available=ZERO, use_cashback=False, cashback_earned_this_month={}, now=NOON
    )


class TestTheFee:
    @pytest.mark.parametrize(
        ("amount", "fee", "vat"),
        [
            ("5000", "75.00", "5.63"),  # 5.625, half up
            ("1000", "15.00", "1.13"),  # 1.125
            ("1000.33", "15.00", "1.13"),  # 15.00495
            ("1000.34", "15.01", "1.13"),  # 15.0051, half up from 15.005
            ("13333.33", "200.00", "15.00"),
            ("500000", "200.00", "15.00"),  # capped
        ],
    )
    def test_is_a_capped_share_with_vat_of_its_own(self, amount: str, fee: str, vat: str) -> None:
        quote = quote_of(a_light_order(amount=naira(amount)))

        assert (quote.fee, quote.vat) == (naira(fee), naira(vat))
        assert quote.total == naira(amount) + naira(fee) + naira(vat)

    @given(AMOUNTS)
    def test_is_nothing_on_airtime(self, amount: Money) -> None:
        assert quote_of(an_order(amount=amount)).total == amount


class TestTheRuleOfCashback:
    @pytest.mark.parametrize(
        ("order", "rule", "earned"),
        [
            (an_order(amount=naira(99)), None, "0"),
            (an_order(amount=naira(100)), "base", "1"),
            (an_order(amount=naira("199.99")), "base", "1.99"),
            (an_order(amount=naira(9_999)), "base", "99.99"),
            (an_order(amount=naira(10_000)), "high-value", "200"),
            (an_order(amount=naira(50_000)), "high-value", "1000"),
            (an_order(amount=naira(60_000)), "high-value", "1000"),  # its cap, and no other rule's
            (an_order(amount=naira(50), biller="mtn"), "big-billers", "0.25"),
            (an_order(amount=naira(20_000), biller="airtel"), "big-billers", "100"),  # beats high value
            (a_light_order(amount=naira(999)), "base", "9.99"),
            (a_light_order(amount=naira(1_000)), "electricity", "15"),
            (a_light_order(amount=naira(10_000)), "high-value", "200"),
        ],
    )
    def test_is_the_one_of_the_highest_priority(self, order: Order, rule: str | None, earned: str) -> None:
        quote = quote_of(order)

        assert (quote.cashback_rule, quote.cashback_earned) == (rule, naira(earned))


class TestPayingWithCashback:
    @given(AMOUNTS, st.integers(0, 10_000_000).map(Money), st.booleans())
    def test_splits_the_total_and_no_more(self, amount: Money, available: Money, use: bool) -> None:
        quote = price(
            RULES,
            a_light_order(amount=amount),
            cashback_available=available,
            use_cashback=use,
            cashback_earned_this_month={},
            now=NOON,
        )

        assert quote.from_wallet + quote.cashback_used == quote.total == quote.amount + quote.fee + quote.vat
        assert ZERO <= quote.cashback_used <= available
        assert quote.from_wallet >= ZERO
        assert use or quote.cashback_used == ZERO

    def test_earns_on_the_whole_bill_all_the_same(self) -> None:
        order = an_order(amount=naira(500))
        paid_with_it = price(
            RULES,
            order,
            cashback_available=naira(500),
            use_cashback=True,
            cashback_earned_this_month={},
            now=NOON,
        )

        assert paid_with_it.from_wallet == ZERO
        assert paid_with_it.cashback_earned == quote_of(order).cashback_earned == naira(5)


class TestTheAmount:
    BILLER = Biller(
        "x", "X", "X", Category.AIRTIME, KINDS["airtime"], naira(100), naira(50_000), {"vtpass": "x"}
    )

    def test_is_bounded_by_the_biller_us_and_the_meter(self) -> None:
        check_amount(RULES, self.BILLER, naira(100))
        check_amount(RULES, self.BILLER, naira(50_000))
        with pytest.raises(AmountTooSmall) as small:
            check_amount(RULES, self.BILLER, naira("99.99"))
        with pytest.raises(AmountTooLarge) as large:
            check_amount(RULES, self.BILLER, naira("50000.01"))
        with pytest.raises(AmountTooSmall) as meter:
            check_amount(RULES, self.BILLER, naira(4_999), validated_minimum=naira(5_000))

        assert (small.value.minimum, large.value.maximum) == (naira(100), naira(50_000))
        assert meter.value.minimum == naira(5_000)

    def test_may_be_bounded_by_us_more_than_by_the_biller(self) -> None:
        careless = replace(self.BILLER, minimum=naira(1), maximum=naira(9_000_000))

        with pytest.raises(AmountTooSmall):
            check_amount(RULES, careless, naira(49))
        with pytest.raises(AmountTooLarge):
            check_amount(RULES, careless, naira(1_000_001))


class TestTheHashOfASheet:
    def test_changes_with_everything_that_is_shown(self) -> None:
        order = a_light_order()
        sheet = a_sheet(order)
        recipient, quote = order.recipient, sheet.quote
        orders = (
            replace(order, id="x"),
            replace(order, customer_id="x"),
            replace(order, biller_id="x"),
            replace(order, recipient=replace(recipient, reference="x")),
            replace(order, recipient=replace(recipient, name="x")),
            replace(order, recipient=replace(recipient, address="x")),
            replace(order, recipient=replace(recipient, meter_kind=MeterKind.POSTPAID)),
        )
        quotes = (
            replace(quote, amount=Money(1)),
            replace(quote, fee=Money(1)),
            replace(quote, vat=Money(1)),
            replace(quote, cashback_used=Money(1)),
            replace(quote, cashback_earned=Money(1)),
            replace(quote, cashback_rule="x"),
        )
        others = [
            *(replace(sheet, order=other) for other in orders),
            *(replace(sheet, quote=other) for other in quotes),
            replace(sheet, expires_at=sheet.expires_at + timedelta(seconds=1)),
        ]

        hashes = {sheet.hash, *(other.hash for other in others)}

        assert len(hashes) == len(others) + 1


COMPACT, PLUS = PlanChoice("compact", "Compact"), PlanChoice("plus", "Compact Plus")
RENEWAL = PlanChoice(None, "Compact")


class TestTheSameBill:
    @pytest.mark.parametrize(
        ("plan", "other", "is_same"),
        [
            (None, None, True),
            (COMPACT, COMPACT, True),
            (COMPACT, PlanChoice("compact", "DStv Compact"), True),
            (COMPACT, PLUS, False),
            (RENEWAL, RENEWAL, True),
            (RENEWAL, COMPACT, True),  # It may be just that.
            (RENEWAL, PLUS, True),  # The same: its price alone is known for certain.
        ],
    )
    def test_is_of_one_plan_where_both_name_theirs(
        self, plan: PlanChoice | None, other: PlanChoice | None, is_same: bool
    ) -> None:
        first, second = replace(an_order(), plan=plan), replace(an_order(), plan=other)

        assert first.is_same_bill_as(second) is is_same
        assert second.is_same_bill_as(first) is is_same

    def test_is_for_one_recipient_of_one_biller_at_one_price(self) -> None:
        order = an_order()

        assert not order.is_same_bill_as(an_order(to="08031111111"))
        assert not order.is_same_bill_as(an_order(biller="mtn"))
        assert not order.is_same_bill_as(an_order(amount=naira(501)))
