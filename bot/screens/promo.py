"""Promo codes: asking for one, and what it gave."""

from __future__ import annotations

from bot.buttons import Go, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.money import Money


def ask(t: Translator, *, problem: str | None = None) -> Screen:
    """Which code it is."""
    return Screen(paragraphs(problem, t("promo-ask")), keyboard(back_and_cancel(t, back="cashback")))


def credited(t: Translator, code: str, amount: Money) -> Screen:
    """What a code gave."""
    return Screen(
        lines(t("promo-credited", amount=amount, code=code), t("promo-use-it")),
        keyboard([button(t.plain("home-cashback"), Go(to="cashback")), home_button(t)]),
    )


def refused(t: Translator, problem: str) -> Screen:
    """Why a code gives nothing."""
    return Screen(problem, keyboard([button(t.plain("promo-button"), Go(to="promo"))], [home_button(t)]))
