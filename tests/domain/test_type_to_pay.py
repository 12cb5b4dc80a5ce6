from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.phones import Phone
from domain.type_to_pay import read_order
from domain.typed_orders import TypedOrder
from domain.vendors import Category

ADA = Phone("+2348031234567")
AIRTIME, LIGHT = Category.AIRTIME, Category.ELECTRICITY


class TestATypedLine:
    @pytest.mark.parametrize(
        ("line", "order"),
        [
            ("airtime 500", TypedOrder(AIRTIME, naira(500))),
            ("500 mtn", TypedOrder(AIRTIME, naira(500), "mtn")),
            ("500 08031234567", TypedOrder(AIRTIME, naira(500), phone=ADA)),
            ("buy me 1k airtime for 0803 123 4567 abeg", TypedOrder(AIRTIME, naira(1_000), phone=ADA)),
            ("0803-123-4567 glo ₦200", TypedOrder(AIRTIME, naira(200), "glo", ADA)),
            (
                "light 5k ikeja 45012345678",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"),
            ),
            (
                "45012345678 ikedc 5,000",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"),
            ),
            ("light port harcourt", TypedOrder(LIGHT, biller_id="portharcourt-electric")),
            ("nepa 2k", TypedOrder(LIGHT, naira(2_000))),
            # Eleven digits that look like a phone number may well be a meter.
            (
                "light 5k ikeja 08031234567",
                TypedOrder(LIGHT, naira(5_000), "ikeja-electric", meter="08031234567"),
            ),
        ],
    )
    def test_may_be_an_order(self, line: str, order: TypedOrder) -> None:
        assert read_order(line) == order

    @pytest.mark.parametrize(
        "line",
        [
            *("", "500", "hello", "how much is airtime 500", "08031234567", "mtn glo 500", "500 1k mtn"),
            *(
                "airtime light 500",
                "mtn 45012345678 500",
                "ikeja airtime 500",
                "airtime -500",
                "airtime " * 20,
            ),
        ],
    )
    def test_may_be_none(self, line: str) -> None:
        assert read_order(line) is None

    @given(st.text(max_size=90))
    def test_never_breaks_the_reader(self, line: str) -> None:
        read_order(line)

    @given(st.permutations(["light", "5k", "ikeja", "45012345678"]))
    def test_has_its_words_in_any_order(self, words: list[str]) -> None:
        assert read_order(" ".join(words)) == TypedOrder(
            LIGHT, naira(5_000), "ikeja-electric", meter="45012345678"
        )
