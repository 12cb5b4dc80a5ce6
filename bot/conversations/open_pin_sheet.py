"""Opens a sheet for the PIN that is not about a bill, and closes it. What becomes of it: `pin_sheet`."""

from __future__ import annotations

from bot.conversations.desk import Desk
from bot.conversations.memory import PinSheet
from bot.conversations.sheets import PinSheets
from bot.keypad import Keypad
from bot.screens import pin_sheet
from domain.errors import Refusal
from domain.pins import PinLocked


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
