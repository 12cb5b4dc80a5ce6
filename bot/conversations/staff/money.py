"""Money by hand: refunds of payments, credits and debits of wallets."""

from __future__ import annotations

from bot.conversations.staff.arguments import AMOUNT, Argument
from bot.conversations.staff.calls import Call, Plan, StaffCommand, planned
from bot.screens.staff.pieces import known_as, short
from domain.staff import Act
from domain.staff_acts import CreditWallet, DebitWallet

_REASON = Argument("reason", rest=True)


async def refund(call: Call) -> Plan:
    """Plan a refund: of all that is left of a payment where no amount is named."""
    payment = await call.desk.payment(call.values["reference"])
    what = call.desk.refund_of(payment, call.values.get("amount"))
    return await planned(call, what, call.values["reason"], short(payment.id))


async def credit(call: Call) -> Plan:
    """Plan to put money into a wallet."""
    customer = await call.desk.customer(call.values["customer"])
    what = CreditWallet(customer.id, call.values["amount"])
    return await planned(call, what, call.values["reason"], known_as(customer))


async def debit(call: Call) -> Plan:
    """Plan to take money out of a wallet."""
    customer = await call.desk.customer(call.values["customer"])
    what = DebitWallet(customer.id, call.values["amount"])
    return await planned(call, what, call.values["reason"], known_as(customer))


_ON_A_WALLET = (Argument("customer"), Argument("amount", AMOUNT), _REASON)
COMMANDS = (
    StaffCommand(
        name="refund",
        act=Act.REFUND,
        arguments=(Argument("reference"), Argument("amount", AMOUNT, optional=True), _REASON),
        plans=refund,
    ),
    StaffCommand(name="credit", act=Act.CREDIT, arguments=_ON_A_WALLET, plans=credit),
    StaffCommand(name="debit", act=Act.DEBIT, arguments=_ON_A_WALLET, plans=debit),
)
