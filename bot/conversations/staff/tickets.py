"""The tickets that wait for staff: what is due first, and one with all that is attached."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import tickets as screens
from domain.access_log import Shown
from domain.problems import NoSuchTicket
from domain.staff import Act

_SHOWN = 10
_NEXT, _LIST = "next", "list"


def which(word: str) -> str | int:
    """Read "next", "list", P-17 or 17."""
    said = word.lower()
    if said in (_NEXT, _LIST):
        return said
    number = said.removeprefix("p-")
    if not (number.isascii() and number.isdecimal() and len(number) <= 9):
        raise ValueError(word)
    return int(number)


async def ticket(call: Call) -> Answer:
    """Show what waits, what is due next, or one ticket."""
    problems, wanted = call.services.problems, call.values.get("ticket", _LIST)
    waiting = await problems.queue(limit=1 if wanted == _NEXT else _SHOWN)
    if wanted == _LIST or (wanted == _NEXT and not waiting):
        return Answer(screens.listed(call.t, waiting, now=call.now), "tickets")
    found = waiting[0] if isinstance(wanted, str) else await problems.for_staff(wanted)
    if found is None:
        raise NoSuchTicket
    return Answer(screens.one(call.t, found), str(found.number), found.customer_id, Shown.TICKET)


COMMANDS = (
    StaffCommand(
        name="ticket",
        act=Act.LOOK_AT_TICKETS,
        arguments=(Argument("ticket", which, optional=True),),
        looks=ticket,
    ),
)
