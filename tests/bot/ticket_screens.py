"""Every screen of tickets, as customers and staff see them, with the longest of what can stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screen import Screen
from bot.screens import missing_money, problem, tickets
from bot.screens.staff import ticket_lists, ticket_macros, ticket_writing
from bot.screens.staff import tickets as staff
from bot.text import Translator
from domain.rules import Rules
from domain.staff import Role
from domain.ticket_desk import TicketFigures, TicketFile, TicketMedians
from domain.ticket_states import CLOSED, HELD, TicketStatus
from domain.tickets import LONGEST_MESSAGE, ProblemKind, Ticket, TicketMessage, WaitsFor
from domain.top_ups import TopUp
from tests.bot import samples
from tests.bot.account_screens import ACCOUNT
from tests.bot.samples import IKEJA, LONG, MUCH, NOON

WORDS = ("<&> " * LONGEST_MESSAGE)[:LONGEST_MESSAGE]
TICKET = Ticket(
    999_999, "c" * 32, "p" * 32, ProblemKind.OTHER, TicketStatus.RECEIVED, NOON, NOON, (LONG,) * 3
)
HERS = TicketMessage("1" * 32, TICKET.number, "c" * 32, NOON, WORDS, "file", is_photo=True)
OURS = replace(HERS, author="telegram:9100001", file_id=None)
TALK = (HERS, replace(HERS, text=""), OURS) * 3


def all_tickets() -> Iterator[Ticket]:
    """Yield a ticket in each state."""
    for status in TicketStatus:
        closed_at = NOON if status in CLOSED else None
        taken_by = 9_100_001 if status in HELD else None
        yield replace(TICKET, status=status, closed_at=closed_at, taken_by=taken_by)
    yield replace(TICKET, status=TicketStatus.SOLVED, closed_at=NOON, is_well=True)
    for waits_for in WaitsFor:
        yield replace(TICKET, status=TicketStatus.CHECKING, waits_for=waits_for)


def ticket_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    light, later = samples.payment(), NOON + timedelta(seconds=1)
    top_up = TopUp("f" * 32, "c" * 32, "paystack", MUCH, NOON, later)
    for each in all_tickets():
        name = f"{each.status} {each.waits_for} {each.is_well}"
        for now in (NOON, later):
            yield (
                f"ticket {name}",
                problem.ticket(t, each, light, IKEJA, rules.tickets, messages=TALK, now=now),
            )
        about_money = replace(each, kind=ProblemKind.MONEY_NOT_IN)
        yield f"top-up ticket {name}", missing_money.ticket(t, about_money, top_up, rules.tickets, now=NOON)
        yield (
            f"transfer ticket {name}",
            missing_money.transfer_ticket(t, about_money, ACCOUNT, rules.tickets, messages=TALK, now=NOON),
        )
        yield f"replied {name}", tickets.replied(t, each, OURS, rules.tickets, now=NOON)
        if each.status in CLOSED:
            yield f"decided {name}", tickets.decided(t, each, OURS, rules.tickets, now=NOON)
        yield from _for_staff(t, each, name)
    for wrong in ProblemKind:
        frozen = problem.ticket(t, replace(TICKET, kind=wrong), light, IKEJA, rules.tickets, now=NOON)
        yield f"ticket {wrong}", frozen
        texts = [(name, ticket_macros.said(t, name, light, IKEJA)) for name in ticket_macros.REPLIES[wrong]]
        yield f"sentences about {wrong}", ticket_writing.macros(t, TICKET, texts, verb="macro")
        for verb, names in (("solve", ticket_macros.solved), ("reject", ticket_macros.not_upheld)):
            texts = [(name, ticket_macros.said(t, name, None, None)) for name in names(wrong)]
            yield f"{verb} {wrong}", ticket_writing.macros(t, TICKET, texts, verb=verb)
    yield "tickets", problem.tickets(t, [TICKET] * 8)
    yield "no tickets", problem.tickets(t, [])
    yield "ask note", tickets.ask_note(t, TICKET.number, problem=t("weak-pin"))
    yield "noted", tickets.noted(t, TICKET, now=NOON)
    yield "no tickets for staff", ticket_lists.listed(t, [], now=NOON)
    yield (
        "tickets for staff",
        ticket_lists.listed(t, [TICKET] * 11, now=NOON, title="x", again="ticket list with-biller", page=99),
    )
    yield "preview", ticket_writing.preview(t, TICKET, WORDS, sends=True)
    yield "dry run", ticket_writing.preview(t, TICKET, WORDS, sends=False)
    yield "write", ticket_writing.write(t, TICKET.number, problem=t("weak-pin"))
    yield "gone", ticket_writing.gone(t)
    yield "until", ticket_writing.ask_until(t, TICKET)
    yield "reason", ticket_writing.ask_reason(t, TICKET, "escalate")
    known = TicketFigures(
        1, 1, {7: TicketMedians(1, timedelta(hours=1), None), 30: TicketMedians(0, None, None)}
    )
    yield "figures", ticket_lists.figures(t, known)


def _for_staff(t: Translator, ticket: Ticket, name: str) -> Iterator[tuple[str, Screen]]:
    file = TicketFile(ticket, TALK[:8])
    yield f"staff ticket {name}", staff.one(t, file, frozenset(Role), me=1, now=NOON, done=t("weak-pin"))
    yield f"looked at {name}", staff.one(t, file, frozenset({Role.AUDITOR}), me=1, now=NOON)
    for kind in (staff.arrived, staff.escalated):
        yield f"{kind.__name__} {name}", kind(t, ticket, now=NOON)
    yield f"news {name}", staff.news(t, ticket, HERS, now=NOON)
