"""Who is owed, how each of them is paid, and what each has on its list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.errors import Refusal
from domain.money import Money
from domain.vendors import Category, Commission

_METER = re.compile(r"[A-Za-z0-9/\-]{5,20}")
_SPACES = re.compile(r"\s+")


class UnknownBiller(Refusal):
    """No such biller, or not on sale."""

    code = "unknown-biller"


class NotAMeterNumber(Refusal):
    """What was typed can't be a meter or account number."""

    code = "not-a-meter-number"


class UnknownPlan(Refusal):
    """What was chosen is not on the biller's list any more. Nothing was charged."""

    code = "unknown-plan"


class Asks(StrEnum):
    """By what a biller knows whom the money is for."""

    LINE = "line"  # a phone number
    METER = "meter"
    SMARTCARD = "smartcard"
    ACCOUNT = "account"
    PROFILE = "profile"  # a candidate of an exam
    NOTHING = "nothing"  # what is bought belongs to whoever has its code


@dataclass(frozen=True, slots=True)
class Kind:
    """How billers of one kind are paid: what is asked, in which order, and what comes back."""

    name: str
    asks: Asks
    is_validated: bool = False  # the biller says whose reference it is before anyone pays
    has_plans: bool = False  # bought from a list; else the customer says how much
    is_renewed: bool = False  # what the customer has can be paid once more without choosing
    plan_first: bool = False  # the reference is valid for one plan only
    gives_voucher: bool = False  # the product is a code


# To add a kind, add a line.
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("airtime", Asks.LINE),
        Kind("data", Asks.LINE, has_plans=True),
        Kind("power", Asks.METER, is_validated=True),
        Kind("tv-package", Asks.SMARTCARD, is_validated=True, has_plans=True, is_renewed=True),
        Kind("tv-plan", Asks.SMARTCARD, is_validated=True, has_plans=True),
        Kind("streaming", Asks.LINE, has_plans=True, gives_voucher=True),
        Kind("internet-plan", Asks.ACCOUNT, is_validated=True, has_plans=True),
        Kind("internet-card", Asks.ACCOUNT, is_validated=True, has_plans=True, gives_voucher=True),
        Kind("exam-pin", Asks.NOTHING, has_plans=True, gives_voucher=True),
        Kind(
            "exam-profile",
            Asks.PROFILE,
            is_validated=True,
            has_plans=True,
            plan_first=True,
            gives_voucher=True,
        ),
        Kind("water", Asks.ACCOUNT, is_validated=True),
    )
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a vendor takes at once of one biller. None: it does not say."""

    least: Money | None = None
    most: Money | None = None

    def cover(self, amount: Money) -> bool:
        """Return whether that amount is within."""
        return (self.least is None or self.least <= amount) and (self.most is None or amount <= self.most)


@dataclass(frozen=True, slots=True)
class Biller:
    """A company that customers pay. A row of the catalogue.

    `minimum` and `maximum` are what our staff allow, as far as at least one vendor takes it.
    """

    id: str  # e.g. "ikeja-electric"
    name: str  # e.g. "Ikeja Electric"
    short_name: str  # fits a button, e.g. "Ikeja"
    category: Category
    kind: Kind
    minimum: Money
    maximum: Money
    services: Mapping[str, str]  # vendor's name → its own name of this biller, in the order of preference
    position: int = 0
    on_sale: bool = True
    weights: Mapping[str, int] = field(
        default_factory=dict
    )  # vendor → its share of the orders, if shared out
    vendor_bounds: Mapping[str, Bounds] = field(default_factory=dict)  # for amounts that customers choose
    commissions: Mapping[str, Commission] = field(default_factory=dict)  # the same; vendors that state one


@dataclass(frozen=True, slots=True)
class Plan:
    """One thing on a biller's list: a data plan, a TV package, an exam. A row of the catalogue."""

    biller_id: str
    id: str  # ours, for ever, e.g. "mtn-1gb-1000"
    name: str  # as people read it
    amount: Money | None  # None: the customer chooses
    codes: Mapping[str, str]  # vendor's name → its own code of this plan
    position: int = 0
    on_sale: bool = True
    commissions: Mapping[str, Commission] = field(default_factory=dict)  # of the vendors that state one


def narrowed(
    minimum: Money, maximum: Money, vendors: Iterable[str], bounds: Mapping[str, Bounds]
) -> tuple[Money, Money]:
    """Return the bounds that staff set, narrowed to what at least one of the vendors takes."""
    stated = [bounds.get(vendor, Bounds()) for vendor in vendors]
    leasts = [each.least for each in stated if each.least is not None]
    mosts = [each.most for each in stated if each.most is not None]
    if stated and len(leasts) == len(stated):
        minimum = max(minimum, min(leasts))
    if stated and len(mosts) == len(stated):
        maximum = min(maximum, max(mosts))
    return minimum, maximum


def read_meter_number(text: str) -> str:
    """Return a meter or account number as the biller wants it.

    Account numbers of postpaid customers differ by company, so only the outermost bounds are
    held here; whose it is says the validation.

    :raises NotAMeterNumber: if it is too short, too long or has other characters
    """
    number = _SPACES.sub("", text.strip())
    if not _METER.fullmatch(number) or sum(c.isdigit() for c in number) < 5:
        raise NotAMeterNumber(digits=len(number))
    return number
