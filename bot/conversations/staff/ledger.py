"""The ledger as a whole: how far it goes, and whether everything in it holds."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, one_of
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screen import Screen
from bot.screens.staff import ledger as screens
from domain.staff import Act


async def ledger(call: Call) -> Answer:
    """Say how far the books go, or begin to check all of them: what comes of it is told later."""
    checks = call.services.ledger_checks
    if call.values["what"] == "head":
        return Answer(screens.head(call.t, await checks.head(now=call.now)), "ledger")
    await checks.begin()

    async def later() -> Screen:
        finding = await checks.check()
        call.services.system_health.checked(len(finding.problems))
        return screens.checked(call.t, finding)

    return Answer(screens.checking(call.t), "ledger", later=later)


COMMANDS = (
    StaffCommand(
        name="ledger",
        act=Act.LOOK_AT_BOOKS,
        arguments=(Argument("what", one_of("head", "verify")),),
        looks=ledger,
    ),
)
