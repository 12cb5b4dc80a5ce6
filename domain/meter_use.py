"""What a meter's purchases tell besides how long it lasts: whether more is used, and what was not light.

Only said where the numbers carry it. Purchases in a row lie on their line of use as nearly as a purchase was
made early or late, so that some are needed on either side, and a small difference says nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median_low

from domain.meter_brain import Bought
from domain.money import KOBO_PER_NAIRA, Money
from domain.times import LAGOS, lagos_day

COMPARED = 60  # purchases that are looked at

_LATELY = timedelta(days=31)
_FEWEST = 5  # purchases on either side: four gaps
_LEAST_CHANGE = 10  # percent
_PRICED_BEFORE = 3  # purchases that agree on what a unit costs
_AGREE = 3  # percent: rounding, and nothing else
_LEAST_SHORT = 10  # percent
_PERCENT = 100
_DAY = 86_400
_FINE = 1_000_000  # parts of a watt-hour, to compare what a kobo buys


@dataclass(frozen=True, slots=True)
class Change:
    """How much more is used lately than in a month before, in percent; negative: less."""

    percent: int
    month: date  # its first day


@dataclass(frozen=True, slots=True)
class Shortfall:
    """By how much a purchase gave less than such purchases do, and what of its price that was."""

    watt_hours: int
    paid: Money


def change_of_use(bought: Sequence[Bought], *, now: datetime) -> Change | None:
    """Return how the use lately differs from the newest month before that can be compared; None: it can't.

    Where no vendor tells units nothing can be said: the same money buys less from year to year.
    """
    known = sorted((each for each in bought if each.watt_hours), key=lambda each: each.at)
    since = now - _LATELY
    lately = _a_day([each for each in known if each.at >= since])
    months = {_month(each.at) for each in known if _month(each.at) < _month(since)}
    for month in sorted(months, reverse=True):
        then = _a_day([each for each in known if _month(each.at) == month])
        if lately is None or then is None:
            continue
        percent = round_half_up((lately - then) * _PERCENT, then)
        return Change(percent, month) if abs(percent) >= _LEAST_CHANGE else None
    return None


def shortfall(bought: Sequence[Bought]) -> Shortfall | None:
    """Return what the newest purchase lacks, where those before agree on what a unit costs; None: nothing."""
    known = sorted((each for each in bought if each.watt_hours), key=lambda each: each.at)
    newest, before = known[-1:], known[-1 - _PRICED_BEFORE : -1]
    if not newest or len(before) < _PRICED_BEFORE:
        return None
    for_a_kobo = [(each.watt_hours or 0) * _FINE // each.amount.kobo for each in before]
    usual = median_low(for_a_kobo)
    if any(abs(each - usual) * _PERCENT > usual * _AGREE for each in for_a_kobo):
        return None
    (last,) = newest
    expected, got = last.amount.kobo * usual // _FINE, last.watt_hours or 0
    missing = expected - got
    if missing * _PERCENT < expected * _LEAST_SHORT:
        return None
    naira = last.amount.kobo * missing // expected // KOBO_PER_NAIRA
    return Shortfall(missing, Money(naira * KOBO_PER_NAIRA))


def round_half_up(share: int, of: int) -> int:
    """Return a share in whole parts, the half away from nothing."""
    parts = (2 * abs(share) + of) // (2 * of)
    return parts if share >= 0 else -parts


def _a_day(bought: Sequence[Bought]) -> int | None:
    """Return the watt-hours used a day between the first and the last of some purchases; None: too few."""
    if len(bought) < _FEWEST:
        return None
    seconds = (bought[-1].at - bought[0].at) // timedelta(seconds=1)
    used = sum(each.watt_hours or 0 for each in bought[:-1])
    return used * _DAY // seconds or None if seconds else None


def _month(moment: datetime) -> date:
    return lagos_day(moment.astimezone(LAGOS)).replace(day=1)
