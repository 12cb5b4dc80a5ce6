"""Lets broadcasts go on when the clock ticks, and keeps the counters that staff look at up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import InlineKeyboardMarkup

from bot.screen import Screen
from bot.text import Translator
from domain.broadcast_values import Broadcast, BroadcastStatus, Told
from domain.broadcasts import Broadcasts

log = structlog.get_logger(__name__)

_MOVING = (BroadcastStatus.ON, BroadcastStatus.PAUSED)
_MOST_COUNTERS = 20


@dataclass
class BroadcastCounters:
    """The messages that show how far a broadcast is. Known to this process alone, and only while it runs."""

    draw: Callable[[Translator, Broadcast, Told, datetime], Screen]
    _shown: dict[tuple[int, int], tuple[str, Translator, Screen]] = field(default_factory=dict)

    def watch(self, chat: int, message: int, broadcast_id: str, t: Translator, screen: Screen) -> None:
        """Keep a message up to date from now on; of many, the newest."""
        self._shown.pop((chat, message), None)
        self._shown[chat, message] = (broadcast_id, t, screen)
        while len(self._shown) > _MOST_COUNTERS:
            self._shown.pop(next(iter(self._shown)))

    async def refresh(self, bot: Bot, broadcasts: Broadcasts, now: datetime) -> None:
        """Change what has changed. What is over is shown once more, and then left."""
        for (chat, message), (broadcast_id, t, before) in tuple(self._shown.items()):
            broadcast = await broadcasts.get(broadcast_id)
            if broadcast is None:
                continue
            screen = self.draw(t, broadcast, await broadcasts.told(broadcast), now)
            if screen != before:
                await _edit(bot, chat, message, screen)
                self._shown[chat, message] = (broadcast_id, t, screen)
            if broadcast.status not in _MOVING:
                self._shown.pop((chat, message), None)


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
