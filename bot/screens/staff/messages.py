"""Messages of staff to one customer, and her PIN that is opened: before and after, and as she reads it."""

from __future__ import annotations

from datetime import datetime

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.rules import Rules


def preview(t: Translator, who: str, text: str) -> str:
    """Return what would be sent, as it is read."""
    return paragraphs(t("staff-message-to", who=who), t("support-message", text=text))


def sent(t: Translator, who: str) -> Screen:
    """It is on its way."""
    return Screen(t("staff-message-sent", who=who))


def told(t: Translator, text: str) -> Screen:
    """What a customer reads."""
    return Screen(t("support-message", text=text), keyboard([home_button(t)]))


def unlocking(t: Translator, who: str, reason: str, rules: Rules) -> str:
    """Return what opening her PIN means."""
    return lines(
        t("staff-unlock-plan", who=who, limit=rules.restricted_outflow), t("staff-reason", reason=reason)
    )


def unlocked(t: Translator, who: str, until: datetime) -> Screen:
    """She may try again."""
    return Screen(t("staff-unlocked", who=who, until=until))
