"""Lite mode: every message as plain as it can be, for small screens, dear data and screen readers.

Applied where screens are sent and nowhere else, so that no screen knows of it: one button in a row, nothing
hidden behind a spoiler or folded up, no picture offered, and no sign beside the words that say the same.
"""

from __future__ import annotations

import re
from dataclasses import replace

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import KeypadKey, NewPinKey, Paid
from bot.screen import Screen
from bot.text import Translator

_SIGN = r"[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?"
_SIGN_FIRST = re.compile(rf"^((?:<\w+>)*)(?:{_SIGN}\s*)+(?=[\w<₦&])", re.MULTILINE)
_FOLDS = " ▾"  # after what more can be chosen behind a button
_HIDES = re.compile(r"</?tg-spoiler>|</?blockquote[^>]*>")
_KEYPADS = tuple(f"{keys.__prefix__}{keys.__separator__}" for keys in (KeypadKey, NewPinKey))
_PICTURES = Paid(act="png", payment_id="").pack()


def as_read(t: Translator, screen: Screen) -> Screen:
    """Return a screen as this person reads it."""
    return lite(screen) if t.is_lite else screen


def lite(screen: Screen) -> Screen:
    """Return a screen as plain as it can be. A keypad stays one: it is quicker in rows."""
    keyboard = screen.keyboard
    if isinstance(keyboard, InlineKeyboardMarkup):
        keyboard = _one_in_a_row(keyboard)
    ends = lite(screen.ends) if screen.ends is not None else None
    return replace(screen, text=_plain(_HIDES.sub("", screen.text)), keyboard=keyboard, ends=ends)


def _plain(text: str) -> str:
    return _SIGN_FIRST.sub(r"\1", text).removesuffix(_FOLDS)


def _one_in_a_row(keyboard: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    rows: list[list[InlineKeyboardButton]] = []
    for row in keyboard.inline_keyboard:
        if any((each.callback_data or "").startswith(_KEYPADS) for each in row):
            rows.append(row)
            continue
        words = [each for each in row if not (each.callback_data or "").startswith(_PICTURES)]
        rows += [[each.model_copy(update={"text": _plain(each.text)})] for each in words]
    return InlineKeyboardMarkup(inline_keyboard=rows)
