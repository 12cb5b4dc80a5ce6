"""Becoming a customer, as it is seen."""

from __future__ import annotations

from bot.buttons import Go, NewPinKey, Pick, bottom_bar, button, contact_key, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import LANGUAGES, Translator, translator
from domain.money import Money
from domain.phones import Phone


def welcome(t: Translator, *, waiting: Money | None = None) -> Screen:
    """Language and terms. `waiting`: what the link that brought them has for them."""
    languages = [
        button(
            t.plain("language-chosen", name=name) if t.language == code else name,
            Pick(what="language", value=code),
        )
        for code in LANGUAGES
        for name in [translator(code).plain("language-name")]
    ]
    go_on = button(t.plain("register-continue"), Go(to="share"), style="primary")
    look = button(t.plain("look-around"), Go(to="look"))
    money = t("register-money-waits", amount=waiting) if waiting is not None else None
    return Screen(paragraphs(money, t("register-welcome")), keyboard(languages, [go_on], [look]))


def share_number(t: Translator, *, problem: str | None = None) -> Screen:
    """The key that shares the person's own number."""
    return Screen(paragraphs(problem, t("register-share-number")), contact_key(t))


def thanks(t: Translator, *, name: str, phone: Phone) -> Screen:
    """The number is taken; the bar below the chat comes with it."""
    return Screen(t("register-thanks", name=name[:40], phone=phone), bottom_bar(t))


def choose_pin(t: Translator, keypad: Keypad, *, problem: str | None = None) -> Screen:
    """The keypad for a new PIN."""
    return Screen(
        paragraphs(problem, t("register-choose-pin")),
        keyboard(*keypad.rows(t, NewPinKey)),
        silent=True,
    )


def repeat_pin(t: Translator, keypad: Keypad) -> Screen:
    """The keypad for the new PIN once more."""
    return Screen(
        t("register-repeat-pin"),
        keyboard(*keypad.rows(t, NewPinKey)),
        silent=True,
    )
