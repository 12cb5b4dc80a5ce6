"""What was said of a plan before there was a list to choose from: "1gb weekly", "compact", "data 500"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from domain.billers import Plan
from domain.data_plans import matching, offers, read_bundle, words_of
from domain.money import Money
from domain.typed_numbers import Validity

# How long a plan of each kind lasts, from and to: "monthly" is 28 to 31 days with most vendors.
_LASTS = {
    Validity.DAY: (timedelta(hours=1), timedelta(days=2)),
    Validity.WEEK: (timedelta(days=5), timedelta(days=14)),
    Validity.MONTH: (timedelta(days=25), timedelta(days=35)),
    Validity.YEAR: (timedelta(days=300), timedelta(days=400)),
}


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What is wanted of a plan, as far as it was said."""

    words: str | None = None  # of its name
    megabytes: int | None = None
    validity: Validity | None = None
    price: Money | None = None

    def __bool__(self) -> bool:
        return any((self.words, self.megabytes, self.validity, self.price))


def fitting(plans: Iterable[Plan], wish: PlanWish) -> tuple[Plan, ...]:
    """Return the plans that have all that is wished for, in their order.

    Asked by its name, a plan that is called just so beats those that are called so and more: "compact" is
    Compact, and not Compact Plus.
    """
    found = tuple(plan for plan in plans if _has_figures(plan, wish))
    if not wish.words:
        return found
    named = tuple(offer.plan for offer in matching(offers(found), wish.words))
    words = {plan.id: words_of(plan.name) for plan in named}
    return tuple(plan for plan in named if not any(other < words[plan.id] for other in words.values()))


def _has_figures(plan: Plan, wish: PlanWish) -> bool:
    bundle = read_bundle(plan.name)
    if wish.megabytes is not None and bundle.megabytes != wish.megabytes:
        return False
    if wish.price is not None and plan.amount != wish.price:
        return False
    if wish.validity is None:
        return True
    shortest, longest = _LASTS[wish.validity]
    return bundle.lasts is not None and shortest <= bundle.lasts <= longest
