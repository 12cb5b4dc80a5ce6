"""One payment's whole story, with what can be done about it."""

from __future__ import annotations

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Answer, Call, StaffCommand
from bot.screen import Screen
from bot.screens.staff import payments as screens
from bot.screens.staff.desk import dry_run, with_audit_id
from bot.screens.staff.pieces import short
from domain.access_log import Shown
from domain.audit_log import Doing
from domain.problems import likely
from domain.staff import Act


async def tx(call: Call) -> Answer:
    """Show all that happened to a payment."""
    payment = await call.desk.payment(call.values["reference"])
    story = await call.desk.story(payment)
    return Answer(screens.story(call.t, story), payment.id, payment.customer_id, Shown.PAYMENT)


async def send_again(call: Call) -> Screen:
    """Send the customer her token or receipt once more."""
    payment = await call.desk.payment(call.values["reference"])
    row = await call.services.payment_help.send_again(payment, call.person, now=call.now)
    return with_audit_id(call.t, screens.sent_again(call.t, payment), row.sequence)


async def open_ticket(call: Call) -> Screen:
    """Open a ticket about a payment, or show the one that is open already."""
    payment = await call.desk.payment(call.values["reference"])
    doing = Doing(call.person.name, Act.OPEN_TICKET.value, payment.id, call.now, payment.customer_id)
    ticket = await call.services.problems.report(payment, likely(payment)[0], now=call.now, doing=doing)
    return screens.ticket_of(call.t, payment, ticket)


async def sending(call: Call) -> Answer:
    """Say what would be sent once more."""
    payment = await call.desk.payment(call.values["reference"])
    call.services.payment_help.check(payment, call.person)
    screen = dry_run(call.t, call.t("staff-resend", payment=short(payment.id)))
    return Answer(screen, payment.id, payment.customer_id, Shown.PAYMENT)


async def opening(call: Call) -> Answer:
    """Say about what a ticket would be opened."""
    payment = await call.desk.payment(call.values["reference"])
    kind = call.t.plain(f"problem-{likely(payment)[0].value}")
    screen = dry_run(call.t, call.t("staff-openticket", kind=kind, payment=short(payment.id)))
    return Answer(screen, payment.id, payment.customer_id, Shown.PAYMENT)


_REFERENCE = (Argument("reference"),)
COMMANDS = (
    StaffCommand(name="tx", act=Act.LOOK_AT_PAYMENT, arguments=_REFERENCE, looks=tx),
    StaffCommand(name="resend", act=Act.SEND_AGAIN, arguments=_REFERENCE, does=send_again, previews=sending),
    StaffCommand(
        name="openticket", act=Act.OPEN_TICKET, arguments=_REFERENCE, does=open_ticket, previews=opening
    ),
)
