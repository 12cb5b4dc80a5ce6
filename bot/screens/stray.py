"""Answers to what was not expected: the wrong kind of input, an old button, a group."""

from __future__ import annotations

from bot.buttons import Go, button, home_button, keyboard, link
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.text import Translator


def not_understood(t: Translator, kind: str, *, hint: str | None) -> Screen:
    """Say what can't be read, and what would help at the step at hand."""
    resume = [button(t.plain("stray-resume"), Go(to="resume"), style="primary")] if hint else None
    return Screen(
        paragraphs(t(f"stray-{kind}"), t(hint or "hint-anywhere")),
        keyboard(resume, [home_button(t)]),
    )


def typed_pin(t: Translator, *, deleted: bool) -> Screen:
    """What was typed looked like a PIN, which is never needed like this. It is deleted, where possible."""
    return Screen(t("stray-typed-pin" if deleted else "stray-typed-pin-stays"), keyboard([home_button(t)]))


def open_privately(t: Translator, bot_name: str) -> Screen:
    """The answer in a group, where no money is shown."""
    return Screen(
        t("stray-group"),
        keyboard([link(t.plain("stray-open-privately"), f"https://t.me/{bot_name}?start=group")]),
    )
