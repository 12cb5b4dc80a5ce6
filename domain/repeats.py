"""What a customer will most likely pay next: by how often, in which rhythm and when in the month it was paid.

The score of a bill is the sum of its payments, each worth half after six weeks; more when the usual gap
since the last one is over, less right after it, more in the days of the month in which it is usually paid.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from domain.money import Money
from domain.times import LAGOS

LOOKED_BACK = timedelta(days=180)
LOOKED_AT = 120

_HALF_LIFE_DAYS = 45.0
_RHYTHM_NEEDS = 3  # payments, for two gaps
_JUST_PAID = 0.4  # of the usual gap: it is too early for the next one
_SAME_TIME_OF_MONTH_DAYS = 3
_MONTH_DAYS = 30.4
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """One delivered payment, as far as it counts here. `recipient` only tells recipients apart."""

    id: str
    biller_id: str
    recipient: bytes
    plan_id: str | None
    amount: Money
    paid_at: datetime


def most_likely(past: Sequence[Past], *, limit: int, now: datetime) -> tuple[str, ...]:
    """Return the ids of the payments to offer again, the likeliest first: one of each bill and recipient.

    Of a bill that was paid with several amounts it is the newest with the usual one.
    """
    bills: defaultdict[tuple[str, bytes], list[Past]] = defaultdict(list)
    for each in sorted(past, key=lambda each: (each.paid_at, each.id)):
        bills[each.biller_id, each.recipient].append(each)
    ranked = sorted(bills.values(), key=lambda bill: (_score(bill, now), bill[-1].id), reverse=True)
    return tuple(_usual(bill).id for bill in ranked[:limit])


def _usual(bill: Sequence[Past]) -> Past:
    counted = Counter((each.plan_id, each.amount) for each in bill)
    most = max(counted.values())
    return next(each for each in reversed(bill) if counted[each.plan_id, each.amount] == most)


def _score(bill: Sequence[Past], now: datetime) -> float:
    ages = [(now - each.paid_at) / _DAY for each in bill]
    worth: float = sum(0.5 ** (age / _HALF_LIFE_DAYS) for age in ages)
    return worth * _rhythm(ages) * _time_of_month(bill, now)


def _rhythm(ages: Sequence[float]) -> float:
    """Return 2 when the next payment is due just now, near 1 when it is not, and less right after one."""
    if len(ages) < _RHYTHM_NEEDS:
        return 1.0
    gap = max(1.0, median(earlier - later for earlier, later in pairwise(ages)))
    since = ages[-1]
    if since < _JUST_PAID * gap:
        return 0.6
    return 1.0 + math.exp(-abs(since - gap) / max(1.0, gap / 2))


def _time_of_month(bill: Sequence[Past], now: datetime) -> float:
    if len(bill) < 2:
        return 1.0
    today = now.astimezone(LAGOS).day
    near = sum(
        _days_apart(each.paid_at.astimezone(LAGOS).day, today) <= _SAME_TIME_OF_MONTH_DAYS for each in bill
    )
    return 1.0 + 0.5 * near / len(bill)


def _days_apart(one: int, other: int) -> float:
    apart = abs(one - other)
    return min(apart, _MONTH_DAYS - apart)
