"""Paying a quoted bill with the PIN, what became of it, and its receipt."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response, status
from pydantic import Field

from domain.history_search import Search, Sort
from domain.payments import Payment, PaymentStatus, SheetExpired
from domain.receipt_contents import ReceiptStatus, receipt_of
from domain.vendors import Category
from web.api.access import Me, SignedIn
from web.api.given import Api, Given, IdempotencyKey, Language
from web.api.once import once
from web.api.pages import USUAL, Cursor, FirstDay, LastDay, Limit, cut, span
from web.api.payment_shapes import PaymentPage, PaymentSaid, payment_said
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, CodeText, Id, PinText, Said
from web.api.sheets import agree, payment_sheet, wanted_by_payment

router = APIRouter(prefix="/payments", tags=["payments"], responses=SIGNED_IN)

_BILLS = frozenset({Sort.BILL})


class Agreement(Body):
    """Yes to a quote."""

    quote_id: Id
    pin: PinText
    code: CodeText | None = Field(None, description="If the quote `needs_code`.", examples=["281906"])


class ReceiptSaid(Said):
    """What a receipt says, and the code by which anybody can check that it is ours."""

    reference: str = Field(examples=["0192f1c47d3a7c21a4b0a9de"])
    category: str = Field(examples=["electricity"])
    status: ReceiptStatus
    paid_at: datetime
    amount: int = Field(description="In kobo.", examples=[200_000])
    fee: int = Field(description="Ours with its VAT, in kobo.", examples=[3_225])
    last_digits: str | None = Field(description="Of whom it is for.", examples=["1111"])
    code: str = Field(description="Signed with our key.", examples=["VSN1:AEAQ"])
    check_at: str = Field(
        description="The page that checks the code.", examples=["https://example.com/verify"]
    )


@router.post(
    "/process", status_code=status.HTTP_201_CREATED, response_model=PaymentSaid, summary="Pay a quoted bill"
)
async def process(body: Agreement, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Hold the money and send the payment on its way. `GET /payments/{payment_id}` says what became of it.

    Where a code is needed and not there, the answer is the problem `step-up-needed`: ask for one with
    `POST /codes` and send the same request again with it.
    """
    return await once(api, me, key, "payments", body, lambda _: _paid(api, me, body))


@router.get("", summary="What was paid")
async def history(
    me: Me,
    api: Given,
    category: Annotated[Category | None, Query(description="Bills of this kind alone.")] = None,
    first: FirstDay = None,
    last: LastDay = None,
    cursor: Cursor = None,
    limit: Limit = USUAL,
) -> PaymentPage:
    """Return a page of one's bills, the newest first, without tokens and vouchers."""
    search = _search(category, first, last)
    found = await api.business.statements.search(me.id, search, limit=limit + 1, before=cursor)
    bills = [each for each in found if isinstance(each, Payment)]
    page, more = cut(bills, limit, lambda payment: payment.id)
    return PaymentPage(items=[await _said(api, each.without_codes()) for each in page], next=more)


@router.get("/{payment_id}", summary="What became of a payment")
async def one(payment_id: Id, me: Me, api: Given) -> PaymentSaid:
    """Return a payment: by when value or money is there, its tokens and vouchers when it is delivered."""
    payments, now = api.business.payments, api.clock()
    payment = await payments.as_shown(await payments.get(me.id, payment_id), now=now)
    return await _said(api, payment)


@router.post("/{payment_id}/cancel", summary="Stop a payment")
async def cancel(payment_id: Id, me: Me, api: Given) -> PaymentSaid:
    """Give the money back while nothing was sent. Asked again, the answer is the same."""
    payment = await api.business.payments.cancel(me.id, payment_id, now=api.clock())
    return await _said(api, payment)


@router.get("/{payment_id}/receipt", summary="A receipt that can be checked")
async def receipt(payment_id: Id, me: Me, api: Given) -> ReceiptSaid:
    """Return the receipt as it would be made now."""
    payment = await api.business.payments.get(me.id, payment_id)
    made = receipt_of(payment)
    return ReceiptSaid(
        reference=made.reference,
        category=made.category.value,
        status=made.status,
        paid_at=made.paid_at,
        amount=made.amount.kobo,
        fee=made.fee.kobo,
        last_digits=made.last_digits,
        code=api.business.receipts.code_of(payment),
        check_at=api.business.verify_address,
    )


@router.get(
    "/{payment_id}/receipt.pdf",
    summary="A receipt on paper",
    response_class=Response,
    responses={200: {"description": "The paper.", "content": {"application/pdf": {}}}},
)
async def receipt_on_paper(payment_id: Id, me: Me, api: Given, language: Language) -> Response:
    """Return the receipt as a PDF, the same as the chat's."""
    payments, now = api.business.payments, api.clock()
    payment = await payments.as_shown(await payments.get(me.id, payment_id), now=now)
    biller = await api.business.billers.get(payment.order.biller_id)
    made = await api.print_receipt(payment, biller, language)
    name = f"vision-{payment.accepted_at:%Y-%m-%d}-{payment.id[-6:]}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(made, media_type="application/pdf", headers=headers)


async def _paid(api: Api, me: SignedIn, body: Agreement) -> PaymentSaid:
    sheet = await payment_sheet(api, me, body.quote_id)
    payment = await api.business.payments.find(sheet.order.id)
    if payment is None:
        if api.clock() >= sheet.expires_at:
            raise SheetExpired
        wanted = wanted_by_payment(sheet)
        approval, step_up = await agree(api, me, sheet.hash, wanted, pin=body.pin, code=body.code)
        payment = await api.business.payments.accept(
            sheet, approval, step_up=step_up, card=None, now=api.clock()
        )
    if payment.status is PaymentStatus.ACCEPTED:
        api.business.pay(payment)
    return await _said(api, payment.without_codes())


async def _said(api: Api, payment: Payment) -> PaymentSaid:
    biller = await api.business.billers.get(payment.order.biller_id)
    return payment_said(payment, biller, api.business.rules)


def _search(category: Category | None, first: date | None, last: date | None) -> Search:
    since, until = span(first, last)
    return Search(category=category, since=since, until=until, sorts=_BILLS)
