"""The safe word: on every sheet, and where it is chosen."""

from __future__ import annotations

from bot.buttons import Go, back_and_cancel, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator


def line(t: Translator, word: str | None) -> str | None:
    """The line of a sheet that an impostor can't draw; None where no word was chosen."""
    return t("safe-word-line", word=word) if word is not None else None


def ask(t: Translator, word: str | None, *, problem: str | None = None) -> Screen:
    """Which word it shall be."""
    off = [button(t.plain("safe-word-off"), Go(to="safe_word_off"))] if word is not None else None
    return Screen(
        paragraphs(problem, t("safe-word-ask"), line(t, word)),
        keyboard(off, back_and_cancel(t, back="safety")),
    )


def chosen(t: Translator, word: str) -> Screen:
    """It is on every sheet from now on."""
    return Screen(t("safe-word-chosen", word=word), keyboard([home_button(t)]))


def given_up(t: Translator) -> Screen:
    """No sheet shows a word any more."""
    return Screen(t("safe-word-given-up"), keyboard([home_button(t)]))
