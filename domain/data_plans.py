"""What the names of data plans say: how much, for how long, at which price a gigabyte.

Vendors sell "N1000 1.5GB - 30 days" as a text and nothing else. What can't be read stays unknown; a plan
is bought by its whole name, never by what was read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from domain.billers import Plan
from domain.money import KOBO_PER_NAIRA, Money

# The networks count a gigabyte as a thousand megabytes when they name a price.
_MEGABYTES = {"mb": 1, "gb": 1_000, "gig": 1_000, "g": 1_000, "tb": 1_000_000}
_SIZE = re.compile(r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)\s*(mb|gb|gigs?|g|tb)(?![a-z])", re.IGNORECASE)
_HOURS = {"h": 1, "d": 24, "n": 24, "w": 7 * 24, "m": 30 * 24, "y": 365 * 24}
_SPAN = re.compile(
    r"(?<![\d.,])(\d{1,3})\s*-?\s*(hours?|hrs?|days?|nights?|weeks?|wks?|months?|mths?|years?|yrs?)(?![a-z])",
    re.IGNORECASE,
)
_SPAN_WORDS = (
    (re.compile(r"\b(?:yearly|annual)", re.IGNORECASE), 365 * 24),
    (re.compile(r"\bquarter", re.IGNORECASE), 90 * 24),
    (re.compile(r"\bmonth", re.IGNORECASE), 30 * 24),
    (re.compile(r"\b\w*week(?:ly)?(?!\s*-?\s*end)", re.IGNORECASE), 7 * 24),
    (re.compile(r"\bweek\s*-?\s*end", re.IGNORECASE), 2 * 24),
    (re.compile(r"\b\w*(?:daily|night|sunday)", re.IGNORECASE), 24),
)
_SME = re.compile(r"\bsme\b", re.IGNORECASE)
# Data for some hours or some sites only. With a "+" it is a present beside data for everything.
_LIMITED = re.compile(
    r"night|week\s*-?\s*end|sunday|social|whats?app|youtube|tiktok|instagram|facebook|telegram|netflix|showmax|\btv\b|\bvod\b",
    re.IGNORECASE,
)
# Data for a router or another device of the network's own: of no use in a phone.
_FOR_A_DEVICE = re.compile(r"router|mi-?fi|hynet|broadband|modem|\b(?:odu|fwa|fib(?:er|re))\b", re.IGNORECASE)
_UNIT_APART = re.compile(r"(\d)\s+(mb|gb|tb|days?|weeks?|months?)\b")
_WORD = re.compile(r"\d+(?:\.\d+)?[a-z]*|[^\W\d_]+")

_DAY_AT_MOST = timedelta(days=2)
_WEEK_AT_MOST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a plan's name says. None: it says nothing of it."""

    megabytes: int | None = None
    lasts: timedelta | None = None
    is_sme: bool = False
    is_limited: bool = False  # good at night, at weekends or for some sites only
    is_for_a_device: bool = False  # a router's, not a phone's


class Show(StrEnum):
    """Which plans to show, and by what to sort them."""

    ALL = "all"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    BEST = "best"  # by the price of a gigabyte, the cheapest first


@dataclass(frozen=True, slots=True)
class Offer:
    """A plan with what its name says."""

    plan: Plan
    bundle: Bundle
    a_gigabyte: Money | None  # its price, in whole naira
    bought_before: bool = False


@lru_cache(maxsize=4_096)
def read_bundle(name: str) -> Bundle:
    """Read a plan's name. Of several sizes the first counts; of several times the longest."""
    return Bundle(
        megabytes=_megabytes(name),
        lasts=_lasts(name),
        is_sme=_SME.search(name) is not None,
        is_limited="+" not in name and _LIMITED.search(name) is not None,
        is_for_a_device=_FOR_A_DEVICE.search(name) is not None,
    )


def offers(plans: Iterable[Plan], show: Show = Show.ALL, *, bought: Sequence[str] = ()) -> tuple[Offer, ...]:
    """Return the plans to show: what was bought before first, the newest in front, then as they are listed.

    `bought` holds ids of plans, the newest first. The best price of a gigabyte is the best whoever
    bought what, and among plans that are good at any hour for any site: phones' plans that last some days
    first, then those that are gone in a day or two, then those for routers.
    """
    places = {plan_id: place for place, plan_id in reversed(list(enumerate(bought)))}
    found = [each for each in (_offer(plan, places) for plan in plans) if _is_shown(each, show)]
    if show is Show.BEST:
        return tuple(sorted(found, key=_by_price_of_a_gigabyte))
    return tuple(sorted(found, key=lambda each: places.get(each.plan.id, len(places))))


def choices(plans: Iterable[Plan]) -> tuple[Show, ...]:
    """Return the ways to show these plans that help: that leave some of them, not all, or sort several."""
    known = [_offer(plan, {}) for plan in plans]
    left = {show: sum(_is_shown(each, show) for each in known) for show in Show}
    return tuple(
        show for show in Show if (left[show] > 1 if show is Show.BEST else 0 < left[show] < len(known))
    )


def matching(offered: Iterable[Offer], words: str) -> tuple[Offer, ...]:
    """Return the offers whose names have all of these words: "1.5gb", "compact plus", "30 days"."""
    wanted = words_of(words)
    return tuple(each for each in offered if wanted and wanted <= words_of(each.plan.name))


def _offer(plan: Plan, places: dict[str, int]) -> Offer:
    bundle = read_bundle(plan.name)
    return Offer(plan, bundle, _price_of_a_gigabyte(plan.amount, bundle), plan.id in places)


def _is_shown(offer: Offer, show: Show) -> bool:
    lasts = offer.bundle.lasts
    match show:
        case Show.ALL:
            return True
        case Show.TODAY:
            return lasts is not None and lasts <= _DAY_AT_MOST
        case Show.WEEK:
            return lasts is not None and _DAY_AT_MOST < lasts <= _WEEK_AT_MOST
        case Show.MONTH:
            return lasts is not None and lasts > _WEEK_AT_MOST
        case Show.BEST:
            return offer.a_gigabyte is not None and not offer.bundle.is_limited


def _by_price_of_a_gigabyte(offer: Offer) -> tuple[bool, bool, int]:
    lasts = offer.bundle.lasts
    is_short = lasts is None or lasts <= _DAY_AT_MOST
    return offer.bundle.is_for_a_device, is_short, offer.a_gigabyte.kobo if offer.a_gigabyte else 0


def _price_of_a_gigabyte(amount: Money | None, bundle: Bundle) -> Money | None:
    if amount is None or bundle.megabytes is None:
        return None
    # kobo × 1,000 ÷ megabytes, in naira, rounded half up
    return Money((20 * amount.kobo + bundle.megabytes) // (2 * bundle.megabytes) * KOBO_PER_NAIRA)


def _megabytes(name: str) -> int | None:
    found = _SIZE.search(name)
    if found is None:
        return None
    amount, unit = Decimal(found[1].replace(",", "")), found[2].lower().removesuffix("s")
    return int(amount * _MEGABYTES[unit]) or None


def _lasts(name: str) -> timedelta | None:
    spans = [int(number) * _HOURS[unit[0].lower()] for number, unit in _SPAN.findall(name)]
    if spans:
        return timedelta(hours=max(spans)) or None
    hours = next((hours for word, hours in _SPAN_WORDS if word.search(name)), None)
    return timedelta(hours=hours) if hours else None


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name, a number together with its unit: "1.5 GB" is "1.5gb"."""
    joined = _UNIT_APART.sub(r"\1\2", text.lower())
    return frozenset(_WORD.findall(joined))
