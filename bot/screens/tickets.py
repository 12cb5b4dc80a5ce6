"""Tickets as their customers see them: how one stands, what we said, and what she can do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, TicketOf, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator
from domain.ticket_rules import TicketRules
from domain.tickets import ProblemKind, Ticket, TicketMessage, WaitsFor

_LONGEST_SAID = 300


def heading(t: Translator, ticket: Ticket) -> str:
    """Its number, what it is about, and how it stands."""
    return lines(
        t("ticket-title", number=ticket.number),
        t("ticket-about", kind=t.plain(f"problem-{ticket.kind.value}"), status=status(t, ticket)),
    )


def status(t: Translator, ticket: Ticket) -> str:
    """How it stands, in a word or two."""
    return t.plain(f"ticket-{ticket.status.value}")


def clock(t: Translator, ticket: Ticket, *, now: datetime) -> str | None:
    """By when she hears from us, and whom we wait for; nothing once it is closed."""
    if not ticket.is_open:
        return t("ticket-well") if ticket.is_well else None
    by = t.when(ticket.answer_by, now=now)
    match ticket.waits_for:
        case WaitsFor.CUSTOMER:
            return t("ticket-waits-customer", by=by)
        case WaitsFor.BILLER:
            return t("ticket-waits-biller", by=by)
        case _:
            return t("ticket-late") if ticket.is_late(now) else t("ticket-answer-by", by=by)


def rows(
    t: Translator, ticket: Ticket, rules: TicketRules, *, now: datetime
) -> list[list[InlineKeyboardButton]]:
    """What she can do with it."""
    thanks = _of(t, "ticket-thanks", "fine", ticket)
    if not ticket.is_open:
        may_answer = not ticket.is_well and ticket.can_reopen(rules, now)
        return [[thanks, _of(t, "ticket-not-solved", "again", ticket)]] if may_answer else []
    ways = [[_of(t, "ticket-add", "note", ticket)]]
    if ticket.waits_for is WaitsFor.CUSTOMER:
        ways.append([thanks, _of(t, "ticket-not-solved", "note", ticket)])
    else:
        ways.append([_of(t, "ticket-is-fine", "fine", ticket)])
    if ticket.kind is ProblemKind.NOT_ME:
        ways.append([button(t.plain("panic-what-now"), Go(to="frozen"))])
    return ways


def replied(
    t: Translator, ticket: Ticket, message: TicketMessage, rules: TicketRules, *, now: datetime
) -> Screen:
    """What one of us wrote. She can answer it."""
    return Screen(
        paragraphs(
            t("ticket-replied", number=ticket.number),
            quoted(message.text),
            t("ticket-how-to-answer") if ticket.is_open else None,
        ),
        keyboard(*rows(t, ticket, rules, now=now), [home_button(t)]),
    )


def decided(
    t: Translator, ticket: Ticket, message: TicketMessage | None, rules: TicketRules, *, now: datetime
) -> Screen:
    """It is answered for good: how, and that she can say that it is not over."""
    until = (ticket.closed_at or now) + rules.reopened_within
    reopens = ticket.can_reopen(rules, now)
    return Screen(
        paragraphs(
            t(f"ticket-is-{ticket.status.value}", number=ticket.number),
            quoted(message.text) if message is not None else None,
            t("ticket-how-to-reopen", until=t.when(until, now=now)) if reopens else None,
        ),
        keyboard(*rows(t, ticket, rules, now=now), [home_button(t)]),
    )


def ask_note(t: Translator, number: int, *, problem: str | None = None) -> Screen:
    """Ask what she wants to add."""
    return Screen(
        paragraphs(problem, t("ticket-ask-note", number=number)),
        keyboard([button(t.plain("ticket-show"), TicketOf(act="show", number=number)), home_button(t)]),
    )


def noted(t: Translator, ticket: Ticket, *, now: datetime) -> Screen:
    """What she added is with us."""
    return Screen(
        paragraphs(t("ticket-noted", number=ticket.number), clock(t, ticket, now=now)),
        keyboard(
            [
                _of(t, "ticket-add-more", "note", ticket),
                button(t.plain("ticket-show"), TicketOf(act="show", number=ticket.number)),
            ],
            [home_button(t)],
        ),
    )


def said(t: Translator, messages: Sequence[TicketMessage]) -> str | None:
    """The newest that was said, hers and ours."""
    told = []
    for each in messages[-3:]:
        words = each.text[:_LONGEST_SAID] + ("…" if len(each.text) > _LONGEST_SAID else "")
        words = words or t.plain("ticket-picture")
        told.append(
            f"{t('ticket-we' if each.author is not None else 'ticket-you')} {escape(words, quote=False)}"
        )
    return lines(*told) or None


def quoted(text: str) -> str:
    """What somebody wrote, as it is."""
    return f"<blockquote>{escape(text, quote=False)}</blockquote>"


def _of(t: Translator, label: str, act: str, ticket: Ticket) -> InlineKeyboardButton:
    return button(t.plain(label), TicketOf(act=act, number=ticket.number))
