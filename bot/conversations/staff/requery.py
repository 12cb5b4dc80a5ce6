"""Asking vendors again what became of payments."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Call, StaffCommand
from bot.screen import Screen
from bot.screens.staff import requery as screens
from bot.screens.staff.desk import with_audit_id
from domain.audit_log import Doing
from domain.staff import Act

_PENDING, _BILLER = "pending", "biller"


async def requery(call: Call) -> Screen:
    """Ask about one payment, about all that are in doubt, or about those of one biller."""
    what, word = call.values["reference"], call.values.get("biller")
    requeries = call.services.requeries
    if what.lower() not in (_PENDING, _BILLER):
        payment = await call.desk.payment(what)
        row = await _noted(call, payment.id, payment.customer_id)
        await requeries.one(payment, now=call.now)
        return with_audit_id(call.t, screens.many(call.t, (payment.id,)), row)
    biller = await call.services.biller_desk.named(word) if word is not None else None
    row = await _noted(call, biller.id if biller is not None else _PENDING)
    asked = await requeries.all(biller.id if biller is not None else None, now=call.now)
    return with_audit_id(call.t, screens.many(call.t, asked), row)


async def _noted(call: Call, subject_id: str, customer_id: str | None = None) -> int:
    """Write down that it was asked for, before it is: the answer may take a while."""
    doing = Doing(call.person.name, Act.REQUERY.value, subject_id, call.now, customer_id)
    return (await call.audit_log.note(doing)).sequence


COMMANDS = (
    StaffCommand(
        name="requery",
        act=Act.REQUERY,
        arguments=(Argument("reference"), Argument("biller", optional=True)),
        does=requery,
    ),
)
