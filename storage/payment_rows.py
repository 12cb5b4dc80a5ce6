"""A payment with its newest attempt: rows ↔ value. Names, numbers and tokens are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson

from domain.money import Money
from domain.payments import Attempt, Payment, PaymentStatus
from domain.phones import Phone
from domain.quotes import Order, PlanChoice, Quote, Recipient
from domain.repeats import Past
from domain.vendors import Category, Delivery, MeterKind, Token, TokenKind, Voucher
from storage.keyring import Keyring

# What never changes after the payment was accepted, in the order of `fixed_values`.
FIXED = (
    "id",
    "customer_id",
    "biller_id",
    "category",
    "recipient",
    "recipient_index",
    "amount",
    "fee",
    "vat",
    "cashback_used",
    "cashback_earned",
    "cashback_rule",
    "sheet_hash",
    "accepted_at",
    "card",
    "plan",
    "run_id",
)
FIXED_TYPES = (
    *("text", "text", "text", "text", "bytea", "bytea"),
    *("bigint", "bigint", "bigint", "bigint", "bigint", "text", "text", "timestamptz", "bigint", "text"),
    "text",
)
# What a step may change, in the order of `changing_values`.
CHANGING = (
    "status",
    "deadline_at",
    "attempt",
    "requery_at",
    "ended_at",
    "cost",
    "delivery",
    "reason",
    "extended",
)
CHANGING_TYPES = (
    *("text", "timestamptz", "smallint", "timestamptz", "timestamptz", "bigint", "bytea", "text", "bool"),
)
ATTEMPT = (
    "payment_id",
    "n",
    "vendor",
    "request_id",
    "marked_at",
    "requeries",
    "not_found",
    "outcome",
    "ended_at",
)
# How a query names the state's and the newest attempt's columns beside the payment's own.
STATE = (*CHANGING, "version")
ATTEMPT_AS = {name: f"attempt_{name}" for name in ATTEMPT if name != "payment_id"}

# What ranking needs of a payment.
# Of a customer's newest payments so many are looked through, however many there are: an index knows whose
# they are, and nothing else. More in a day, or in half a year, is nobody's own bills.
WALKED_AT_MOST = 500
PAST = ("id", "customer_id", "biller_id", "recipient_index", "plan", "amount", "accepted_at")


def fixed_values(payment: Payment, keyring: Keyring) -> tuple[Any, ...]:
    """Return the values of `FIXED`."""
    order, quote = payment.order, payment.quote
    return (
        order.id,
        order.customer_id,
        order.biller_id,
        order.category.value,
        keyring.seal(_recipient_text(order.recipient)),
        recipient_index(keyring, order.biller_id, order.recipient.reference),
        quote.amount.kobo,
        quote.fee.kobo,
        quote.vat.kobo,
        quote.cashback_used.kobo,
        quote.cashback_earned.kobo,
        quote.cashback_rule,
        payment.sheet_hash,
        payment.accepted_at,
        payment.card,
        _plan_text(order.plan) if order.plan is not None else None,
        payment.run_id,
    )


def changing_values(payment: Payment, keyring: Keyring) -> tuple[Any, ...]:
    """Return the values of `CHANGING`."""
    return (
        payment.status.value,
        payment.deadline_at,
        payment.attempt.n if payment.attempt else 0,
        payment.requery_at,
        payment.ended_at,
        payment.cost.kobo if payment.cost is not None else None,
        keyring.seal(_delivery_text(payment.delivery)) if payment.delivery != _NOTHING else None,
        payment.reason,
        payment.extended,
    )


def attempt_values(payment_id: str, attempt: Attempt) -> tuple[Any, ...]:
    """Return the values of `ATTEMPT`."""
    return (
        payment_id,
        attempt.n,
        attempt.vendor,
        attempt.request_id,
        attempt.marked_at,
        attempt.requeries,
        attempt.not_found,
        attempt.outcome,
        attempt.ended_at,
    )


def recipient_index(keyring: Keyring, biller_id: str, reference: str) -> bytes:
    """Return the keyed hash by which payments for one recipient are found."""
    return keyring.index("recipient", biller_id, reference)


def payment_from(row: Mapping[Any, Any], keyring: Keyring) -> Payment:
    """Return the value of a row of `payments` joined with its newest attempt."""
    recipient = recipient_from(keyring.open(row["recipient"]))
    amount = Money(row["amount"])
    delivery = row["delivery"]
    return Payment(
        order=Order(
            id=row["id"],
            customer_id=row["customer_id"],
            biller_id=row["biller_id"],
            category=Category(row["category"]),
            recipient=recipient,
            amount=amount,
            plan=plan_from(row["plan"]) if row["plan"] is not None else None,
        ),
        quote=Quote(
            amount=amount,
            fee=Money(row["fee"]),
            vat=Money(row["vat"]),
            cashback_used=Money(row["cashback_used"]),
            cashback_earned=Money(row["cashback_earned"]),
            cashback_rule=row["cashback_rule"],
        ),
        sheet_hash=row["sheet_hash"],
        accepted_at=row["accepted_at"],
        deadline_at=row["deadline_at"],
        status=PaymentStatus(row["status"]),
        card=row["card"],
        attempt=attempt_from(row) if row["attempt_n"] is not None else None,
        requery_at=row["requery_at"],
        ended_at=row["ended_at"],
        cost=Money(row["cost"]) if row["cost"] is not None else None,
        delivery=delivery_from(keyring.open(delivery)) if delivery is not None else _NOTHING,
        reason=row["reason"],
        extended=bool(row["extended"]),
        run_id=row["run_id"],
    )


def past_from(row: Mapping[Any, Any]) -> Past:
    """Return as much of a row of `payments` as ranking needs; nothing of it is sealed."""
    plan = row["plan"]
    return Past(
        id=row["id"],
        biller_id=row["biller_id"],
        recipient=row["recipient_index"],
        plan_id=plan_from(plan).id if plan is not None else None,
        amount=Money(row["amount"]),
        paid_at=row["accepted_at"],
    )


_NOTHING = Delivery()


def attempt_from(row: Mapping[Any, Any]) -> Attempt:
    """Return the value of an attempt whose columns are called as in `ATTEMPT_AS`."""
    return Attempt(
        n=row["attempt_n"],
        vendor=row["attempt_vendor"],
        request_id=row["attempt_request_id"],
        marked_at=row["attempt_marked_at"],
        requeries=row["attempt_requeries"],
        not_found=row["attempt_not_found"],
        outcome=row["attempt_outcome"],
        ended_at=row["attempt_ended_at"],
    )


def _recipient_text(recipient: Recipient) -> bytes:
    kind = recipient.meter_kind
    return orjson.dumps(
        (
            recipient.reference,
            recipient.phone.e164,
            kind.value if kind else None,
            recipient.name,
            recipient.address,
        )
    )


def recipient_from(text: bytes) -> Recipient:
    """Return the value of an opened column `recipient`."""
    reference, phone, kind, name, address = orjson.loads(text)
    return Recipient(reference, Phone(phone), MeterKind(kind) if kind else None, name, address)


def _plan_text(plan: PlanChoice) -> str:
    return orjson.dumps((plan.id, plan.name, plan.gives_voucher)).decode()


def plan_beginning(plan_id: str | None) -> str:
    """Return how the column `plan` begins where that plan was chosen."""
    return f"[{orjson.dumps(plan_id).decode()},"


def plan_from(text: str) -> PlanChoice:
    """Return what was chosen of a list, as a payment keeps it."""
    id_, name, gives_voucher = orjson.loads(text)
    return PlanChoice(id_, name, gives_voucher)


def _delivery_text(delivery: Delivery) -> bytes:
    tokens = [(token.kind.value, token.digits) for token in delivery.tokens]
    vouchers = [(voucher.code, voucher.serial, voucher.expires_on) for voucher in delivery.vouchers]
    return orjson.dumps((tokens, delivery.units, delivery.notes, vouchers))


def delivery_from(text: bytes) -> Delivery:
    """Return the value of an opened `delivery`."""
    tokens, units, notes, *more = orjson.loads(text)
    vouchers = more[0] if more else ()  # There were none in the first version.
    return Delivery(
        tokens=tuple(Token(TokenKind(kind), digits) for kind, digits in tokens),
        units=units,
        notes=tuple((name, value) for name, value in notes),
        vouchers=tuple(
            Voucher(code, serial, date.fromisoformat(expires_on) if expires_on else None)
            for code, serial, expires_on in vouchers
        ),
    )
