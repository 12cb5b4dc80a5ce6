"""Receipts to keep: the buttons that make a picture or a PDF of one, and what stands below it."""

from __future__ import annotations

from aiogram.types import InlineKeyboardButton

from bot.buttons import Paid, button
from bot.text import Translator
from domain.billers import Biller
from domain.payments import Payment
from domain.receipt_contents import has_utility_bill


def paper_keys(t: Translator, payment: Payment) -> list[list[InlineKeyboardButton]]:
    """Return the papers that there are of a payment. Pictures cost data, so they come on tap."""
    picture = button(t.plain("receipt-picture"), Paid(act="png", payment_id=payment.id))
    file = button(t.plain("receipt-pdf"), Paid(act="pdf", payment_id=payment.id))
    bill = button(t.plain("receipt-utility-bill"), Paid(act="bill", payment_id=payment.id))
    return [[picture, file], [bill]] if has_utility_bill(payment) else [[picture, file]]


def caption(t: Translator, payment: Payment, biller: Biller, *, is_bill: bool) -> str:
    """What stands below a picture or a file."""
    key = "receipt-caption-bill" if is_bill else "receipt-caption"
    return t(key, biller=biller.short_name, amount=payment.quote.total)
