"""What is said of a payment."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from pydantic import Field

from domain.billers import Biller
from domain.delivery_notes import read_notes
from domain.masking import masked_name
from domain.payments import CANCELLED_BY_OWNER, GIVEN_BACK, NEVER_SENT, OVER, Payment, PaymentStatus
from domain.rules import Rules
from domain.vendors import Category, MeterKind, TokenKind
from web.api.shapes import Said


class Why(StrEnum):
    """Why money came back."""

    CANCELLED = CANCELLED_BY_OWNER
    NEVER_SENT = NEVER_SENT
    NOT_DELIVERED = "not-delivered"


class TokenSaid(Said):
    """Digits that a prepaid meter takes. Load them in the order in which they stand here."""

    kind: TokenKind
    digits: str = Field(examples=["26362054405982757802"])


class VoucherSaid(Said):
    """What is typed in elsewhere: an exam's PIN, a voucher."""

    code: str = Field(examples=["WRN182135587"])
    serial: str | None = Field(examples=["WRC182135587"])
    expires_on: date | None


class Note(Said):
    """Something that the biller noted."""

    name: str = Field(examples=["tariff"])
    value: str = Field(description="Amounts are kobo.", examples=["A-MD1"])


class PaymentSaid(Said):
    """A bill that was agreed to, and what became of it. Amounts are kobo."""

    id: str = Field(examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"])
    status: PaymentStatus = Field(
        description="`delivered`: it is there. `released`, `cancelled`, `refunded`: the money is back. "
        "All others: on its way."
    )
    biller_id: str = Field(examples=["ikeja-electric"])
    biller: str = Field(examples=["Ikeja Electric"])
    category: Category
    reference: str = Field(examples=["1111111111111"])
    name: str | None = Field(description="Of whom it is for, masked.", examples=["TEST*** M."])
    meter_kind: MeterKind | None
    plan: str | None = Field(examples=["DStv Compact"])
    amount: int = Field(examples=[200_000])
    fee: int = Field(examples=[3_000])
    vat: int = Field(examples=[225])
    total: int = Field(examples=[203_225])
    cashback_used: int = Field(examples=[0])
    from_wallet: int = Field(examples=[203_225])
    cashback_earned: int = Field(examples=[3_000])
    paid_at: datetime
    first_word_by: datetime | None = Field(description="While it is on its way: by then we say how it is.")
    promised_by: datetime | None = Field(
        description="While it is on its way: value or money is there by then."
    )
    ended_at: datetime | None
    refunded: int = Field(description="What came back.", examples=[0])
    why: Why | None = Field(description="Why it came back. `cancelled`: you stopped it.")
    tokens: list[TokenSaid]
    vouchers: list[VoucherSaid]
    units: str | None = Field(examples=["79.9 kWh"])
    notes: list[Note]


class PaymentPage(Said):
    """Bills, the newest first."""

    items: list[PaymentSaid]
    next: str | None = Field(
        description="The cursor of the next page.", examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"]
    )


def payment_said(payment: Payment, biller: Biller, rules: Rules) -> PaymentSaid:
    """Return what is said of a payment."""
    order, quote, to = payment.order, payment.quote, payment.order.recipient
    is_open = payment.status not in OVER
    is_back = payment.status in GIVEN_BACK
    return PaymentSaid(
        id=payment.id,
        status=payment.status,
        biller_id=biller.id,
        biller=biller.name,
        category=order.category,
        reference=to.reference,
        name=masked_name(to.name) if to.name else None,
        meter_kind=to.meter_kind,
        plan=order.plan.name if order.plan is not None else None,
        amount=quote.amount.kobo,
        fee=quote.fee.kobo,
        vat=quote.vat.kobo,
        total=quote.total.kobo,
        cashback_used=quote.cashback_used.kobo,
        from_wallet=quote.from_wallet.kobo,
        cashback_earned=quote.cashback_earned.kobo,
        paid_at=payment.accepted_at,
        first_word_by=payment.accepted_at + rules.promises[order.category].first_update if is_open else None,
        promised_by=payment.deadline_at if is_open else None,
        ended_at=payment.ended_at,
        refunded=quote.total.kobo if is_back else 0,
        why=_why(payment) if is_back else None,
        tokens=[TokenSaid(kind=each.kind, digits=each.digits) for each in payment.delivery.tokens],
        vouchers=[
            VoucherSaid(code=each.code, serial=each.serial, expires_on=each.expires_on)
            for each in payment.delivery.vouchers
        ],
        units=payment.delivery.units,
        notes=[
            Note(name=name, value=value if isinstance(value, str) else str(value.kobo))
            for name, value in read_notes(payment.delivery.notes)
        ],
    )


def _why(payment: Payment) -> Why:
    return Why(payment.reason) if payment.reason in set(Why) else Why.NOT_DELIVERED
