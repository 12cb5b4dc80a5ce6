"""Payments, customers, the audit log and the ledger as files."""

from __future__ import annotations

from datetime import date
from functools import partial

from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import exports as screens
from domain.exports import ExportKind, wish
from domain.maker_checker import WrongStaffApproval
from domain.staff import Act
from domain.staff_pins import StaffApproval


def read_days(word: str) -> tuple[date, date]:
    """Read 2026-11-01..2026-11-23, or one day."""
    first, dots, last = word.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last if dots else first)


async def export(call: Call) -> Plan:
    """Plan to make a file and to hand it over."""
    values, errands = call.values, call.services.export_errands
    wanted = wish(
        ExportKind(values["what"]),
        values["days"],
        values.get("reason", ""),
        call.duty.roles,
        most=errands.exports.longest,
    )
    about = wanted.about(call.request_id)

    async def do(approval: StaffApproval) -> Screen:
        if not approval.covers(call.person.name, about):
            raise WrongStaffApproval
        caption = partial(screens.caption, call.t, wanted)
        errands.start(wanted, call.person.telegram_id, call.person.name, caption)
        return screens.being_made(call.t, wanted)

    return Plan(screens.preview(call.t, wanted), about, do)


COMMANDS = (
    StaffCommand(
        name="export",
        act=Act.EXPORT,
        arguments=(
            Argument("what", one_of(*(kind.value for kind in ExportKind))),
            Argument("days", read_days),
            Argument("format", one_of("csv"), optional=True),
            Argument("reason", optional=True, rest=True),
        ),
        plans=export,
    ),
)
