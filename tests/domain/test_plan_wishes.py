"""Plans by what was said of them."""

from __future__ import annotations

import pytest

from domain.billers import Plan
from domain.data_plans import offers
from domain.money import naira
from domain.plan_wishes import PlanWish, fitting, nearest
from domain.typed_numbers import Validity

LIST = tuple(
    Plan("mtn-data", str(place), name, naira(price), {})
    for place, (name, price) in enumerate(
        [
            ("N300 1GB - 1 day", 300),
            ("N600 1GB - 7 days", 600),
            ("N1000 1.5GB - 30 days", 1_000),
            ("N600 500MB - 30 days", 600),
            ("DStv Compact", 19_000),
            ("DStv Compact Plus", 30_000),
        ]
    )
)


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        (PlanWish(megabytes=1_000), ["N300 1GB - 1 day", "N600 1GB - 7 days"]),
        (PlanWish(megabytes=1_000, validity=Validity.WEEK), ["N600 1GB - 7 days"]),
        (PlanWish(megabytes=1_500, validity=Validity.MONTH), ["N1000 1.5GB - 30 days"]),
        (PlanWish(price=naira(600)), ["N600 1GB - 7 days", "N600 500MB - 30 days"]),
        (PlanWish(words="compact plus"), ["DStv Compact Plus"]),
        (PlanWish(words="compact"), ["DStv Compact"]),
        (PlanWish(megabytes=7_000), []),
    ],
)
def test_a_wish_is_fulfilled_by_what_has_all_of_it(wish: PlanWish, found: list[str]) -> None:
    assert [plan.name for plan in fitting(LIST, wish)] == found


@pytest.mark.parametrize(
    ("wish", "first"),
    [
        (PlanWish(megabytes=1_000), ["N300 1GB - 1 day", "N600 1GB - 7 days", "N1000 1.5GB - 30 days"]),
        (
            PlanWish(megabytes=1_000, validity=Validity.MONTH),
            ["N1000 1.5GB - 30 days", "N600 500MB - 30 days"],
        ),
        (PlanWish(price=naira(550)), ["N600 1GB - 7 days", "N600 500MB - 30 days"]),
    ],
)
def test_what_is_asked_about_brings_the_nearest_first(wish: PlanWish, first: list[str]) -> None:
    extra = [
        Plan("mtn-data", "night", "1GB Night Plan", naira(100), {}),
        Plan("mtn-data", "router", "1GB Router Plan", naira(200), {}),
    ]

    shown = [offer.plan.name for offer in nearest(offers([*extra, *LIST]), wish)]

    assert shown[: len(first)] == first
    assert shown[-2:] == ["DStv Compact", "DStv Compact Plus"]


def test_no_wish_is_no_wish() -> None:
    assert not PlanWish()
    assert PlanWish(validity=Validity.DAY)
