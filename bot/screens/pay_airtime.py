"""Buying airtime, as it is seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.buttons import Go, Pick, back_and_cancel, button, in_rows, keyboard
from bot.screen import Screen
from bot.screens import outages
from bot.screens.layout import paragraphs
from bot.screens.outages import ALL_WELL
from bot.text import Translator, naira_text, phone_text
from domain.billers import Biller
from domain.money import Money
from domain.outages import BillerState
from domain.phones import Phone


def choose_amount(
    t: Translator,
    biller: Biller,
    phone: Phone,
    *,
    is_own: bool,
    amounts: Sequence[Money],
    problem: str | None = None,
) -> Screen:
    """Whose line it is, and how much."""
    line = t("airtime-own-line" if is_own else "airtime-other-line", biller=biller.name, phone=phone)
    chips = [button(naira_text(amount), Pick(what="amount", value=str(amount.kobo))) for amount in amounts]
    change = [
        button(t.plain("airtime-network", biller=biller.short_name), Go(to="network")),
        button(t.plain("airtime-other-number"), Go(to="number")),
    ]
    ask = t("airtime-how-much", minimum=biller.minimum, maximum=biller.maximum)
    return Screen(
        paragraphs(problem, line, ask),
        keyboard(*in_rows(chips, 3), change, back_and_cancel(t, back="home")),
    )


def choose_number(t: Translator, *, problem: str | None = None) -> Screen:
    """Another number: typed, pasted or from the contacts."""
    return Screen(
        paragraphs(problem, t("airtime-which-number")), keyboard(back_and_cancel(t, back="airtime"))
    )


def choose_network(
    t: Translator,
    billers: Sequence[Biller],
    phone: Phone,
    *,
    states: Mapping[str, BillerState] = ALL_WELL,
    problem: str | None = None,
) -> Screen:
    """The network, where the prefix does not say it or says it wrongly."""
    return Screen(
        paragraphs(problem, t("airtime-which-network", phone=phone_text(phone))),
        keyboard(*in_rows(outages.chips(t, billers, states), 2), back_and_cancel(t, back="airtime")),
    )
