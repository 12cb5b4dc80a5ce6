"""Maintenance as staff see it, and what is switched on in this installation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.buttons import home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.maintenance import standing
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.maintenance import Stop


def plan_on(t: Translator, stop: Stop) -> str:
    """What stopping means, and what customers are told."""
    until = t("staff-maintenance-until", until=stop.until) if stop.until is not None else None
    return paragraphs(
        lines(t("staff-maintenance-on"), until or t("staff-maintenance-until-off")),
        standing(t, stop),
    )


def plan_off(t: Translator, stop: Stop) -> str:
    """What is ended."""
    return lines(t("staff-maintenance-off"), t("staff-maintenance-since", since=stop.since))


def begun(t: Translator, until: datetime | None) -> Screen:
    """It is on."""
    until_when = t("staff-maintenance-until", until=until) if until is not None else None
    off = run(t.plain("staff-button-maintenance-off"), " ".join(("maintenance", "off")))
    return Screen(lines(t("staff-maintenance-begun"), until_when), keyboard([off, home_button(t)]))


def ended(t: Translator) -> Screen:
    """It is off."""
    return Screen(t("staff-maintenance-ended"), keyboard([home_button(t)]))


def flags(t: Translator, features: Mapping[str, str]) -> Screen:
    """Each feature with how it is set."""
    rows = (t("staff-flags-row", name=name, value=value) for name, value in features.items())
    return Screen(paragraphs(t("staff-flags-title"), lines(*rows)), keyboard([home_button(t)]))
