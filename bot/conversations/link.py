"""An account that moves to this Telegram: its number shared here, a code to its phone, its PIN."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, StateFilter
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go, KeypadKey
from bot.code_sender import CodeSender
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.memory import Move
from bot.conversations.pay_sheet import PIN, delete_typed_pin
from bot.conversations.said_again import says_again
from bot.conversations.step_up import CODE
from bot.keypad import Keypad
from bot.screens import link as screens
from bot.text import translator
from domain.customers import Customer
from domain.errors import Refusal
from domain.moving import Moving, target
from domain.one_time_codes import (
    CODE_LENGTH,
    CodeAskedTooSoon,
    CodeExpired,
    CodeVoid,
    OneTimeCodes,
    Purpose,
    WrongCode,
)
from domain.phones import Phone
from domain.pins import Pins, WrongPin

log = structlog.get_logger(__name__)


class Link(StatesGroup):
    """The steps of moving an account here."""

    offered = State()
    code = State()
    pin = State()


async def _unknown(_: Any, customer: Customer | None = None) -> bool:
    return customer is None


router = Router(name="link")
router.message.filter(_unknown)
router.callback_query.filter(_unknown)

here = Router(name="link_here")  # for those whose wallet is here already


@here.message(Command("link"))
async def asked_for_at_home(_: Message, desk: Desk) -> None:
    await desk.chat.tell(screens.is_here(desk.t))


async def offer(chat: Chat, phone: Phone, moving: Moving) -> None:
    """Offer to bring the account of a number here, which Telegram says is this person's."""
    owner = await moving.owner(phone)
    if owner is None:
        return
    chat.memory.move = Move(phone, owner.id)
    await _show_offer(chat)


@says_again(Link.offered)
async def _show_offer(chat: Chat) -> None:
    await chat.at(Link.offered)
    await chat.show(screens.offer(chat.t))


@router.callback_query(StateFilter(Link.offered), Go.filter(F.to == "move_here"))
@router.callback_query(StateFilter(Link.code), Go.filter(F.to == "code_sms"))
async def code_asked_for(
    _: CallbackQuery, chat: Chat, moving: Moving, code_sender: CodeSender, now: datetime
) -> None:
    owner = await _owner(chat, moving)
    if owner is None:
        return
    problem = None
    try:
        await code_sender.send(owner, Purpose.LINK, about=target(chat.id), t=chat.t, chat_id=chat.id, now=now)
    except CodeAskedTooSoon as refusal:
        problem = chat.t(refusal.code, **refusal.values)
    except Refusal as refusal:
        await _close(chat, chat.t(refusal.code, **refusal.values))
        return
    await chat.at(Link.code)
    await chat.show(screens.ask_code(chat.t, owner.phone, sent=problem is None, problem=problem))


@router.message(Link.code, ~F.forward_origin, F.text.regexp(CODE, mode="fullmatch"))
async def code_typed(
    message: Message,
    chat: Chat,
    moving: Moving,
    one_time_codes: OneTimeCodes,
    now: datetime,
) -> None:
    await chat.delete_typed()
    chat.stay_on_card()
    owner = await _owner(chat, moving)
    if owner is None:
        return
    digits = "".join(letter for letter in message.text or "" if letter.isdigit())
    try:
        if len(digits) != CODE_LENGTH:
            await chat.show(
                screens.ask_code(chat.t, owner.phone, sent=False, problem=chat.t("code-wrong-length"))
            )
            return
        await one_time_codes.check(
            owner.id,
            Purpose.LINK,
            digits,
            about=target(chat.id),
            try_key=f"message-{message.message_id}",
            now=now,
        )
    except (WrongCode, CodeVoid, CodeExpired) as refusal:
        problem = chat.t(refusal.code, **refusal.values)
        await chat.show(screens.ask_code(chat.t, owner.phone, sent=False, problem=problem))
        return
    await _ask_for_pin(chat)


@router.message(Link.code, F.text, ~F.text.startswith("/"))
async def no_code_typed(_: Message, chat: Chat, moving: Moving) -> None:
    """Ask again: who mistypes a code shall not have to begin anew."""
    owner = await _owner(chat, moving)
    if owner is not None:
        problem = chat.t("code-wrong-length")
        await chat.show(screens.ask_code(chat.t, owner.phone, sent=False, problem=problem))


@says_again(Link.code)
async def code_again(chat: Chat, moving: Moving) -> None:
    """Ask once more for the code that was sent."""
    owner = await _owner(chat, moving)
    if owner is not None:
        await chat.show(screens.ask_code(chat.t, owner.phone, sent=False))


@router.callback_query(StateFilter(Link.pin), KeypadKey.filter(), flags={"toasts": True})
async def key_pressed(
    press: CallbackQuery, callback_data: KeypadKey, chat: Chat, moving: Moving, **given: Any
) -> None:
    keypad = chat.memory.keypad
    if keypad is None or keypad.sid != callback_data.sid or not chat.is_on_card:
        await chat.toast(chat.t.plain("register-newer-keypad"))
        return
    chat.memory.keypad = keypad = keypad.press(callback_data.slot, press.id)
    await chat.toast(keypad.dots)
    if keypad.is_complete:
        await _pin_entered(chat, keypad.digits, press.id, moving, given)


@router.message(StateFilter(Link.pin), F.text.regexp(PIN, mode="fullmatch"))
async def pin_typed(message: Message, chat: Chat, moving: Moving, **given: Any) -> None:
    if not await delete_typed_pin(chat, chat.t):
        await _ask_for_pin(chat, problem=chat.t("register-pin-not-deleted"))
        return
    chat.stay_on_card()
    await _pin_entered(chat, (message.text or "").strip(), f"message-{message.message_id}", moving, given)


@router.message(StateFilter(Link.pin), F.text, ~F.text.startswith("/"))
async def no_pin_typed(_: Message, chat: Chat) -> None:
    await _ask_for_pin(chat)


@says_again(Link.pin)
async def _ask_for_pin(chat: Chat, *, problem: str | None = None) -> None:
    chat.memory.close_keypad()
    chat.memory.keypad = Keypad.fresh()
    await chat.at(Link.pin)
    await chat.show(screens.ask_pin(chat.t, chat.memory.keypad, problem=problem))


async def _pin_entered(chat: Chat, digits: str, try_key: str, moving: Moving, given: dict[str, Any]) -> None:
    pins: Pins = given["pins"]
    codes: OneTimeCodes = given["one_time_codes"]
    now: datetime = given["now"]
    chat.memory.close_keypad()
    owner = await _owner(chat, moving)
    if owner is None:
        return
    where = target(chat.id)
    try:
        step_up = await codes.standing(owner.id, Purpose.LINK, about=where, now=now)
        approval = await pins.approve(
            owner.id, digits, for_sheet=where, try_key=try_key, now=now, takes_money=False
        )
        moved = await moving.move(owner, chat.id, approval, step_up, now=now)
    except WrongPin as refusal:
        await _ask_for_pin(chat, problem=chat.t(refusal.code, **refusal.values))
        return
    except Refusal as refusal:
        values = {
            name: chat.t.when(value, now=now) if isinstance(value, datetime) else value
            for name, value in refusal.values.items()
        }
        await _close(chat, chat.t(refusal.code, **values))
        return
    chat.memory.move = chat.memory.phone = None
    await chat.at(None)
    await _tell_the_old_one(chat.bot, owner)
    t = chat.t = translator(moved.language)
    await chat.show(screens.pin_was_right(t))
    await chat.tell(screens.bar(t))
    chat.memory.card = None
    desk = Desk.open(chat, moved, given)
    await desk.go_home()


async def _owner(chat: Chat, moving: Moving) -> Customer | None:
    """Return whose account is to move here; without one, say that it is over."""
    move = chat.memory.move
    owner = await moving.get(move.customer_id) if move is not None else None
    if owner is None or move is None or owner.phone != move.phone:
        await _close(chat, chat.t("stray-old-button"))
        return None
    return owner


async def _close(chat: Chat, problem: str) -> None:
    chat.memory.close_keypad()
    chat.memory.move = None
    await chat.at(None)
    await chat.show(screens.closed(chat.t, problem))


async def _tell_the_old_one(bot: Bot, owner: Customer) -> None:
    """Say so where the account was. It may be gone, or have blocked us: then nobody can be told there."""
    screen = screens.signed_out(translator(owner.language))
    try:
        await bot.send_message(owner.telegram_id, screen.text)
    except TelegramAPIError as error:
        log.warning("the old Telegram could not be told of a move", reason=type(error).__name__)
