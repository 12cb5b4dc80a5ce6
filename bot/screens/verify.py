"""Whether a receipt that somebody shows is genuine."""

from __future__ import annotations

import html

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Go, button, home_button, keyboard
from bot.papers.words import Finding
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator


def result(t: Translator, found: Finding, *, is_customer: bool) -> Screen:
    """What the check found."""
    return Screen(
        paragraphs(
            f"{found.mark} <b>{html.escape(found.title, quote=False)}</b>",
            lines(*(html.escape(fact, quote=False) for fact in found.facts)),
            html.escape(found.advice, quote=False),
        ),
        _way_on(t, is_customer=is_customer),
    )


def no_such_reference(t: Translator, *, is_customer: bool) -> Screen:
    """Nobody's reference."""
    return Screen(paragraphs(t("verify-no-reference"), t("verify-how")), _way_on(t, is_customer=is_customer))


def how(t: Translator, *, is_customer: bool) -> Screen:
    """How to have a receipt checked."""
    return Screen(t("verify-how"), _way_on(t, is_customer=is_customer))


def too_large(t: Translator, *, is_customer: bool) -> Screen:
    """A file that is not even looked into."""
    return Screen(t("verify-file-too-large"), _way_on(t, is_customer=is_customer))


def _way_on(t: Translator, *, is_customer: bool) -> InlineKeyboardMarkup:
    way = home_button(t) if is_customer else button(t.plain("register-continue"), Go(to="share"))
    return keyboard([way])
