"""Tickets as staff see them: what waits, one with its clock and all that was said, and how the desk does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from aiogram.types import InlineKeyboardButton

from bot.buttons import Pick, button, home_button, in_rows, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.screens.tickets import quoted
from bot.text import Translator
from domain.staff import MAY, Act, Role
from domain.ticket_desk import TicketFigures, TicketFile
from domain.ticket_states import OPEN, TRANSITIONS, TicketEvent, TicketStatus, may_step
from domain.tickets import LONGEST_MESSAGE, ProblemKind, Ticket, TicketMessage

PAGE = 10
_LONGEST_SAID = 250  # on the card; who has it was told all of it


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
    ways = [
        run(t.plain("staff-button-ticket-next"), "ticket next"),
        run(t.plain("staff-button-ticket-mine"), "ticket mine"),
        run(t.plain("staff-button-ticket-stats"), "ticket stats"),
    ]
    return Screen(
        lines(title or None, *rows) if tickets else paragraphs(title or None, t("staff-tickets-none")),
        keyboard(*in_rows(buttons, 5), turn, ways, [home_button(t)]),
    )


def one(
    t: Translator,
    file: TicketFile,
    roles: frozenset[Role],
    *,
    me: int,
    now: datetime,
    done: str | None = None,
) -> Screen:
    """A ticket: how it stands, its evidence, what was said, and what one may do with it."""
    ticket = file.ticket
    return Screen(
        paragraphs(
            done,
            _head(t, ticket, now),
            lines(*(t("staff-ticket-evidence", line=line) for line in ticket.evidence)),
            lines(*(_said(t, each) for each in file.messages)),
        ),
        keyboard(*_ways(t, file, roles, me), *_around(t, ticket)),
    )


def _head(t: Translator, ticket: Ticket, now: datetime) -> str:
    return lines(
        t("staff-ticket", number=ticket.number),
        t(
            "staff-ticket-about",
            kind=t.plain(f"problem-{ticket.kind.value}"),
            state=t.plain(f"ticket-{ticket.status.value}"),
            payment=ticket.payment_id,
        ),
        clock(t, ticket, now),
        t("staff-ticket-has", who=f"telegram:{ticket.taken_by}")
        if ticket.taken_by is not None
        else t("staff-ticket-free"),
    )


def clock(t: Translator, ticket: Ticket, now: datetime) -> str | None:
    """By when the customer hears from us, and how long that is; or whose turn it is."""
    if not ticket.is_open:
        return t("staff-ticket-closed", at=ticket.closed_at or now)
    left = ticket.answer_by - now
    if ticket.waits_for is not None:
        return t("staff-ticket-waits", whom=ticket.waits_for.value, by=ticket.answer_by)
    kind = "staff-ticket-late" if ticket.is_late(now) else "staff-ticket-clock"
    return t(kind, by=ticket.answer_by, left=abs(left))


def _said(t: Translator, message: TicketMessage, *, most: int = _LONGEST_SAID) -> str:
    text = message.text[:most] + ("…" if len(message.text) > most else "")
    head = t(
        "staff-ticket-said",
        who=message.author or t.plain("staff-ticket-customer"),
        at=message.at,
        picture="yes" if message.file_id is not None else "no",
    )
    return f"{head} {escape(text, quote=False)}".rstrip()


def _ways(
    t: Translator, file: TicketFile, roles: frozenset[Role], me: int
) -> list[list[InlineKeyboardButton]]:
    ticket, n = file.ticket, file.ticket.number

    def may(event: TicketEvent) -> bool:
        legal = (ticket.status, event) in TRANSITIONS and bool(roles & may_step(ticket.status, event))
        return legal and (event is TicketEvent.TAKE_OVER or not ticket.held_by_another(me))

    first = []
    if may(TicketEvent.TAKE):
        first.append(run(t.plain("staff-button-ticket-take"), f"ticket {n} take"))
    elif may(TicketEvent.TAKE_OVER) and ticket.taken_by != me:
        first.append(run(t.plain("staff-button-ticket-take-over"), f"ticket {n} takeover"))
    if may(TicketEvent.REPLY):
        first.append(button(t.plain("staff-button-ticket-reply"), Pick(what="ticket-reply", value=str(n))))
        first.append(run(t.plain("staff-button-ticket-macro"), f"ticket {n} macro"))
    second = []
    if may(TicketEvent.ASK_BILLER):
        second.append(run(t.plain("staff-button-ticket-biller"), f"ticket {n} biller"))
    if may(TicketEvent.SOLVE):
        second.append(run(t.plain("staff-button-ticket-solve"), f"ticket {n} solve"))
        second.append(run(t.plain("staff-button-ticket-reject"), f"ticket {n} reject"))
    third = []
    is_paid = ticket.is_open and ticket.kind is not ProblemKind.MONEY_NOT_IN
    if is_paid and roles & MAY[Act.REFUND]:
        third.append(run(t.plain("staff-button-refund"), f"refund {ticket.payment_id} ticket P-{n}"))
    if may(TicketEvent.ESCALATE):
        third.append(run(t.plain("staff-button-ticket-escalate"), f"ticket {n} escalate"))
    if may(TicketEvent.REOPEN):
        third.append(run(t.plain("staff-button-ticket-reopen"), f"ticket {n} reopen"))
    if any(each.file_id is not None for each in file.messages):
        third.append(button(t.plain("staff-button-ticket-photos"), Pick(what="ticket-photos", value=str(n))))
    return [first, second, third]


def _around(t: Translator, ticket: Ticket) -> list[list[InlineKeyboardButton]]:
    ways = [run(t.plain("staff-button-customer"), f"user {ticket.customer_id}")]
    if ticket.kind is not ProblemKind.MONEY_NOT_IN:
        ways.insert(0, run(t.plain("staff-button-ticket-payment"), f"tx {ticket.payment_id}"))
    return [[*ways, run(t.plain("staff-button-ticket-list"), "ticket")], [home_button(t)]]


def _open(t: Translator, ticket: Ticket) -> InlineKeyboardButton:
    return run(t.plain("ticket-name", number=ticket.number), f"ticket {ticket.number}")


def arrived(t: Translator, ticket: Ticket, *, now: datetime) -> Screen:
    """What everybody who is told of tickets reads of a new one."""
    evidence = (t("staff-ticket-evidence", line=line) for line in ticket.evidence)
    return Screen(
        paragraphs(_head(t, ticket, now), lines(*evidence)), keyboard([_open(t, ticket)], [home_button(t)])
    )


def news(t: Translator, ticket: Ticket, message: TicketMessage | None, *, now: datetime) -> Screen:
    """What who has a ticket is told: its customer answered, or it is her turn again."""
    return Screen(
        paragraphs(
            _head(t, ticket, now), _said(t, message, most=LONGEST_MESSAGE) if message is not None else None
        ),
        keyboard([_open(t, ticket)], [home_button(t)]),
    )


def escalated(t: Translator, ticket: Ticket, *, now: datetime) -> Screen:
    """What operations and owners are told of one that needs them."""
    return Screen(
        paragraphs(t("staff-ticket-escalated"), _head(t, ticket, now)),
        keyboard([_open(t, ticket)], [home_button(t)]),
    )


def macros(t: Translator, ticket: Ticket, texts: Sequence[tuple[str, str]], *, verb: str) -> Screen:
    """The ready sentences, as the customer would read them; each can be sent."""
    return Screen(
        paragraphs(
            t("staff-ticket-macros", number=ticket.number),
            *(t("staff-ticket-macro", name=name, text=text) for name, text in texts),
        ),
        keyboard(
            *in_rows((run(name, f"ticket {ticket.number} {verb} {name}") for name, _ in texts), 2),
            [_open(t, ticket), home_button(t)],
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
        keyboard(buttons if sends else None, [_open(t, ticket), home_button(t)]),
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
            [_open(t, ticket), home_button(t)],
        ),
    )


def ask_reason(t: Translator, ticket: Ticket, verb: str) -> Screen:
    """A reason has to be typed with it."""
    return Screen(
        t("staff-ticket-reason", number=ticket.number, verb=verb),
        keyboard([_open(t, ticket), home_button(t)]),
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
                (run(t.plain(f"ticket-{each.value}"), f"ticket list {each.value}") for each in states), 2
            ),
            [run(t.plain("staff-button-ticket-list"), "ticket"), home_button(t)],
        ),
    )


def _span(t: Translator, span: timedelta | None) -> str:
    return "–" if span is None else t.plain("staff-ticket-span", span=span)
