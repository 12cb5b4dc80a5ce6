"""What would do as an answer to the open question. What would not may be something else altogether."""

from __future__ import annotations

from collections.abc import Callable

from bot.conversations.add_money import AddMoney
from bot.conversations.ask_airtime import PayAirtime
from bot.conversations.ask_bill import PayBill
from bot.conversations.ask_light import PayElectricity
from bot.conversations.ask_schedule import Recurring
from bot.conversations.bills import named
from bot.conversations.cart import WaitForMoney
from bot.conversations.desk import Desk
from bot.conversations.limits import Limits
from bot.conversations.pin import NewPin
from bot.conversations.send_steps import SendMoney, names_somebody
from bot.conversations.sheets import PaySheet, PinSheets
from bot.conversations.step_up import StepUps
from bot.conversations.withdraw import Withdraw
from domain.amounts import read_amount
from domain.billers import Asks, read_meter_number
from domain.data_plans import matching, offers
from domain.errors import Refusal
from domain.phones import read_phone
from domain.references import read_reference

_AMOUNTS = {
    PayAirtime.amount.state,
    PayElectricity.amount.state,
    PayBill.amount.state,
    PaySheet.short.state,
    AddMoney.amount.state,
    Withdraw.amount.state,
    Limits.own.state,
    SendMoney.amount.state,
    SendMoney.short.state,
    Recurring.amount.state,
    Recurring.cap.state,
}
_PEOPLE = {SendMoney.who.state, SendMoney.right.state}
_PHONES = {PayAirtime.number.state, PayBill.number.state}
_METERS = {PayElectricity.number.state, PayElectricity.house.state}
_REFERENCES = {PayBill.reference.state, PayBill.right.state, PayBill.package.state}
_BILLERS = {PayAirtime.network.state, PayElectricity.disco.state, PayBill.biller.state}
_TAPS = {
    PayElectricity.choice.state,
    PayBill.found.state,
    AddMoney.checkout.state,
    Withdraw.account.state,
    Withdraw.right.state,
}
_DAYS = {Recurring.days.state, Recurring.day.state, Recurring.last.state}
_DIGITS = {Withdraw.number.state, StepUps.code.state, NewPin.contact.state} | _DAYS
_PINS = {PaySheet.pin.state, PinSheets.pin.state, WaitForMoney.pin.state}
# The questions in whose midst something else is heard. What somebody is called may be any word.
OPEN = (
    _AMOUNTS
    | _PEOPLE
    | _PHONES
    | _METERS
    | _REFERENCES
    | _BILLERS
    | _TAPS
    | {PayBill.plan.state, Withdraw.bank.state}
    | _DIGITS
    | _PINS
)


async def would_do(step: str | None, said: str, desk: Desk) -> bool:
    """Return whether that would do as an answer to the question of a step."""
    draft = desk.chat.memory.draft
    if step in _AMOUNTS:
        return _reads(read_amount, said)
    if step in _PINS | _DIGITS:
        return any(character.isdigit() for character in said)  # A PIN is for nobody else to read.
    if step in _PEOPLE:
        return await names_somebody(desk, said)
    if step in _METERS:
        return _reads(read_meter_number, said)
    if draft is None or step in _TAPS:
        return False
    if step in _BILLERS:
        return await named(desk, draft.category, said) is not None
    asks = Asks.LINE
    if draft.biller_id is not None:
        asks = (await desk.billers.get(draft.biller_id)).kind.asks
    if step == PayBill.plan.state:
        if asks is Asks.LINE and _reads(read_phone, said):
            return True
        return bool(matching(offers(await desk.billers.plans(draft.biller_id or "")), said))
    if step in _REFERENCES and asks not in (Asks.LINE, Asks.NOTHING):
        return _reads(lambda text: read_reference(asks, text), said)
    return _reads(read_phone, said)


def _reads(read: Callable[[str], object], said: str) -> bool:
    try:
        read(said)
    except Refusal:
        return False
    return True
