"""Freezing the wallet at once, from here or by a code from anywhere, and letting it go on again."""

from __future__ import annotations

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.buttons import Go
from bot.conversations import step_up
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.memory import Entitled, WantedCode
from bot.conversations.pin import ask_for_new
from bot.screens import panic as screens
from domain.controls import HERS, FreezeReason
from domain.customers import Customer
from domain.freezing import Freezing, TooManyFreezeTries
from domain.one_time_codes import Purpose

anybody = Router(name="freeze_by_code")
router = Router(name="panic")

UNFREEZE = "unfreeze"


@anybody.message(Command("freeze", magic=F.args))
async def code_given_from_anywhere(
    _: Message, command: CommandObject, chat: Chat, freezing: Freezing, now: datetime
) -> None:
    """Freeze whose code it is. The answer is the same for every code, and the message goes."""
    await chat.delete_typed()
    try:
        await freezing.by_code(command.args or "", telegram_id=chat.id, now=now)
    except TooManyFreezeTries as refusal:
        await chat.tell(screens.refused(chat.t, refusal))
        return
    await chat.tell(screens.by_code(chat.t))


@anybody.message(Command("freeze"))
async def freeze_without_code(_: Message, chat: Chat, customer: Customer | None = None) -> None:
    await chat.tell(screens.ask(chat.t) if customer is not None else screens.how_by_code(chat.t))


@router.message(Command("panic"))
async def panic(_: Message, desk: Desk) -> None:
    await _ask(desk)


@router.callback_query(Go.filter(F.to == "panic"))
async def panic_tapped(_: CallbackQuery, desk: Desk) -> None:
    await _ask(desk)


@router.callback_query(Go.filter(F.to == "freeze_now"))
async def freeze_now(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    await freezing.freeze(desk.customer.id, FreezeReason.PANIC, now=desk.now)
    await _show_state(desk, freezing)


@router.message(Command("unfreeze"))
async def state_asked_for(_: Message, desk: Desk, freezing: Freezing) -> None:
    await _show_state(desk, freezing)


@router.callback_query(Go.filter(F.to == "frozen"))
async def state_tapped(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    await _show_state(desk, freezing)


@router.callback_query(Go.filter(F.to == UNFREEZE))
async def unfreeze_asked_for(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    """Begin with the code to her phone, where it was she who froze it."""
    freeze = await freezing.state(desk.customer.id, now=desk.now)
    if freeze is None or freeze.reason not in HERS:
        await _show_state(desk, freezing)
        return
    await step_up.ask(desk, WantedCode(purpose=Purpose.UNFREEZE, then=UNFREEZE))


@step_up.given(UNFREEZE)
async def unfreeze_code_given(desk: Desk) -> None:
    desk.chat.memory.entitled = Entitled(purpose=Purpose.UNFREEZE)
    await ask_for_new(desk)


@router.callback_query(Go.filter(F.to == "freeze_appeal"))
async def appealed(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    answer_by = await freezing.appeal(desk.customer.id, now=desk.now)
    await desk.chat.show(screens.appealed(desk.t, answer_by, now=desk.now))


@router.callback_query(Go.filter(F.to == "safety"))
async def safety_asked_for(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    made_at = await freezing.code_made_at(desk.customer.id)
    await desk.chat.show(screens.safety(desk.t, code_made_at=made_at, now=desk.now))


@router.callback_query(Go.filter(F.to == "freeze_code"))
async def code_asked_for(_: CallbackQuery, desk: Desk, freezing: Freezing) -> None:
    code = await freezing.new_code(desk.customer.id, now=desk.now)
    await desk.chat.show(screens.new_code(desk.t, code))


async def _ask(desk: Desk) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    await desk.chat.show(screens.ask(desk.t))


async def _show_state(desk: Desk, freezing: Freezing) -> None:
    desk.chat.memory.close_sheet()
    await desk.chat.at(None)
    freeze = await freezing.state(desk.customer.id, now=desk.now)
    if freeze is None:
        await desk.chat.show(screens.not_frozen(desk.t))
    else:
        await desk.chat.show(screens.frozen(desk.t, freeze, now=desk.now))
