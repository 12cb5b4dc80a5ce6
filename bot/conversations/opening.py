"""Opens a person's chat before a handler runs, and keeps what is to be remembered after it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.conversations.ask_airtime import PayAirtime
from bot.conversations.ask_bill import PayBill
from bot.conversations.ask_light import PayElectricity
from bot.conversations.chat import Chat
from bot.conversations.desk import Desk
from bot.conversations.memory import Memory, kept, recall
from bot.text import translator
from domain.customers import Customer

_ORDERS = frozenset(group.__full_group_name__ for group in (PayAirtime, PayBill, PayElectricity))
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ChatMiddleware(BaseMiddleware):
    """Gives handlers the `chat`, and keeps what is to be remembered when they are done."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if not isinstance(event, Message | CallbackQuery):
            return await handler(event, data)
        state: FSMContext = data["state"]
        remembered = await state.get_data()
        memory = recall(remembered)
        if _forget_old_draft(memory, data) and _is_an_order(data["raw_state"]):
            # The answers to its questions would be taken for those to another order.
            memory.card, data["raw_state"] = None, None
            await state.set_state(None)
        if data.get("customer") is None and memory.language is not None:
            data["t"] = translator(memory.language)
        chat = data["chat"] = Chat(event, data["bot"], state, memory, data["t"], data["checkout_cards"])
        customer: Customer | None = data.get("customer")
        if customer is not None:
            data["desk"] = Desk.open(chat, customer, data)
        try:
            result = await handler(event, data)
        except Exception:
            # A refusal or a surprise: what was closed before it must stay closed.
            await _keep(state, memory, remembered)
            raise
        await _keep(state, memory, remembered)
        return result


class AnswerTapsFirst(BaseMiddleware):
    """Answers a tap at once, while the work for it is done, but for handlers that have something to say."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        chat: Chat = data["chat"]
        if get_flag(data, "toasts"):
            result = await handler(event, data)
            await chat.toast()
            return result
        # Begun in this order, and neither waits for the other; an answer that fails loses no work.
        answered, result = await asyncio.gather(chat.toast(), handler(event, data), return_exceptions=True)
        for outcome in (result, answered):
            if isinstance(outcome, BaseException):
                raise outcome
        return result


def _forget_old_draft(memory: Memory, data: dict[str, Any]) -> bool:
    now: datetime = data["now"]
    if memory.draft is None or now < memory.draft.started_at + data["rules"].draft_kept_for:
        return False
    memory.draft = None
    return True


def _is_an_order(step: str | None) -> bool:
    return step is not None and step.partition(":")[0] in _ORDERS


async def _keep(state: FSMContext, memory: Memory, before: dict[str, Any]) -> None:
    after = kept(memory)
    if after != before:
        await state.set_data(after)
