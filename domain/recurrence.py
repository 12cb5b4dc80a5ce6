"""When a recurring payment is due: days counted from an anchor, by the calendar of Lagos.

Each occurrence is computed from the anchor, never from the one before it, so that the 31st comes back after
a short month and nothing drifts. Pure arithmetic on days: what the clock does is the scheduler's matter.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from domain.times import LAGOS

_MONTHS_A_YEAR = 12


class Rhythm(StrEnum):
    """How often something comes back."""

    WEEKLY = "weekly"
    TWO_WEEKLY = "two-weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    MONTH_END = "month-end"
    EVERY_DAYS = "every-days"
    WHEN_LOW = "when-low"  # by no calendar: when what is bought is nearly used up


BY_CALENDAR = tuple(each for each in Rhythm if each is not Rhythm.WHEN_LOW)
_DAYS = {Rhythm.WEEKLY: 7, Rhythm.TWO_WEEKLY: 14}
_MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: 3, Rhythm.MONTH_END: 1}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The days on which something is due, from its anchor on.

    `anchor` is the day that all are counted from; by months its day of the month is kept, or the last day of
    a month that is too short for it. `last`: nothing is due after that day.
    """

    rhythm: Rhythm
    anchor: date
    every_days: int | None = None  # of EVERY_DAYS alone
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse a number of days where none belongs, or none that moves on."""
        counts_days = self.rhythm is Rhythm.EVERY_DAYS
        stands_still = self.every_days is not None and self.every_days < 1
        if counts_days != (self.every_days is not None) or stands_still:
            raise ValueError(f"{self.rhythm} with {self.every_days} days")

    def next_after(self, day: date) -> date | None:
        """Return the first occurrence after a day; None if that would be after the last one.

        None also of what goes by no calendar: whoever foresees it says when the next one is.
        """
        if self.rhythm is Rhythm.WHEN_LOW:
            return None
        found = self._next_by_days(day) if self._step_in_days else self._next_by_months(day)
        return found if self.last is None or found <= self.last else None

    def has(self, day: date) -> bool:
        """Return whether something may be due on that day."""
        if self.rhythm is Rhythm.WHEN_LOW:
            return True
        return self.next_after(day - timedelta(days=1)) == day

    @property
    def _step_in_days(self) -> int | None:
        return _DAYS.get(self.rhythm, self.every_days)

    def _next_by_days(self, day: date) -> date:
        step = self._step_in_days or 1
        if day < self.anchor:
            return self.anchor
        return self.anchor + timedelta(days=step * ((day - self.anchor).days // step + 1))

    def _next_by_months(self, day: date) -> date:
        step = _MONTHS[self.rhythm]
        months = (day.year - self.anchor.year) * _MONTHS_A_YEAR + day.month - self.anchor.month
        steps = max(0, months // step)
        found = self._after_months(steps * step)
        return found if found > day else self._after_months((steps + 1) * step)

    def _after_months(self, months: int) -> date:
        month = self.anchor.year * _MONTHS_A_YEAR + self.anchor.month - 1 + months
        year, month = month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1
        longest = calendar.monthrange(year, month)[1]
        kept = longest if self.rhythm is Rhythm.MONTH_END else self.anchor.day
        return date(year, month, min(kept, longest))


def lagos_moment(day: date, hour: int) -> datetime:
    """Return that full hour of a Lagos day."""
    return datetime.combine(day, time(hour), LAGOS).astimezone(UTC)
