"""Changing and resetting the PIN, as it is seen."""

from __future__ import annotations

from datetime import datetime

from aiogram.types import KeyboardButton, ReplyKeyboardMarkup

from bot.buttons import Go, back_and_cancel, bottom_bar, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator
from domain.rules import Rules


def page(t: Translator) -> Screen:
    """What can be done with a PIN."""
    return Screen(
        t("pin-page"),
        keyboard(
            [button(t.plain("pin-change"), Go(to="pin_change"))],
            [button(t.plain("pin-forgotten"), Go(to="pin_reset"))],
            back_and_cancel(t, back="settings"),
        ),
    )


def share_number(t: Translator, *, problem: str | None = None) -> Screen:
    """The key that shows that the phone is at hand, above the bar that leads away."""
    contact = KeyboardButton(text=t.plain("register-share"), request_contact=True)
    keys = ReplyKeyboardMarkup(keyboard=[[contact], *bottom_bar(t).keyboard], resize_keyboard=True)
    return Screen(paragraphs(problem, t("pin-share-number")), keys)


def changed(t: Translator) -> Screen:
    """It is done."""
    return Screen(t("pin-is-changed"), keyboard([home_button(t)]))


def reset(t: Translator, rules: Rules, until: datetime, *, now: datetime) -> Screen:
    """It is done, and what that means for a while."""
    limited = t("account-limited", limit=rules.restricted_outflow, until=t.when(until, now=now))
    return Screen(paragraphs(t("pin-is-reset"), limited), keyboard([home_button(t)]))


def closed(t: Translator, problem: str, *, again: str) -> Screen:
    """Nothing came of it; the place that begins anew."""
    return Screen(problem, keyboard([button(t.plain("button-try-again"), Go(to=again))], [home_button(t)]))


def told(t: Translator, event: str, at: datetime, *, now: datetime) -> Screen:
    """The alert about a change of what guards the account.

    :param event: pin-changed, pin-reset, e-mail-changed, account-moved or limit-raised
    """
    return Screen(
        paragraphs(t(f"alert-{event}", at=t.when(at, now=now)), t("alert-not-you")),
        keyboard([home_button(t)]),
    )
