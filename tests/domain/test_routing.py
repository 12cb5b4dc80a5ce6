"""Whom we ask for an order: by preference, by shares, and only those that can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.billers import KINDS, Biller, Bounds, Plan
from domain.money import Money, naira
from domain.routing import Blocked, Route, To, in_turn, may_go_elsewhere, route
from domain.vendors import Category, Rejected

MTN = Biller(
    id="mtn",
    name="MTN",
    short_name="MTN",
    category=Category.AIRTIME,
    kind=KINDS["airtime"],
    minimum=naira(50),
    maximum=naira(50_000),
    services={"first": "mtn", "second": "MTN VTU", "third": "mtn-ng"},
)
EVERYBODY = frozenset({"first", "second", "third"})


def way(
    biller: Biller = MTN,
    *,
    plan: Plan | None = None,
    amount: Money = naira(500),  # noqa: B008 - a value
    vendors: Collection[str] = EVERYBODY,
    down: Collection[str] = (),
    short: Collection[str] = (),
    unable: Collection[str] = (),
    asked: Collection[str] = (),
) -> Route:
    return route(
        biller,
        plan,
        amount,
        "an-order",
        vendors=vendors,
        is_up=lambda vendor: vendor not in down,
        covers=lambda vendor: vendor not in short,
        can_sell=lambda vendor: vendor not in unable,
        asked=asked,
    )


class TestTheFirstThatCan:
    def test_is_the_preferred_one(self) -> None:
        assert way() == To("first")

    def test_is_one_that_we_work_with(self) -> None:
        assert way(vendors={"second"}) == To("second")
        assert way(vendors=()) is Blocked.NOT_SOLD

    def test_is_up(self) -> None:
        assert way(down={"first"}) == To("second")
        assert way(down=EVERYBODY) is Blocked.DOWN

    def test_has_enough_of_our_money(self) -> None:
        assert way(short={"first"}) == To("second")
        assert way(down={"first"}, short={"second", "third"}) is Blocked.FLOAT_SHORT

    def test_knows_this_kind_of_order(self) -> None:
        assert way(unable={"first"}) == To("second")
        assert way(unable={"second", "third"}, down={"first"}) is Blocked.DOWN
        assert way(unable=EVERYBODY) is Blocked.NOT_SOLD

    def test_was_not_asked_before(self) -> None:
        assert way(asked={"first"}) == To("second")
        assert way(asked=EVERYBODY) is Blocked.NOT_SOLD

    def test_sells_the_plan(self) -> None:
        plan = Plan("mtn", "a-gig", "1 GB", naira(500), {"third": "x"})

        assert way(plan=plan) == To("third")

    def test_takes_the_amount(self) -> None:
        bounded = replace(
            MTN, vendor_bounds={"first": Bounds(naira(1_000)), "second": Bounds(None, naira(400))}
        )

        assert way(bounded) == To("third")
        assert way(bounded, amount=naira(1_000)) == To("first")


class TestShares:
    def test_are_kept_over_many_orders(self) -> None:
        weights = {"first": 70, "second": 30}

        firsts = Counter(in_turn(["first", "second"], weights, f"order-{n}")[0] for n in range(2_000))

        assert 1_300 < firsts["first"] < 1_500

    def test_ask_those_without_one_last(self) -> None:
        orders = [in_turn(["third", "first", "second"], {"first": 1, "second": 1}, f"{n}") for n in range(50)]

        assert {names[-1] for names in orders} == {"third"}

    @given(
        st.permutations(["first", "second", "third"]),
        st.dictionaries(st.sampled_from(sorted(EVERYBODY)), st.integers(0, 10)),
        st.text(),
    )
    def test_are_drawn_the_same_way_for_one_order_and_lose_nobody(
        self, names: list[str], weights: Mapping[str, int], order_id: str
    ) -> None:
        turn = in_turn(names, weights, order_id)

        assert sorted(turn) == sorted(names)
        assert turn == in_turn(names, weights, order_id)


class TestARejection:
    @pytest.mark.parametrize(
        "reason", ["vendor-unreachable", "vendor-float-short", "vendor-keys-refused", "biller-unreachable"]
    )
    def test_of_the_vendors_own_leaves_other_ways_open(self, reason: str) -> None:
        assert may_go_elsewhere(Rejected(reason))

    @pytest.mark.parametrize(
        "reason", ["failed", "below-minimum", "twin-purchase", "never-received", "reversed"]
    )
    def test_that_may_be_the_customers_does_not(self, reason: str) -> None:
        assert not may_go_elsewhere(Rejected(reason))
