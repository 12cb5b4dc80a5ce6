"""The table of staff commands. A new routine is a file beside this one, and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from bot.conversations.staff import (
    audit,
    billers,
    books,
    broadcasts,
    cashback,
    digests,
    exports,
    fees,
    health,
    incidents,
    kyc,
    ledger,
    limits,
    maintenance,
    messages,
    money,
    payments,
    people,
    promo,
    recon,
    referrals,
    requery,
    requests,
    risk,
    roles,
    stats,
    tickets,
)
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import roles as screens
from domain.staff import Act, Role


async def menu(call: Call) -> Answer:
    """Show what one's roles may do."""
    return Answer(screens.menu(call.t, mine(call.duty.roles)), call.person.name, is_noted=False)


_ALL: tuple[StaffCommand, ...] = (
    StaffCommand(name="a", act=Act.MENU, looks=menu),
    *requests.COMMANDS,
    *payments.COMMANDS,
    *money.COMMANDS,
    *people.COMMANDS,
    *limits.COMMANDS,
    *kyc.COMMANDS,
    *messages.COMMANDS,
    *audit.COMMANDS,
    *broadcasts.COMMANDS,
    *tickets.COMMANDS,
    *recon.COMMANDS,
    *books.COMMANDS,
    *ledger.COMMANDS,
    *exports.COMMANDS,
    *roles.COMMANDS,
    *stats.COMMANDS,
    *health.COMMANDS,
    *requery.COMMANDS,
    *billers.COMMANDS,
    *incidents.COMMANDS,
    *risk.COMMANDS,
    *referrals.COMMANDS,
    *maintenance.COMMANDS,
    *digests.COMMANDS,
    *fees.COMMANDS,
    *cashback.COMMANDS,
    *promo.COMMANDS,
)
COMMANDS: Mapping[str, StaffCommand] = {each.name: each for each in _ALL}


def mine(roles_: frozenset[Role]) -> tuple[StaffCommand, ...]:
    """Return the commands that somebody with these roles may use."""
    return tuple(each for each in COMMANDS.values() if each.roles & roles_)
