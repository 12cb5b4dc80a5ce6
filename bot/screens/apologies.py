"""What is said when the business says no, when something broke, and when somebody is too fast."""

from __future__ import annotations

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.text import Translator
from domain.errors import BooksBusy, BooksFull, Refusal, Unavailable


def refused(t: Translator, refusal: Refusal) -> Screen:
    """Explain an expected no."""
    return Screen(t(refusal.code, **refusal.values), keyboard([home_button(t)]))


def surprised(t: Translator) -> Screen:
    """Apologise for what nobody expected."""
    return Screen(t("surprise"), keyboard([home_button(t)]))


def unavailable(t: Translator, trouble: Unavailable) -> Screen:
    """Say what keeps the books from being used, and what that means for money."""
    match trouble:
        case BooksFull():
            said = t("books-full")
        case BooksBusy():
            said = t("books-busy")
        case _:
            said = t("books-unreachable")
    return Screen(said, keyboard([home_button(t)]))


def too_fast(t: Translator) -> Screen:
    """Ask for patience."""
    return Screen(t("too-fast"))
