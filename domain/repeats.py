"""What a customer will most likely pay next: by how often, in which rhythm and when in the month it was paid.

The score of a bill is the sum of its payments, each worth half after 45 days; more when the usual gap
since the last one is over, less right after it, more in the days of the month in which it is usually paid.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median_low

from domain.money import Money
from domain.times import LAGOS

LOOKED_BACK = timedelta(days=180)
LOOKED_AT = 120

_WORTH_HALF_AFTER = 45 * 24  # hours
_RHYTHM_NEEDS = 3  # payments, for two gaps
_JUST_PAID = 40  # percent of the usual gap: it is too early for the next one
_SAME_TIME_OF_MONTH = 3  # days around
_MONTH = 30  # days
_HOUR = timedelta(hours=1)


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


def _score(bill: Sequence[Past], now: datetime) -> int:
    ages = [max(0, (now - each.paid_at) // _HOUR) for each in bill]
    worth = sum(1_000 * _WORTH_HALF_AFTER // (_WORTH_HALF_AFTER + age) for age in ages)
    return worth * _rhythm(ages) * _time_of_month(bill, now)


def _rhythm(ages: Sequence[int]) -> int:
    """Return 200 percent when the next payment is due now, near 100 when it is not, 60 right after one."""
    if len(ages) < _RHYTHM_NEEDS:
        return 100
    gap = max(1, int(median_low([earlier - later for earlier, later in pairwise(ages)])))
    since = ages[-1]
    if 100 * since < _JUST_PAID * gap:
        return 60
    return 100 + max(0, 100 - 100 * abs(since - gap) // gap)


def _time_of_month(bill: Sequence[Past], now: datetime) -> int:
    """Return 150 percent if it was always paid in these days of the month, 100 if never."""
    if len(bill) < 2:
        return 100
    today = now.astimezone(LAGOS).day
    days = [each.paid_at.astimezone(LAGOS).day for each in bill]
    return 100 + 50 * sum(_days_apart(day, today) <= _SAME_TIME_OF_MONTH for day in days) // len(bill)


def _days_apart(one: int, other: int) -> int:
    apart = abs(one - other)
    return min(apart, _MONTH - apart)
