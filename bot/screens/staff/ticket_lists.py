"""Tickets in lists: what waits, what is due first, and how the desk does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.buttons import home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.ticket_desk import TicketFigures
from domain.ticket_states import OPEN, TicketStatus
from domain.tickets import Ticket

PAGE = 10
_ALL, _LISTS = "list", ("next", "mine", "stats")


def listed(
    t: Translator,
    tickets: Sequence[Ticket],
    *,
    now: datetime,
    title: str = "",
    again: str = "",
    page: int = 1,
) -> Screen:
    """What waits, what is due first. `again` is the command line that shows this list."""
    rows = (
        t(
            "staff-ticket-row",
            number=each.number,
            kind=t.plain(f"problem-{each.kind.value}"),
            state=t.plain(f"ticket-{each.status.value}"),
            by=each.answer_by,
            late="yes" if each.is_late(now) else "no",
        )
        for each in tickets[:PAGE]
    )
    buttons = [
        run(t.plain("ticket-name", number=each.number), f"ticket {each.number}") for each in tickets[:PAGE]
    ]
    turn = []
    if page > 1:
        turn.append(run(t.plain("staff-button-newer"), f"{again} {page - 1}"))
    if len(tickets) > PAGE:
        turn.append(run(t.plain("staff-button-older"), f"{again} {page + 1}"))
    ways = [run(t.plain(f"staff-button-ticket-{which}"), f"ticket {which}") for which in _LISTS]
    return Screen(
        lines(title or None, *rows) if tickets else paragraphs(title or None, t("staff-tickets-none")),
        keyboard(*in_rows(buttons, 5), turn, ways, [home_button(t)]),
    )


def figures(t: Translator, known: TicketFigures) -> Screen:
    """How the desk does."""
    spans = (
        t(
            "staff-ticket-medians",
            days=days,
            opened=each.opened,
            answered=_span(t, each.answered),
            closed=_span(t, each.closed),
        )
        for days, each in known.within.items()
    )
    states = [each for each in TicketStatus if each in OPEN]
    return Screen(
        paragraphs(t("staff-ticket-figures", open=known.open, late=known.late), lines(*spans)),
        keyboard(
            *in_rows(
                (run(t.plain(f"ticket-{each.value}"), f"ticket {_ALL} {each.value}") for each in states), 2
            ),
            [run(t.plain("staff-button-ticket-list"), "ticket"), home_button(t)],
        ),
    )


def _span(t: Translator, span: timedelta | None) -> str:
    return "–" if span is None else t.plain("staff-ticket-span", span=span)
