"""What vendors list becomes what we sell: each thing once, whatever each vendor calls it.

Everything here is comparing. `catalogue_sync` asks the vendors and keeps the result.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.money import KOBO_PER_NAIRA, Money
from domain.vendors import Commission, VendorPlan

_LONGEST_ID = 32  # fits a button with room to spare
_WORD = re.compile(r"\d+(?:\.\d+)?(?:\s*(?:mb|gb|tb|hrs?|hours?|days?|weeks?|months?|years?)\b)?|[a-z]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
# What says nothing of what is bought: two vendors call the same thing the same without them.
_FILLING = frozenset(
    (
        *(
            "a",
            "and",
            "bundle",
            "data",
            "for",
            "mobile",
            "n",
            "naira",
            "ngn",
            "of",
            "only",
            "package",
            "payment",
        ),
        *("plan", "subscription", "the"),
    )
)


@dataclass(frozen=True, slots=True)
class ListedPlan:
    """A plan as its vendors list it. What our staff decided of it is kept apart.

    Whoever is in `codes` sells it for just this amount.
    """

    id: str  # ours, for ever
    name: str
    amount: Money | None  # None: the customer chooses
    codes: Mapping[str, str]  # vendor → its own code
    position: int
    commissions: Mapping[str, Commission] = field(default_factory=dict)  # of the vendors that state one
    listed: bool = True  # False: no vendor has it any more; its codes are kept, to know it when it returns


@dataclass(slots=True)
class _Entry:
    """A plan while the lists are gone through."""

    id: str
    before: ListedPlan | None
    name: str
    amount: Money | None
    codes: dict[str, str] = field(default_factory=dict)
    commissions: dict[str, Commission] = field(default_factory=dict)
    position: int = 0


def merge(
    brand: str, known: Sequence[ListedPlan], lists: Mapping[str, Sequence[VendorPlan] | None]
) -> tuple[ListedPlan, ...]:
    """Return all plans of a biller, as its vendors list them now.

    :param brand: the biller's name, which one vendor writes in front of everything and another does not
    :param lists: vendor → what it has, in the order of preference; None if its list could not be read: then
        it has what it had. A vendor that is not there does not sell for this biller.

    A vendor's plan is ours by the vendor's own code; else by its name and price, if that vendor has no other
    code for it; else it is new. Where vendors disagree on the price, the preferred one's holds, and what
    the other lists is a plan of its own.
    """
    entries = [_Entry(plan.id, plan, plan.name, plan.amount) for plan in known]
    taken = {plan.id for plan in known}
    position = 0
    for vendor, listed in lists.items():
        offers = _as_before(vendor, known) if listed is None else listed
        codes = {offer.code for offer in offers}
        for offer in offers:
            entry = _by_code(entries, vendor, offer) or _by_name(entries, vendor, offer, codes, brand)
            if entry is None:
                entry = _Entry(_new_id(offer.name, taken), None, offer.name, offer.amount)
                taken.add(entry.id)
                entries.append(entry)
            if not entry.codes:
                entry.name, entry.amount, entry.position = offer.name, offer.amount, position
                position += 1
            entry.codes[vendor] = offer.code
            if offer.commission is not None:
                entry.commissions[vendor] = offer.commission
    return tuple(_as_listed(entry) for entry in entries)


def _as_listed(entry: _Entry) -> ListedPlan:
    if entry.before is not None and not entry.codes:
        return replace(entry.before, listed=False)
    return ListedPlan(entry.id, entry.name, entry.amount, entry.codes, entry.position, entry.commissions)


def _as_before(vendor: str, known: Sequence[ListedPlan]) -> tuple[VendorPlan, ...]:
    ordered = sorted(known, key=lambda plan: plan.position)
    return tuple(
        VendorPlan(plan.codes[vendor], plan.name, plan.amount, plan.commissions.get(vendor))
        for plan in ordered
        if plan.listed and vendor in plan.codes
    )


def _by_code(entries: Sequence[_Entry], vendor: str, offer: VendorPlan) -> _Entry | None:
    for entry in entries:
        if entry.before is not None and entry.before.codes.get(vendor) == offer.code:
            is_free = vendor not in entry.codes and (not entry.codes or entry.amount == offer.amount)
            return entry if is_free else None
    return None


def _by_name(
    entries: Sequence[_Entry], vendor: str, offer: VendorPlan, codes: set[str], brand: str
) -> _Entry | None:
    name = same_words(offer.name, offer.amount, brand)
    for entry in entries:
        is_its_own = entry.before is not None and entry.before.codes.get(vendor) in codes
        if vendor in entry.codes or is_its_own or entry.amount != offer.amount:
            continue
        if same_words(entry.name, entry.amount, brand) == name:
            return entry
    return None


def same_words(name: str, amount: Money | None, brand: str) -> tuple[str, ...]:
    """Return what a name says, the same for names that differ in spelling, order and mention of the price."""
    text = _THOUSANDS.sub("", name.casefold())
    words = [_singular("".join(word.split())) for word in _WORD.findall(text)]
    silent = _FILLING | set(_WORD.findall(brand.casefold()))
    if amount is not None:
        silent |= {str(amount.kobo // KOBO_PER_NAIRA), _with_kobo(amount)}
    said = [word for word in words if word not in silent]
    return tuple(sorted(said or words))


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word


def _with_kobo(amount: Money) -> str:
    naira, kobo = divmod(amount.kobo, KOBO_PER_NAIRA)
    return f"{naira}.{kobo:02}"


def _new_id(name: str, taken: set[str]) -> str:
    words = "-".join(re.findall(r"[a-z0-9]+", name.casefold())) or "plan"
    stem = (
        words if len(words) <= _LONGEST_ID else words[:_LONGEST_ID].rpartition("-")[0] or words[:_LONGEST_ID]
    )
    id_, number = stem, 1
    while id_ in taken:
        number += 1
        id_ = f"{stem}-{number}"
    return id_
