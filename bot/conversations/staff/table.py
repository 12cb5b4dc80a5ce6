"""The table of staff commands. A new routine is a file beside this one, and a place in a section here."""

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
from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import roles as screens
from domain.staff import Act, Role


async def menu(call: Call) -> Answer:
    """Show what one's roles may do: the sections, or one of them."""
    hers, name = by_section(call.duty.roles), str(call.values.get("section"))
    screen = screens.section(call.t, name, hers) if name in hers else screens.menu(call.t, hers)
    return Answer(screen, call.person.name, is_noted=False)


SECTIONS: Mapping[str, tuple[StaffCommand, ...]] = {
    "today": (*stats.COMMANDS, *health.COMMANDS, *digests.COMMANDS),
    "queues": (
        *requests.COMMANDS,
        *tickets.COMMANDS,
        *risk.COMMANDS,
        *kyc.COMMANDS,
        *referrals.COMMANDS,
    ),
    "billers": (*billers.COMMANDS, *incidents.COMMANDS, *requery.COMMANDS),
    "money": (
        *payments.COMMANDS,
        *money.COMMANDS,
        *recon.COMMANDS,
        *books.COMMANDS,
        *ledger.COMMANDS,
        *exports.COMMANDS,
    ),
    "people": (*people.COMMANDS, *limits.COMMANDS, *messages.COMMANDS),
    "growth": (*fees.COMMANDS, *cashback.COMMANDS, *promo.COMMANDS, *broadcasts.COMMANDS),
    "system": (*roles.COMMANDS, *audit.COMMANDS, *maintenance.COMMANDS),
}
_MENU = StaffCommand(
    name="a", act=Act.MENU, arguments=(Argument("section", one_of(*SECTIONS), optional=True),), looks=menu
)
_ALL: tuple[StaffCommand, ...] = (_MENU, *(each for commands in SECTIONS.values() for each in commands))
COMMANDS: Mapping[str, StaffCommand] = {each.name: each for each in _ALL}


def mine(roles_: frozenset[Role]) -> tuple[StaffCommand, ...]:
    """Return the commands that somebody with these roles may use."""
    return tuple(each for each in COMMANDS.values() if each.roles & roles_)


def by_section(roles_: frozenset[Role]) -> Mapping[str, tuple[StaffCommand, ...]]:
    """Return the same by section, without sections of which she may use nothing."""
    hers = mine(roles_)
    found = {name: tuple(each for each in commands if each in hers) for name, commands in SECTIONS.items()}
    return {name: commands for name, commands in found.items() if commands}
