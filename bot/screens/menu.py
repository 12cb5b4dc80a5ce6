"""The menu of commands beside the composer."""

from __future__ import annotations

from aiogram.types import BotCommand

from bot.text import Translator

_COMMANDS = (
    "menu",
    "airtime",
    "data",
    "light",
    "tv",
    "bill",
    "repeat",
    "fund",
    "send",
    "myqr",
    "balance",
    "history",
    "schedules",
    "cashback",
    "whatif",
    "invite",
    "promo",
    "fees",
    "statement",
    "spending",
    "limits",
    "panic",
    "pin",
    "verify",
    "token",
    "status",
    "problem",
    "language",
    "help",
    "privacy",
    "cancel",
)


def commands(t: Translator) -> list[BotCommand]:
    """Return what the menu offers, in its order."""
    return [BotCommand(command=name, description=t.plain(f"command-{name}")) for name in _COMMANDS]
