"""Lists to choose from: whatever vendors call their plans, a page fits and no price is cut off."""

import pytest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LONGEST_LABEL
from bot.screen import Screen
from bot.screens import plans
from bot.screens.plan_names import with_price, without_biller, without_price
from bot.screens.plans import PAGE, choose_plan
from bot.text import translator
from domain.billers import Plan
from domain.data_plans import Show, offers
from domain.money import Money, naira
from tests.bot.bill_screens import biller, list_of
from tests.bot.samples import ADA

EN = translator("en")
DATA = biller("data")
AMOUNTS = st.none() | st.integers(min_value=1, max_value=10**9).map(Money)


def keys(screen: Screen) -> list[list[InlineKeyboardButton]]:
    """Return the buttons, row by row."""
    assert isinstance(screen.keyboard, InlineKeyboardMarkup)
    return screen.keyboard.inline_keyboard


def labels(count: int, page: int) -> list[str]:
    """Return what the buttons of a page offer, without those below the list."""
    screen = choose_plan(EN, DATA, list_of(count), shown=Show.ALL, page=page, back="home")
    return [row[0].text for row in keys(screen) if row[0].text[1:3] == ". "]


class TestAList:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.tuples(st.text(max_size=200), AMOUNTS), max_size=20), st.integers(-3, 50))
    def test_fits_whatever_is_on_it(self, listed: list[tuple[str, Money | None]], page: int) -> None:
        offered = offers(Plan("x", f"plan-{n}", name, price, {}) for n, (name, price) in enumerate(listed))
        line = plans.line_of(DATA, ADA, own=ADA)

        screen = choose_plan(
            EN, DATA, offered, shown=Show.ALL, choices=tuple(Show)[1:], page=page, line=line, back="home"
        )

        assert len(screen.text) <= 4_096
        for key in (key for row in keys(screen) for key in row):
            assert 1 <= len(key.text) <= LONGEST_LABEL
            assert key.callback_data is not None
            assert len(key.callback_data.encode()) <= 64

    def test_shows_eight_at_a_time_and_all_of_them(self) -> None:
        assert [len(labels(300, page)) for page in (0, 1, 36, 37, 99, -1)] == [PAGE, PAGE, PAGE, 4, 4, PAGE]
        assert len(labels(3, 0)) == 3

    @pytest.mark.parametrize(
        ("language", "said"), [("en", "First those that last some days"), ("pcm", "pass two days dey first")]
    )
    def test_of_the_best_price_says_why_a_cheaper_one_stands_below(self, language: str, said: str) -> None:
        listed = (
            Plan("x", "1", "5GB - 24 hrs", naira(300), {}),
            Plan("x", "2", "6GB - 7 days", naira(1_500), {}),
        )
        best, one = offers(listed, Show.BEST), offers(listed[:1], Show.BEST)

        screens = [
            choose_plan(translator(language), DATA, offered, shown=Show.BEST, back="home")
            for offered in (best, one)
        ]

        assert said in screens[0].text
        assert said not in screens[1].text

    def test_shows_three_hundred_at_most(self) -> None:
        assert len(labels(5_000, 37)) == len(labels(5_000, 99)) == 4


class TestALabel:
    def test_never_loses_its_price(self) -> None:
        assert with_price("Compact", naira(19_000)) == "Compact ₦19,000"
        assert with_price("7. 1.5TB 365 days", naira(350_000)) == "7. 1.5TB 365 days ₦350k"
        assert with_price("Premium + ExtraView + HDPVR", naira(350_000)) == "Premium + Extr… ₦350,000"
        assert len(with_price("x" * 100, naira(350_000))) == LONGEST_LABEL

    def test_does_not_repeat_the_company(self) -> None:
        dstv = biller("tv-package")

        assert without_biller("Every <&> and many more letters Compact", dstv) == "Compact"
        assert without_biller("Every <&> and many more letters", dstv) == "Every <&> and many more letters"

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("N1000 1.5GB - 30 days", "1.5GB - 30 days"),
            ("MTN Data 160GB 2-Month Plan N30,000", "MTN Data 160GB 2-Month Plan"),
            ("Airtel Data Bundle - 1,000 Naira - 1.5GB - 30 Days", "Airtel Data Bundle - 1.5GB - 30 Days"),
            ("MTN Gifting 50GB - 1 days - 5500 Naira", "MTN Gifting 50GB - 1 days"),
            ("Glo Data (N500) 1GB", "Glo Data - 1GB"),
            ("N500 SME", "SME"),
            ("N500 every <&> and many more letters", "N500 every <&> and many more letters"),
            ("DStv Compact", "DStv Compact"),
            ("Nova (Dish) - 1 Month", "Nova (Dish) - 1 Month"),
            ("N500", "N500"),
            ("", ""),
        ],
    )
    def test_leaves_the_price_to_the_price(self, name: str, said: str) -> None:
        assert without_price(name, DATA) == said
