"""What Flutterwave says that it leaves us: shares, naira, or nothing that can be read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.money import naira
from domain.vendors import Commission
from gateways.flutterwave import Flutterwave
from gateways.flutterwave_commissions import read_commission


class TestACommission:
    @pytest.mark.parametrize(
        ("stated", "commission"),
        [
            (Decimal("0.03"), Commission(300)),
            ("0.025", Commission(250)),
            (Decimal("0.00019"), Commission(1)),
            (0, Commission()),
            (30, Commission(flat=naira(30))),
            ("40.50", Commission(flat=naira("40.50"))),
        ],
    )
    def test_is_a_share_below_one_and_else_naira(self, stated: object, commission: Commission) -> None:
        assert read_commission({"default_commission": stated}) == commission

    def test_may_be_a_share_of_their_fee(self) -> None:
        item = {"default_commission": Decimal("0.5"), "commission_on_fee": True}

        commission = read_commission(item)

        assert commission == Commission(5_000, of_fee=True)
        assert commission.of(naira(10_000), fee=naira(100)) == naira(50)

    @pytest.mark.parametrize("stated", [None, True, "", "x", -1, "NaN", "Infinity", "1e9", [], {}])
    def test_is_not_read_from_what_is_none(self, stated: object) -> None:
        assert read_commission({"default_commission": stated}) is None
        assert read_commission({}) is None

    def test_leaves_a_share_rounded_down_and_a_flat_sum(self) -> None:
        assert Commission(250).of(naira("100.30")) == naira("2.50")
        assert Commission(flat=naira(30)).of(naira(10_000)) == naira(30)


class TestTheCatalogue:
    async def test_states_it_for_plans_and_for_amounts_that_customers_choose(
        self, second_vendor: Flutterwave
    ) -> None:
        (compact,) = [plan for plan in await second_vendor.plans("DSTV") if plan.code == "CB141"]

        assert compact.commission == Commission(flat=naira(30))
        assert await second_vendor.commission("AIRTIME/MTN NIGERIA") == Commission(300)
        assert await second_vendor.commission("IKEJA DISCO") == Commission(flat=naira(40))
        assert await second_vendor.commission("NOBODY") is None
