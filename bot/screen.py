"""What a person sees: text and buttons, ready to be sent or put in the place of another."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram.types import InlineKeyboardMarkup, ReplyKeyboardMarkup, ReplyKeyboardRemove

Keyboard = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: HTML text and its keyboard.

    `edit` names the message whose place it takes; None: it comes as a new one. `ends` is what an earlier
    message says from then on, which this one makes out of date; it has an `edit`.
    """

    text: str
    keyboard: Keyboard | None = None
    silent: bool = False
    edit: int | None = None
    ends: Screen | None = None
