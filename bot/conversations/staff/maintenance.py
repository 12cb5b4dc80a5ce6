"""Maintenance: letting nothing begin that takes money, for a while. And what is switched on here at all."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, BadArgument, one_of
from bot.conversations.staff.billers import read_pause
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import maintenance as screens
from bot.screens.staff.desk import with_audit_id
from domain.maintenance import NotUnderMaintenance, Stop, check_text
from domain.staff import Act
from domain.staff_pins import StaffApproval


async def maintenance(call: Call) -> Plan:
    """Plan to stop what takes money, or to let it go on."""
    terms = call.values.get("terms", "")
    return await (_on(call, terms) if call.values["change"] == "on" else _off(call, terms))


async def _on(call: Call, terms: str) -> Plan:
    text, until = read_pause(terms, now=call.now)
    check_text(text)

    async def do(approval: StaffApproval) -> Screen:
        row = await call.services.maintenance.begin(text, until, by=approval.staff)
        return with_audit_id(call.t, screens.begun(call.t, until), row.sequence)

    plan = screens.plan_on(call.t, Stop(text, call.now, until))
    return Plan(plan, f"maintenance:on:{text}:{until}:{call.request_id}", do)


async def _off(call: Call, terms: str) -> Plan:
    if terms:
        raise BadArgument("")
    stop = call.services.maintenance.now()
    if stop is None:
        raise NotUnderMaintenance

    async def do(approval: StaffApproval) -> Screen:
        row = await call.services.maintenance.end(by=approval.staff)
        return with_audit_id(call.t, screens.ended(call.t), row.sequence)

    return Plan(screens.plan_off(call.t, stop), f"maintenance:off:{call.request_id}", do)


async def flags(call: Call) -> Answer:
    """Show what is switched on in this installation. It is changed in its settings, not here."""
    return Answer(screens.flags(call.t, call.services.features), "flags")


COMMANDS = (
    StaffCommand(
        name="maintenance",
        act=Act.STOP_FOR_MAINTENANCE,
        arguments=(
            Argument("change", one_of("on", "off")),
            Argument("terms", rest=True, optional=True),
        ),
        plans=maintenance,
    ),
    StaffCommand(name="flags", act=Act.LOOK_AT_SYSTEM, looks=flags, in_groups=True),
)
