"""Requests for a second person: the list, agreeing, saying no."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, number
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import requests as screens
from domain.maker_checker import OwnRequest, RequestOver, about_approving
from domain.staff import Act, NotYourRole
from domain.staff_pin_acts import may_agree
from domain.staff_pins import StaffApproval

_SHOWN = 10
_NUMBER = Argument("number", number)


async def approvals(call: Call) -> Answer:
    """Show what waits for a second person."""
    waiting = await call.desk.open_requests(now=call.now, limit=_SHOWN)
    return Answer(screens.listed(call.t, waiting), "requests")


async def approve(call: Call) -> Plan:
    """Plan to agree to a request. Whether it can be done is seen when the PIN is entered."""
    request = await call.desk.numbered(call.values["number"])
    if request.maker.telegram_id == call.person.telegram_id:
        raise OwnRequest
    if not call.duty.roles & may_agree(request.what):
        raise NotYourRole
    if not request.is_open(call.now):
        raise RequestOver

    async def do(approval: StaffApproval) -> Screen:
        done = await call.desk.approve(request, call.person, approval, now=call.now)
        return screens.decided(call.t, done)

    return Plan(screens.described(call.t, request), about_approving(request.id), do)


async def reject(call: Call) -> Screen:
    """Say no to a request."""
    request = await call.desk.numbered(call.values["number"])
    rejected = await call.desk.reject(request, call.person, call.values["reason"], now=call.now)
    return screens.decided(call.t, rejected)


COMMANDS = (
    StaffCommand(name="approvals", act=Act.LOOK_AT_REQUESTS, looks=approvals, in_groups=True),
    StaffCommand(name="approve", act=Act.APPROVE, arguments=(_NUMBER,), plans=approve),
    StaffCommand(
        name="reject", act=Act.REJECT, arguments=(_NUMBER, Argument("reason", rest=True)), does=reject
    ),
)
