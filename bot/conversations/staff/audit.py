"""The newest rows of the audit log: of everybody, of one person, or about one thing."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument, rows
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import audit as screens
from domain.staff import Act, name_of
from domain.staff_people import NobodyLikeThat

_SHOWN = 10
_MOST_DIGITS_OF_AN_ID = 10


async def audit(call: Call) -> Answer:
    """Show who did what. A Telegram id is an actor's, anything else names a customer or a thing."""
    about = await _about(call, call.values.get("about"))
    entries = await call.audit_log.newest(about, limit=call.values.get("rows", _SHOWN))
    head = await call.audit_log.head()
    return Answer(screens.listed(call.t, entries, head), about or "everything")


async def _about(call: Call, text: str | None) -> str | None:
    if text is None:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS_OF_AN_ID:
        return name_of(int(text))
    try:
        return (await call.desk.customer(text)).id
    except NobodyLikeThat:
        return text


COMMANDS = (
    StaffCommand(
        name="audit",
        act=Act.LOOK_AT_AUDIT_LOG,
        arguments=(Argument("about", optional=True), Argument("rows", rows, optional=True)),
        looks=audit,
    ),
)
