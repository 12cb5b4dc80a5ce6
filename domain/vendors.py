"""What paying needs from an aggregator that delivers for us, and the answers it may give.

The outcomes are closed unions, so that a caller who forgets one is told by the type checker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.money import ZERO, Money


class Category(StrEnum):
    """The kinds of bills that we sell."""

    AIRTIME = "airtime"
    DATA = "data"
    ELECTRICITY = "electricity"
    TV = "tv"
    INTERNET = "internet"
    EDUCATION = "education"
    WATER = "water"


class MeterKind(StrEnum):
    """How an electricity customer pays: before or after using it."""

    PREPAID = "prepaid"
    POSTPAID = "postpaid"


class TokenKind(StrEnum):
    """What a token does to the meter. Key-change tokens must be loaded first, in order."""

    KEY_CHANGE_1 = "kct1"
    KEY_CHANGE_2 = "kct2"
    ENERGY = "energy"
    BONUS = "bonus"


@dataclass(frozen=True, slots=True)
class Token:
    """Digits that a prepaid meter takes. `digits` holds digits only, usually 20."""

    kind: TokenKind
    digits: str


@dataclass(frozen=True, slots=True)
class Voucher:
    """What the customer types in elsewhere: an exam's PIN, a Showmax voucher, an internet card."""

    code: str  # the PIN or voucher itself, as the vendor writes it
    serial: str | None = None  # a card's serial number, where it has one
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the customer got: tokens in the order of loading, vouchers, units and the vendor's own notes."""

    tokens: tuple[Token, ...] = ()
    units: str | None = None
    notes: tuple[tuple[str, str], ...] = ()  # e.g. ("debt", "0"), ("tariff", "R2"): shown on the receipt
    vouchers: tuple[Voucher, ...] = ()


@dataclass(frozen=True, slots=True)
class VendRequest:
    """One request for delivery, under an id that is used for nothing else."""

    request_id: str
    category: Category
    service: str  # the vendor's own name of the biller, e.g. "ikeja-electric"
    customer_reference: str  # phone number as 0803…, meter, smartcard, account or profile number
    meter_kind: MeterKind | None
    amount: Money
    phone: str  # whom the vendor may call or text, as 0803…
    plan: str | None = None  # the vendor's own code of what was chosen from its list
    renews: bool = False  # TV: what the decoder has now, once more, for `amount`
    owes_voucher: bool = False  # the product is a code: without it, it is not delivered
    send_before: datetime | None = None  # later another worker may have settled that it was never sent


# --- what became of a vend -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delivered:
    """The vendor's final word: the value is there. `cost` is what our float paid, None if unsaid."""

    cost: Money | None
    delivery: Delivery = field(default_factory=Delivery)


@dataclass(frozen=True, slots=True)
class Rejected:
    """Definite: nothing was delivered and nothing will be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Nobody knows yet. Never to be read as a no."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """Requery only: the vendor does not know the id (yet)."""


@dataclass(frozen=True, slots=True)
class Reversed:
    """Requery only: the vendor gave the money back to our float, perhaps after having delivered."""


VendOutcome = Delivered | Rejected | Unresolved
RequeryOutcome = Delivered | Rejected | Unresolved | NotFound | Reversed


# --- whose meter is it -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a TV customer has, and what once more of it costs."""

    package: str | None  # its name, e.g. "DStv Compact"
    amount: Money | None  # None: the biller does not say, so that a package must be chosen
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class NamedReference:
    """A customer reference that was found by something that is none itself, such as an e-mail address."""

    reference: str  # what to pay to
    name: str | None = None  # what its owner calls it


@dataclass(frozen=True, slots=True)
class Validated:
    """The biller knows this customer reference."""

    name: str
    address: str | None = None
    minimum: Money | None = None  # the least this customer may buy
    maximum: Money | None = None
    arrears: Money | None = None  # what is owed; None: it was not said
    meter_kind: MeterKind | None = None
    renewal: Renewal | None = None
    references: tuple[NamedReference, ...] = ()  # if any: pay to one of these, not to what was asked with


@dataclass(frozen=True, slots=True)
class UnknownReference:
    """The biller does not know this customer reference, or may not sell to it."""

    reason: str


@dataclass(frozen=True, slots=True)
class ValidationUnavailable:
    """The biller could not be asked."""

    reason: str


ValidationOutcome = Validated | UnknownReference | ValidationUnavailable


@dataclass(frozen=True, slots=True)
class VendorService:
    """One row of a vendor's catalogue with its limits."""

    service: str
    name: str
    minimum: Money | None
    maximum: Money | None


@dataclass(frozen=True, slots=True)
class Commission:
    """What a vendor leaves us of a sale, as its list states it. What it really left, a vend's cost says."""

    basis_points: int = 0
    flat: Money = ZERO
    of_fee: bool = False  # a share of the vendor's own fee, not of the price

    def of(self, price: Money, *, fee: Money = ZERO) -> Money:
        """Return what a sale at that price leaves us, rounded down; `fee` is the vendor's."""
        return (fee if self.of_fee else price).share(self.basis_points) + self.flat


@dataclass(frozen=True, slots=True)
class VendorPlan:
    """One thing on a vendor's list of a service: a data plan, a TV package, an exam."""

    code: str
    name: str
    amount: Money | None  # None: the customer chooses
    commission: Commission | None = None  # None: the vendor does not state it


class VendorUnavailable(Exception):
    """A vendor's catalogue or balance could not be read."""


class VendorGateway(Protocol):
    """One aggregator. Every method has a time-out of its own and holds no transaction open."""

    @property
    def name(self) -> str:
        """The vendor's name in our books, e.g. "vtpass"."""
        ...

    @property
    def patience(self) -> timedelta:
        """How long a call to `vend` may take at the most."""
        ...

    def can_renew(self, service: str) -> bool:
        """Return whether what a customer has can be paid once more there without naming it. Pure."""
        ...

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Return the id for that attempt in the vendor's own form. Pure: the same input, the same id."""
        ...

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Ask whose customer reference this is. Some exams know a profile for one of their plans only."""
        ...

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Ask for delivery, once. A doubt is an `Unresolved`, never an exception."""
        ...

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Ask what became of an earlier vend. Safe to repeat."""
        ...

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """Return the vendor's catalogue of a category.

        :raises VendorUnavailable: if it can't be read
        """
        ...

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """Return what a service has to choose from, in the vendor's order; empty if nothing.

        A code that the vendor lists twice is left out: nobody could say which is meant.

        :raises VendorUnavailable: if it can't be read
        """
        ...

    async def commission(self, service: str) -> Commission | None:
        """Return what is stated for a service whose amounts customers choose; None if nothing is.

        :raises VendorUnavailable: if it can't be read
        """
        ...

    async def float_balance(self) -> Money:
        """Return what is left of the money that we prepaid.

        :raises VendorUnavailable: if it can't be read
        """
        ...
