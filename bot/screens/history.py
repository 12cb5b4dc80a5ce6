"""Past payments and top-ups, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, Older, Paid, ToppedUp, TopUpPaid, button, home_button, keyboard, link
from bot.screen import Screen
from bot.screens import personal_account, transfers, withdraw
from bot.screens.home import bill_label
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, masked_reference, short_date, short_naira
from domain.billers import Asks, Biller
from domain.history_entries import Entry, place_of
from domain.inflows import Inflow
from domain.masking import masked_phone
from domain.payments import Payment
from domain.top_ups import TopUp, TopUpStatus
from domain.transfers import Transfer
from domain.withdrawals import Withdrawal


def page(
    t: Translator,
    found: Sequence[Entry],
    billers: Mapping[str, Biller],
    *,
    customer_id: str = "",
    has_older: bool,
    is_first: bool,
) -> Screen:
    """A page of payments and top-ups, newest first; each opens what is known of it."""
    if not found:
        return Screen(t("history-empty"), keyboard([home_button(t)]))
    turn = [button(t.plain("history-older"), Older(before=place_of(found[-1])))] if has_older else []
    newest = [] if is_first else [button(t.plain("history-newest"), Go(to="history"))]
    texts, keys = entries(t, found, billers, customer_id)
    return Screen(
        paragraphs(t("history-title"), *texts),
        keyboard(
            *([key] for key in keys),
            newest + turn,
            [
                button(t.plain("history-statement"), Go(to="statement")),
                button(t.plain("history-spending"), Go(to="spending")),
            ],
            [home_button(t)],
        ),
    )


def entries(
    t: Translator, found: Sequence[Entry], billers: Mapping[str, Biller], customer_id: str
) -> tuple[list[str], list[InlineKeyboardButton]]:
    """Return what there is to say of each, and the buttons that open them."""
    texts, keys = [], []
    for each in found:
        if isinstance(each, TopUp):
            texts.append(_line_of_top_up(t, each))
            keys.append(_top_up_button(t, each))
        elif isinstance(each, Inflow):
            texts.append(personal_account.history_line(t, each))
            keys.append(personal_account.history_button(t, each))
        elif isinstance(each, Withdrawal):
            texts.append(withdraw.line_of(t, each))
            keys.append(withdraw.history_button(t, each))
        elif isinstance(each, Transfer):
            texts.append(transfers.history_line(t, each, customer_id))
            keys.append(transfers.history_button(t, each, customer_id))
        else:
            biller = billers[each.order.biller_id]
            texts.append(line_of(t, each, biller))
            keys.append(receipt_button(t, each, biller))
    return texts, keys


def top_up(t: Translator, top_up: TopUp, *, now: datetime) -> Screen:
    """What is known of a top-up, and the way on while it is open."""
    is_open = top_up.status is TopUpStatus.OPEN
    can_pay = is_open and now < top_up.expires_at and top_up.checkout_url is not None
    pay = link(t.plain("add-pay", amount=top_up.amount), top_up.checkout_url or "")
    ask = button(t.plain("add-i-have-paid"), TopUpPaid(top_up_id=top_up.id))
    return Screen(
        paragraphs(
            lines(
                t("history-top-up", amount=top_up.amount),
                t(f"top-up-{top_up.status.value}", amount=top_up.amount),
            ),
            lines(
                t("top-up-opened", at=top_up.opened_at),
                t("top-up-ended", at=top_up.ended_at) if top_up.ended_at else None,
            ),
            t("receipt-reference", reference=top_up.id),
        ),
        keyboard(
            [pay] if can_pay else None,
            [ask] if is_open else None,
            [button(t.plain("home-history"), Go(to="history")), home_button(t)],
        ),
    )


def receipt_button(t: Translator, payment: Payment, biller: Biller) -> InlineKeyboardButton:
    """Return the button that opens a payment's receipt."""
    bill = bill_label(t, biller, None, payment.order.amount)
    return button(f"{bill} · {short_date(payment.accepted_at)}", Paid(act="receipt", payment_id=payment.id))


def _top_up_button(t: Translator, top_up: TopUp) -> InlineKeyboardButton:
    is_in = top_up.status in (TopUpStatus.CREDITED, TopUpStatus.IN_REVIEW)
    label = t.plain("history-added" if is_in else "history-to-add", amount=short_naira(top_up.amount))
    return button(f"{label} · {short_date(top_up.opened_at)}", ToppedUp(top_up_id=top_up.id))


def _line_of_top_up(t: Translator, top_up: TopUp) -> str:
    return lines(
        t("history-top-up", amount=top_up.amount),
        t("history-status", status=t.plain(f"added-{top_up.status.value}"), at=top_up.opened_at),
    )


def line_of(t: Translator, payment: Payment, biller: Biller) -> str:
    """Say in two lines what a payment was and what became of it."""
    order = payment.order
    to = order.recipient
    is_for_a_line = biller.kind.asks is Asks.LINE
    number = masked_phone(to.phone) if is_for_a_line else masked_reference(to.reference)
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
