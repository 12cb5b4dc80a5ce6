"""One ticket as staff see it: its clock, its evidence, all that was said, and what may be done."""

from __future__ import annotations

from datetime import datetime
from html import escape

from aiogram.types import InlineKeyboardButton

from bot.buttons import Pick, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.staff.pieces import run
from bot.text import Translator
from domain.staff import MAY, Act, Role
from domain.ticket_desk import TicketFile
from domain.ticket_states import TRANSITIONS, TicketEvent, may_step
from domain.tickets import LONGEST_MESSAGE, ProblemKind, Ticket, TicketMessage

_LONGEST_SAID = 250  # on the card; who has it was told all of it


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


def arrived(t: Translator, ticket: Ticket, *, now: datetime) -> Screen:
    """What everybody who is told of tickets reads of a new one."""
    evidence = (t("staff-ticket-evidence", line=line) for line in ticket.evidence)
    return Screen(
        paragraphs(_head(t, ticket, now), lines(*evidence)), keyboard([opening(t, ticket)], [home_button(t)])
    )


def news(t: Translator, ticket: Ticket, message: TicketMessage | None, *, now: datetime) -> Screen:
    """What who has a ticket is told: its customer answered, or it is her turn again."""
    return Screen(
        paragraphs(
            _head(t, ticket, now), _said(t, message, most=LONGEST_MESSAGE) if message is not None else None
        ),
        keyboard([opening(t, ticket)], [home_button(t)]),
    )


def escalated(t: Translator, ticket: Ticket, *, now: datetime) -> Screen:
    """What operations and owners are told of one that needs them."""
    return Screen(
        paragraphs(t("staff-ticket-escalated"), _head(t, ticket, now)),
        keyboard([opening(t, ticket)], [home_button(t)]),
    )


def opening(t: Translator, ticket: Ticket) -> InlineKeyboardButton:
    """The way to a ticket."""
    return run(t.plain("ticket-name", number=ticket.number), f"ticket {ticket.number}")
