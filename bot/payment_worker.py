"""Takes payments and top-ups on, step by step: woken at once, and sweeping up what is due.

The database is the queue. What is here in memory only saves the waiting: lose it, and the next sweep
finds everything again.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from bot.background import Background
from bot.traces import traced
from domain.errors import Unavailable

log = structlog.get_logger(__name__)

_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 300.0
_SWEPT_AT_ONCE = 500
_LOOKED_AT = 2_000  # what others have claimed of it is passed over


Step = Callable[[str], Awaitable[None]]
Due = Callable[[datetime, int], Awaitable[Sequence[str]]]


@dataclass(slots=True)
class _Trouble:
    """A subject whose step failed by a mistake of ours: the sweep leaves it alone for a while."""

    times: int
    until: float


class Claims(Protocol):
    """Which process takes on what is due."""

    async def take(self, worker: str, subjects: Sequence[str], *, most: int) -> Collection[str]:
        """Claim the first so many of a worker's subjects that are nobody else's; return which."""
        ...

    async def give_back(self, worker: str, subjects: Collection[str]) -> None:
        """Let others have what is done for now."""
        ...


@dataclass
class Worker:
    """Does `step` on subjects, each at most once at a time, and `width` side by side."""

    name: str
    step: Step
    due: Due
    background: Background
    clock: Callable[[], datetime]
    width: int
    claims: Claims | None = None  # None: no other process works on this database
    _claimed: set[str] = field(default_factory=set, init=False)
    _queue: asyncio.Queue[str] = field(default_factory=asyncio.Queue, init=False)
    _queued: set[str] = field(default_factory=set, init=False)
    _under_way: set[str] = field(default_factory=set, init=False)
    _once_more: set[str] = field(default_factory=set, init=False)
    _trouble: dict[str, _Trouble] = field(default_factory=dict, init=False)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set, init=False)
    _at_rest: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _closed: bool = field(default=False, init=False)

    def start(self) -> None:
        """Begin to work."""
        self._at_rest.set()
        self._tasks = {
            self.background.start(f"{self.name} worker {number}", self._work_for_ever())
            for number in range(self.width)
        }

    def wake(self, subject: str) -> None:
        """Let a subject be taken on now. Asked again while it is under way, it is taken on once more."""
        if self._closed or subject in self._queued:
            return
        if subject in self._under_way:
            self._once_more.add(subject)
            return
        self._queued.add(subject)
        self._queue.put_nowait(subject)

    async def sweep(self) -> None:
        """Take on everything that is due by the database, and that no other process has claimed."""
        now = time.monotonic()
        found = await self.due(self.clock(), _SWEPT_AT_ONCE if self.claims is None else _LOOKED_AT)
        due = [each for each in found if each not in self._trouble or self._trouble[each].until <= now]
        for subject in due if self.claims is None else await self._claim(self.claims, due):
            if subject not in self._under_way:
                self.wake(subject)

    async def _claim(self, claims: Claims, due: Sequence[str]) -> Collection[str]:
        """Keep the claims on what is at work, give back what is done, and claim of what is due."""
        at_work = [*self._under_way, *self._queued][:_LOOKED_AT]
        if done := self._claimed.difference(at_work, due):
            await claims.give_back(self.name, done)
        wanted = list(dict.fromkeys([*at_work, *due]))
        most = len(at_work) + _SWEPT_AT_ONCE
        mine = await claims.take(self.name, wanted, most=most) if wanted else ()
        self._claimed = set(mine)
        return [each for each in mine if each not in self._queued]

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._queued)

    @property
    def unfinished(self) -> int:
        """How many wait or are under way."""
        return len(self._queued) + len(self._under_way)

    @property
    def idle(self) -> bool:
        """Whether nothing waits and nothing is under way."""
        return not self._queued and not self._under_way

    async def stop(self, *, within: float) -> None:
        """Finish what is under way in that many seconds. What waits is found again by the next start."""
        self._closed = True
        self._once_more.clear()
        while not self._queue.empty():
            self._queued.discard(self._queue.get_nowait())
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._at_rest.wait()
        if self._under_way:
            log.warning("some were left to the next start", worker=self.name, left=len(self._under_way))
        await self.background.stop(self._tasks)
        if self.claims is not None and self._claimed:
            with suppress(Exception):  # without a database they end by themselves
                await self.claims.give_back(self.name, self._claimed)

    async def _work_for_ever(self) -> None:
        while True:
            subject = await self._queue.get()
            self._queued.discard(subject)
            self._under_way.add(subject)
            self._at_rest.clear()
            try:
                await self._take_on(subject)
            finally:
                self._under_way.discard(subject)
                if not self._under_way:
                    self._at_rest.set()
            if subject in self._once_more:
                self._once_more.discard(subject)
                self.wake(subject)

    async def _take_on(self, subject: str) -> None:
        began = time.perf_counter()
        with traced(subject, subject=subject):
            try:
                await self.step(subject)
            except Exception as error:
                times = self._trouble[subject].times + 1 if subject in self._trouble else 1
                pause = min(_FIRST_PAUSE * 2.0 ** (times - 1), _LONGEST_PAUSE)
                self._trouble[subject] = _Trouble(times, time.monotonic() + pause)
                if isinstance(error, Unavailable):
                    log.warning("a step waits for the books", worker=self.name, trouble=error.code)
                else:
                    log.exception("a step failed", worker=self.name, times=times)
            else:
                self._trouble.pop(subject, None)
                ms = round((time.perf_counter() - began) * 1_000)
                log.info("step taken", worker=self.name, ms=ms)
