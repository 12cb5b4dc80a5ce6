"""Around every handler: when it is, in what language, where the conversation is, and not too fast."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import ChatMemberUpdated, TelegramObject, Update

from bot.pacing import Buckets
from bot.screens.apologies import too_fast
from bot.text import ENGLISH, LANGUAGES, Translator, translator
from domain.customers import Customer
from domain.storage import Storage

log = structlog.get_logger(__name__)

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

# Taps and messages of one person: enough for the fastest fingers, not for a script.
BURST = 30
PER_SECOND = 3.0
_MISSED_FOR = timedelta(hours=24)


class Circumstances(BaseMiddleware):
    """Gives handlers `now`, the rules that hold then, `t` and the conversation."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        clock: Callable[[], datetime] = data["clock"]
        data["now"] = now = clock()
        if "rule_book" in data:
            data["rules"] = data["rule_book"].at(now)
        raw_state, kept = None, {}
        user, chat = data.get("event_from_user"), data.get("event_chat")
        if user is not None:
            bot: Bot = data["bot"]
            conversations: BaseStorage = data["conversations"]
            key = StorageKey(bot.id, chat.id if chat is not None else user.id, user.id)
            state = FSMContext(conversations, key)
            raw_state, kept = await state.get_state(), await state.get_data()
            data["state"] = state
        data["raw_state"] = raw_state
        data["t"] = _translator_for(data.get("customer"), kept, user.language_code if user else None)
        return await handler(event, data)


def _translator_for(customer: Customer | None, kept: dict[str, Any], telegram: str | None) -> Translator:
    """Speak the customer's language; before there is one, what was chosen, or what Telegram says."""
    if customer is not None:
        return translator(customer.language)
    # A draft is nobody's language until she chooses it.
    return translator(kept.get("language") or (telegram if telegram in LANGUAGES else None) or ENGLISH)


class Throttle(BaseMiddleware):
    """Drops what comes faster than a person can mean it; says so once."""

    def __init__(self) -> None:
        self._warned: set[int] = set()

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user, buckets = data.get("event_from_user"), data.get("throttle")
        if user is None or not isinstance(buckets, Buckets):
            return await handler(event, data)
        if buckets.take(user.id):
            self._warned.discard(user.id)
            return await handler(event, data)
        if user.id not in self._warned:
            self._warned.add(user.id)
            log.warning("somebody is too fast", person=user.id)
            await self._say_so(event, data)
        return None

    async def _say_so(self, event: TelegramObject, data: dict[str, Any]) -> None:
        bot, t = data["bot"], data["t"]
        try:
            if isinstance(event, Update) and event.callback_query is not None:
                await bot.answer_callback_query(event.callback_query.id, t.plain("too-fast"), show_alert=True)
            elif (chat := data.get("event_chat")) is not None and chat.type == ChatType.PRIVATE:
                await bot.send_message(chat.id, too_fast(t).text)
        except TelegramAPIError as error:
            log.info("somebody too fast could not be told", reason=type(error).__name__)


class ReachBooks(Protocol):
    """What keeping track of who can be written to needs from one transaction."""

    @property
    def customers(self) -> ReachStore:
        """The customers."""
        ...

    @property
    def outbox(self) -> ReviveStore:
        """The messages owed to people."""
        ...


class ReachStore(Protocol):
    """Who can be written to."""

    async def reachable(self, telegram_id: int, *, reachable: bool) -> None:
        """Keep whether the person can be written to."""
        ...


class ReviveStore(Protocol):
    """What could not be told."""

    async def revive(self, telegram_id: int, *, since: datetime) -> int:
        """Owe again what could not be told because the person had blocked the bot."""
        ...


async def reach_changed(
    event: ChatMemberUpdated, storage: Storage[ReachBooks], now: datetime, notices_waiting: Callable[[], None]
) -> None:
    """Somebody blocked the bot, or let it in again: then she is told what she missed."""
    if event.chat.type != ChatType.PRIVATE:
        return
    reachable = event.new_chat_member.status == ChatMemberStatus.MEMBER
    await _reached(event.from_user.id, reachable, storage, now, notices_waiting)


async def _reached(
    person: int,
    reachable: bool,
    storage: Storage[ReachBooks],
    now: datetime,
    notices_waiting: Callable[[], None],
) -> None:
    async with storage.begin() as books:
        await books.customers.reachable(person, reachable=reachable)
        missed = await books.outbox.revive(person, since=now - _MISSED_FOR) if reachable else 0
    log.info("a person's reach changed", person=person, reachable=reachable, missed=missed)
    if missed:
        notices_waiting()


class Returns(BaseMiddleware):
    """Who writes lets the bot write, although nobody told us that she let it in again."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        customer = data.get("customer")
        if (
            isinstance(customer, Customer)
            and not customer.reachable
            and isinstance(event, Update)
            and event.my_chat_member is None
        ):
            told: Callable[[], None] = data["notices_waiting"]
            await _reached(customer.telegram_id, True, data["storage"], data["now"], told)
        return await handler(event, data)
