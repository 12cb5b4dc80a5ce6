"""Codes that are typed in elsewhere: the PIN of an exam or an internet card, a streaming voucher."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import copying, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.plan_names import without_price
from bot.text import Translator, calendar_day
from domain.billers import Biller
from domain.payments import Payment
from domain.vendors import Voucher


def voucher(t: Translator, payment: Payment, biller: Biller, receipt: InlineKeyboardButton) -> Screen:
    """What was bought, each code with a button that copies it."""
    vouchers = payment.delivery.vouchers
    plan = payment.order.plan
    return Screen(
        paragraphs(
            lines(
                t("voucher-title", biller=biller.name),
                t("sheet-plan", plan=without_price(plan.name, biller)) if plan is not None else None,
            ),
            *voucher_texts(t, payment),
            t(
                "token-bill",
                amount=payment.order.amount,
                biller=biller.name,
                at=payment.ended_at or payment.accepted_at,
            ),
        ),
        keyboard(
            *in_rows(
                (key for n, each in enumerate(vouchers, start=1) for key in _copies(t, payment, n, each)), 2
            ),
            [receipt, home_button(t)],
        ),
    )


def voucher_texts(t: Translator, payment: Payment) -> list[str]:
    """Say each code with its serial number and its last day; numbered where there are several."""
    vouchers, category = payment.delivery.vouchers, payment.order.category.value
    return [
        lines(
            t("voucher-numbered", n=n) if len(vouchers) > 1 else None,
            t("voucher-serial", serial=each.serial) if each.serial else None,
            t("voucher-code", category=category, code=each.code),
            t("voucher-expires", day=calendar_day(each.expires_on)) if each.expires_on else None,
        )
        for n, each in enumerate(vouchers, start=1)
    ]


def _copies(t: Translator, payment: Payment, n: int, each: Voucher) -> list[InlineKeyboardButton]:
    category = payment.order.category.value
    several = "yes" if len(payment.delivery.vouchers) > 1 else "no"
    code = copying(t.plain("voucher-copy-code", category=category, several=several, n=n), each.code)
    if each.serial is None:
        return [code]
    return [code, copying(t.plain("voucher-copy-serial", several=several, n=n), each.serial)]
