"""One payment's whole story, with what can be done about it."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screens.staff import payments as screens
from domain.access_log import Shown
from domain.staff import Act


async def tx(call: Call) -> Answer:
    """Show all that happened to a payment."""
    payment = await call.desk.payment(call.values["reference"])
    story = await call.desk.story(payment)
    return Answer(screens.story(call.t, story), payment.id, payment.customer_id, Shown.PAYMENT)


COMMANDS = (StaffCommand(name="tx", act=Act.LOOK_AT_PAYMENT, arguments=(Argument("reference"),), looks=tx),)
