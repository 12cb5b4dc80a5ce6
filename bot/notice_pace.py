"""How close together notices may come in one chat. Answers to a person do not wait for them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

A_SECOND_APART = 1.0
_TIMES_AS_FAR_IN_GROUPS = 3  # twenty a minute
_FORGET_AT = 10_000


class NoticePace:
    """One notice at a time in a chat, each so long after the end of the one before.

    A message arrives before its call ends: whoever counts them where they arrive finds them no closer.
    """

    def __init__(self, seconds: float) -> None:
        """`seconds` 0: without any pause."""
        self.seconds = seconds
        self._ended: dict[int, float] = {}
        self._one_at_a_time: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def until_free(self, chat: int) -> None:
        """Wait until a notice may come in this chat. Somebody else may be quicker: `notice` makes sure."""
        while True:
            wait = self._wait(chat)
            if wait <= 0:
                return
            await asyncio.sleep(wait)

    @asynccontextmanager
    async def notice(self, chat: int) -> AsyncIterator[None]:
        """Wait for this chat, and have it for the one call in the block."""
        if not self.seconds:
            yield
            return
        lock = self._one_at_a_time.setdefault(chat, asyncio.Lock())
        async with lock:
            await self.until_free(chat)
            try:
                yield
            finally:
                self._keep(chat, time.monotonic())

    def _wait(self, chat: int) -> float:
        return self._ended.get(chat, -self._pause(chat)) + self._pause(chat) - time.monotonic()

    def _pause(self, chat: int) -> float:
        return self.seconds * (_TIMES_AS_FAR_IN_GROUPS if chat < 0 else 1)

    def _keep(self, chat: int, now: float) -> None:
        if len(self._ended) > _FORGET_AT:
            self._ended = {each: at for each, at in self._ended.items() if now - at < self._pause(each)}
        self._ended[chat] = now
