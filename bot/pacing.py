"""How fast the bot speaks: not faster than Telegram allows, and patient when it is asked to be."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
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

log = structlog.get_logger(__name__)

# Telegram's advice: about one message a second in one chat, thirty altogether; short bursts pass.
CHAT_BURST = 4
CHAT_PER_SECOND = 1.0
ALL_BURST = 30
ALL_PER_SECOND = 30.0

_SPEAKS = (SendMessage, EditMessageText, EditMessageReplyMarkup, SendPhoto, SendDocument)
_TRIES = 3
_LONGEST_PATIENCE = 30  # seconds; who is asked to wait longer gives up for now
_FORGET_AT = 10_000


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

    def _level(self, who: int) -> float:
        now = self.clock()
        if len(self._levels) > _FORGET_AT:
            full_after = self.burst / self.per_second
            self._levels = {k: v for k, v in self._levels.items() if now - v[1] < full_after}
        level, at = self._levels.get(who, (float(self.burst), now))
        return min(float(self.burst), level + (now - at) * self.per_second)


class Pacing(BaseRequestMiddleware):
    """Stands before every call to Telegram. A repeated message is better than a lost one."""

    def __init__(self, *, limits: bool) -> None:
        self._chats = Buckets(CHAT_BURST, CHAT_PER_SECOND) if limits else None
        self._all = Buckets(ALL_BURST, ALL_PER_SECOND) if limits else None
        self._quiet_until: dict[int, float] = {}

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Wait for the turn, send, and send again where that helps."""
        chat = _chat_of(method)
        for tried in range(1, _TRIES + 1):
            await self._wait_for_turn(chat)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if tried == _TRIES or error.retry_after > _LONGEST_PATIENCE:
                    raise
                log.warning("Telegram asks for patience", seconds=error.retry_after)
                await self._be_quiet(chat, error.retry_after)
            except (TelegramServerError, RestartingTelegram, TelegramNetworkError) as error:
                if tried == _TRIES:
                    raise
                log.warning("a call to Telegram is repeated", reason=type(error).__name__)
                await asyncio.sleep(0.3 * 3 ** (tried - 1) * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        raise AssertionError("every try returns or raises")

    async def _wait_for_turn(self, chat: int | None) -> None:
        if chat is None:
            return
        wait = self._quiet_until.get(chat, 0.0) - time.monotonic()
        if self._chats is not None and self._all is not None:
            wait = max(wait, self._chats.reserve(chat))
            wait = max(wait, self._all.reserve(0))
        if wait > 0:
            await asyncio.sleep(wait)

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
