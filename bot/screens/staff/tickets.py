"""Tickets as staff see them: what waits, and one with the ways to its payment and its customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.buttons import home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens import problem
from bot.screens.layout import lines
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.problems import ProblemKind, Ticket


def listed(t: Translator, tickets: Sequence[Ticket], *, now: datetime) -> Screen:
    """What waits, what is due first."""
    rows = (
        t(
            "staff-ticket-row",
            number=each.number,
            kind=t.plain(f"problem-{each.kind.value}"),
            by=each.answer_by,
            late="yes" if now > each.answer_by else "no",
        )
        for each in tickets
    )
    buttons = [run(t.plain("ticket-name", number=each.number), f"ticket {each.number}") for each in tickets]
    return Screen(lines(*rows) or t("staff-tickets-none"), keyboard(*in_rows(buttons, 3), [home_button(t)]))


def one(t: Translator, ticket: Ticket) -> Screen:
    """A ticket with its evidence."""
    ways = [run(t.plain("staff-button-customer"), f"user {ticket.customer_id}")]
    if ticket.kind is not ProblemKind.MONEY_NOT_IN:
        ways.insert(0, run(t.plain("staff-button-ticket-payment"), f"tx {ticket.payment_id}"))
    shown = problem.for_staff(t, ticket)
    return Screen(
        shown.text, keyboard(ways, [run(t.plain("staff-button-ticket-list"), "ticket"), home_button(t)])
    )
