"""The steps of a ticket as staff type and tap them; each answers with the ticket as it is then."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta

from bot.conversations.staff.arguments import BadArgument
from bot.conversations.staff.calls import Answer, Call
from bot.conversations.staff.ticket_words import RUNS_FOR, sentences
from bot.screen import Screen
from bot.screens.staff import ticket_writing as writing
from bot.screens.staff import tickets as screens
from domain.access_log import Shown
from domain.ticket_states import TicketEvent
from domain.ticket_steps import Worked
from domain.tickets import Ticket
from domain.times import LAGOS

_SPAN = re.compile(r"(\d{1,2})h")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DAY = timedelta(days=1)
_SAME_WITHIN = timedelta(minutes=1)


async def show_one(call: Call, number: int, worked: Worked | None = None) -> Answer:
    """Show a ticket, and what was just done with it."""
    file = await call.services.ticket_desk.file(number)
    done = None
    if worked is not None:
        state = call.t.plain(f"ticket-{worked.ticket.status.value}")
        done = call.t("staff-ticket-done", number=number, state=state, n=worked.audit_number)
    me = call.person.telegram_id
    screen = screens.one(call.t, file, call.duty.roles, me=me, now=call.now, done=done)
    return Answer(screen, str(number), file.ticket.customer_id, Shown.TICKET)


def look_at(screen: Screen, ticket: Ticket) -> Answer:
    """Return what shows something of a ticket."""
    return Answer(screen, ticket.id, ticket.customer_id, Shown.TICKET)


async def _work(
    call: Call,
    number: int,
    event: TicketEvent,
    *,
    text: str | None = None,
    until: datetime | None = None,
    **details: str,
) -> Answer:
    if event is TicketEvent.REPLY and text is not None and await _was_just_said(call, number, text):
        return await show_one(call, number)
    worked = await call.services.ticket_desk.work(
        number, event, call.person, now=call.now, text=text, until=until, details=details
    )
    return await show_one(call, number, worked)


async def _was_just_said(call: Call, number: int, text: str) -> bool:
    """Return whether it is the same tap or line once more: the customer reads it once."""
    said = (await call.services.ticket_desk.file(number)).messages
    newest = said[-1] if said else None
    is_same = newest is not None and (newest.author, newest.text) == (call.person.name, text)
    return newest is not None and is_same and call.now - newest.at < _SAME_WITHIN


def _step(event: TicketEvent) -> Callable[[Call, int, str], Awaitable[Answer]]:
    """Return the doing of a step that says nothing to the customer and needs no words."""

    async def do(call: Call, number: int, words: str) -> Answer:
        if words:
            raise BadArgument("")
        return await _work(call, number, event)

    return do


def _for_a_reason(event: TicketEvent, verb: str) -> Callable[[Call, int, str], Awaitable[Answer]]:
    """Return the doing of a step whose reason stands in the audit log; without one it is asked for."""

    async def do(call: Call, number: int, words: str) -> Answer:
        if not words:
            ticket = await call.services.ticket_desk.get(number)
            return look_at(writing.ask_reason(call.t, ticket, verb), ticket)
        return await _work(call, number, event, reason=words)

    return do


async def _reply(call: Call, number: int, words: str) -> Answer:
    if not words:
        raise BadArgument("text")
    return await _work(call, number, TicketEvent.REPLY, text=words)


async def _macro(call: Call, number: int, words: str) -> Answer:
    """Show the ready sentences of a ticket, or send one of them."""
    return await _sentence(call, number, words, TicketEvent.REPLY, "macro", typed=False)


async def _solve(call: Call, number: int, words: str) -> Answer:
    return await _sentence(call, number, words, TicketEvent.SOLVE, "solve", typed=True)


async def _reject(call: Call, number: int, words: str) -> Answer:
    return await _sentence(call, number, words, TicketEvent.TURN_DOWN, "reject", typed=True)


async def _sentence(
    call: Call, number: int, words: str, event: TicketEvent, verb: str, *, typed: bool
) -> Answer:
    """Say a ready sentence to the customer, or one that was typed; without either, show the ready ones."""
    ticket = await call.services.ticket_desk.get(number)
    names = RUNS_FOR[event](ticket.kind)
    texts = await sentences(call, ticket, names)
    if not words:
        return look_at(writing.macros(call.t, ticket, list(texts.items()), verb=verb), ticket)
    if words in texts:
        return await _work(call, number, event, text=texts[words], macro=words)
    if not typed:
        raise BadArgument("macro")
    return await _work(call, number, event, text=words)


async def _ask_biller(call: Call, number: int, words: str) -> Answer:
    """Note that the company was asked, until when, and what was said to it."""
    ticket = await call.services.ticket_desk.get(number)
    if not words:
        return look_at(writing.ask_until(call.t, ticket), ticket)
    word, _, note = words.partition(" ")
    until = read_until(word, now=call.now)
    return await _work(call, number, TicketEvent.ASK_BILLER, until=until, note=note)


def read_until(word: str, *, now: datetime) -> datetime:
    """Read "4h", or "18:00": the next time that a clock in Lagos shows it.

    :raises BadArgument: if it is neither
    """
    if (span := _SPAN.fullmatch(word)) is not None and int(span[1]):
        return now + timedelta(hours=int(span[1]))
    shown = _CLOCK.fullmatch(word)
    try:
        hour = time(int(shown[1]), int(shown[2]), tzinfo=LAGOS) if shown is not None else None
    except ValueError:
        hour = None
    if hour is None:
        raise BadArgument("until")
    until = datetime.combine(now.astimezone(LAGOS).date(), hour)
    return until if until > now else until + _DAY


STEPS: Mapping[str, Callable[[Call, int, str], Awaitable[Answer]]] = {
    "take": _step(TicketEvent.TAKE),
    "takeover": _step(TicketEvent.TAKE_OVER),
    "reply": _reply,
    "macro": _macro,
    "biller": _ask_biller,
    "solve": _solve,
    "reject": _reject,
    "escalate": _for_a_reason(TicketEvent.ESCALATE, "escalate"),
    "reopen": _for_a_reason(TicketEvent.REOPEN, "reopen"),
}
