"""How often something is to be paid, as far as it was said: "every month 27th", "fridays", "end of month"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.recurrence import Recurrence, Rhythm

LONGEST_MONTH = 31
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class RhythmWish:
    """What was said of it. What it leaves out is asked for, or counted from the day on which it was said."""

    rhythm: Rhythm | None = None
    day: int | None = None  # of the month, where the rhythm goes by months
    weekday: int | None = None  # 0 is Monday, where it goes by weeks
    every_days: int | None = None

    def recurrence(self, *, today: date) -> Recurrence | None:
        """Return the days that are meant, the first of them after today; None if that was not said."""
        match self.rhythm:
            case None | Rhythm.WHEN_LOW:
                return None
            case Rhythm.EVERY_DAYS:
                return Recurrence(self.rhythm, today, self.every_days) if self.every_days else None
            case Rhythm.WEEKLY | Rhythm.TWO_WEEKLY:
                anchor = today if self.weekday is None else next_weekday(self.weekday, after=today)
                return Recurrence(self.rhythm, anchor)
            case Rhythm.MONTHLY | Rhythm.QUARTERLY | Rhythm.MONTH_END:
                anchor = today if self.day is None else _day_of_month(self.day, self.rhythm, today)
                return Recurrence(self.rhythm, anchor)


def next_weekday(weekday: int, *, after: date) -> date:
    """Return the first such day of the week after a day."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % _DAYS_A_WEEK + 1)


def _day_of_month(day: int, rhythm: Rhythm, today: date) -> date:
    """Return a day to count from that is such a day of a month: what a short month makes of it is no anchor.

    Every three months the first one is the next such day; else any will do, and the last one is taken, so
    that a short month that is under way has its occurrence.
    """
    step = 1 if rhythm is Rhythm.QUARTERLY else -1
    year, month = today.year, today.month
    while True:
        found = _date(year, month, day)
        if found is not None and (found > today if step > 0 else found <= today):
            return found
        months = year * _MONTHS_A_YEAR + month - 1 + step
        year, month = months // _MONTHS_A_YEAR, months % _MONTHS_A_YEAR + 1


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
