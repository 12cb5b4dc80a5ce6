"""The whole story of a payment: what was agreed, each try, what was posted and what was told."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import number, run, short
from bot.text import Translator, masked_reference
from domain.payments import SETTLED, Payment
from domain.staff_people import PaymentStory
from domain.tickets import Ticket


def story(t: Translator, shown: PaymentStory) -> Screen:
    """All that happened to a payment, and what can be done about it."""
    payment = shown.payment
    quote, order = payment.quote, payment.order
    agreed = lines(
        t("staff-tx-title", id=payment.id, state=payment.status),
        t(
            "staff-tx-order",
            biller=order.biller_id,
            reference=masked_reference(order.recipient.reference),
            at=payment.accepted_at,
        ),
        t(
            "staff-tx-quote",
            amount=quote.amount,
            fee=quote.fee,
            vat=quote.vat,
            cashback=quote.cashback_used,
            total=quote.total,
        ),
        t("staff-tx-reason", reason=payment.reason) if payment.reason else None,
    )
    attempts = (
        t(
            "staff-tx-attempt",
            n=each.n,
            vendor=each.vendor,
            request=each.request_id,
            at=each.marked_at,
            requeries=each.requeries,
            outcome=each.outcome or "?",
        )
        for each in shown.attempts
    )
    posted = (
        t("staff-tx-posting", at=each.posted_at, kind=each.kind, account=each.account, amount=each.amount)
        for each in shown.lines
    )
    told = (
        t("staff-tx-told", kind=each.kind, at=each.sent_at or each.due_at, failure=each.failure or "")
        for each in shown.said
    )
    requests = (
        t("staff-user-request", number=number(each), act=each.what.act, state=each.status)
        for each in shown.requests
    )
    ask = run(t.plain("staff-button-requery"), f"requery {payment.id}")
    send = run(t.plain("staff-button-resend"), f"resend {payment.id}")
    rows = [
        [
            send if payment.status in SETTLED else ask,
            run(t.plain("staff-button-refund"), f"refund {payment.id}"),
        ],
        [
            run(t.plain("staff-button-open-ticket"), f"openticket {payment.id}"),
            run(t.plain("staff-button-customer"), f"user {payment.customer_id}"),
        ],
    ]
    return Screen(
        paragraphs(agreed, lines(*attempts), lines(*posted), lines(*told), lines(*requests)), keyboard(*rows)
    )


def sent_again(t: Translator, payment: Payment) -> Screen:
    """The customer gets her token or receipt once more."""
    return Screen(t("staff-resent", payment=short(payment.id)), keyboard([_back(t, payment)]))


def ticket_of(t: Translator, payment: Payment, ticket: Ticket) -> Screen:
    """The ticket about a payment."""
    show = run(t.plain("ticket-name", number=ticket.number), f"ticket {ticket.number}")
    said = t("staff-ticket-of", number=ticket.number, payment=short(payment.id))
    return Screen(said, keyboard([show, _back(t, payment)]))


def _back(t: Translator, payment: Payment) -> InlineKeyboardButton:
    return run(t.plain("staff-button-ticket-payment"), f"tx {payment.id}")
