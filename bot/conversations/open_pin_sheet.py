"""Opens a sheet for the PIN that is not about a bill, and closes it. What becomes of it: `pin_sheet`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, TypeVar

from aiogram.dispatcher.event.handler import CallableObject

from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet
from bot.conversations.said_again import says_again
from bot.conversations.sheets import PinSheets
from bot.keypad import Keypad
from bot.screens import pin_sheet
from domain.errors import Refusal
from domain.pins import PinLocked

# Asks for the services that it needs by name, as every handler does.
Words = TypeVar("Words", bound=Callable[..., Awaitable[str | None]])
_WORDS: dict[str, CallableObject] = {}


def worded(purpose: str) -> Callable[[Words], Words]:
    """Let a function say again what a sheet of that purpose says yes to, in the desk's language.

    It is given `desk` and `sheet`, and whatever else it names; it returns None where that is forgotten. The
    sheet stays the same one: only its words are made anew.
    """

    def register(words: Words) -> Words:
        _WORDS[purpose] = CallableObject(words)
        return words

    return register


def purposes_worded() -> frozenset[str]:
    """Return the purposes whose sheets can be said again."""
    return frozenset(_WORDS)


@says_again(PinSheets.pin)
async def sheet_again(desk: Desk, **given: Any) -> None:
    """Show the open sheet in today's words, with a fresh keypad."""
    sheet = desk.chat.memory.pin_sheet
    words = _WORDS.get(sheet.purpose) if sheet is not None else None
    text = await words.call(**{**given, "desk": desk, "sheet": sheet}) if words is not None else None
    if sheet is None or text is None:
        await desk.go_home()
        return
    await show(desk, replace(sheet, text=text))


async def show(desk: Desk, sheet: PinSheet, *, problem: str | None = None) -> None:
    """Open a sheet with a fresh keypad; where no PIN is taken now, say until when."""
    memory = desk.chat.memory
    memory.close_sheet()
    try:
        await desk.pins.check_open(desk.customer.id, now=desk.now)
    except PinLocked as refusal:
        await close(desk, sheet, refusal)
        return
    memory.pin_sheet, memory.keypad = sheet, Keypad.fresh()
    await desk.chat.at(PinSheets.pin)
    word = await desk.safe_word()
    await desk.chat.show(
        pin_sheet.pin_sheet(
            desk.t, sheet.text, memory.keypad, change=sheet.change, problem=problem, safe_word=word
        )
    )


async def close(desk: Desk, sheet: PinSheet, refusal: Refusal) -> None:
    """Say why nothing came of a sheet, and how to draw it anew where that may help."""
    await desk.chat.at(None)
    locked = isinstance(refusal, PinLocked)
    again = None if locked else sheet.again
    await desk.chat.show(pin_sheet.closed(desk.t, desk.explain(refusal), again=again, locked=locked))
