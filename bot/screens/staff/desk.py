"""What every staff command may answer: its usage, what it would do, the keypad below that, a refusal."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Go, button, keyboard
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.errors import Refusal


def usage(t: Translator, name: str, *, wrong: str | None = None, dry_run: bool = False) -> Screen:
    """How a command is typed, with an example. `wrong`: the argument that is missing or wrong."""
    problem = t("staff-bad-argument", argument=wrong) if wrong else None
    problem = t("staff-too-much") if wrong == "" else problem
    note = t("staff-changes-nothing") if dry_run else None
    return Screen(
        lines(problem, note, t("staff-usage", line=t(f"staff-usage-{name}"), about=t(f"staff-about-{name}")))
    )


def ask(t: Translator, line: str, argument: str, *, of: str) -> Screen:
    """What a command still lacks, how all of it is typed, and the way out. `of`: the command's name."""
    usage_of_it = t("staff-usage", line=t(f"staff-usage-{of}"), about=t(f"staff-about-{of}"))
    return Screen(
        paragraphs(
            lines(t("staff-ask", line=f"/{line}"), t("staff-ask-argument", argument=argument)), usage_of_it
        ),
        keyboard([button(t.plain("button-cancel"), Go(to="cancel"))]),
    )


def dry_run(t: Translator, text: str) -> Screen:
    """What a command would do; nothing was done."""
    return Screen(paragraphs(text, t("staff-dry-run")))


def would_do(t: Translator, name: str, line: str) -> Screen:
    """What a command that acts at once would do: the line as it was understood, and what that is for."""
    return dry_run(t, t("staff-would-do", line=f"/{line}", about=t.plain(f"staff-about-{name}")))


def pin_sheet(t: Translator, text: str, keypad: Keypad, *, problem: str | None = None) -> Screen:
    """What the staff PIN says yes to."""
    return Screen(paragraphs(problem, text, t("staff-enter-pin")), keyboard(*keypad.rows(t)), silent=True)


def new_pin(t: Translator, keypad: Keypad, *, problem: str | None = None, again: bool = False) -> Screen:
    """Choose a staff PIN."""
    asked = t("staff-new-pin-again") if again else t("staff-new-pin")
    return Screen(paragraphs(problem, asked), keyboard(*keypad.rows(t)), silent=True)


def refused(t: Translator, refusal: Refusal) -> Screen:
    """Explain an expected no."""
    return Screen(t(refusal.code, **refusal.values))


def with_audit_id(t: Translator, screen: Screen, n: int) -> Screen:
    """Return a screen with the number of its row in the audit log."""
    return replace(screen, text=lines(screen.text, t("staff-audit-id", n=n)))
