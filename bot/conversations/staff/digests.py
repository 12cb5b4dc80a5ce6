"""The hour at which somebody of the staff is told how the day went."""

from __future__ import annotations

import re

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Call, StaffCommand
from bot.screen import Screen
from bot.screens.staff.desk import with_audit_id
from domain.audit_log import Doing
from domain.staff import Act

_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_OFF = "off"


def read_hour(word: str) -> int | None:
    """Read 8:00 as minutes of the day, off as None."""
    if word.lower() == _OFF:
        return None
    found = _HOUR.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return int(found[1]) * 60 + int(found[2])


async def digest(call: Call) -> Screen:
    """Choose the hour, or end it."""
    minute, person = call.values["hour"], call.person
    digests = call.services.digests
    if minute is None:
        await digests.end(person.telegram_id)
        said = call.t("staff-digest-off")
    else:
        await digests.choose(person.telegram_id, minute, now=call.now)
        said = call.t("staff-digest-on", hour=f"{minute // 60}:{minute % 60:02d}")
    row = await call.audit_log.note(Doing(person.name, Act.CHOOSE_DIGEST.value, person.name, call.now))
    return with_audit_id(call.t, Screen(said), row.sequence)


COMMANDS = (
    StaffCommand(name="digest", act=Act.CHOOSE_DIGEST, arguments=(Argument("hour", read_hour),), does=digest),
)
