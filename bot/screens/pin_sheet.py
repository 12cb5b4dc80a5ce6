"""A sheet that the PIN says yes to, with the keypad below it."""

from __future__ import annotations

from bot.buttons import Go, button, home_button, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.safe_word import line
from bot.text import Translator


def pin_sheet(
    t: Translator,
    text: str,
    keypad: Keypad,
    *,
    change: str | None = None,
    problem: str | None = None,
    safe_word: str | None = None,
) -> Screen:
    """All that the PIN says yes to, ready for it. `change`: the place where it is changed."""
    other = [button(t.plain("pin-sheet-change"), Go(to=change))] if change is not None else None
    return Screen(
        paragraphs(problem, text, lines(line(t, safe_word), t("pin-sheet-enter"))),
        keyboard(*keypad.rows(t), other),
        silent=True,
    )


def closed(t: Translator, problem: str, *, again: str | None, locked: bool = False) -> Screen:
    """A sheet that is no longer open. `again`: the place that draws it anew. `locked`: no PIN is taken."""
    reset = [button(t.plain("pin-reset-now"), Go(to="pin_reset"), style="primary")] if locked else None
    reopen = (
        [button(t.plain("sheet-open-again"), Go(to=again), style="primary")] if again is not None else None
    )
    return Screen(problem, keyboard(reset, reopen, [home_button(t)]))
