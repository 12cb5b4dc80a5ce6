"""Before a bill is paid: whose number it is, and what it costs."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import Field

from domain.masking import masked_address, masked_name
from domain.money import ZERO, Money
from domain.ordering import Checked, Told
from domain.payments import HOLDING, Payment, PaymentStatus
from domain.quotes import Sheet
from domain.vendors import Category, MeterKind, Validated
from web.api.access import Me, SignedIn
from web.api.billers import BillerId, PlanId
from web.api.given import Api, Given
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, Kobo, Line, Said
from web.api.sheets import keep_payment

router = APIRouter(prefix="/payments", tags=["payments"], responses=SIGNED_IN)


class Whose(Body):
    """Whose number is meant."""

    biller_id: BillerId
    reference: Line | None = Field(
        None,
        description="What the biller `asks` for: a phone number, meter, card, account or profile. Left out "
        "where it asks for a line: your own.",
        examples=["1111111111111"],
    )
    plan_id: PlanId | None = Field(None, description="Where the biller has `plan_first`.")


class Bill(Whose):
    """What is to be paid: an amount, a plan, or once more what the customer has."""

    plan_id: PlanId | None = Field(None, description="Where it `has_plans`.")
    renew: bool = Field(False, description="Where it `can_renew`: once more what the customer has.")
    amount: Kobo | None = Field(
        None,
        description="In kobo. With a plan it may be left out.",
        examples=[200_000],
    )
    use_cashback: bool = Field(False, description="Cashback pays what it can, the wallet the rest.")


class Renewal(Said):
    """What a TV customer has, and what once more of it costs."""

    package: str | None = Field(examples=["DStv Compact"])
    amount: int | None = Field(description="In kobo. Null: choose a plan.", examples=[1_900_000])
    due_on: date | None


class FoundReference(Said):
    """A number that was found by something that is none itself, such as an e-mail address."""

    reference: str = Field(examples=["08011111111"])
    name: str | None = Field(description="What its owner calls it.", examples=["office"])


class Customer(Said):
    """What the biller says of a number. Check the name before you pay: a wrong digit is somebody else's."""

    biller_id: str = Field(examples=["ikeja-electric"])
    reference: str = Field(description="As the biller wants it.", examples=["1111111111111"])
    name: str | None = Field(description="Masked. Null: the biller does not say it.", examples=["TEST*** M."])
    address: str | None = Field(description="Masked.", examples=["12 Al***n Street"])
    meter_kind: MeterKind | None
    minimum: int = Field(description="The least that can be paid, in kobo.", examples=[100_000])
    maximum: int = Field(description="The most, in kobo.", examples=[50_000_000])
    arrears: int | None = Field(description="What is owed, in kobo, if it was said.", examples=[0])
    renewal: Renewal | None
    found: list[FoundReference] = Field(description="If any: pay to one of these.")


class EarlierPayment(Said):
    """Just this was paid not long ago. Ask whether it is meant to be paid again."""

    payment_id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    paid_at: datetime
    status: PaymentStatus
    is_on_its_way: bool


class Breakdown(Said):
    """What a bill costs, line by line, as the PIN says yes to it. Amounts are kobo."""

    quote_id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    expires_at: datetime
    biller_id: str = Field(examples=["ikeja-electric"])
    biller: str = Field(examples=["Ikeja Electric"])
    category: Category
    reference: str = Field(examples=["1111111111111"])
    name: str | None = Field(description="Masked.", examples=["TEST*** M."])
    address: str | None = Field(description="Masked.", examples=["12 Al***n Street"])
    meter_kind: MeterKind | None
    plan: str | None = Field(examples=["DStv Compact"])
    amount: int = Field(examples=[200_000])
    fee: int = Field(examples=[3_000])
    vat: int = Field(description="On the fee.", examples=[225])
    total: int = Field(examples=[203_225])
    cashback_used: int = Field(examples=[0])
    from_wallet: int = Field(description="What the wallet pays.", examples=[203_225])
    cashback_earned: int = Field(description="Credited when it is delivered.", examples=[3_000])
    missing: int = Field(description="What the wallet lacks for it.", examples=[0])
    needs_code: bool = Field(description="The PIN alone is not enough: ask for one with `POST /codes`.")
    signs: list[str] = Field(description="Why it needs a code.", examples=[["new-recipient"]])
    earlier: EarlierPayment | None


@router.post("/validate-customer", summary="Whose number is it")
async def validate(body: Whose, me: Me, api: Given) -> Customer:
    """Ask the biller. Numbers that you have not paid before are limited to a few a day."""
    told = Told(body.biller_id, body.reference, body.plan_id)
    return _customer(await api.ordering.check(me.customer, told, now=api.clock()))


@router.post("/calculate-breakdown", summary="What a bill costs")
async def calculate(body: Bill, me: Me, api: Given) -> Breakdown:
    """Return a quote to be paid with `POST /payments/process`. The biller is asked whose number it is."""
    now = api.clock()
    amount = Money(body.amount) if body.amount is not None else None
    told = Told(body.biller_id, body.reference, body.plan_id, body.renew, amount)
    order, checked = await api.ordering.take(api.new_id(), me.customer, told, now=now)
    minimum = checked.known.minimum if checked.known is not None else None
    sheet = await api.business.payments.draw_sheet(
        order, use_cashback=body.use_cashback, validated_minimum=minimum, now=now
    )
    await keep_payment(api, sheet)
    return await _breakdown(api, me, sheet, now)


def _customer(checked: Checked) -> Customer:
    known, biller = checked.known or Validated(""), checked.biller
    renewal = known.renewal
    return Customer(
        biller_id=biller.id,
        reference=checked.reference or checked.phone.national,
        name=masked_name(known.name) if known.name else None,
        address=masked_address(known.address) if known.address else None,
        meter_kind=known.meter_kind,
        minimum=max(biller.minimum, known.minimum or biller.minimum).kobo,
        maximum=biller.maximum.kobo,
        arrears=known.arrears.kobo if known.arrears is not None else None,
        renewal=Renewal(
            package=renewal.package,
            amount=renewal.amount.kobo if renewal.amount is not None else None,
            due_on=renewal.due_on,
        )
        if renewal is not None
        else None,
        found=[FoundReference(reference=each.reference, name=each.name) for each in known.references],
    )


async def _breakdown(api: Api, me: SignedIn, sheet: Sheet, now: datetime) -> Breakdown:
    order, quote, to = sheet.order, sheet.quote, sheet.order.recipient
    biller = await api.business.billers.get(order.biller_id)
    accounts = await api.business.wallets.of(me.id)
    return Breakdown(
        quote_id=order.id,
        expires_at=sheet.expires_at,
        biller_id=biller.id,
        biller=biller.name,
        category=order.category,
        reference=to.reference,
        name=masked_name(to.name) if to.name else None,
        address=masked_address(to.address) if to.address else None,
        meter_kind=to.meter_kind,
        plan=order.plan.name if order.plan is not None else None,
        amount=quote.amount.kobo,
        fee=quote.fee.kobo,
        vat=quote.vat.kobo,
        total=quote.total.kobo,
        cashback_used=quote.cashback_used.kobo,
        from_wallet=quote.from_wallet.kobo,
        cashback_earned=quote.cashback_earned.kobo,
        missing=max(ZERO, quote.from_wallet - accounts.wallet).kobo,
        needs_code=sheet.wants_code,
        signs=[sign.value for sign in sheet.concern.signs] if sheet.concern is not None else [],
        earlier=_earlier(await api.business.payments.earlier_like(order, now=now)),
    )


def _earlier(payment: Payment | None) -> EarlierPayment | None:
    if payment is None:
        return None
    return EarlierPayment(
        payment_id=payment.id,
        paid_at=payment.accepted_at,
        status=payment.status,
        is_on_its_way=payment.status in HOLDING,
    )
