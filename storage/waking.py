"""Telling other processes through Redis that there is something to look at.

Words for all are published; a word for one of those who listen waits in a list until the first takes it.
Redis may lose all of it: each loss costs the second or two until the database is asked.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

_PREFIX = "wake:"
_LISTENS_FOR = 5  # seconds; then it is asked anew, so that a connection that is gone is noticed
_PATIENCE = _LISTENS_FOR + 5.0
_MOST_WAITING = 10_000  # words in a list, or here: whoever is slower finds the rest in the database
_KEPT_FOR = 60  # seconds: by then it has been found otherwise
_AT_ONCE = 500
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 5.0


def listener(url: str) -> Redis:
    """Return a client for `RedisWaking.listen`, whose questions wait for an answer."""
    return Redis.from_url(url, socket_timeout=_PATIENCE, socket_connect_timeout=2.0, max_connections=2)


@dataclass
class RedisWaking:
    """`bot.waking.Elsewhere`."""

    speaking: Redis
    listening: Redis
    _waiting: dict[tuple[str, str, bool], None] = field(default_factory=dict, init=False)  # in their order
    _something: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def put(self, wake: str, subject: str, *, for_all: bool) -> None:
        """Hand a word over, without waiting. Said twice before it goes out, it is said once."""
        if len(self._waiting) < _MOST_WAITING:
            self._waiting[wake, subject, for_all] = None
            self._something.set()

    async def speak(self) -> None:
        """Bring what was handed over to the other processes, for ever."""
        pause = _FIRST_PAUSE
        while True:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                words = list(self._waiting)[:_AT_ONCE]
                for word in words:
                    del self._waiting[word]
                try:
                    await self._send(words)
                    pause = _FIRST_PAUSE
                except (RedisError, OSError) as error:  # These words are lost, and found by the next sweep.
                    log.warning("other processes could not be woken", reason=type(error).__name__)
                    await _rest(pause)
                    pause = min(pause * 2, _LONGEST_PAUSE)

    async def listen(
        self, one_of_us: Collection[str], all_of_us: Collection[str], heard: Callable[[str, str], None]
    ) -> None:
        """Hear what other processes say, for ever."""
        ways = []
        if one_of_us:
            ways.append(_persistently(lambda: self._take(sorted(one_of_us), heard)))
        if all_of_us:
            ways.append(_persistently(lambda: self._hear(sorted(all_of_us), heard)))
        await asyncio.gather(*ways)

    async def _send(self, words: Collection[tuple[str, str, bool]]) -> None:
        async with self.speaking.pipeline(transaction=False) as pipe:
            for wake, subject, for_all in words:
                if for_all:
                    pipe.publish(_PREFIX + wake, subject)
                else:
                    pipe.rpush(_PREFIX + wake, subject)
            for wake in {wake for wake, _, for_all in words if not for_all}:
                pipe.ltrim(_PREFIX + wake, -_MOST_WAITING, -1)
                pipe.expire(_PREFIX + wake, _KEPT_FOR)
            await pipe.execute()

    async def _take(self, wakes: Collection[str], heard: Callable[[str, str], None]) -> None:
        names = [_PREFIX + wake for wake in wakes]
        while True:
            taken = await self.listening.blpop(names, timeout=_LISTENS_FOR)
            if taken is not None:
                name, subject = taken
                heard(_text(name).removeprefix(_PREFIX), _text(subject))

    async def _hear(self, wakes: Collection[str], heard: Callable[[str, str], None]) -> None:
        async with self.listening.pubsub(ignore_subscribe_messages=True) as channels:
            await channels.subscribe(*(_PREFIX + wake for wake in wakes))
            while True:
                message = await channels.get_message(timeout=_LISTENS_FOR)
                if message is None:
                    await channels.ping()  # A connection that is gone is noticed.
                elif message["type"] == "message":
                    heard(_text(message["channel"]).removeprefix(_PREFIX), _text(message["data"]))


def _text(said: bytes | str) -> str:
    return said.decode() if isinstance(said, bytes) else said


async def _persistently(work: Callable[[], Awaitable[None]]) -> None:
    pause = _FIRST_PAUSE
    while True:
        began = time.monotonic()
        try:
            await work()
        except (RedisError, OSError) as error:
            log.warning("other processes can't be heard", reason=type(error).__name__)
        pause = _FIRST_PAUSE if time.monotonic() - began > _PATIENCE else min(pause * 2, _LONGEST_PAUSE)
        await _rest(pause)


async def _rest(pause: float) -> None:
    await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
