"""Helping one customer: a message from staff, and a locked PIN that she may try again."""

from __future__ import annotations

from hashlib import sha256

from bot.conversations.staff.arguments import Argument
from bot.conversations.staff.calls import Call, Plan, StaffCommand
from bot.screen import Screen
from bot.screens.staff import messages as screens
from bot.screens.staff.desk import with_audit_id
from bot.screens.staff.pieces import known_as
from domain.staff import Act
from domain.staff_pins import StaffApproval


async def message(call: Call) -> Plan:
    """Plan to send a customer a message, shown as she will read it."""
    customer, text = await call.desk.customer(call.values["customer"]), call.values["text"]
    desk = call.services.customer_desk
    desk.check_message(customer, text, call.person)

    async def do(_: StaffApproval) -> Screen:
        row = await desk.write(call.request_id, customer, text, call.person, now=call.now)
        screen = screens.sent(call.t, known_as(customer))
        return screen if row is None else with_audit_id(call.t, screen, row.sequence)

    about = f"message {customer.id} {sha256(text.encode()).hexdigest()} {call.request_id}"
    return Plan(screens.preview(call.t, known_as(customer), text), about, do)


async def unlock_pin(call: Call) -> Plan:
    """Plan to let a customer try her PIN again."""
    customer, reason = await call.desk.customer(call.values["customer"]), call.values["reason"]
    desk = call.services.customer_desk
    await desk.check_locked(customer, call.person, now=call.now)

    async def do(_: StaffApproval) -> Screen:
        until, row = await desk.unlock_pin(customer, reason, call.person, now=call.now)
        return with_audit_id(call.t, screens.unlocked(call.t, known_as(customer), until), row.sequence)

    about = f"unlock {customer.id} {reason} {call.request_id}"
    return Plan(screens.unlocking(call.t, known_as(customer), reason, call.desk.rules), about, do)


_CUSTOMER = Argument("customer")
COMMANDS = (
    StaffCommand(
        name="message",
        act=Act.MESSAGE_CUSTOMER,
        arguments=(_CUSTOMER, Argument("text", rest=True)),
        plans=message,
    ),
    StaffCommand(
        name="unlockpin",
        act=Act.UNLOCK_PIN,
        arguments=(_CUSTOMER, Argument("reason", rest=True)),
        plans=unlock_pin,
    ),
)
