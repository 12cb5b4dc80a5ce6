"""What came of asking vendors again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines
from bot.screens.staff.pieces import run, short
from bot.text import Translator

_MOST_NAMED = 10


def many(t: Translator, payment_ids: Sequence[str]) -> Screen:
    """Those that are being asked about."""
    rows = [[run(short(each), f"tx {each}")] for each in payment_ids[:_MOST_NAMED]]
    said = lines(
        t("staff-requeries", count=len(payment_ids)), t("staff-requeries-next") if payment_ids else None
    )
    return Screen(said, keyboard(*rows, [run(t.plain("staff-button-figures"), "stats")]))
