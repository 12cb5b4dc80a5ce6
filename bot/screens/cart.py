"""An order that lacks money: the PIN now, the payment by itself as soon as the money is in."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import Go, button, home_button, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.pay_sheet import figures, paid_before, recipient
from bot.screens.safe_word import line
from bot.text import Translator
from domain.billers import Biller
from domain.money import Money
from domain.payments import Payment
from domain.quotes import Sheet


def cart_sheet(
    t: Translator,
    sheet: Sheet,
    biller: Biller,
    missing: Money,
    keypad: Keypad,
    *,
    earlier: Payment | None = None,
    problem: str | None = None,
    safe_word: str | None = None,
    now: datetime,
) -> Screen:
    """The sheet of an order that waits for money, ready for the PIN."""
    return Screen(
        paragraphs(
            problem,
            paid_before(t, earlier, now=now) if earlier else None,
            recipient(t, sheet.order, biller),
            lines(figures(t, sheet.order, sheet.quote), t("sheet-need-more", missing=missing)),
            lines(line(t, safe_word), t("cart-promise", until=t.when(sheet.expires_at, now=now))),
        ),
        keyboard(*keypad.rows(t)),
        silent=True,
    )


def kept(t: Translator, sheet: Sheet, biller: Biller, *, now: datetime) -> Screen:
    """The order waits for its money."""
    return Screen(
        t("cart-kept", biller=biller.name, until=t.when(sheet.expires_at, now=now)),
        keyboard([button(t.plain("cart-stop"), Go(to="cart_stop"))]),
    )


def back(t: Translator, sheet: Sheet, biller: Biller) -> Screen:
    """It could not be finished as it was approved."""
    return Screen(
        paragraphs(
            t("cart-back"),
            recipient(t, sheet.order, biller),
            figures(t, sheet.order, sheet.quote),
        ),
        keyboard([button(t.plain("cart-go-on"), Go(to="cart_back"), style="primary")], [home_button(t)]),
    )


def gone(t: Translator) -> Screen:
    """There is no cart any more."""
    return Screen(t("cart-gone"), keyboard([home_button(t)]))
