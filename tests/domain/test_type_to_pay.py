"""A whole order in one typed line, words in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import naira
from domain.phones import read_phone
from domain.type_to_pay import TypedOrder, read_order
from domain.vendors import Category

AIRTIME, LIGHT = Category.AIRTIME, Category.ELECTRICITY
ADA = read_phone("08031234567")
METER = "01012345678"


class TestAnOrder:
    @pytest.mark.parametrize(
        ("said", "order"),
        [
            ("500 08031234567", TypedOrder(AIRTIME, naira(500), phone=ADA)),
            ("08031234567 500", TypedOrder(AIRTIME, naira(500), phone=ADA)),
            ("0803 123 4567 ₦1,500.50", TypedOrder(AIRTIME, naira("1500.50"), phone=ADA)),
            ("+234 803 123 4567 2k", TypedOrder(AIRTIME, naira(2_000), phone=ADA)),
            ("8031234567 500", TypedOrder(AIRTIME, naira(500), phone=ADA)),
            ("700 08031234567", TypedOrder(AIRTIME, naira(700), phone=ADA)),
            ("Glo 500 08031234567", TypedOrder(AIRTIME, naira(500), "glo", ADA)),
            ("abeg buy airtime 200 for me", TypedOrder(AIRTIME, naira(200))),
            ("mtn 200", TypedOrder(AIRTIME, naira(200), "mtn")),
            ("airtime", TypedOrder(AIRTIME)),
            ("airtime 08031234567", TypedOrder(AIRTIME, phone=ADA)),
            (f"light 10k ikeja {METER}", TypedOrder(LIGHT, naira(10_000), "ikeja-electric", meter=METER)),
            (f"{METER} 10k IKEDC", TypedOrder(LIGHT, naira(10_000), "ikeja-electric", meter=METER)),
            ("nepa 5000 port harcourt", TypedOrder(LIGHT, naira(5_000), "portharcourt-electric")),
            ("light", TypedOrder(LIGHT)),
            # Eleven digits that might be a phone number are a meter where light is asked for.
            ("light 08031234567", TypedOrder(LIGHT, meter="08031234567")),
        ],
    )
    def test_is_read(self, said: str, order: TypedOrder) -> None:
        assert read_order(said) == order

    @pytest.mark.parametrize(
        "said",
        [
            "",
            "500",
            "2580",
            "08031234567",
            METER,
            "mtn",
            "ikeja",
            "hello",
            "500 600 08031234567",
            "0 08031234567",
            "-5 08031234567",
            "500 0803123456",
            "500 for my brother",
            "mtn glo 500",
            "airtime light",
            "mtn light 500",
            f"airtime 500 {METER}",
            "where is my money 500 08031234567",
            "x" * 200,
        ],
    )
    def test_is_not_guessed(self, said: str) -> None:
        assert read_order(said) is None

    @given(st.text(max_size=100))
    def test_never_fails_on_any_text(self, said: str) -> None:
        read_order(said)

    @given(st.permutations(["light", "10k", "ikeja", METER]))
    def test_has_its_words_in_any_order(self, words: list[str]) -> None:
        order = TypedOrder(LIGHT, naira(10_000), "ikeja-electric", meter=METER)

        assert read_order(" ".join(words)) == order
