"""When a recurring payment is due: month ends, leap years, quarters, and nothing that drifts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.recurrence import BY_CALENDAR, Recurrence, Rhythm, lagos_moment

W, TW, M, Q, E, D = (
    Rhythm.WEEKLY,
    Rhythm.TWO_WEEKLY,
    Rhythm.MONTHLY,
    Rhythm.QUARTERLY,
    Rhythm.MONTH_END,
    Rhythm.EVERY_DAYS,
)
_days = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Draw any rhythm from any anchor."""
    rhythm = draw(st.sampled_from(BY_CALENDAR))
    days = draw(st.integers(1, 400)) if rhythm is D else None
    return Recurrence(rhythm, draw(_days), days)


def the_next(recurrence: Recurrence, count: int) -> list[str]:
    """Return the first occurrences, the anchor's own included."""
    found, day = [], recurrence.anchor - timedelta(days=1)
    for _ in range(count):
        later = recurrence.next_after(day)
        if later is None:
            break
        found.append(later.isoformat())
        day = later
    return found


class TestARecurrence:
    @pytest.mark.parametrize(
        ("rhythm", "anchor", "days", "expected"),
        [
            (W, "2026-12-28", None, ["2026-12-28", "2027-01-04", "2027-01-11"]),
            (TW, "2028-02-20", None, ["2028-02-20", "2028-03-05", "2028-03-19"]),  # over a 29 February
            (M, "2026-11-27", None, ["2026-11-27", "2026-12-27", "2027-01-27"]),
            (M, "2026-12-31", None, ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
            (M, "2027-12-30", None, ["2027-12-30", "2028-01-30", "2028-02-29", "2028-03-30"]),  # leap year
            (M, "2028-02-29", None, ["2028-02-29", "2028-03-29", "2028-04-29"]),  # no month end was meant
            (Q, "2026-11-30", None, ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
            (Q, "2026-12-31", None, ["2026-12-31", "2027-03-31", "2027-06-30", "2027-09-30", "2027-12-31"]),
            (E, "2026-11-18", None, ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
            (E, "2028-02-29", None, ["2028-02-29", "2028-03-31", "2028-04-30"]),
            (D, "2026-12-30", 1, ["2026-12-30", "2026-12-31", "2027-01-01"]),
            (D, "2026-02-20", 10, ["2026-02-20", "2026-03-02", "2026-03-12"]),
        ],
    )
    def test_keeps_its_anchor(
        self, rhythm: Rhythm, anchor: str, days: int | None, expected: list[str]
    ) -> None:
        recurrence = Recurrence(rhythm, date.fromisoformat(anchor), days)

        assert the_next(recurrence, len(expected)) == expected

    def test_ends_with_its_last_day(self) -> None:
        recurrence = Recurrence(M, date(2026, 11, 30), last=date(2027, 2, 28))

        assert the_next(recurrence, 9) == ["2026-11-30", "2026-12-30", "2027-01-30", "2027-02-28"]

    @pytest.mark.parametrize(("rhythm", "days"), [(D, None), (D, 0), (M, 3)])
    def test_can_not_stand_still(self, rhythm: Rhythm, days: int | None) -> None:
        with pytest.raises(ValueError, match=rhythm.value):
            Recurrence(rhythm, date(2026, 1, 1), days)

    @given(recurrences(), _days)
    def test_is_the_same_from_wherever_one_looks(self, recurrence: Recurrence, day: date) -> None:
        """A clock that jumps, ahead or back, finds the very same days."""
        found = recurrence.next_after(day)

        assert found is not None
        assert found > day
        assert found >= recurrence.anchor
        assert recurrence.has(found)
        assert recurrence.next_after(found - timedelta(days=1)) == found
        between = recurrence.next_after(max(day, recurrence.anchor - timedelta(days=1)))
        assert between == found  # nothing lies between

    @given(recurrences())
    def test_moves_on_and_never_leaves_its_anchor(self, recurrence: Recurrence) -> None:
        days = [date.fromisoformat(day) for day in the_next(recurrence, 40)]

        assert days == sorted(set(days))
        for day in days:
            is_last_of_month = (day + timedelta(days=1)).day == 1
            if recurrence.rhythm in (M, Q):
                assert day.day == recurrence.anchor.day or (
                    is_last_of_month and day.day < recurrence.anchor.day
                )
            elif recurrence.rhythm is E:
                assert is_last_of_month
            elif recurrence.rhythm in (W, TW):
                assert day.weekday() == recurrence.anchor.weekday()


def test_an_hour_is_one_of_lagos() -> None:
    assert lagos_moment(date(2026, 12, 31), 10) == datetime(2026, 12, 31, 9, tzinfo=UTC)
    assert lagos_moment(date(2027, 1, 1), 0) == datetime(2026, 12, 31, 23, tzinfo=UTC)
