"""Incidents: opening, updating and closing them, and what is known of each."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, StaffPaper
from bot.screen import Screen
from bot.screens.staff import incidents as screens
from bot.screens.staff.desk import with_audit_id
from domain.staff import Act
from domain.staff_pins import StaffApproval

_SHOWN = 10


async def incidents(call: Call) -> Answer:
    """Show the newest incidents; of one, its story, with a report to be finished."""
    services, number = call.services, call.values.get("number")
    if number is None:
        listed = await services.incidents.newest(limit=_SHOWN)
        return Answer(screens.listed(call.t, listed), "incidents")
    incident = await services.incidents.get(number)
    affected = await services.incidents.affected(incident)
    report = screens.report(call.t, incident, affected=affected, now=call.now)
    paper = StaffPaper(f"incident-{number}.md", report.encode())
    return Answer(screens.story(call.t, incident, affected=affected), f"incident:{number}", paper=paper)


async def change_incident(call: Call) -> Plan:
    """Plan to open, update or close an incident: customers are told."""
    change, text = call.values["change"], call.values["text"]
    biller = await call.services.biller_desk.named(call.values["biller"])
    desk = call.services.incidents
    does = {"open": desk.open, "update": desk.update, "close": desk.close}[change]
    touched = await desk.touched_by(biller.id, now=call.now)

    async def do(approval: StaffApproval) -> Screen:
        incident, row = await does(biller.id, text, by=approval.staff, now=call.now)
        return with_audit_id(call.t, screens.done(call.t, incident), row.sequence)

    plan = screens.plan(call.t, change, biller, text, touched=touched)
    return Plan(plan, f"incident {change} {biller.id} {text} {call.request_id}", do)


def _number(word: str) -> int:
    digits = word.upper().removeprefix("INC-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        raise ValueError(word)
    return int(digits)


COMMANDS = (
    StaffCommand(
        name="incidents",
        act=Act.LOOK_AT_INCIDENTS,
        arguments=(Argument("number", _number, optional=True),),
        looks=incidents,
    ),
    StaffCommand(
        name="incident",
        act=Act.RUN_INCIDENT,
        arguments=(
            Argument("change", one_of("open", "update", "close")),
            Argument("biller"),
            Argument("text", rest=True),
        ),
        plans=change_incident,
    ),
)
