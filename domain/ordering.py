"""From what was told of a bill to the order of it: for whom it is, what was chosen, how much it is.

A conversation asks one thing after the other. A program tells all at once, and is told what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.billers import Asks, Biller, Plan
from domain.catalogue import Billers
from domain.customers import Customer
from domain.errors import Refusal
from domain.money import Money
from domain.phones import Phone, read_phone
from domain.quotes import Order, PlanChoice, Recipient
from domain.references import read_reference
from domain.validating import Validations
from domain.vendors import MeterKind, Renewal, Validated


class Lacks(StrEnum):
    """What an order can't be without."""

    REFERENCE = "reference"
    PLAN = "plan"
    AMOUNT = "amount"


class OrderIncomplete(Refusal):
    """The biller has to be told more. `lacks` says what."""

    code = "order-incomplete"

    def __init__(self, lacks: Lacks) -> None:
        super().__init__(lacks=lacks.value)
        self.lacks = lacks


@dataclass(frozen=True, slots=True)
class Told:
    """A bill as it was told. What a biller does not ask for may be left out."""

    biller_id: str
    reference: str | None = None  # None where it asks for a line: the customer's own
    plan_id: str | None = None
    renews: bool = False  # what the customer has, once more
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """For whom a bill is, and what the biller says of them; None where it is not asked."""

    biller: Biller
    phone: Phone
    reference: str | None  # None: it is for the line
    known: Validated | None


def plan_choice(biller: Biller, plan: Plan) -> PlanChoice:
    """Return a plan as it is called at the moment of choosing."""
    return PlanChoice(plan.id, plan.name, biller.kind.gives_voucher)


def renewal_choice(biller: Biller, renewal: Renewal) -> PlanChoice:
    """Return what a customer has, as it is called at the moment of choosing it once more."""
    return PlanChoice(None, renewal.package or biller.name)


def make_order(
    order_id: str,
    customer_id: str,
    biller: Biller,
    amount: Money,
    *,
    phone: Phone,
    reference: str | None,
    plan: PlanChoice | None = None,
    meter_kind: MeterKind | None = None,
    name: str | None = None,
    address: str | None = None,
) -> Order:
    """Return the order of a bill under its id."""
    is_for_a_line = biller.kind.asks in (Asks.LINE, Asks.NOTHING)
    recipient = Recipient(
        reference=phone.national if is_for_a_line else reference or "",
        phone=phone,
        meter_kind=meter_kind,
        name=name,
        address=address,
    )
    return Order(order_id, customer_id, biller.id, biller.category, recipient, amount, plan)


@dataclass(frozen=True)
class Ordering:
    """Taking orders that are told all at once."""

    billers: Billers
    validations: Validations

    async def check(self, customer: Customer, told: Told, *, now: datetime) -> Checked:
        """Read for whom a bill is, and ask the biller where it says whose that is.

        :raises UnknownBiller, UnknownPlan: if there is no such one
        :raises NotAPhoneNumber, NotAMeterNumber, NotAReference: if it can't be one
        :raises OrderIncomplete: if the biller has to be told more
        :raises Refusal: as `Validations.reference` says
        """
        biller = await self.billers.get(told.biller_id)
        kind = biller.kind
        if kind.asks in (Asks.LINE, Asks.NOTHING):
            phone = read_phone(told.reference) if told.reference is not None else customer.phone
            return Checked(biller, phone, None, None)
        if told.reference is None:
            raise OrderIncomplete(Lacks.REFERENCE)
        reference = read_reference(kind.asks, told.reference)
        if not kind.is_validated:
            return Checked(biller, customer.phone, reference, None)
        plan = None
        if kind.plan_first:
            if told.plan_id is None:
                raise OrderIncomplete(Lacks.PLAN)
            plan = await self.billers.plan(biller.id, told.plan_id)
        known = await self.validations.reference(
            biller, reference, plan=plan, customer_id=customer.id, now=now
        )
        if len(known.references) == 1:
            reference = known.references[0].reference
        return Checked(biller, customer.phone, reference, known)

    async def take(
        self, order_id: str, customer: Customer, told: Told, *, now: datetime
    ) -> tuple[Order, Checked]:
        """Return the order, with what the biller says of whom it is for.

        :raises Refusal: as `check` says; `OrderIncomplete` also where nothing was chosen, or no amount said
        """
        checked = await self.check(customer, told, now=now)
        known = checked.known
        found = {each.reference for each in known.references} if known is not None else set()
        if found and checked.reference not in found:
            raise OrderIncomplete(Lacks.REFERENCE)
        plan, amount = await self._chosen(checked, told)
        if amount is None:
            raise OrderIncomplete(Lacks.AMOUNT)
        order = make_order(
            order_id,
            customer.id,
            checked.biller,
            amount,
            phone=checked.phone,
            reference=checked.reference,
            plan=plan,
            meter_kind=known.meter_kind if known is not None else None,
            name=known.name if known is not None else None,
            address=known.address if known is not None else None,
        )
        return order, checked

    async def _chosen(self, checked: Checked, told: Told) -> tuple[PlanChoice | None, Money | None]:
        """Return the plan and the amount. An amount that is not the plan's price is refused by the sheet."""
        biller = checked.biller
        if told.renews:
            renewal = checked.known.renewal if checked.known is not None else None
            if not biller.kind.is_renewed or renewal is None or renewal.amount is None:
                raise OrderIncomplete(Lacks.PLAN)
            return renewal_choice(biller, renewal), renewal.amount
        if told.plan_id is not None:
            plan = await self.billers.plan(biller.id, told.plan_id)
            return plan_choice(biller, plan), told.amount or plan.amount
        if biller.kind.has_plans:
            raise OrderIncomplete(Lacks.PLAN)
        return None, told.amount
