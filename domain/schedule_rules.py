"""The numbers of recurring payments. Values come from configuration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.money import Money


@dataclass(frozen=True, slots=True)
class ScheduleRules:
    """When a recurring payment is announced and paid, and what happens where it can't be."""

    minimum: Money
    maximum: Money
    fewest_days: int  # between two occurrences, where the customer says how many
    most_days: int
    most_a_customer: int  # schedules that are not over
    runs_at_hour: int  # in Lagos
    announced_at_hour: int  # of the day before
    announced_before: timedelta  # at the least, also where the clock stood still
    tried_again_after: tuple[timedelta, ...]  # each counted from the first try
    price_change: int  # basis points; what changed by more is asked about
    most_failures: int  # occurrences in a row that were not paid, before it is paused
