"""The staff PIN: setting it, and the keypad below what it says yes to."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, KeypadKey
from bot.conversations.chat import Chat
from bot.conversations.said_again import says_again
from bot.conversations.staff.desk import Given, Handed, Planned, answered, changes_roles, staff_line
from bot.conversations.staff.menus import publish
from bot.conversations.staff_draft import StaffSheet
from bot.keypad import Keypad
from bot.screen import Screen
from bot.screens.staff import desk as screens
from bot.staff_services import StaffServices
from domain.access_log import AccessLog
from domain.audit_log import AuditLog, Doing
from domain.errors import Refusal
from domain.maker_checker import WrongStaffApproval
from domain.payments import SheetExpired
from domain.pins import PinLocked, WeakPin, WrongPin
from domain.staff import Act, name_of
from domain.staff_people import StaffDesk
from domain.staff_pins import StaffPins, check_strength

router = Router(name="staff_pin")
_PIN = r"\s*\d{4}\s*"


class StaffEntry(StatesGroup):
    """The steps at which a staff PIN is entered."""

    pin = State()  # for an act
    first = State()  # a new one
    again = State()


async def show_plan(
    chat: Chat, planned: Planned, staff_desk: StaffDesk, staff_pins: StaffPins, now: datetime
) -> None:
    """Show what would be done, with a keypad; where no PIN is taken now, say so."""
    memory = chat.memory
    memory.close_sheet()
    try:
        await staff_pins.check_open(planned.given.duty.person.name, now=now)
    except Refusal as refusal:
        await chat.at(None)
        await chat.show(screens.refused(chat.t, refusal))
        return
    memory.staff_sheet = StaffSheet(
        planned.given.whole,
        planned.request_id,
        planned.plan.about,
        now + staff_desk.rules.staff.sheet_open_for,
    )
    memory.keypad = Keypad.fresh()
    await chat.at(StaffEntry.pin)
    await chat.show(screens.pin_sheet(chat.t, planned.plan.text, memory.keypad))


@says_again(StaffEntry.pin)
async def plan_again(
    chat: Chat,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    """Weigh the command that waits for the PIN once more, and show what it would do, with a fresh keypad."""
    sheet, chat.memory.staff_sheet = chat.memory.staff_sheet, None
    given = await _of(sheet, chat, staff_desk, now)
    if sheet is None or given is None or now >= sheet.expires_at:
        chat.memory.close_sheet()
        await chat.at(None)
        await chat.show(screens.refused(chat.t, SheetExpired()))
        return
    outcome = await answered(
        given,
        chat.t,
        request_id=sheet.request_id,
        staff_desk=staff_desk,
        audit_log=audit_log,
        access_log=access_log,
        staff_services=staff_services,
        now=now,
    )
    if isinstance(outcome, Planned):
        await show_plan(chat, outcome, staff_desk, staff_pins, now)
        return
    chat.memory.close_sheet()
    await chat.at(None)
    await chat.show(outcome.screen if isinstance(outcome, Handed) else outcome)


@router.message(Command("staffpin", magic=~F.args))
async def staff_pin_asked_for(
    message: Message, chat: Chat, staff_desk: StaffDesk, staff_pins: StaffPins, now: datetime
) -> None:
    """Let somebody of the staff choose her first PIN."""
    duty = await staff_desk.on_duty(chat.id, now=now)
    if duty is None:
        raise SkipHandler  # To everybody else this command does not exist.
    if await staff_pins.is_set(duty.person.name):
        await chat.tell(Screen(chat.t("staff-pin-is-set")))
        return
    await _ask_for_new(chat)


@says_again(StaffEntry.first)
async def _ask_for_new(chat: Chat, *, problem: str | None = None) -> None:
    memory = chat.memory
    memory.close_sheet()
    memory.keypad = Keypad.fresh()
    await chat.at(StaffEntry.first)
    await chat.show(screens.new_pin(chat.t, memory.keypad, problem=problem))


@router.callback_query(StaffEntry.pin, Go.filter(F.to == "cancel"))
@router.callback_query(StaffEntry.first, Go.filter(F.to == "cancel"))
@router.callback_query(StaffEntry.again, Go.filter(F.to == "cancel"))
async def staff_entry_cancelled(_: CallbackQuery, chat: Chat) -> None:
    chat.memory.close_sheet()
    chat.memory.staff_sheet = None
    await chat.at(None)
    await chat.show(Screen(chat.t("staff-cancelled")))


@router.callback_query(StaffEntry.pin, KeypadKey.filter(), flags={"toasts": True})
@router.callback_query(StaffEntry.first, KeypadKey.filter(), flags={"toasts": True})
@router.callback_query(StaffEntry.again, KeypadKey.filter(), flags={"toasts": True})
async def staff_key_pressed(
    press: CallbackQuery,
    callback_data: KeypadKey,
    chat: Chat,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    """Take a press; with the last digit, what the PIN is for."""
    memory = chat.memory
    if memory.keypad is None or memory.keypad.sid != callback_data.sid or not chat.is_on_card:
        await chat.toast(chat.t.plain("stray-old-button"), alert=True)
        return
    memory.keypad = keypad = memory.keypad.press(callback_data.slot, press.id)
    await chat.toast(keypad.dots)
    if keypad.is_complete:
        await _entered(
            chat, keypad.digits, press.id, staff_desk, staff_pins, audit_log, access_log, staff_services, now
        )


@router.message(StaffEntry.pin, F.text.regexp(_PIN, mode="fullmatch"))
@router.message(StaffEntry.first, F.text.regexp(_PIN, mode="fullmatch"))
@router.message(StaffEntry.again, F.text.regexp(_PIN, mode="fullmatch"))
async def staff_pin_typed(
    message: Message,
    chat: Chat,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    """Take a typed PIN all the same, but only where nothing of it stays in the chat."""
    if not await chat.delete_typed():
        await chat.tell(Screen(chat.t("sheet-pin-not-deleted")))
        return
    chat.stay_on_card()
    digits, key = (message.text or "").strip(), f"message-{message.message_id}"
    await _entered(chat, digits, key, staff_desk, staff_pins, audit_log, access_log, staff_services, now)


async def _entered(
    chat: Chat,
    digits: str,
    try_key: str,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    step = await chat.step()
    chat.memory.close_keypad()
    if step == StaffEntry.first.state:
        await _first_entered(chat, digits)
    elif step == StaffEntry.again.state:
        await _again_entered(chat, digits, staff_pins, audit_log, now)
    else:
        await _pin_entered(
            chat, digits, try_key, staff_desk, staff_pins, audit_log, access_log, staff_services, now
        )


async def _first_entered(chat: Chat, digits: str) -> None:
    memory = chat.memory
    try:
        check_strength(digits)
    except WeakPin as refusal:
        await _ask_for_new(chat, problem=chat.t(refusal.code))
        return
    memory.first_pin = digits
    await _ask_to_repeat(chat)


@says_again(StaffEntry.again)
async def _ask_to_repeat(chat: Chat) -> None:
    chat.memory.close_keypad()
    chat.memory.keypad = Keypad.fresh()
    await chat.at(StaffEntry.again)
    await chat.show(screens.new_pin(chat.t, chat.memory.keypad, again=True))


async def _again_entered(
    chat: Chat, digits: str, staff_pins: StaffPins, audit_log: AuditLog, now: datetime
) -> None:
    first = chat.memory.first_pin
    if digits != first:
        await _ask_for_new(chat, problem=chat.t("staff-pins-differ"))
        return
    chat.memory.close_sheet()
    await chat.at(None)
    name = name_of(chat.id)
    try:
        await staff_pins.set_first(name, digits)
    except Refusal as refusal:
        await chat.show(screens.refused(chat.t, refusal))
        return
    row = await audit_log.note(Doing(name, Act.SET_PIN.value, name, now))
    await chat.show(screens.with_audit_id(chat.t, Screen(chat.t("staff-pin-set")), row.sequence))


async def _pin_entered(
    chat: Chat,
    digits: str,
    try_key: str,
    staff_desk: StaffDesk,
    staff_pins: StaffPins,
    audit_log: AuditLog,
    access_log: AccessLog,
    staff_services: StaffServices,
    now: datetime,
) -> None:
    """Read the command once more, ask whether the PIN is right, then do it.

    Handled again after a crash, it ends the same: the try has its key, what is done has its id.
    """
    sheet, t = chat.memory.staff_sheet, chat.t
    chat.memory.staff_sheet = None
    await chat.at(None)
    given = await _of(sheet, chat, staff_desk, now)
    if sheet is None or given is None or now >= sheet.expires_at:
        await chat.show(screens.refused(t, SheetExpired()))
        return
    outcome = await answered(
        given,
        t,
        request_id=sheet.request_id,
        staff_desk=staff_desk,
        audit_log=audit_log,
        access_log=access_log,
        staff_services=staff_services,
        now=now,
    )
    if not isinstance(outcome, Planned):
        await chat.show(outcome.screen if isinstance(outcome, Handed) else outcome)
        return
    name = given.duty.person.name
    try:
        approval = await staff_pins.approve(name, digits, about=sheet.about, try_key=try_key, now=now)
        if outcome.plan.about != sheet.about:
            raise WrongStaffApproval
        done = await outcome.plan.do(approval)
    except (WrongPin, PinLocked) as refusal:
        await audit_log.note(Doing(name, "wrong-pin", given.command.name, now))
        if isinstance(refusal, WrongPin):
            await _show_again(chat, sheet, outcome.plan.text, t(refusal.code, **refusal.values))
            return
        await chat.show(screens.refused(t, refusal))
        return
    except Refusal as refusal:
        await chat.show(screens.refused(t, refusal))
        return
    await chat.show(done)
    if changes_roles(given):
        for each in await staff_desk.concerned(sheet.request_id, given.line, now=now):
            await publish(chat.bot, each, await staff_desk.on_duty(each, now=now), t)


async def _of(sheet: StaffSheet | None, chat: Chat, staff_desk: StaffDesk, now: datetime) -> Given | None:
    if sheet is None:
        return None
    return await staff_line(sheet.line, chat.id, staff_desk, {"now": now}, tapped=True)


async def _show_again(chat: Chat, sheet: StaffSheet, text: str, problem: str) -> None:
    chat.memory.staff_sheet, chat.memory.keypad = sheet, Keypad.fresh()
    await chat.at(StaffEntry.pin)
    await chat.show(screens.pin_sheet(chat.t, text, chat.memory.keypad, problem=problem))
