"""Tickets: what waits, one with all that was said, and what is done about it."""

from __future__ import annotations

import re

from bot.conversations.staff.arguments import Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.conversations.staff.ticket_steps import STEPS, look_at, show_one
from bot.conversations.staff.ticket_words import words_for
from bot.screens.staff import desk as desk_screens
from bot.screens.staff import ticket_lists as lists
from bot.screens.staff import ticket_writing as writing
from domain.staff import MAY, Act, NotYourRole
from domain.ticket_states import CLOSED, TicketEvent, TicketStatus

_LISTS = frozenset({"next", "list", "mine", "stats"})
_DAYS = (7, 30)
_MOST_PAGES = 999
_PAGE = re.compile(r"(?P<state>[a-z-]+)?\s*(?P<page>\d{1,3})?")


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
        return Answer(lists.figures(call.t, figures), "tickets")
    if wanted == "next":
        return await _next(call)
    return await _listed(call, wanted, rest)


async def _next(call: Call) -> Answer:
    """Show what is due first of what no colleague has."""
    me = call.person.telegram_id
    for each in await call.services.ticket_desk.waiting(limit=50):
        if not each.held_by_another(me) and each.waits_for is None:
            return await show_one(call, each.number)
    return Answer(lists.listed(call.t, [], now=call.now), "tickets")


async def _listed(call: Call, wanted: str, rest: str) -> Answer:
    found = _PAGE.fullmatch(rest.lower())
    if found is None or (found["state"] and wanted == "mine"):
        raise BadArgument("rest")
    page = min(int(found["page"] or 1), _MOST_PAGES) or 1
    try:
        status = TicketStatus(found["state"]) if found["state"] else None
    except ValueError:
        raise BadArgument("state") from None
    desk, size = call.services.ticket_desk, lists.PAGE
    skip = (page - 1) * size
    if status in CLOSED and status is not None:
        tickets = await desk.closed_as(status, limit=size + 1, skip=skip)
    else:
        taken_by = call.person.telegram_id if wanted == "mine" else None
        tickets = await desk.waiting(limit=size + 1, skip=skip, status=status, taken_by=taken_by)
    again = f"ticket {wanted} {status.value}" if status is not None else f"ticket {wanted}"
    title = call.t(f"ticket-{status.value}") if status is not None else ""
    screen = lists.listed(call.t, tickets, now=call.now, title=title, again=again, page=page)
    return Answer(screen, "tickets")


async def _with_one(call: Call, number: int, rest: str) -> Answer:
    verb, _, words = rest.partition(" ")
    if not verb:
        return await show_one(call, number)
    does = STEPS.get(verb.lower())
    if does is None:
        raise BadArgument("step")
    if not call.duty.roles & MAY[Act.WORK_ON_TICKET]:
        raise NotYourRole
    return await does(call, number, words.strip())


_SAYS = {"reply": TicketEvent.REPLY, "solve": TicketEvent.SOLVE, "reject": TicketEvent.TURN_DOWN}


async def previewed(call: Call) -> Answer:
    """Say what a step would do, and do nothing."""
    number, rest = call.values.get("ticket"), call.values.get("rest", "")
    verb, _, words = rest.partition(" ")
    if not isinstance(number, int) or verb.lower() not in STEPS:
        return Answer(desk_screens.usage(call.t, "ticket", dry_run=True), "tickets", is_noted=False)
    ticket = await call.services.ticket_desk.get(number)
    event = _SAYS.get("reply" if verb == "macro" else verb)
    if event is None or not words:
        text = call.t("staff-ticket-would", number=number, step=verb.lower())
        return look_at(desk_screens.dry_run(call.t, text), ticket)
    text = await words_for(call, ticket, event, words)
    return look_at(writing.preview(call.t, ticket, text, sends=False), ticket)


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
