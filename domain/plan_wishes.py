"""What was said of a plan before there was a list to choose from: "1gb weekly", "compact", "data 500"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from domain.billers import Plan
from domain.data_plans import Offer, matching, offers, read_bundle, words_of
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


def nearest(offered: Iterable[Offer], wish: PlanWish) -> tuple[Offer, ...]:
    """Return the offers by how near they are to what is asked about, the nearest first: "how much is 1gb".

    What is for routers, or good at some hours or for some sites only, comes after all others, and what does
    not say how much it is comes last.
    """
    return tuple(sorted(offered, key=lambda offer: _distance(offer, wish)))


def _distance(offer: Offer, wish: PlanWish) -> tuple[bool, bool, bool, Fraction, int]:
    bundle, size, amount = offer.bundle, wish.megabytes, offer.plan.amount
    apart = Fraction(0)
    if size and bundle.megabytes:
        apart = Fraction(max(size, bundle.megabytes), min(size, bundle.megabytes))
    elif wish.price and amount:
        apart = Fraction(max(wish.price.kobo, amount.kobo), min(wish.price.kobo, amount.kobo))
    return (
        bundle.megabytes is None,
        bundle.is_limited or bundle.is_for_a_device,
        not _lasts_as(bundle.lasts, wish.validity),
        apart,
        amount.kobo if amount else 0,
    )


def _has_figures(plan: Plan, wish: PlanWish) -> bool:
    bundle = read_bundle(plan.name)
    if wish.megabytes is not None and bundle.megabytes != wish.megabytes:
        return False
    if wish.price is not None and plan.amount != wish.price:
        return False
    return _lasts_as(bundle.lasts, wish.validity)


def _lasts_as(lasts: timedelta | None, validity: Validity | None) -> bool:
    if validity is None:
        return True
    shortest, longest = _LASTS[validity]
    return lasts is not None and shortest <= lasts <= longest
