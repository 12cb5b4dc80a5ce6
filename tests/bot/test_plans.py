"""Lists to choose from: whatever vendors call their plans, a page fits and no price is cut off."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.buttons import LONGEST_LABEL
from bot.screen import Screen
from bot.screens import plans
from bot.screens.pay_bill import with_price, without_biller
from bot.screens.plans import PAGE, choose_plan
from bot.text import naira_text, translator
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
    screen = choose_plan(EN, DATA, list_of(count), shown=Show.ALL, page=page)
    return [row[0].text for row in keys(screen) if row[0].text[1:3] == ". "]


class TestAList:
    @settings(max_examples=200, deadline=None)
    @given(st.lists(st.tuples(st.text(max_size=200), AMOUNTS), max_size=20), st.integers(-3, 50))
    def test_fits_whatever_is_on_it(self, listed: list[tuple[str, Money | None]], page: int) -> None:
        offered = offers(Plan("x", f"plan-{n}", name, price, {}) for n, (name, price) in enumerate(listed))
        line = plans.line_of(DATA, ADA, own=ADA)

        screen = choose_plan(EN, DATA, offered, shown=Show.ALL, choices=tuple(Show)[1:], page=page, line=line)

        assert len(screen.text) <= 4_096
        for key in (key for row in keys(screen) for key in row):
            assert 1 <= len(key.text) <= LONGEST_LABEL
            assert key.callback_data is not None
            assert len(key.callback_data.encode()) <= 64

    def test_shows_eight_at_a_time_and_all_of_them(self) -> None:
        assert [len(labels(300, page)) for page in (0, 1, 36, 37, 99, -1)] == [PAGE, PAGE, PAGE, 4, 4, PAGE]
        assert len(labels(3, 0)) == 3

    def test_shows_three_hundred_at_most(self) -> None:
        assert len(labels(5_000, 37)) == len(labels(5_000, 99)) == 4


class TestALabel:
    def test_never_loses_its_price(self) -> None:
        price = naira_text(naira(350_000))

        assert with_price("Compact", "₦19,000") == "Compact ₦19,000"
        assert with_price("Premium + ExtraView + HDPVR", price) == "Premium + Extr… ₦350,000"
        assert len(with_price("x" * 100, price)) == LONGEST_LABEL

    def test_does_not_repeat_the_company(self) -> None:
        dstv = biller("tv-package")

        assert without_biller("Every <&> and many more letters Compact", dstv) == "Compact"
        assert without_biller("Every <&> and many more letters", dstv) == "Every <&> and many more letters"
