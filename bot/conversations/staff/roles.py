"""Who of the staff may what: the menu card, who one is, and owners who give and take roles."""

from __future__ import annotations

import re

from bot.conversations.staff.arguments import Argument, one_of, role
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.screens.staff import roles as screens
from domain.staff import Act
from domain.staff_role_acts import GiveRole, TakeRole

_TELEGRAM_ID = re.compile(r"[1-9][0-9]{0,14}")


async def whoami(call: Call) -> Answer:
    """Show who one is here."""
    return Answer(screens.whoami(call.t, call.duty), call.person.name, is_noted=False)


async def change_role(call: Call) -> Plan:
    """Plan to give somebody a role, or to take it."""
    who = await _telegram_id(call, call.values["person"])
    wanted, is_first = call.values["role"], who in call.desk.first_owners
    what = GiveRole(who, wanted) if call.values["change"] == "add" else TakeRole(who, wanted, is_first)
    return await planned(call, what, call.values.get("reason", wanted.value), str(who))


async def reset_pin(call: Call) -> Plan:
    """Plan to take a colleague's staff PIN away, so that she chooses another one."""
    who = await _telegram_id(call, call.values["person"])
    what = await call.desk.pin_reset_of(who, now=call.now)
    return await planned(call, what, call.values["reason"], str(who))


async def _telegram_id(call: Call, text: str) -> int:
    if _TELEGRAM_ID.fullmatch(text):
        return int(text)
    return (await call.desk.customer(text)).telegram_id


COMMANDS = (
    StaffCommand(name="whoami", act=Act.WHO_AM_I, looks=whoami, in_groups=True),
    StaffCommand(
        name="role",
        act=Act.GIVE_ROLE,
        arguments=(
            Argument("change", one_of("add", "rm")),
            Argument("person"),
            Argument("role", role),
            Argument("reason", rest=True, optional=True),
        ),
        plans=change_role,
    ),
    StaffCommand(
        name="staffpin-reset",
        act=Act.RESET_STAFF_PIN,
        arguments=(Argument("person"), Argument("reason", rest=True)),
        plans=reset_pin,
    ),
)
