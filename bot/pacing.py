"""How fast the bot speaks: not faster than Telegram allows, and patient when it is asked to be."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import (
    EditMessageReplyMarkup,
    EditMessageText,
    Response,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType

from bot.notice_pace import NoticePace
from bot.turns import Turns
from domain.notices import Urgency

log = structlog.get_logger(__name__)

# Telegram's advice: about one message a second in one chat, where short bursts pass, which are for answers;
# twenty a minute in a group; thirty a second altogether.
CHAT_BURST = 4
CHAT_PER_SECOND = 1.0
GROUP_BURST = 5
GROUP_PER_SECOND = 0.25
MOST_A_SECOND = 30

_SPEAKS = (SendMessage, EditMessageText, EditMessageReplyMarkup, SendPhoto, SendDocument)
_TRIES = 3
_LONGEST_PATIENCE = 30  # seconds; who is asked to wait longer gives up for now
_FORGET_AT = 10_000
_REPLY = -1  # to somebody who waits for it: before all notices

# What the outbox is telling in this task; None: an answer to somebody.
speaking_of: ContextVar[Urgency | None] = ContextVar("speaking_of", default=None)


class NotReached(TelegramNetworkError):
    """No connection was made, so Telegram never heard of it."""


@dataclass(slots=True)
class Buckets:
    """A token bucket for everybody: `burst` at once, then `per_second`."""

    burst: int
    per_second: float
    clock: Callable[[], float] = time.monotonic
    _levels: dict[int, tuple[float, float]] = field(default_factory=dict)  # who → tokens left, and when

    def take(self, who: int) -> bool:
        """Take a token if there is one."""
        level = self._level(who)
        if level < 1:
            return False
        self._levels[who] = (level - 1, self.clock())
        return True

    def reserve(self, who: int) -> float:
        """Take a token, perhaps one of the future, and return the seconds until it is there."""
        level = self._level(who)
        self._levels[who] = (level - 1, self.clock())
        return max(0.0, (1 - level) / self.per_second)

    def lacks(self, who: int, tokens: int) -> float:
        """Return the seconds until there are so many tokens; take none."""
        return max(0.0, (tokens - self._level(who)) / self.per_second)

    def _level(self, who: int) -> float:
        now = self.clock()
        if len(self._levels) > _FORGET_AT:
            full_after = self.burst / self.per_second
            self._levels = {k: v for k, v in self._levels.items() if now - v[1] < full_after}
        level, at = self._levels.get(who, (float(self.burst), now))
        return min(float(self.burst), level + (now - at) * self.per_second)


def was_in_doubt(error: Exception) -> bool:
    """Return whether a call that ended so may have been carried out all the same.

    Not where Telegram says no, or was never reached; but where its front says that nobody answered it.
    """
    if isinstance(error, TelegramServerError):
        return "gateway" in error.message.lower()
    if isinstance(error, TelegramNetworkError):
        return not isinstance(error, NotReached)
    return isinstance(error, ClientDecodeError)


class Pacing(BaseRequestMiddleware):
    """Stands before every call to Telegram: answers to people first, then what the outbox tells.

    An answer whose fate nobody knows is repeated: better twice than not at all. What the outbox tells is left
    to `bot.telling`, which says that it repeats itself.
    """

    def __init__(self, notices: NoticePace, *, limits: bool) -> None:
        self._notices = notices
        self._people = Buckets(CHAT_BURST, CHAT_PER_SECOND) if limits else None
        self._groups = Buckets(GROUP_BURST, GROUP_PER_SECOND) if limits else None
        self._turns = Turns(MOST_A_SECOND, 1.0) if limits else None
        self._quiet_until: dict[int, float] = {}

    def share(self, bots: int) -> None:
        """Take only a part of what Telegram allows a bot: so many processes speak as it."""
        if self._turns is not None:
            self._turns.resize(max(1, MOST_A_SECOND // max(1, bots)))

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Wait for the turn, send, and send again where that helps."""
        chat = _chat_of(method)
        for tried in range(1, _TRIES + 1):
            try:
                return await self._in_its_chat(make_request, bot, method, chat)
            except TelegramRetryAfter as error:
                if tried == _TRIES or error.retry_after > _LONGEST_PATIENCE:
                    raise
                log.warning("Telegram asks for patience", seconds=error.retry_after)
                await self._be_quiet(chat, error.retry_after)
            except (TelegramServerError, RestartingTelegram, TelegramNetworkError) as error:
                if tried == _TRIES or (speaking_of.get() is not None and was_in_doubt(error)):
                    raise
                log.warning("a call to Telegram is repeated", reason=type(error).__name__)
                await asyncio.sleep(0.3 * 3 ** (tried - 1) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        raise AssertionError("every try returns or raises")

    async def _in_its_chat(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
        chat: int | None,
    ) -> Response[TelegramType]:
        if chat is None:
            return await make_request(bot, method)
        if speaking_of.get() is None:
            await self._wait_to_answer(chat)
            return await self._in_turn(make_request, bot, method)
        async with self._notices.notice(chat):
            await self._wait_to_tell(chat)
            return await self._in_turn(make_request, bot, method)

    async def _in_turn(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        if self._turns is None:
            return await make_request(bot, method)
        urgency = speaking_of.get()
        async with self._turns.turn(_REPLY if urgency is None else urgency.value):
            return await make_request(bot, method)

    async def _wait_to_answer(self, chat: int) -> None:
        wait, buckets = self._quiet_for(chat), self._buckets(chat)
        if buckets is not None:
            wait = max(wait, buckets.reserve(chat))
        if wait > 0:
            await asyncio.sleep(wait)

    async def _wait_to_tell(self, chat: int) -> None:
        """Wait until there is room for a notice, and for an answer beside it, which is then not held up."""
        buckets = self._buckets(chat)
        while True:
            wait = self._quiet_for(chat)
            if buckets is not None:
                wait = max(wait, buckets.lacks(chat, 2))
            if wait <= 0:
                break
            await asyncio.sleep(wait)
        if buckets is not None:
            buckets.take(chat)

    def _quiet_for(self, chat: int) -> float:
        return self._quiet_until.get(chat, 0.0) - time.monotonic()

    def _buckets(self, chat: int) -> Buckets | None:
        return self._groups if chat < 0 else self._people

    async def _be_quiet(self, chat: int | None, seconds: float) -> None:
        if chat is None:
            await asyncio.sleep(seconds)
            return
        now = time.monotonic()
        self._quiet_until = {k: until for k, until in self._quiet_until.items() if until > now}
        self._quiet_until[chat] = now + seconds + random.uniform(0.05, 0.3)  # noqa: S311 - no secret


def _chat_of(method: TelegramMethod[TelegramType]) -> int | None:
    """Return the chat in which a call is a message for people; other calls are not counted."""
    if isinstance(method, _SPEAKS) and isinstance(method.chat_id, int):
        return method.chat_id
    return None
