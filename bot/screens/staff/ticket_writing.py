"""What is written to the customer of a ticket: ready sentences, the preview, what a step has to say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.buttons import Pick, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import paragraphs
from bot.screens.staff.pieces import run
from bot.screens.staff.tickets import opening
from bot.screens.tickets import quoted
from bot.text import Translator
from domain.tickets import Ticket


def macros(t: Translator, ticket: Ticket, texts: Sequence[tuple[str, str]], *, verb: str) -> Screen:
    """The ready sentences, as the customer would read them; each can be sent."""
    return Screen(
        paragraphs(
            t("staff-ticket-macros", number=ticket.number),
            *(t("staff-ticket-macro", name=name, text=text) for name, text in texts),
        ),
        keyboard(
            *in_rows((run(name, f"ticket {ticket.number} {verb} {name}") for name, _ in texts), 2),
            [opening(t, ticket), home_button(t)],
        ),
    )


def preview(t: Translator, ticket: Ticket, text: str, *, sends: bool) -> Screen:
    """What the customer would read, before it is sent."""
    n = str(ticket.number)
    buttons = [
        button(t.plain("staff-button-ticket-send"), Pick(what="ticket-send", value=n)),
        button(t.plain("staff-button-ticket-again"), Pick(what="ticket-reply", value=n)),
    ]
    return Screen(
        paragraphs(
            t("staff-ticket-preview", number=ticket.number),
            quoted(text),
            None if sends else t("staff-dry-run"),
        ),
        keyboard(buttons if sends else None, [opening(t, ticket), home_button(t)]),
    )


def gone(t: Translator) -> Screen:
    """What was written is not known any more."""
    return Screen(
        t("staff-ticket-gone"), keyboard([run(t.plain("staff-button-ticket-list"), "ticket"), home_button(t)])
    )


def write(t: Translator, number: int, *, problem: str | None = None) -> Screen:
    """Ask for what the customer is to be told."""
    return Screen(
        paragraphs(problem, t("staff-ticket-write", number=number)),
        keyboard([run(t.plain("ticket-name", number=number), f"ticket {number}"), home_button(t)]),
    )


def ask_until(t: Translator, ticket: Ticket) -> Screen:
    """By when the company's answer is looked for."""
    times = ("1h", "4h", "24h")
    return Screen(
        t("staff-ticket-until", number=ticket.number),
        keyboard(
            [run(each, f"ticket {ticket.number} biller {each}") for each in times],
            [opening(t, ticket), home_button(t)],
        ),
    )


def ask_reason(t: Translator, ticket: Ticket, verb: str) -> Screen:
    """A reason has to be typed with it."""
    return Screen(
        t("staff-ticket-reason", number=ticket.number, verb=verb),
        keyboard([opening(t, ticket), home_button(t)]),
    )
