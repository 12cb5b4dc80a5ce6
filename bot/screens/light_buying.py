"""Light that buys itself: how much each time, at most how much a month, and the sheet for the PIN."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.buttons import BuyLight, back_and_cancel, button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.light import called
from bot.screens.pay_sheet import recipient
from bot.screens.schedules import particulars
from bot.text import Translator, short_naira
from domain.billers import Biller
from domain.light import Light
from domain.money import Money
from domain.rules import Rules
from domain.schedules import Terms, runs_at

_TIMES_A_MONTH = (1, 2, 4, 8)  # that a month may have room for
_WHOLE = 10_000  # kobo: caps are offered in hundreds of naira


def ask_amount(
    t: Translator, light: Light, names: Mapping[str, str], rules: Rules, *, problem: str | None = None
) -> Screen:
    """How much each time."""
    usual = BuyLight(payment_id=light.newest.id, amount=light.usual.kobo)
    return Screen(
        paragraphs(
            problem,
            t("buying-how-much", meter=called(light, names), days=rules.light.remind_before.days),
            t("buying-type-it"),
        ),
        keyboard(
            [button(t.plain("buying-amount", amount=short_naira(light.usual)), usual, style="primary")],
            back_and_cancel(t, back="meters"),
        ),
    )


def ask_cap(t: Translator, light: Light, terms: Terms) -> Screen:
    """At most how much in a month."""
    chips = []
    for times in _TIMES_A_MONTH:
        cap = Money(-(-terms.agreed.kobo * times // _WHOLE) * _WHOLE)
        data = BuyLight(payment_id=light.newest.id, amount=terms.amount.kobo, a_month=cap.kobo)
        chips.append(button(t.plain("buying-cap", cap=cap), data))
    return Screen(
        paragraphs(t("buying-how-much-a-month"), t("buying-total", total=terms.agreed)),
        keyboard(*in_rows(chips, 2), back_and_cancel(t, back="meters")),
    )


def sheet_text(t: Translator, terms: Terms, biller: Biller, rules: Rules, *, now: datetime) -> str:
    """All that the PIN says yes to."""
    first = max(runs_at(terms.starts_on, rules.schedules), now + rules.schedules.announced_before)
    return paragraphs(
        t("buying-sheet"),
        recipient(t, terms.order(terms.schedule_id, terms.amount), biller),
        lines(
            t("buying-when", days=rules.light.remind_before.days, first=t.when(first, now=now)),
            t("buying-total", total=terms.agreed),
            *particulars(t, terms, biller, rules, now=now),
        ),
        t("schedule-sheet-out"),
    )
