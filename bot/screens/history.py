"""Past payments, page by page."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Go, Older, Paid, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.home import bill_label
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, masked_phone, masked_reference, short_date
from domain.billers import Biller
from domain.payments import Payment
from domain.vendors import Category


def page(
    t: Translator, payments: Sequence[tuple[Payment, Biller]], *, has_older: bool, is_first: bool
) -> Screen:
    """A page of payments, newest first; each opens its receipt."""
    if not payments:
        return Screen(t("history-empty"), keyboard([home_button(t)]))
    older = Older(before=payments[-1][0].id)
    turn = [button(t.plain("history-older"), older)] if has_older else []
    newest = [] if is_first else [button(t.plain("history-newest"), Go(to="history"))]
    receipts = [
        button(
            f"{bill_label(t, biller, None, payment.order.amount)} · {short_date(payment.accepted_at)}",
            Paid(act="receipt", payment_id=payment.id),
        )
        for payment, biller in payments
    ]
    return Screen(
        paragraphs(t("history-title"), *(_line(t, payment, biller) for payment, biller in payments)),
        keyboard(*([each] for each in receipts), newest + turn, [home_button(t)]),
    )


def _line(t: Translator, payment: Payment, biller: Biller) -> str:
    order = payment.order
    to = order.recipient
    number = masked_phone(to.phone) if order.category is Category.AIRTIME else masked_reference(to.reference)
    return lines(
        t(
            "pay-what",
            category=order.category.value,
            amount=order.amount,
            biller=biller.short_name,
            number=number,
        ),
        t("history-status", status=t.plain(f"outcome-{payment.status.value}"), at=payment.accepted_at),
    )
