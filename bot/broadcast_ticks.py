"""Lets broadcasts go on when the clock ticks, and keeps the counters that staff look at up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import InlineKeyboardMarkup

from bot.screen import Screen
from bot.text import Translator, tag, translator
from domain.broadcast_values import Broadcast, BroadcastStatus, Counter, Told
from domain.broadcasts import Broadcasts
from domain.storage import Storage

log = structlog.get_logger(__name__)

_MOVING = (BroadcastStatus.ON, BroadcastStatus.PAUSED)


class CounterStore(Protocol):
    """The messages that show how far a broadcast is."""

    async def watch(self, counter: Counter) -> None:
        """Keep a message up to date from now on."""
        ...

    async def all(self) -> tuple[Counter, ...]:
        """Return the messages that are kept up to date."""
        ...

    async def claim(self, counter: Counter, shown: str) -> bool:
        """Keep what a message is about to say; False if another process has changed it meanwhile."""
        ...

    async def forget(self, counter: Counter) -> None:
        """Leave a message as it is."""
        ...


class CounterBooks(Protocol):
    """What counters need from one transaction."""

    @property
    def broadcast_counters(self) -> CounterStore:
        """The counters."""
        ...


@dataclass(frozen=True)
class BroadcastCounters:
    """The messages that show how far a broadcast is. Any process goes on with them."""

    storage: Storage[CounterBooks]
    draw: Callable[[Translator, Broadcast, Told, datetime], Screen]

    async def watch(self, chat: int, message: int, broadcast_id: str, t: Translator, screen: Screen) -> None:
        """Keep a message up to date from now on."""
        language = tag(t.language, is_lite=t.is_lite)
        async with self.storage.begin() as books:
            await books.broadcast_counters.watch(
                Counter(chat, message, broadcast_id, language, _hash(screen))
            )

    async def refresh(self, bot: Bot, broadcasts: Broadcasts, now: datetime) -> None:
        """Change what has changed. What is over is shown once more, and then left."""
        async with self.storage.look() as books:
            counters = await books.broadcast_counters.all()
        for counter in counters:
            broadcast = await broadcasts.get(counter.broadcast_id)
            if broadcast is not None:
                told = await broadcasts.told(broadcast)
                await self._show(bot, counter, self.draw(translator(counter.language), broadcast, told, now))
            if broadcast is None or broadcast.status not in _MOVING:
                async with self.storage.begin() as books:
                    await books.broadcast_counters.forget(counter)

    async def _show(self, bot: Bot, counter: Counter, screen: Screen) -> None:
        shown = _hash(screen)
        if shown == counter.shown:
            return
        async with self.storage.begin() as books:
            is_ours = await books.broadcast_counters.claim(counter, shown)
        if is_ours:
            await _edit(bot, counter.chat, counter.message, screen)


@dataclass(frozen=True)
class BroadcastTicks:
    """What is done for broadcasts when the clock ticks. Several processes may do so side by side."""

    broadcasts: Broadcasts
    counters: BroadcastCounters
    bot: Bot
    clock: Callable[[], datetime]
    notices_waiting: Callable[[], None]  # let the messenger look into the outbox

    async def run(self) -> None:
        """Owe some more people what is on, and show how far it is."""
        if await self.broadcasts.advance(now=self.clock()):
            self.notices_waiting()
        await self.counters.refresh(self.bot, self.broadcasts, self.clock())


async def _edit(bot: Bot, chat: int, message: int, screen: Screen) -> None:
    markup = screen.keyboard if isinstance(screen.keyboard, InlineKeyboardMarkup) else None
    try:
        await bot.edit_message_text(screen.text, chat_id=chat, message_id=message, reply_markup=markup)
    except TelegramAPIError as error:
        log.info("a counter stays as it was", reason=type(error).__name__)


def _hash(screen: Screen) -> str:
    markup = screen.keyboard
    keys = markup.model_dump_json() if isinstance(markup, InlineKeyboardMarkup) else ""
    return sha256(f"{screen.text}{keys}".encode()).hexdigest()
