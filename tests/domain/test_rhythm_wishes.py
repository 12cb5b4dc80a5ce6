"""What was said of how often becomes days to count from; and days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.calendar_days import NotADay, read_day
from domain.recurrence import Rhythm
from domain.rhythm_wishes import RhythmWish

MONTHLY, QUARTERLY, WEEKLY = Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.WEEKLY


class TestAWish:
    @pytest.mark.parametrize(
        ("wish", "said_on", "first_days"),
        [
            (RhythmWish(MONTHLY, day=27), date(2026, 11, 23), ["2026-11-27", "2026-12-27"]),
            (RhythmWish(MONTHLY, day=27), date(2026, 11, 28), ["2026-12-27", "2027-01-27"]),
            (RhythmWish(MONTHLY, day=27), date(2026, 11, 27), ["2026-12-27", "2027-01-27"]),
            (RhythmWish(MONTHLY), date(2026, 11, 23), ["2026-12-23", "2027-01-23"]),
            (RhythmWish(MONTHLY, day=31), date(2027, 2, 3), ["2027-02-28", "2027-03-31", "2027-04-30"]),
            (RhythmWish(MONTHLY, day=29), date(2028, 2, 1), ["2028-02-29", "2028-03-29"]),
            (RhythmWish(QUARTERLY, day=31), date(2027, 2, 3), ["2027-03-31", "2027-06-30", "2027-09-30"]),
            (RhythmWish(Rhythm.MONTH_END), date(2026, 11, 23), ["2026-11-30", "2026-12-31"]),
            (RhythmWish(WEEKLY, weekday=4), date(2026, 11, 23), ["2026-11-27", "2026-12-04"]),
            (RhythmWish(WEEKLY, weekday=0), date(2026, 11, 23), ["2026-11-30", "2026-12-07"]),
            (RhythmWish(Rhythm.TWO_WEEKLY, weekday=4), date(2026, 11, 27), ["2026-12-04", "2026-12-18"]),
            (RhythmWish(Rhythm.EVERY_DAYS, every_days=10), date(2026, 11, 23), ["2026-12-03", "2026-12-13"]),
        ],
    )
    def test_begins_after_the_day_on_which_it_was_said(
        self, wish: RhythmWish, said_on: date, first_days: list[str]
    ) -> None:
        recurrence = wish.recurrence(today=said_on)

        assert recurrence is not None
        day = said_on
        for expected in first_days:
            following = recurrence.next_after(day)
            assert following == date.fromisoformat(expected)
            day = following

    @pytest.mark.parametrize("wish", [RhythmWish(), RhythmWish(Rhythm.EVERY_DAYS)])
    def test_that_does_not_say_how_often_is_asked_about(self, wish: RhythmWish) -> None:
        assert wish.recurrence(today=date(2026, 11, 23)) is None


class TestADay:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("31 Dec 2027", "2027-12-31"),
            ("31/12/2027", "2027-12-31"),
            ("2027-12-31", "2027-12-31"),
            ("31 december", "2026-12-31"),
            ("1st of March", "2027-03-01"),
        ],
    )
    def test_is_read_as_people_write_it(self, said: str, meant: str) -> None:
        assert read_day(said, after=date(2026, 11, 23)) == date.fromisoformat(meant)

    @pytest.mark.parametrize(
        "said", ["", "12", "yesterday", "31 foo", "30 Feb 2027", "23 Nov 2026", "1/1/2020"]
    )
    def test_is_one_to_come(self, said: str) -> None:
        with pytest.raises(NotADay):
            read_day(said, after=date(2026, 11, 23))
