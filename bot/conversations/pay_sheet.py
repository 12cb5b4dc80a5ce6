"""The pay sheet: the PIN is entered, the payment accepted. What becomes of it, the messenger tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, KeypadKey, Paid
from bot.conversations import step_up
from bot.conversations.chat import Chat, on_card
from bot.conversations.desk import Desk
from bot.conversations.memory import Agreed, WantedCode, draft_of
from bot.conversations.outages import show_paused
from bot.conversations.sheets import PaySheet, PinSheets, show_locked, show_sheet
from bot.conversations.steps import ask_amount, next_step, open_sheet
from bot.keypad import Keypad
from bot.screens import pay_sheet
from bot.screens import payment as payment_screens
from bot.text import Translator
from domain.amounts import NotAnAmount, read_amount
from domain.approvals import Approval
from domain.errors import NotAllowed, Refusal
from domain.ledger import InsufficientFunds
from domain.one_time_codes import Purpose, StepUp
from domain.outages import BillerPaused
from domain.paying import Payments
from domain.payments import AlreadyInFlight, Payment, QuoteChanged, SheetExpired, TooLateToCancel
from domain.pins import PinLocked, Pins, WrongPin
from domain.quotes import Sheet

router = Router(name="pay_sheet")

PIN = r"\s*\d{4}\s*"
CODE_FOR = "pay_sheet"
HOLDS_A_PIN = r".*(?<!\d)\d{4}(?!\d).*"


@router.callback_query(PaySheet.pin, KeypadKey.filter(), flags={"toasts": True})
async def key_pressed(
    press: CallbackQuery,
    callback_data: KeypadKey,
    chat: Chat,
    desk: Desk,
    pins: Pins,
    pay: Callable[[Payment], None],
) -> None:
    memory = chat.memory
    if memory.keypad is None or memory.sheet is None or memory.keypad.sid != callback_data.sid:
        await explain_stale_key(desk, callback_data)
        return
    if not chat.is_on_card:
        await chat.toast(desk.t.plain("sheet-other-screen"), alert=True)
        return
    memory.keypad = keypad = memory.keypad.press(callback_data.slot, press.id)
    await chat.toast(keypad.dots)
    if _is_over(memory.sheet, desk.now):
        await _close_expired(desk)
    elif keypad.is_complete:
        await _pin_entered(desk, memory.sheet, keypad.digits, press.id, pins, pay)


@router.message(PaySheet.pin, F.text.regexp(PIN, mode="fullmatch"))
async def pin_typed(
    message: Message, chat: Chat, desk: Desk, pins: Pins, pay: Callable[[Payment], None]
) -> None:
    """Take a typed PIN all the same, but let nothing of it stay in the chat.

    One that has to stay there is not taken and not counted: the sheet remains open for the keys.
    """
    sheet = chat.memory.sheet
    if not await delete_typed_pin(chat, desk.t):
        await chat.tell(payment_screens.plain(desk.t("sheet-pin-not-deleted")))
        return
    chat.stay_on_card()
    if sheet is None or _is_over(sheet, desk.now):
        await _close_expired(desk)
        return
    digits, try_key = (message.text or "").strip(), f"message-{message.message_id}"
    await _pin_entered(desk, sheet, digits, try_key, pins, pay)


@router.message(PaySheet.pin, F.text.regexp(HOLDS_A_PIN, mode="fullmatch"))
@router.message(PinSheets.pin, F.text.regexp(HOLDS_A_PIN, mode="fullmatch"))
async def pin_among_words_typed(_: Message, chat: Chat, t: Translator) -> None:
    deleted = await chat.delete_typed()
    await chat.tell(payment_screens.plain(t("sheet-use-the-keys" if deleted else "sheet-pin-not-deleted")))


@router.callback_query(KeypadKey.filter(), flags={"toasts": True})
async def old_key_pressed(_: CallbackQuery, callback_data: KeypadKey, desk: Desk) -> None:
    await explain_stale_key(desk, callback_data)


@router.callback_query(on_card, Go.filter(F.to.in_({"cashback_on", "cashback_off"})))
async def cashback_switched(_: CallbackQuery, callback_data: Go, desk: Desk) -> None:
    draft = desk.chat.memory.draft
    if draft is None:
        await desk.go_home()
        return
    desk.chat.memory.uses_cashback = callback_data.to == "cashback_on"
    await next_step(desk, draft)


@router.callback_query(PaySheet.short, on_card, Go.filter(F.to == "amount"))
async def other_amount_asked_for(_: CallbackQuery, desk: Desk) -> None:
    draft = desk.chat.memory.draft
    if draft is None:
        await desk.go_home()
        return
    await ask_amount(desk, draft)


@router.message(PaySheet.short, F.text)
async def other_amount_typed(message: Message, desk: Desk) -> None:
    draft = desk.chat.memory.draft
    if draft is None:
        await desk.go_home()
        return
    if draft.plan is not None:  # Its price is not the customer's to say.
        await ask_amount(desk, draft)
        return
    try:
        amount = read_amount(message.text or "")
    except NotAnAmount as refusal:
        await ask_amount(desk, draft, problem=desk.explain(refusal))
        return
    await next_step(desk, replace(draft, amount=amount))


@router.callback_query(Go.filter(F.to == "continue"))
async def asked_to_continue(_: CallbackQuery, desk: Desk) -> None:
    draft = desk.chat.memory.draft
    if draft is None:
        await desk.go_home(notice=desk.t("home-nothing-to-continue"))
        return
    await next_step(desk, draft)


@router.callback_query(Paid.filter(F.act == "again"))
async def asked_to_pay_again(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    payment = await desk.payments.get(desk.customer.id, callback_data.payment_id)
    await next_step(desk, draft_of(payment, now=desk.now))


@router.callback_query(Paid.filter(F.act == "stop"), flags={"toasts": True})
async def asked_to_stop(_: CallbackQuery, callback_data: Paid, desk: Desk) -> None:
    """Give the money back, while nothing was sent. Her money's coming back is told by the messenger."""
    chat = desk.chat
    try:
        payment = await desk.payments.cancel(desk.customer.id, callback_data.payment_id, now=desk.now)
    except TooLateToCancel as refusal:
        await chat.toast(desk.t.plain(refusal.code), alert=True)
        return
    await chat.toast()
    biller = await desk.billers.get(payment.order.biller_id)
    await chat.put(payment_screens.stopped(desk.t, payment, biller), in_place_of=chat.tapped)


async def delete_typed_pin(chat: Chat, t: Translator) -> bool:
    """Delete a typed PIN and, once, say what is safer. False: it stays in the chat, so don't use it."""
    if not await chat.delete_typed():
        return False
    if not chat.memory.knows_keys_are_safer:
        await chat.tell(payment_screens.plain(t("sheet-pin-typed")))
        chat.memory.knows_keys_are_safer = True
    return True


async def _pin_entered(
    desk: Desk, sheet: Sheet, digits: str, try_key: str, pins: Pins, pay: Callable[[Payment], None]
) -> None:
    """Close the sheet, then ask whether the PIN is right, then for a code if it wants one, then accept.

    Handled again after a crash, it ends the same: the try has its key, the order its id.
    """
    memory, now = desk.chat.memory, desk.now
    memory.close_keypad(sheet.order.id)
    memory.sheet = None
    try:
        approval = await pins.approve(
            desk.customer.id, digits, for_sheet=sheet.hash, try_key=try_key, now=now
        )
    except WrongPin as refusal:
        memory.sheet, memory.keypad = sheet, Keypad.fresh()
        await show_sheet(desk, sheet, memory.keypad, problem=desk.explain(refusal))
    except PinLocked as refusal:
        await show_locked(desk, refusal)
    else:
        if sheet.wants_code and now < sheet.expires_at:
            await step_up.ask(desk, WantedCode(Purpose.UNUSUAL_ORDER, CODE_FOR, about=sheet.hash))
            memory.agreed = Agreed(sheet, approval)
        else:
            await _accept(desk, sheet, approval, pay)


@step_up.given(CODE_FOR)
async def code_given(desk: Desk, step_up: StepUp, pay: Callable[[Payment], None]) -> None:
    """Accept what the PIN has said yes to: the code is right, too."""
    agreed = desk.chat.memory.agreed
    if agreed is None:
        await desk.go_home()
        return
    desk.chat.memory.agreed = None
    await _accept(desk, agreed.sheet, agreed.approval, pay, given=step_up)


async def _accept(
    desk: Desk,
    sheet: Sheet,
    approval: Approval,
    pay: Callable[[Payment], None],
    *,
    given: StepUp | None = None,
) -> None:
    chat, memory = desk.chat, desk.chat.memory
    try:
        payment = await desk.payments.accept(sheet, approval, step_up=given, card=memory.card, now=desk.now)
    except AlreadyInFlight as refusal:
        await chat.at(None)
        await _show_in_flight(desk, refusal.payment_id)
    except (InsufficientFunds, QuoteChanged) as refusal:
        await _draw_again(desk, desk.explain(refusal))
    except SheetExpired:
        await _close_expired(desk)
    except BillerPaused as refusal:
        await show_paused(desk, refusal)
    except Refusal as refusal:
        await chat.at(None)
        await chat.show(pay_sheet.closed(desk.t, desk.explain(refusal), can_reopen=True))
    else:
        await chat.at(None)
        memory.draft = memory.card = memory.keypad_on = None
        pay(payment)


async def _draw_again(desk: Desk, problem: str) -> None:
    draft = desk.chat.memory.draft
    if draft is None:
        await desk.go_home(notice=problem)
        return
    await open_sheet(desk, draft, problem=problem)


async def _show_in_flight(desk: Desk, payment_id: str) -> None:
    payment = await desk.payments.get(desk.customer.id, payment_id)
    biller = await desk.billers.get(payment.order.biller_id)
    await desk.chat.show(pay_sheet.in_flight(desk.t, payment, biller, now=desk.now))


async def explain_stale_key(desk: Desk, key: KeypadKey) -> None:
    """Answer a key of a keypad that is not open: handed in, expired, replaced, or somebody else's."""
    chat, t = desk.chat, desk.t
    closed = chat.memory.was_closed(key.sid)
    if closed is not None and closed.taken:
        await chat.toast(t.plain("pin-sheet-taken"))
        return
    if closed is not None and closed.order_id is not None:
        sent = await _was_accepted(desk.payments, desk.customer.id, closed.order_id)
        await chat.toast(t.plain("sheet-sent-already" if sent else "sheet-one-moment"))
        return
    await chat.toast(t.plain("sheet-closed"), alert=True)
    if closed is not None and chat.shows_key(key.pack()):
        can_reopen = chat.memory.draft is not None
        screen = pay_sheet.closed(t, t("sheet-closed"), can_reopen=can_reopen)
        await chat.put(screen, in_place_of=chat.tapped)


async def _close_expired(desk: Desk) -> None:
    chat, t = desk.chat, desk.t
    chat.memory.close_sheet()
    await chat.at(None)
    can_reopen = chat.memory.draft is not None
    await chat.show(pay_sheet.closed(t, t("sheet-expired"), can_reopen=can_reopen))


async def _was_accepted(payments: Payments, customer_id: str, order_id: str) -> bool:
    try:
        await payments.get(customer_id, order_id)
    except NotAllowed:
        return False
    return True


def _is_over(sheet: Sheet, now: datetime) -> bool:
    return now >= sheet.expires_at
