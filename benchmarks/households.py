"""Simulated homes with prepaid meters: how they use light, and how they buy it.

They know nothing of the forecast that is judged by them. A first, wilder draft was made milder once, until a
guess of the median gap was right as often as is known of real homes (55 %), without a look at the forecast;
it has stood since, and the forecast was settled after it. Each assumption stands beside what makes it
plausible; what nobody publishes is said to be a guess, and is wide on purpose.
"""

from __future__ import annotations

import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.times import LAGOS

DAYS = 420
_DAY = 86_400.0
_BEGAN = datetime(2025, 9, 30, 23, tzinfo=UTC)  # midnight in Lagos
_VAT = 1.075

# Bands by hours of supply a day, as the regulator's service-based tariff has them, with rounded prices of a
# kWh since April 2024. How many homes are in which band is a guess.
_BANDS = ((20, 209.5, 25), (16, 64.0, 25), (12, 52.0, 25), (8, 43.0, 15), (4, 42.0, 10))
# Heat: fans and air conditioning from February to May, less in the rains and in the harmattan.
_SEASON = (0.95, 1.12, 1.18, 1.18, 1.08, 0.95, 0.90, 0.90, 0.93, 1.0, 1.03, 0.97)
_AMOUNTS = (1_000, 2_000, 3_000, 5_000, 10_000, 15_000, 20_000, 30_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class Sold:
    """One purchase, as it happened. `is_seen`: it was made with us and not somewhere else."""

    at: datetime
    amount: int  # naira
    kwh: float
    is_seen: bool


@dataclass(frozen=True)
class Meter:
    """A meter's year: what was used up each day if there was light left, and what was bought."""

    purchases: tuple[Sold, ...]
    _wanted: tuple[float, ...]  # kWh of each day
    _stock: tuple[tuple[float, float], ...]  # after each purchase: (second, kWh)

    def left(self, at: datetime) -> float:
        """Return the kWh that the meter shows."""
        second = (at - _BEGAN).total_seconds()
        began, stock = self._stock[bisect_right(self._stock, (second, math.inf)) - 1]
        return max(0.0, stock - _used(self._wanted, began, second))

    def runs_out(self, at: datetime) -> datetime | None:
        """Return when the light goes if nothing more is bought from then on; None: after the last day.

        A meter that stands at nothing ran out when it did.
        """
        second = (at - _BEGAN).total_seconds()
        began, stock = self._stock[bisect_right(self._stock, (second, math.inf)) - 1]
        gone = _goes(self._wanted, began, stock)
        return _BEGAN + timedelta(seconds=gone) if gone is not None else None


def meters(homes: int, seed: int) -> Iterator[Meter]:
    """Yield the meters of so many homes; one home in four has two (a shop, a tenant's part: a guess)."""
    for home in range(homes):
        dice = random.Random(f"{seed}:{home}")
        for _ in range(2 if dice.random() < 0.25 else 1):
            yield _live(dice)


def _live(dice: random.Random) -> Meter:
    """Live through the year."""
    hours, price, _ = dice.choices(_BANDS, [weight for *_, weight in _BANDS])[0]
    # 2 to 30 kWh a day with light around the clock: a room with a fan and a television to a house with air
    # conditioning. With fewer hours people use more in each.
    appetite = 9.0 * dice.lognormvariate(0, 0.5) * (hours / 24) ** 0.6
    wanted = _wants(dice, appetite)
    lasts = min(30.0, max(4.0, dice.lognormvariate(math.log(9), 0.4)))  # days that a purchase lasts: a guess
    usual = min(_AMOUNTS, key=lambda amount: abs(math.log(amount / (appetite * lasts * price * _VAT))))
    comfort = dice.uniform(0.2, 2.0)  # days of light at which this home usually buys again
    second, stock = dice.uniform(0, 5) * _DAY, appetite * dice.uniform(0, 5)
    purchases: list[Sold] = []
    levels: list[tuple[float, float]] = [(0.0, stock + _used(wanted, 0, second))]
    while True:
        left = _next_visit(dice, second, stock, wanted, appetite, comfort)
        if left is None or left >= (DAYS - 1) * _DAY:
            return Meter(tuple(purchases), wanted, tuple(levels))
        stock = max(0.0, stock - _used(wanted, second, float(int(left))))
        second = float(int(left))
        amount = _amount(dice, usual)
        kwh = amount / _VAT / price
        stock += kwh
        levels.append((second, stock))
        # One in 25 is bought elsewhere: at a kiosk, by a neighbour, when we are out.
        purchases.append(Sold(_BEGAN + timedelta(seconds=second), amount, kwh, dice.random() >= 0.04))


def _wants(dice: random.Random, appetite: float) -> tuple[float, ...]:
    """Return what would be used each day."""
    away_until = dark_until = -1
    wanted = []
    for day in range(DAYS + 120):
        date = (_BEGAN + timedelta(days=day)).astimezone(LAGOS)
        if dice.random() < 1 / 180:  # somebody moves in or out, a freezer is bought
            appetite *= dice.lognormvariate(0, 0.2)
        if dice.random() < 1 / 90:  # the feeder or the transformer is out for some days
            dark_until = day + dice.randint(1, 3)
        is_feast = (date.month, date.day) in {(12, 22), (12, 23)}  # the country goes to its villages
        if dice.random() < (0.12 if is_feast else 1 / 150):
            away_until = day + (dice.randint(4, 12) if is_feast else dice.randint(2, 5))
        use = appetite * _SEASON[date.month - 1] * dice.lognormvariate(-0.03, 0.25)
        use *= 1.12 if date.weekday() >= 5 else 1.0  # at home all day
        use *= 0.5 if dice.random() < 1 / 40 else 1.0  # the grid collapsed: about monthly in 2024
        use *= 0.1 if day < dark_until else 1.0
        use *= 0.15 if day < away_until else 1.0  # the fridge stays on
        wanted.append(max(0.01, use))
    return tuple(wanted)


def _next_visit(
    dice: random.Random,
    second: float,
    stock: float,
    wanted: tuple[float, ...],
    appetite: float,
    comfort: float,
) -> float | None:
    """Return the second of the next purchase."""
    gone = _goes(wanted, second, stock)
    if gone is None:
        return None
    if dice.random() < 0.12:  # nobody looked: in the dark for some hours, or till the next day
        return gone + dice.uniform(0.1, 1.5) * _DAY
    # Else when the meter shows about what this home is used to.
    low = appetite * comfort * dice.lognormvariate(0, 0.4)
    at = _goes(wanted, second, stock - low) if stock > low else second + 0.5 * _DAY
    bought = min(gone, _by_day(at if at is not None else gone))
    if dice.random() < 0.12:  # early: there is money now, or it is on the way
        return _by_day(dice.uniform(second + 0.2 * (bought - second), bought))
    return bought


def _by_day(second: float) -> float:
    """Return a moment at which people are awake: from 6 to 23 o'clock."""
    day, hour = divmod(second, _DAY)
    return day * _DAY + max(6 / 24 * _DAY, min(23 / 24 * _DAY, hour))


def _amount(dice: random.Random, usual: int) -> int:
    """Return a sum: the usual one, less when money is short, more when it is there."""
    place = _AMOUNTS.index(usual) + dice.choices((0, -1, 1), (60, 25, 15))[0]
    return _AMOUNTS[min(len(_AMOUNTS) - 1, max(0, place))]


def _used(wanted: tuple[float, ...], since: float, until: float) -> float:
    first, last = int(since // _DAY), int(until // _DAY)
    if first == last:
        return wanted[first] * (until - since) / _DAY
    whole = sum(wanted[first + 1 : last])
    return (
        wanted[first] * (1 - since % _DAY / _DAY)
        + whole
        + wanted[min(last, len(wanted) - 1)] * (until % _DAY / _DAY)
    )


def _goes(wanted: tuple[float, ...], since: float, stock: float) -> float | None:
    """Return the second at which so much is used up."""
    day, part = int(since // _DAY), since % _DAY / _DAY
    while day < len(wanted):
        needed = wanted[day] * (1 - part)
        if stock <= needed:
            return (day + part + stock / wanted[day]) * _DAY
        stock -= needed
        day, part = day + 1, 0.0
    return None
