"""Meter Brain: how long the light on a prepaid meter lasts, by its purchases and what its owner read off it.

Nobody tells us what a meter shows. People buy again when little is left, so what was bought up to each
purchase follows a straight line of use, from above: on the line where the meter was nearly empty, above it
where it was topped up early. The line that a quarter of the purchases lie below is taken, which an early
top-up or two can't bend. What lies above it at the last purchase was still there then.

Sizes are watt-hours where the vendor says how many, else kobo: for a forecast, either is as good.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import accumulate, combinations

from domain.errors import Refusal
from domain.money import Money
from domain.rules import LightRules
from domain.times import LAGOS

LOOKED_AT = 7  # purchases, for six gaps
FEWEST = 4  # purchases: three gaps say how regular they are
MOST_KWH = 10_000

_BELOW, _ABOVE = 3, 1  # what a purchase below or above the line weighs: a quarter of them lie below
_LASTS_LONGER = 110  # percent: light that is out or a home that is empty only ever make it last longer
_FORESEEN = timedelta(days=15)  # farther ahead a home's use changes too much
_SHORTEST = timedelta(days=2)  # what lasts shorter needs no reminder: it was only just bought
_DAY = 86_400
_SECOND = timedelta(seconds=1)
_UNITS = re.compile(r"\s*(\d{1,6}(?:,\d{3})*(?:\.\d{1,6})?|\.\d{1,6})\s*(?:kwh|units?)?\s*", re.IGNORECASE)


class NotAMeterReading(Refusal):
    """What was typed is not what a meter shows."""

    code = "not-a-meter-reading"


@dataclass(frozen=True, slots=True)
class Bought:
    """One delivered purchase. `watt_hours` None: the vendor did not say."""

    at: datetime
    amount: Money
    watt_hours: int | None


@dataclass(frozen=True, slots=True)
class MeterReading:
    """What a meter showed, as its owner typed it."""

    at: datetime
    watt_hours: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the light on a meter will be used up."""

    runs_out_at: datetime
    is_sure: bool  # else it lies too far ahead of all that is known: the meter has to be looked at
    watt_hours_a_day: int | None  # None: only sums of money are known
    known_at: datetime  # the purchase or reading that it reckons from

    def days_left(self, now: datetime) -> int:
        """Return the whole days that are left, rounded half up; 0 where it is used up."""
        left = max(timedelta(), self.runs_out_at - now)
        return (left + timedelta(hours=12)) // timedelta(days=1)

    def remind_at(self, rules: LightRules) -> datetime | None:
        """Return the morning on which about `rules.remind_before` is left; half of it, of what lasts shortly.

        None: it lasts so shortly that whoever just bought it need not be told.
        """
        lasts = self.runs_out_at - self.known_at
        if lasts < _SHORTEST:
            return None
        moment = max(self.runs_out_at - rules.remind_before, self.known_at + lasts / 2)
        hour = time(rules.remind_at_hour)
        morning = datetime.combine(moment.astimezone(LAGOS).date(), hour, LAGOS).astimezone(UTC)
        return morning if morning > self.known_at else morning + timedelta(days=1)


def forecast(bought: Sequence[Bought], reading: MeterReading | None = None) -> Forecast | None:
    """Return when a meter's light is used up; None: too few purchases are known to say it."""
    newest = sorted(bought, key=lambda each: each.at)[-LOOKED_AT:]
    if len(newest) < FEWEST or newest[0].at == newest[-1].at:
        return None
    seconds = [(each.at - newest[0].at) // _SECOND for each in newest]
    sizes, in_watt_hours = _sizes(newest)
    before = [0, *accumulate(sizes[:-1])]  # what was bought before each purchase
    use = _use(seconds, before)
    a_day = use.size * _DAY // use.seconds if in_watt_hours else None
    last = newest[-1].at
    if reading is None or not in_watt_hours or reading.at < newest[-2].at:
        left = (use.left_above(seconds[-1], before[-1]) + use.lasts(sizes[-1])) * _LASTS_LONGER // 100
        return Forecast(_later(last, left), left * _SECOND <= _FORESEEN, a_day, last)
    known_at, stock = reading.at, reading.watt_hours
    if reading.at < last:
        stock = max(0, stock - use.of((last - reading.at) // _SECOND)) + sizes[-1]
        known_at = last
    return Forecast(_later(known_at, use.lasts(stock)), True, a_day, known_at)


@dataclass(frozen=True, slots=True)
class _Use:
    """A line of use: so much in so many seconds, through one of the purchases."""

    size: int
    seconds: int
    through: tuple[int, int]  # (second, what was bought before)

    def lasts(self, size: int) -> int:
        """Return the seconds in which so much is used up."""
        return size * self.seconds // self.size

    def of(self, seconds: int) -> int:
        """Return what is used in so many seconds."""
        return self.size * seconds // self.seconds

    def above(self, second: int, bought: int) -> int:
        """Return by how many seconds of use a purchase lies above the line; negative: below it."""
        return self.lasts(bought - self.through[1]) - (second - self.through[0])

    def left_above(self, second: int, bought: int) -> int:
        """Return for how many seconds there was light left at a purchase."""
        return max(0, self.above(second, bought))


def _use(seconds: Sequence[int], before: Sequence[int]) -> _Use:
    """Return the line that a quarter of the purchases lie below: of all through two of them, the nearest."""
    points = list(zip(seconds, before, strict=True))
    far = (seconds[-1] - seconds[0]) // 2  # two neighbours say little of a whole month
    lines = [
        _Use(two[1] - one[1], two[0] - one[0], one)
        for one, two in combinations(points, 2)
        if two[0] - one[0] >= max(1, far) and two[1] > one[1]
    ]
    return min(lines, key=lambda line: sum(_weighed(line.above(*point)) for point in points))


def _weighed(above: int) -> int:
    return _ABOVE * above if above >= 0 else -_BELOW * above


def _sizes(bought: Sequence[Bought]) -> tuple[list[int], bool]:
    """Return how large purchases were, and whether in watt-hours; a missing one by what the others cost."""
    said = [(each.watt_hours, each.amount.kobo) for each in bought if each.watt_hours]
    if not said:
        return [each.amount.kobo for each in bought], False
    watt_hours, kobo = sum(size for size, _ in said), sum(paid for _, paid in said)
    return [each.watt_hours or max(1, each.amount.kobo * watt_hours // kobo) for each in bought], True


def _later(moment: datetime, seconds: int) -> datetime:
    return moment + seconds * _SECOND


def read_units(text: str | None) -> int | None:
    """Return what a vendor writes as units, such as "44.1 kWh", in watt-hours; None where it says nothing."""
    match = _UNITS.fullmatch(text or "")
    return _watt_hours(match[1]) or None if match is not None else None


def read_meter(text: str) -> int:
    """Return what somebody typed from a meter's display, in watt-hours.

    :raises NotAMeterReading: if it is no number of units, or more than any meter holds
    """
    match = _UNITS.fullmatch(text)
    watt_hours = _watt_hours(match[1]) if match is not None else None
    if watt_hours is None or watt_hours > MOST_KWH * 1_000:
        raise NotAMeterReading
    return watt_hours


def _watt_hours(kwh: str) -> int:
    return int((Decimal(kwh.replace(",", "")) * 1_000).to_integral_value(ROUND_HALF_UP))
