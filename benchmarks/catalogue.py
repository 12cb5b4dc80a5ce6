"""How long a page of a long list takes to draw: 300 data plans, read, sorted and put into words."""

from __future__ import annotations

import time

from benchmarks.figures import Figures, percentile_ms, quick
from bot.screens.plans import choose_plan, line_of
from bot.text import translator
from domain.billers import KINDS, Biller, Plan
from domain.data_plans import Show, choices, offers, read_bundle
from domain.money import naira
from domain.phones import read_phone
from domain.vendors import Category

_PLANS = 300
_NETWORK = Biller(
    "mtn-data",
    "MTN Data",
    "MTN",
    Category.DATA,
    KINDS["data"],
    naira(50),
    naira(200_000),
    {"vtpass": "mtn-data"},
)
_LISTED = tuple(
    Plan("mtn-data", f"plan-{n}", f"N{100 + n} {n + 1}MB - {n % 60 + 1} days", naira(100 + n), {})
    for n in range(_PLANS)
)


def render(figures: Figures, _: frozenset[str]) -> None:
    """Draw every page in every order; `cold_ms` is a page whose names nobody has read yet."""
    rounds = 2 if quick() else 20
    t, ada = translator("en"), read_phone("08031234567")
    line = line_of(_NETWORK, ada, own=ada)

    def page(show: Show, number: int) -> float:
        began = time.perf_counter()
        offered = offers(_LISTED, show, bought=["plan-7", "plan-250"])
        choose_plan(
            t, _NETWORK, offered, shown=show, choices=choices(_LISTED), page=number, line=line, back="home"
        )
        return time.perf_counter() - began

    cold, warm = [], []
    for once in range(5 * rounds):
        read_bundle.cache_clear()
        cold.append(page(Show.ALL, once % 38))
    for show in tuple(Show) * rounds:
        warm += [page(show, number) for number in range(38)]
    figures.add(
        "catalogue.render",
        ms=percentile_ms(warm, 50),
        p99_ms=percentile_ms(warm, 99),
        cold_ms=percentile_ms(cold, 50),
        plans=_PLANS,
    )
