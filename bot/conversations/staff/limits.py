"""Limits of one customer: what holds and what was used, and one of ours in the place of her level's."""

from __future__ import annotations

from bot.conversations.staff.arguments import AMOUNT, Argument, BadArgument, until_in
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.screens.staff import limits as screens
from bot.screens.staff.pieces import known_as
from domain.allowances import allowance
from domain.errors import Refusal
from domain.staff import Act
from domain.staff_control_acts import ChangeLimit, LimitOf

_OFF = "off"


def read_terms(line: str) -> tuple[LimitOf | None, str]:
    """Return what a line bounds, None for "off", and what comes after it.

    :raises ValueError: if it bounds nothing
    """
    word, _, rest = line.partition(" ")
    return None if word.lower() == _OFF else LimitOf(word.lower()), rest.strip()


async def look(call: Call) -> Answer:
    """Show what holds for a customer, and what she has used."""
    customer = await call.desk.customer(call.values["customer"])
    profile = await call.desk.profile(customer)
    shown = allowance(profile.accounts, call.desk.rules, now=call.now)
    return Answer(screens.limits(call.t, customer, shown, now=call.now), customer.id, customer.id)


async def change(call: Call) -> Plan:
    """Plan a limit of ours for a customer, or to end those that hold."""
    customer = await call.desk.customer(call.values["customer"])
    of, rest = call.values["terms"]
    if of is None:
        return await planned(call, ChangeLimit(customer.id), _given(rest), known_as(customer))
    words, until, reason = until_in(rest)
    try:
        amount = AMOUNT(words)
    except Refusal:
        raise BadArgument("amount") from None
    what = ChangeLimit(customer.id, of, amount, until)
    return await planned(call, what, _given(reason), known_as(customer))


def _given(reason: str) -> str:
    if not reason:
        raise BadArgument("reason")
    return reason


COMMANDS = (
    StaffCommand(
        name="limit",
        act=Act.CHANGE_LIMIT,
        arguments=(Argument("customer"), Argument("terms", read_terms, optional=True, rest=True)),
        looks=look,
        plans=change,
        plans_with="terms",
    ),
)
