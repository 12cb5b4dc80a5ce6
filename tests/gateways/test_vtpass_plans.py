"""What VTpass has on its lists, in its own spelling."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.money import Money, naira
from domain.vendors import Category, VendorPlan, VendorUnavailable
from gateways.http import Answered
from gateways.vtpass_plans import plans, services


class TestTheCatalogue:
    def test_is_read_in_its_own_spelling(self) -> None:
        rows = [
            {"serviceID": "mtn", "name": "MTN", "minimium_amount": "50", "maximum_amount": 50_000},
            {"serviceID": "glo", "name": "Glo", "minimium_amount": "", "maximum_amount": "0"},
            {"name": "no id"},
            "no row",
        ]
        answer = Answered(200, {"response_description": "000", "content": rows})

        mtn, glo = services(answer, Category.AIRTIME)

        assert (mtn.service, mtn.minimum, mtn.maximum) == ("mtn", naira(50), naira(50_000))
        assert (glo.minimum, glo.maximum) == (None, None)

    @pytest.mark.parametrize("said", [{"errors": "no"}, {"response_description": "011", "content": []}, {}])
    def test_is_unavailable_otherwise(self, said: dict[str, object]) -> None:
        with pytest.raises(VendorUnavailable):
            services(Answered(200, said), Category.AIRTIME)

    def test_keeps_the_internet_apart_from_the_data_among_which_it_is_listed(self) -> None:
        rows = [{"serviceID": name, "name": name} for name in ("mtn-data", "smile-direct", "spectranet")]
        answer = Answered(200, {"response_description": "000", "content": rows})

        assert [row.service for row in services(answer, Category.DATA)] == ["mtn-data"]
        assert [row.service for row in services(answer, Category.INTERNET)] == ["smile-direct", "spectranet"]


def row(code: object = "a", name: object = "A", price: object = "1850.00", **more: object) -> dict[str, Any]:
    return {"variation_code": code, "name": name, "variation_amount": price, "fixedPrice": "Yes", **more}


def listed(*rows: object, **content: object) -> Answered:
    content = content or {"variations": list(rows)}
    return Answered(200, {"response_description": "000", "content": content})


class TestPlans:
    def test_come_in_the_order_of_the_vendor(self) -> None:
        answer = listed(row("b", "B", "1850.00"), row("a", "A", 900), row("c", "C", Decimal("99.5")))

        assert plans(answer) == (
            VendorPlan("b", "B", naira(1_850)),
            VendorPlan("a", "A", naira(900)),
            VendorPlan("c", "C", Money(99_50)),
        )

    @pytest.mark.parametrize(
        "content",
        [
            {"variations": [row()], "varations": [row()]},
            {"varations": [row()]},
            {"variations": [], "varations": [row()]},
            {"variations": None, "varations": [row()]},
        ],
    )
    def test_are_read_under_either_name_of_the_list(self, content: dict[str, object]) -> None:
        assert plans(listed(**content)) == (VendorPlan("a", "A", naira(1_850)),)

    @pytest.mark.parametrize("price", ["0.00", 0, "0", Decimal("0.00")])
    def test_without_a_price_are_for_any_amount(self, price: object) -> None:
        assert plans(listed(row(price=price))) == (VendorPlan("a", "A", None),)

    @pytest.mark.parametrize("flag", ["No", "no", False])
    def test_whose_price_is_not_fixed_are_for_any_amount(self, flag: object) -> None:
        assert plans(listed(row(fixedPrice=flag))) == (VendorPlan("a", "A", None),)

    @pytest.mark.parametrize("flag", ["Yes", "", None, True])
    def test_have_their_price_otherwise(self, flag: object) -> None:
        assert plans(listed(row(fixedPrice=flag))) == (VendorPlan("a", "A", naira(1_850)),)

    def test_that_are_listed_twice_are_left_out(self) -> None:
        answer = listed(row("x", price="300"), row("a"), row("x", price="320"), row("x", price="unreadable"))

        assert [plan.code for plan in plans(answer)] == ["a"]

    def test_that_are_listed_twice_are_left_out_although_one_of_the_rows_is_unreadable(self) -> None:
        answer = listed(row("x", price="300"), row("x", price="unreadable"), row("a"))

        assert [plan.code for plan in plans(answer)] == ["a"]

    @pytest.mark.parametrize(
        "unreadable",
        [
            row(price=None),
            row(price=""),
            row(price="call us"),
            row(price=-5),
            row(price=True),
            row(name=""),
            row(code=""),
            row(code="  "),
            row(code=None),
            row(code=True),
            {},
            None,
            "row",
        ],
    )
    def test_that_can_not_be_read_are_left_out_and_never_for_any_amount(self, unreadable: object) -> None:
        assert [plan.code for plan in plans(listed(unreadable, row("good")))] == ["good"]

    @pytest.mark.parametrize("code", ["two  blanks", " led", "UPPER-lower_1.5", 624])
    def test_keep_their_code_letter_by_letter(self, code: object) -> None:
        assert [plan.code for plan in plans(listed(row(code)))] == [str(code)]

    @pytest.mark.parametrize("content", [{"variations": []}, {"varations": [], "ServiceName": "MTN"}])
    def test_may_be_none(self, content: dict[str, object]) -> None:
        assert plans(listed(**content)) == ()

    @pytest.mark.parametrize(
        "said",
        [
            {},
            {"errors": "INVALID SERVICE"},
            {"code": "012", "response_description": "PRODUCT DOES NOT EXIST", "content": {"errors": "no"}},
            {"response_description": "000", "content": {"errors": "no"}},
            {"response_description": "000", "content": None},
            {"response_description": "000", "content": []},
            {"response_description": "000", "content": {"variations": {"a": 1}}},
            {"response_description": "000", "content": {"variations": [row(price=None), row(name=None)]}},
        ],
    )
    def test_are_unavailable_rather_than_gone(self, said: dict[str, object]) -> None:
        with pytest.raises(VendorUnavailable):
            plans(Answered(200, said))

    def test_are_unavailable_when_their_server_stumbled(self) -> None:
        with pytest.raises(VendorUnavailable):
            plans(Answered(500, listed(row()).said))
