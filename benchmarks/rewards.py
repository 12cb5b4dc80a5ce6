"""What a what-if takes: both ways of paying, by the functions that price the pay sheet."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from benchmarks.figures import Figures, percentile_ms, quick
from bot.business_rules import read_rules
from domain.cashback import Bill
from domain.money import naira
from domain.vendors import Category
from domain.what_if import what_if


def answers(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure one question at a time, in the middle of a month in which much was earned."""
    rules, now = read_rules(), datetime(2026, 11, 21, 11, tzinfo=UTC)
    months = {rule.name: rule.cap_per_month - naira(150) for rule in rules.cashback}
    bills = [
        Bill(category, naira(amount))
        for category in Category
        for amount in (100, 950, 5_000, 9_500, 15_000, 100_000)
    ]
    taken: list[float] = []
    for _ in range(20 if quick() else 200):
        for bill in bills:
            began = time.perf_counter()
            what_if(rules, bill, earned_this_month=months, now=now)
            taken.append(time.perf_counter() - began)
    figures.add(
        "cashback.what_if",
        ms=round(1_000 * sum(taken) / len(taken), 4),
        p99_ms=percentile_ms(taken, 99),
        questions=len(taken),
    )
