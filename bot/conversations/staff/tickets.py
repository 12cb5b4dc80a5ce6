"""Tickets: what waits, one with all that was said, and what is done about it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, time, timedelta

from bot.conversations.staff.arguments import Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.conversations.staff.ticket_words import RUNS_FOR, sentences, words_for
from bot.screen import Screen
from bot.screens.staff import desk as desk_screens
from bot.screens.staff import tickets as screens
from domain.access_log import Shown
from domain.staff import MAY, Act, NotYourRole
from domain.ticket_states import CLOSED, TicketEvent, TicketStatus
from domain.ticket_steps import Worked
from domain.tickets import Ticket
from domain.times import LAGOS

_LISTS = frozenset({"next", "list", "mine", "stats"})
_DAYS = (7, 30)
_MOST_PAGES = 999
_PAGE = re.compile(r"(?P<state>[a-z-]+)?\s*(?P<page>\d{1,3})?")
_SPAN = re.compile(r"(\d{1,2})h")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DAY = timedelta(days=1)
_SAME_WITHIN = timedelta(minutes=1)


def which(word: str) -> str | int:
    """Read "next", "mine", "list", "stats", P-17 or 17."""
    said = word.lower()
    if said in _LISTS:
        return said
    number = said.removeprefix("p-")
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        raise ValueError(word)
    return int(number)


async def ticket(call: Call) -> Answer:
    """Show what waits, what is due next, how the desk does, or one ticket; or take a step with that."""
    wanted, rest = call.values.get("ticket", "list"), call.values.get("rest", "")
    if isinstance(wanted, int):
        return await _with_one(call, wanted, rest)
    if wanted == "stats":
        figures = await call.services.ticket_desk.figures(_DAYS, now=call.now)
        return Answer(screens.figures(call.t, figures), "tickets")
    if wanted == "next":
        return await _next(call)
    return await _listed(call, wanted, rest)


async def _next(call: Call) -> Answer:
    """Show what is due first of what no colleague has."""
    me = call.person.telegram_id
    for each in await call.services.ticket_desk.waiting(limit=50):
        if not each.held_by_another(me) and each.waits_for is None:
            return await _shown(call, each.number)
    return Answer(screens.listed(call.t, [], now=call.now), "tickets")


async def _listed(call: Call, wanted: str, rest: str) -> Answer:
    found = _PAGE.fullmatch(rest.lower())
    if found is None or (found["state"] and wanted == "mine"):
        raise BadArgument("rest")
    page = min(int(found["page"] or 1), _MOST_PAGES) or 1
    try:
        status = TicketStatus(found["state"]) if found["state"] else None
    except ValueError:
        raise BadArgument("state") from None
    desk, size = call.services.ticket_desk, screens.PAGE
    skip = (page - 1) * size
    if status in CLOSED and status is not None:
        tickets = await desk.closed_as(status, limit=size + 1, skip=skip)
    else:
        taken_by = call.person.telegram_id if wanted == "mine" else None
        tickets = await desk.waiting(limit=size + 1, skip=skip, status=status, taken_by=taken_by)
    again = f"ticket {wanted} {status.value}" if status is not None else f"ticket {wanted}"
    title = call.t(f"ticket-{status.value}") if status is not None else ""
    screen = screens.listed(call.t, tickets, now=call.now, title=title, again=again, page=page)
    return Answer(screen, "tickets")


async def _with_one(call: Call, number: int, rest: str) -> Answer:
    verb, _, words = rest.partition(" ")
    if not verb:
        return await _shown(call, number)
    does = _VERBS.get(verb.lower())
    if does is None:
        raise BadArgument("step")
    if not call.duty.roles & MAY[Act.WORK_ON_TICKET]:
        raise NotYourRole
    return await does(call, number, words.strip())


async def _shown(call: Call, number: int, worked: Worked | None = None) -> Answer:
    file = await call.services.ticket_desk.file(number)
    done = None
    if worked is not None:
        state = call.t.plain(f"ticket-{worked.ticket.status.value}")
        done = call.t("staff-ticket-done", number=number, state=state, n=worked.audit_number)
    me = call.person.telegram_id
    screen = screens.one(call.t, file, call.duty.roles, me=me, now=call.now, done=done)
    return Answer(screen, str(number), file.ticket.customer_id, Shown.TICKET)


def _look(screen: Screen, ticket: Ticket) -> Answer:
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
        return await _shown(call, number)
    worked = await call.services.ticket_desk.work(
        number, event, call.person, now=call.now, text=text, until=until, details=details
    )
    return await _shown(call, number, worked)


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
            return _look(screens.ask_reason(call.t, ticket, verb), ticket)
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
        return _look(screens.macros(call.t, ticket, list(texts.items()), verb=verb), ticket)
    if words in texts:
        return await _work(call, number, event, text=texts[words], macro=words)
    if not typed:
        raise BadArgument("macro")
    return await _work(call, number, event, text=words)


async def _ask_biller(call: Call, number: int, words: str) -> Answer:
    """Note that the company was asked, until when, and what was said to it."""
    ticket = await call.services.ticket_desk.get(number)
    if not words:
        return _look(screens.ask_until(call.t, ticket), ticket)
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


_VERBS: Mapping[str, Callable[[Call, int, str], Awaitable[Answer]]] = {
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

_SAYS = {"reply": TicketEvent.REPLY, "solve": TicketEvent.SOLVE, "reject": TicketEvent.TURN_DOWN}


async def previewed(call: Call) -> Answer:
    """Say what a step would do, and do nothing."""
    number, rest = call.values.get("ticket"), call.values.get("rest", "")
    verb, _, words = rest.partition(" ")
    if not isinstance(number, int) or verb.lower() not in _VERBS:
        return Answer(desk_screens.usage(call.t, "ticket", dry_run=True), "tickets", is_noted=False)
    ticket = await call.services.ticket_desk.get(number)
    event = _SAYS.get("reply" if verb == "macro" else verb)
    if event is None or not words:
        text = call.t("staff-ticket-would", number=number, step=verb.lower())
        return _look(desk_screens.dry_run(call.t, text), ticket)
    text = await words_for(call, ticket, event, words)
    return _look(screens.preview(call.t, ticket, text, sends=False), ticket)


COMMANDS = (
    StaffCommand(
        name="ticket",
        act=Act.LOOK_AT_TICKETS,
        arguments=(
            Argument("ticket", which, optional=True),
            Argument("rest", optional=True, rest=True),
        ),
        looks=ticket,
        previews=previewed,
    ),
)
