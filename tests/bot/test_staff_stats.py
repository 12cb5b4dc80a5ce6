"""The figures of the business, as staff read them."""

from __future__ import annotations

import pytest

from bot.conversations.staff.arguments import Argument, BadArgument, parse
from bot.conversations.staff.stats import read_period
from bot.papers.sales import sales_csv, sales_png
from bot.screens.staff.stats import figures
from bot.text import translator
from domain.money import naira
from domain.stats import Figures, Period, PeriodTooLong, Report, Sales, Undecided
from tests.builders import NOON

TODAY = Period.lately(1, now=NOON)
SOLD = (
    Sales(TODAY.first, 9, "mtn", 3, naira(3_000), 2, naira(0), naira(90), naira(15), naira(500), (22,)),
    Sales(TODAY.first, 12, "ikeja-electric", 1, naira(9_000), 1, naira(135), naira(81), naira(100), naira(0)),
)


def a_report(period: Period = TODAY) -> Report:
    return Report(period, None, NOON, Figures.of(SOLD), SOLD, Undecided(0, None), 64)


class TestPeriods:
    @pytest.mark.parametrize(
        ("word", "days"),
        [("today", 1), ("7d", 7), ("30D", 30), ("2026-11-01", 1), ("2026-11-01..2026-11-03", 3)],
    )
    def test_are_read(self, word: str, days: int) -> None:
        assert len(read_period(word)(NOON).days) == days

    @pytest.mark.parametrize("word", ["mtn", "8d", "2026-13-01", "2026-11-01.."])
    def test_are_nothing_else(self, word: str) -> None:
        with pytest.raises(BadArgument):
            parse((Argument("period", read_period),), word)

    def test_end_after_they_begin_and_are_not_too_long(self) -> None:
        for word in ("2026-11-03..2026-11-01", "2020-01-01..2026-11-01"):
            with pytest.raises(PeriodTooLong):
                _ = read_period(word)(NOON).days


class TestFigures:
    def test_are_told_in_four_lines(self) -> None:
        text = figures(translator("en"), a_report(), {}).text

        assert "4 payments · ₦12,000 · 75.0 % delivered" in text
        assert "0 checking\n" in text
        assert "1 given back (₦500, median 22 seconds)" in text
        assert "64 new · cashback ₦115 · margin ₦191" in text

    def test_are_told_by_biller_the_largest_first(self) -> None:
        text = figures(translator("en"), a_report(), {"ikeja-electric": "IKEDC"}, view="billers").text

        assert text.index("IKEDC") < text.index("mtn")

    def test_are_drawn_by_hour_or_by_day(self) -> None:
        for period in (TODAY, Period.lately(30, now=NOON)):
            assert sales_png(translator("en"), a_report(period)).startswith(b"\x89PNG")

    def test_are_handed_over_as_rows(self) -> None:
        rows = sales_csv(SOLD).decode().splitlines()

        assert rows[1] == "2026-11-18,9,mtn,3,3000.00,2,1,500.00,0.00,90.00,15.00"
        assert len(rows) == 3
