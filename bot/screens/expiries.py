"""What runs out on a day: told the day before, with the same once more in one tap."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import ExpiryOf, Paid, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.screens.schedules import what_order
from bot.text import Translator
from domain.billers import Biller
from domain.expiries import Expiry, rhythm_of
from domain.payments import Payment
from domain.times import lagos_day

REMIND, SILENCE, REGULARLY = "on", "off", "recur"


def ahead(t: Translator, expiry: Expiry, payment: Payment, biller: Biller, *, now: datetime) -> Screen | None:
    """It runs out; None: nobody knows when, or it is over."""
    days = (expiry.ends_on - lagos_day(now)).days if expiry.ends_on is not None else -1
    if days < 0:
        return None
    said = t("expiry-ahead", category=payment.order.category.value, days=days)
    return _with_ways(t, said, payment, biller)


def silent(t: Translator, payment: Payment, biller: Biller) -> Screen:
    """It is not told of any more."""
    return Screen(
        paragraphs(t("expiry-silent"), what_order(t, payment.order, biller)),
        keyboard(
            [button(t.plain("expiry-remind"), ExpiryOf(act=REMIND, payment_id=payment.id)), home_button(t)]
        ),
    )


def reminding(t: Translator, payment: Payment, biller: Biller) -> Screen:
    """It is told of again."""
    return _with_ways(t, t("expiry-reminding"), payment, biller)


def _with_ways(t: Translator, said: str, payment: Payment, biller: Biller) -> Screen:
    """Say it of what was paid for, with all that can be done about it."""
    return Screen(
        paragraphs(said, what_order(t, payment.order, biller)),
        keyboard(
            [button(t.plain("expiry-renew"), Paid(act="again", payment_id=payment.id), style="primary")],
            [_regularly(t, payment)],
            [button(t.plain("expiry-silence"), ExpiryOf(act=SILENCE, payment_id=payment.id))],
            [home_button(t)],
        ),
    )


def _regularly(t: Translator, payment: Payment) -> InlineKeyboardButton:
    """Offer to pay it as often as it runs out, or to say how often."""
    rhythm = rhythm_of(payment.order)
    if rhythm is None:
        return button(t.plain("schedule-repeat"), Paid(act="recur", payment_id=payment.id))
    label = t.plain("expiry-regularly", rhythm=rhythm)
    return button(label, ExpiryOf(act=REGULARLY, payment_id=payment.id))
