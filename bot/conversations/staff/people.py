"""Customers as staff see them: a masked profile, freezing and letting go on."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, one_of, until_at_the_end
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.screens.staff import people as screens
from bot.screens.staff.pieces import known_as
from domain.staff import Act
from domain.staff_control_acts import FreezeAccount, UnfreezeAccount

_REASON = Argument("reason", rest=True)


async def user(call: Call) -> Answer:
    """Show a customer, masked."""
    customer = await call.desk.customer(call.values["customer"])
    profile = await call.desk.profile(customer)
    screen = screens.profile(call.t, profile, call.desk.rules, now=call.now)
    return Answer(screen, customer.id, customer.id)


async def freeze(call: Call) -> Plan:
    """Plan to stop a wallet: money in, money out, or both; until a moment, or until we let it go on."""
    customer = await call.desk.customer(call.values["customer"])
    way, said = call.values["what"], call.values["reason"]
    reason, until = until_at_the_end(said)
    what = FreezeAccount(customer.id, money_in=way != "out", money_out=way != "in", until=until)
    return await planned(call, what, reason, known_as(customer))


async def unfreeze(call: Call) -> Plan:
    """Plan to let a wallet go on."""
    customer = await call.desk.customer(call.values["customer"])
    return await planned(call, UnfreezeAccount(customer.id), call.values["reason"], known_as(customer))


COMMANDS = (
    StaffCommand(
        name="user", act=Act.LOOK_AT_CUSTOMER, arguments=(Argument("customer", rest=True),), looks=user
    ),
    StaffCommand(
        name="freeze",
        act=Act.FREEZE,
        arguments=(Argument("customer"), Argument("what", one_of("in", "out", "all")), _REASON),
        plans=freeze,
        least_words=2,
    ),
    StaffCommand(
        name="unfreeze",
        act=Act.UNFREEZE,
        arguments=(Argument("customer"), _REASON),
        plans=unfreeze,
        least_words=1,
    ),
)
