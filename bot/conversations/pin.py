"""The PIN after the first one: changed with the old one, or reset with the phone and a one-time code."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, NewPinKey, bottom_bar
from bot.conversations import open_pin_sheet, pin_sheet, step_up
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.memory import Entitled, PinSheet, WantedCode
from bot.conversations.pay_sheet import PIN, delete_typed_pin
from bot.conversations.said_again import says_again
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens import pin as screens
from bot.screens import register as register_screens
from domain.approvals import Approval, WrongApproval
from domain.new_pins import CHANGE, NewPins, SamePin
from domain.one_time_codes import OneTimeCodes, Purpose, StepUpNeeded
from domain.phones import NotAPhoneNumber, read_phone
from domain.pins import WeakPin, check_strength

RESET = "resetting"


# A number that stands for itself, and is no order like "500 0803 123 4567".
_TYPED_NUMBER = r"\s*(\+?234|0)?[\s-]*[789]\d[\d\s-]{7,11}\s*"


class NewPin(StatesGroup):
    """The steps to a new PIN."""

    contact = State()
    first = State()
    again = State()


router = Router(name="pin")


@router.callback_query(Go.filter(F.to == "pin"))
async def pin_page_asked_for(_: CallbackQuery, desk: Desk) -> None:
    await show_pin_page(desk)


@router.message(Command("pin", magic=~F.args))
async def pin_command(_: Message, desk: Desk) -> None:
    await show_pin_page(desk)


async def show_pin_page(desk: Desk) -> None:
    """Show what can be done about the PIN."""
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(screens.page(desk.t))


@router.callback_query(Go.filter(F.to == "pin_change"))
async def change_asked_for(_: CallbackQuery, desk: Desk) -> None:
    sheet = PinSheet(
        purpose=CHANGE,
        subject_id=desk.new_id(),
        text=_old_first(desk),
        hash=CHANGE,
        expires_at=desk.now + desk.rules.sheet_open_for,
        again="pin_change",
    )
    await open_pin_sheet.show(desk, sheet)


@open_pin_sheet.worded(CHANGE)
async def sheet_in_words(desk: Desk) -> str:
    """Say what the old PIN is asked for."""
    return _old_first(desk)


def _old_first(desk: Desk) -> str:
    return desk.t("pin-old-first")


@pin_sheet.approved(router, CHANGE)
async def old_pin_entered(desk: Desk, approval: Approval) -> None:
    desk.chat.memory.entitled = Entitled(approval)
    await ask_for_new(desk)


@router.callback_query(Go.filter(F.to == "pin_reset"))
async def reset_asked_for(_: CallbackQuery, desk: Desk) -> None:
    desk.chat.memory.close_sheet()
    await _ask_for_contact(desk)


@router.message(NewPin.contact, F.contact)
async def contact_shared(message: Message, desk: Desk) -> None:
    """Go on if it is her own number, which Telegram vouches for, and the one that she registered."""
    contact = message.contact
    if message.forward_origin is not None or contact is None or contact.user_id != desk.chat.id:
        await _ask_for_contact(desk, problem=desk.t("register-not-yours"))
        return
    try:
        is_hers = read_phone(contact.phone_number) == desk.customer.phone
    except NotAPhoneNumber:
        is_hers = False
    if not is_hers:
        await _ask_for_contact(desk, problem=desk.t("pin-other-number"))
        return
    await desk.chat.tell(Screen(desk.t("pin-number-is-right"), bottom_bar(desk.t)))
    await step_up.ask(desk, WantedCode(purpose=Purpose.PIN_RESET, then=RESET))


@router.message(NewPin.contact, F.text.regexp(_TYPED_NUMBER, mode="fullmatch"))
async def number_typed(_: Message, desk: Desk) -> None:
    if desk.chat.memory.card is None:
        return
    await _ask_for_contact(desk, problem=desk.t("register-not-typed"))


@step_up.given(RESET)
async def code_given(desk: Desk) -> None:
    desk.chat.memory.entitled = Entitled()
    await ask_for_new(desk)


@router.callback_query(StateFilter(NewPin.first, NewPin.again), NewPinKey.filter(), flags={"toasts": True})
async def key_pressed(
    press: CallbackQuery,
    callback_data: NewPinKey,
    chat: Chat,
    desk: Desk,
    new_pins: NewPins,
    one_time_codes: OneTimeCodes,
) -> None:
    keypad = chat.memory.keypad
    if keypad is None or keypad.sid != callback_data.sid or not chat.is_on_card:
        await chat.toast(desk.t.plain("register-newer-keypad"))
        return
    chat.memory.keypad = keypad = keypad.press(callback_data.slot, press.id)
    await chat.toast(keypad.dots)
    if keypad.is_complete:
        await _entered(desk, keypad.digits, new_pins, one_time_codes)


@router.message(StateFilter(NewPin.first, NewPin.again), F.text.regexp(PIN, mode="fullmatch"))
async def pin_typed(
    message: Message, chat: Chat, desk: Desk, new_pins: NewPins, one_time_codes: OneTimeCodes
) -> None:
    if not await delete_typed_pin(chat, desk.t):
        await ask_for_new(desk, problem=desk.t("register-pin-not-deleted"))
        return
    chat.stay_on_card()
    await _entered(desk, (message.text or "").strip(), new_pins, one_time_codes)


@says_again(NewPin.contact)
async def _ask_for_contact(desk: Desk, *, problem: str | None = None) -> None:
    await desk.chat.at(NewPin.contact)
    await desk.chat.show(screens.share_number(desk.t, problem=problem))


@says_again(NewPin.first)
async def ask_for_new(desk: Desk, *, problem: str | None = None) -> None:
    """Ask for a new PIN; what entitles to it is in the memory."""
    memory = desk.chat.memory
    memory.close_keypad()
    memory.first_pin = None
    memory.keypad = Keypad.fresh()
    await desk.chat.at(NewPin.first)
    await desk.chat.show(register_screens.choose_pin(desk.t, memory.keypad, problem=problem))


@says_again(NewPin.again)
async def _ask_to_repeat(desk: Desk) -> None:
    memory = desk.chat.memory
    memory.close_keypad()
    memory.keypad = Keypad.fresh()
    await desk.chat.at(NewPin.again)
    await desk.chat.show(register_screens.repeat_pin(desk.t, memory.keypad))


async def _entered(desk: Desk, digits: str, new_pins: NewPins, one_time_codes: OneTimeCodes) -> None:
    memory = desk.chat.memory
    memory.close_keypad()
    if memory.first_pin is None:
        try:
            check_strength(digits, desk.customer.phone)
        except WeakPin as refusal:
            await ask_for_new(desk, problem=desk.t(refusal.code))
            return
        memory.first_pin = digits
        await _ask_to_repeat(desk)
    elif digits != memory.first_pin:
        await ask_for_new(desk, problem=desk.t("register-do-not-match"))
    else:
        await _take(desk, digits, new_pins, one_time_codes)


async def _take(desk: Desk, digits: str, new_pins: NewPins, one_time_codes: OneTimeCodes) -> None:
    memory, customer, now = desk.chat.memory, desk.customer, desk.now
    entitled, memory.first_pin = memory.entitled, None
    approval = entitled.approval if entitled is not None else None
    is_change = approval is not None
    try:
        if approval is not None:
            await new_pins.change(customer, approval, digits, now=now)
            screen = screens.changed(desk.t)
        else:
            purpose = entitled.purpose if entitled is not None else Purpose.PIN_RESET
            proof = await one_time_codes.standing(customer.id, purpose, now=now)
            until: datetime = await new_pins.reset(customer, proof, digits, now=now)
            screen = screens.reset(desk.t, desk.rules, until, now=now)
    except (WeakPin, SamePin) as refusal:
        await ask_for_new(desk, problem=desk.t(refusal.code))
        return
    except (WrongApproval, StepUpNeeded):  # It took too long, or another device was faster.
        again = "pin_change" if is_change else "pin_reset"
        screen = screens.closed(desk.t, desk.t("pin-took-too-long"), again=again)
    memory.entitled = None
    await desk.chat.at(None)
    await desk.chat.show(screen)
