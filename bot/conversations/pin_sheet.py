"""A sheet that the PIN says yes to, whatever it is for besides a bill: drawn here, handed in here.

A conversation writes three things: it shows its sheet with `show`, says with `worded` what it says in another
language, and with `approved` what happens when the right PIN was entered on it:

    @approved(router, "withdrawal")
    async def withdrawal_approved(desk: Desk, sheet: PinSheet, approval: Approval, …) -> None:

Its router stands before that of `pay_sheet`, which answers the keys that belong to nothing open.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from aiogram import F, Router
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import KeypadKey
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.open_pin_sheet import close, show
from bot.conversations.pay_sheet import PIN, delete_typed_pin, explain_stale_key
from bot.conversations.sheets import PinSheets
from bot.screens import payment as payment_screens
from domain.errors import Refusal
from domain.payments import SheetExpired
from domain.pins import PinLocked, Pins, WrongPin

# What is done with an approval. Asks for the services that it needs by name, as every handler does.
Approved = TypeVar("Approved", bound=Callable[..., Awaitable[None]])
_PURPOSES: set[str] = set()


def approved(router: Router, purpose: str) -> Callable[[Approved], Approved]:
    """Let a function be called when the right PIN was entered on a sheet of that purpose.

    It is given `desk`, `sheet` and `approval`, and whatever else it names. A refusal that it raises is
    explained on the card, with the way to draw the sheet anew.
    """

    async def is_for_it(_: CallbackQuery | Message, chat: Chat) -> bool:
        sheet = chat.memory.pin_sheet
        return sheet is not None and sheet.purpose == purpose

    def register(handler: Approved) -> Approved:
        _PURPOSES.add(purpose)
        use = CallableObject(handler)

        async def key_pressed(
            press: CallbackQuery, callback_data: KeypadKey, desk: Desk, pins: Pins, **given: Any
        ) -> None:
            digits = await _digits_of(press, callback_data, desk)
            if digits is not None:
                await _pin_entered(desk, digits, press.id, pins, use, given)

        async def pin_typed(message: Message, desk: Desk, pins: Pins, **given: Any) -> None:
            if not await delete_typed_pin(desk.chat, desk.t):
                await desk.chat.tell(payment_screens.plain(desk.t("sheet-pin-not-deleted")))
                return
            desk.chat.stay_on_card()
            digits, try_key = (message.text or "").strip(), f"message-{message.message_id}"
            await _pin_entered(desk, digits, try_key, pins, use, given)

        router.callback_query.register(
            key_pressed, PinSheets.pin, is_for_it, KeypadKey.filter(), flags={"toasts": True}
        )
        router.message.register(pin_typed, PinSheets.pin, is_for_it, F.text.regexp(PIN, mode="fullmatch"))
        return handler

    return register


def purposes() -> frozenset[str]:
    """Return what there are sheets for."""
    return frozenset(_PURPOSES)


async def _digits_of(press: CallbackQuery, key: KeypadKey, desk: Desk) -> str | None:
    """Take a press, and return the digits once they are complete."""
    chat, memory = desk.chat, desk.chat.memory
    if memory.keypad is None or memory.keypad.sid != key.sid:
        await explain_stale_key(desk, key)
        return None
    if not chat.is_on_card:
        await chat.toast(desk.t.plain("sheet-other-screen"), alert=True)
        return None
    memory.keypad = keypad = memory.keypad.press(key.slot, press.id)
    await chat.toast(keypad.dots)
    return keypad.digits if keypad.is_complete else None


async def _pin_entered(
    desk: Desk, digits: str, try_key: str, pins: Pins, use: CallableObject, given: dict[str, Any]
) -> None:
    """Close the sheet, then ask whether the PIN is right, then do what it says yes to.

    Handled again after a crash, it ends the same: the try has its key, the subject its id.
    """
    memory = desk.chat.memory
    sheet = memory.pin_sheet
    if sheet is None:
        await desk.go_home()
        return
    memory.close_keypad(sheet.subject_id)
    memory.pin_sheet = None
    if desk.now >= sheet.expires_at:
        await close(desk, sheet, SheetExpired())
        return
    try:
        approval = await pins.approve(
            desk.customer.id, digits, for_sheet=sheet.hash, try_key=try_key, now=desk.now
        )
    except WrongPin as refusal:
        await show(desk, sheet, problem=desk.explain(refusal))
        return
    except PinLocked as refusal:
        await close(desk, sheet, refusal)
        return
    await desk.chat.at(None)
    try:
        await use.call(**{**given, "desk": desk, "sheet": sheet, "approval": approval})
    except Refusal as refusal:
        await close(desk, sheet, refusal)
    else:
        memory.keypad_taken()
