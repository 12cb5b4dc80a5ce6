"""What is said when the business says no, when something broke, and when somebody is too fast."""

from __future__ import annotations

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.text import Translator
from domain.errors import Refusal


def refused(t: Translator, refusal: Refusal) -> Screen:
    """Explain an expected no."""
    return Screen(t(refusal.code, **refusal.values), keyboard([home_button(t)]))


def surprised(t: Translator) -> Screen:
    """Apologise for what nobody expected."""
    return Screen(t("surprise"), keyboard([home_button(t)]))


def too_fast(t: Translator) -> Screen:
    """Ask for patience."""
    return Screen(t("too-fast"))
