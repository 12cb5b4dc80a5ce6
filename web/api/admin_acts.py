"""What staff may do: with the staff PIN, and a second person where the chat wants one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import AfterValidator, AwareDatetime, Field
from starlette.responses import Response

from domain.maker_checker import OwnRequest, RequestOver, about, about_approving
from domain.money import Money
from domain.staff import Act
from domain.staff_acts import CreditWallet, DebitWallet, StaffAct
from domain.staff_control_acts import EndsInThePast, FreezeAccount, UnfreezeAccount
from domain.staff_people import OnDuty
from domain.staff_pin_acts import may_agree
from domain.staff_pins import StaffApproval
from web.api.access import Me
from web.api.admin_shapes import Noted, RequestSaid, request_said
from web.api.billers import BillerId
from web.api.given import Api, Given, IdempotencyKey
from web.api.on_duty import CHANNEL, Reason, StaffPinText, doing_of, noted, permitted, refused
from web.api.once import once
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, Id, Kobo

router = APIRouter(prefix="/admin", tags=["admin"], responses=SIGNED_IN)

_YEARS = range(2020, 2200)


def _within_years(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        raise ValueError("no such moment")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_within_years)]
Number = Annotated[int, Path(ge=1, le=999_999_999, description="APR-381 is 381.", examples=[381])]


class Word(Body):
    """A second person's word."""

    staff_pin: StaffPinText


class No(Body):
    """Why not."""

    reason: Reason


class OfWallet(Body):
    """An amount into a wallet, or out of it."""

    amount: Kobo
    reason: Reason
    staff_pin: StaffPinText


class OfPayment(Body):
    """What of a payment goes back."""

    amount: Kobo | None = Field(None, description="In kobo. Null: all that is left of it.", examples=[50_000])
    reason: Reason
    staff_pin: StaffPinText


class Stopping(Body):
    """What of a wallet is stopped, and until when."""

    what: Literal["in", "out", "all"] = Field(examples=["out"])
    until: Moment | None = Field(None, description="Null: until somebody lets it go on.")
    reason: Reason
    staff_pin: StaffPinText


class LettingGoOn(Body):
    """Why a wallet goes on."""

    reason: Reason
    staff_pin: StaffPinText


class OffSale(Body):
    """Why a biller is not sold, and until when."""

    until: Moment | None = Field(None, description="Null: until somebody sells it again.")
    reason: Reason
    staff_pin: StaffPinText


@router.post("/payments/{reference}/requery", summary="Ask the vendor again")
async def requery(
    reference: Id, duty: Annotated[OnDuty, Depends(permitted(Act.REQUERY))], api: Given
) -> Noted:
    """Ask at once what became of a payment. What is said is settled as always."""
    payment = await api.business.staff_desk.payment(reference)
    row = await noted(api, duty, Act.REQUERY, payment.id, payment.customer_id)
    await api.business.staff_services.requeries.one(payment, now=api.clock())
    return Noted(row=row)


@router.post("/payments/{reference}/refund", response_model=RequestSaid, status_code=201, summary="Refund")
async def refund(
    reference: Id,
    body: OfPayment,
    duty: Annotated[OnDuty, Depends(permitted(Act.REFUND))],
    me: Me,
    api: Given,
    key: IdempotencyKey,
) -> Response:
    """Give a payment back, or ask a second person to agree: `status` says which."""
    desk = api.business.staff_desk
    payment = await desk.payment(reference)
    amount = Money(body.amount) if body.amount is not None else None
    what = desk.refund_of(payment, amount)
    return await _asked(api, me, duty, key, what, body, f"refund {payment.id}")


@router.post(
    "/customers/{customer_id}/credit", response_model=RequestSaid, status_code=201, summary="Credit a wallet"
)
async def credit(
    customer_id: Id,
    body: OfWallet,
    duty: Annotated[OnDuty, Depends(permitted(Act.CREDIT))],
    me: Me,
    api: Given,
    key: IdempotencyKey,
) -> Response:
    """Ask a second person to put money into a wallet."""
    customer = await api.business.staff_desk.customer(customer_id)
    what = CreditWallet(customer.id, Money(body.amount))
    return await _asked(api, me, duty, key, what, body, f"credit {customer.id}")


@router.post(
    "/customers/{customer_id}/debit", response_model=RequestSaid, status_code=201, summary="Debit a wallet"
)
async def debit(
    customer_id: Id,
    body: OfWallet,
    duty: Annotated[OnDuty, Depends(permitted(Act.DEBIT))],
    me: Me,
    api: Given,
    key: IdempotencyKey,
) -> Response:
    """Ask a second person to take money out of a wallet."""
    customer = await api.business.staff_desk.customer(customer_id)
    what = DebitWallet(customer.id, Money(body.amount))
    return await _asked(api, me, duty, key, what, body, f"debit {customer.id}")


@router.post(
    "/customers/{customer_id}/freeze", response_model=RequestSaid, status_code=201, summary="Stop a wallet"
)
async def freeze(
    customer_id: Id,
    body: Stopping,
    duty: Annotated[OnDuty, Depends(permitted(Act.FREEZE))],
    me: Me,
    api: Given,
    key: IdempotencyKey,
) -> Response:
    """Let no money leave a wallet, or none come in, or both. It takes one person."""
    customer = await api.business.staff_desk.customer(customer_id)
    what = FreezeAccount(
        customer.id, money_in=body.what != "out", money_out=body.what != "in", until=body.until
    )
    return await _asked(api, me, duty, key, what, body, f"freeze {customer.id}")


@router.post(
    "/customers/{customer_id}/unfreeze",
    response_model=RequestSaid,
    status_code=201,
    summary="Let a wallet go on",
)
async def unfreeze(
    customer_id: Id,
    body: LettingGoOn,
    duty: Annotated[OnDuty, Depends(permitted(Act.UNFREEZE))],
    me: Me,
    api: Given,
    key: IdempotencyKey,
) -> Response:
    """Ask a second person to let a wallet go on."""
    customer = await api.business.staff_desk.customer(customer_id)
    return await _asked(api, me, duty, key, UnfreezeAccount(customer.id), body, f"unfreeze {customer.id}")


@router.post("/requests/{number}/approve", summary="Agree to a request")
async def approve(
    number: Number, body: Word, duty: Annotated[OnDuty, Depends(permitted(Act.APPROVE))], api: Given
) -> RequestSaid:
    """Agree as the second person. It is weighed once more, and done."""
    desk, now = api.business.staff_desk, api.clock()
    request = await desk.numbered(number)
    if request.maker.telegram_id == duty.person.telegram_id:
        raise OwnRequest
    if not duty.roles & may_agree(request.what):
        raise await refused(api, duty, Act.APPROVE)
    if not request.is_open(now) and request.checker != duty.person.name:
        raise RequestOver
    approval = await _approved(api, duty, body.staff_pin, about_approving(request.id))
    return request_said(await desk.approve(request, duty.person, approval, now=now, channel=CHANNEL))


@router.post("/requests/{number}/reject", summary="Say no to a request")
async def reject(
    number: Number, body: No, duty: Annotated[OnDuty, Depends(permitted(Act.REJECT))], api: Given
) -> RequestSaid:
    """Say no: nothing is done."""
    desk = api.business.staff_desk
    request = await desk.numbered(number)
    rejected = await desk.reject(request, duty.person, body.reason, now=api.clock(), channel=CHANNEL)
    return request_said(rejected)


@router.post("/billers/{biller_id}/pause", summary="Take a biller off sale")
async def pause_biller(
    biller_id: BillerId,
    body: OffSale,
    duty: Annotated[OnDuty, Depends(permitted(Act.CHANGE_BILLER))],
    api: Given,
) -> Noted:
    """Stop selling. What was paid for goes on; what is scheduled waits."""
    biller = await api.business.billers.get(biller_id)
    until = body.until
    if until is not None and until <= api.clock():
        raise EndsInThePast
    what = f"biller off {biller.id} {body.reason} {until} {api.new_id()}"
    await _approved(api, duty, body.staff_pin, what)
    doing = doing_of(api, duty.person, Act.CHANGE_BILLER, biller.id, change="off", terms=body.reason)
    entry = await api.business.outages.pause(biller.id, body.reason, until, doing)
    return Noted(row=entry.sequence)


@router.post("/billers/{biller_id}/resume", summary="Sell a biller again")
async def resume_biller(
    biller_id: BillerId,
    body: Word,
    duty: Annotated[OnDuty, Depends(permitted(Act.CHANGE_BILLER))],
    api: Given,
) -> Noted:
    """Sell again. Who waits for it is told."""
    biller = await api.business.billers.get(biller_id)
    what = f"biller on {biller.id} {api.new_id()}"
    await _approved(api, duty, body.staff_pin, what)
    doing = doing_of(api, duty.person, Act.CHANGE_BILLER, biller.id, change="on")
    entry = await api.business.outages.resume(biller.id, doing)
    return Noted(row=entry.sequence)


async def _approved(api: Api, duty: OnDuty, pin: str, what: str) -> StaffApproval:
    return await api.business.staff_pins.approve(
        duty.person.name, pin, about=what, try_key=api.new_id(), now=api.clock()
    )


async def _asked(
    api: Api,
    me: Me,
    duty: OnDuty,
    key: str,
    what: StaffAct,
    body: OfPayment | OfWallet | Stopping | LettingGoOn,
    route: str,
) -> Response:
    """Do an act that one person may do, or ask for a second one, once."""

    async def do(request_id: str) -> RequestSaid:
        approval = await _approved(api, duty, body.staff_pin, about(what, body.reason, request_id))
        request = await api.business.staff_desk.ask(
            request_id, what, body.reason, duty.person, approval, now=api.clock(), channel=CHANNEL
        )
        return request_said(request)

    return await once(api, me, key, f"admin {route}", body, do)
