"""What a payment costs and earns: the pay sheet's figures and the hash that the PIN approves."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.billers import Biller
from domain.cashback import Bill, earn
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.phones import Phone
from domain.risk import Concern
from domain.rules import Rules
from domain.vendors import Category, MeterKind


class AmountTooSmall(Refusal):
    """Less than the biller, the meter or we allow."""

    code = "amount-too-small"

    def __init__(self, *, minimum: Money) -> None:
        super().__init__(minimum=minimum)
        self.minimum = minimum


class AmountTooLarge(Refusal):
    """More than the biller or we allow."""

    code = "amount-too-large"

    def __init__(self, *, maximum: Money) -> None:
        super().__init__(maximum=maximum)
        self.maximum = maximum


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom it is: a phone number or a meter, with what the validation said of it."""

    reference: str  # as the biller wants it: 0803… or the meter number
    phone: Phone  # whom the vendor may text: the line itself, or the customer's own
    meter_kind: MeterKind | None = None
    name: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """What was chosen from a biller's list, as it was called when it was chosen."""

    id: str | None  # None: what the customer has already, once more
    name: str
    gives_voucher: bool = False

    @property
    def renews(self) -> bool:
        """Whether it is what the customer has already, once more."""
        return self.id is None


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for. Its id is minted with the sheet and names it for ever."""

    id: str
    customer_id: str
    biller_id: str
    category: Category
    recipient: Recipient
    amount: Money
    plan: PlanChoice | None = None

    @property
    def renews(self) -> bool:
        """Whether it is what the customer has already, once more."""
        return self.plan is not None and self.plan.renews

    def is_same_bill_as(self, other: Order) -> bool:
        """Return whether paying both may be paying twice: biller, recipient and amount are the same.

        Two plans at one price are two bills. What a renewal renews is known by its price alone.
        """
        ours, theirs = self.plan, other.plan
        two_plans = (
            ours is not None
            and theirs is not None
            and not (ours.renews or theirs.renews)
            and ours.id != theirs.id
        )
        return (
            self.biller_id == other.biller_id
            and self.recipient.reference == other.recipient.reference
            and self.amount == other.amount
            and not two_plans
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of an order. `total` is the bill, our fee and the VAT on it."""

    amount: Money
    fee: Money
    vat: Money
    cashback_used: Money
    cashback_earned: Money
    cashback_rule: str | None

    @property
    def total(self) -> Money:
        """All that leaves the customer's accounts."""
        return self.amount + self.fee + self.vat

    @property
    def from_wallet(self) -> Money:
        """The part that the main balance pays."""
        return self.total - self.cashback_used


@dataclass(frozen=True, slots=True)
class Sheet:
    """An order with its price, as shown with the keypad, until `expires_at`."""

    order: Order
    quote: Quote
    expires_at: datetime
    concern: Concern | None = None  # why the PIN alone is not enough
    quoted_at: datetime | None = field(default=None, compare=False)  # by the rules of that moment

    @property
    def wants_code(self) -> bool:
        """Whether it takes a one-time code beside the PIN."""
        return self.concern is not None

    @property
    def hash(self) -> str:
        """The fingerprint of exactly what is shown. Balances are not part of it."""
        recipient, plan = self.order.recipient, self.order.plan
        shown = [
            self.order.id,
            self.order.customer_id,
            self.order.biller_id,
            recipient.reference,
            recipient.meter_kind,
            recipient.name,
            recipient.address,
            *((plan.id, plan.name) if plan is not None else ()),
            self.quote.amount.kobo,
            self.quote.fee.kobo,
            self.quote.vat.kobo,
            self.quote.cashback_used.kobo,
            self.quote.cashback_earned.kobo,
            self.quote.cashback_rule,
            self.expires_at.isoformat(),
            *(("with a code",) if self.wants_code else ()),
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def check_amount(
    rules: Rules, biller: Biller, amount: Money, *, validated_minimum: Money | None = None
) -> None:
    """Refuse an amount outside our bounds, the biller's, or the meter's own minimum.

    :raises AmountTooSmall, AmountTooLarge: with the bound that was crossed
    """
    minimum = max(rules.bill_minimum, biller.minimum, validated_minimum or ZERO)
    maximum = min(rules.bill_maximum, biller.maximum)
    if amount < minimum:
        raise AmountTooSmall(minimum=minimum)
    if amount > maximum:
        raise AmountTooLarge(maximum=maximum)


def price(
    rules: Rules,
    order: Order,
    *,
    cashback_available: Money,
    use_cashback: bool,
    cashback_earned_this_month: Mapping[str, Money],
    now: datetime,
) -> Quote:
    """Return what an order costs and earns. The same input, the same price: nothing is looked up here."""
    fee = rules.fee(order.category, order.amount, order.biller_id)
    vat = fee.share_half_up(rules.vat_basis_points)
    total = order.amount + fee + vat
    bill = Bill(order.category, order.amount, order.biller_id)
    earning = earn(rules.cashback, bill, earned_this_month=cashback_earned_this_month, now=now)
    return Quote(
        amount=order.amount,
        fee=fee,
        vat=vat,
        cashback_used=min(cashback_available, total) if use_cashback else ZERO,
        cashback_earned=earning.earned,
        cashback_rule=earning.rule.name if earning.rule else None,
    )
