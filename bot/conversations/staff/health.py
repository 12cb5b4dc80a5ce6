"""How the installation and the vendors are, and how long our floats will last."""

from __future__ import annotations

from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import health as screens
from domain.staff import Act


async def health(call: Call) -> Answer:
    """Show how each part is."""
    services, outages = call.services, call.services.outages
    condition = await services.system_health.look()
    vendors = {name: outages.health.standing(name, now=call.now) for name in sorted(outages.vendors)}
    stop = services.maintenance.now()
    return Answer(screens.health(call.t, condition, vendors, outages.now(), stop, now=call.now), "system")


async def floats(call: Call) -> Answer:
    """Show what is left at each vendor."""
    standings = await call.services.float_watch.standings(now=call.now)
    return Answer(screens.floats(call.t, standings, now=call.now), "floats")


COMMANDS = (
    StaffCommand(name="health", act=Act.LOOK_AT_SYSTEM, looks=health, in_groups=True),
    StaffCommand(name="float", act=Act.LOOK_AT_FLOATS, looks=floats, in_groups=True),
)
