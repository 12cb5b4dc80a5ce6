"""Takes recurring payments on: claims what is due in batches, which it works through before it claims more.

So memory is bounded however many are due at the same minute. Whoever talks to us goes first: then only a few
are taken on at a time, and the more is said the longer nobody's are in between.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.traces import traced
from domain.order_facts import OrderFacts
from domain.payments import Payment
from domain.scheduling import Claimed, Schedules

log = structlog.get_logger(__name__)

_SIDE_BY_SIDE = 128  # as many as go into one commit
_BATCHES = 2  # while the commands of one are being committed the next one is looked up
_PILED_UP = 128  # payments that are not finished: no more are made meanwhile
_FEW = 8  # while people talk
_SILENCE = 0.5  # updates in a second, fading: nothing for longer than half a second
_AS_MUCH = 10  # updates in a second at which resting takes as long as working
_PAUSE = 0.02
_LONGEST_PAUSE = 1.0


@dataclass
class ScheduleTicks:
    """What one process does when the clock ticks. Several processes may do so side by side."""

    schedules: Schedules
    clock: Callable[[], datetime]
    pay: Callable[[Payment], None]  # hand an accepted payment to the worker
    unfinished: Callable[[], int] = lambda: 0  # how many payments the worker still has
    pace: Callable[[], float] = lambda: 0.0  # how much is said to us in a second
    _closing: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _at_rest: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    def __post_init__(self) -> None:
        """Nothing is under way."""
        self._at_rest.set()

    async def run(self) -> None:
        """Take on what is due, until nothing is. What fails is left to the next tick."""
        self._at_rest.clear()
        try:
            ends = await asyncio.gather(*(self._work() for _ in range(_BATCHES)), return_exceptions=True)
        finally:
            self._at_rest.set()
        for error in ends:
            if error is not None:
                raise error

    async def _work(self) -> None:
        more = True
        while more and not self._closing.is_set():
            if self.unfinished() >= _PILED_UP:
                await self._pause(_PAUSE)
            elif self.pace() > _SILENCE:
                async with self._one_at_a_time:
                    more = await self._slowly()
            else:
                more = await self._batch(_SIDE_BY_SIDE)

    async def _slowly(self) -> bool:
        """Take a few on, and rest the longer the more is said."""
        began = time.monotonic()
        more = await self._batch(_FEW)
        took = time.monotonic() - began
        await self._pause(min(took * self.pace() / _AS_MUCH, _LONGEST_PAUSE))
        return more

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._closing.wait()

    async def _batch(self, limit: int) -> bool:
        """Take so many on; return whether there may be more."""
        claimed = await self.schedules.claim(now=self.clock(), limit=limit)
        if claimed:
            facts = await self._facts(claimed)
            await asyncio.gather(*(self._take_on(each, facts) for each in claimed))
        return len(claimed) == limit

    async def stop(self, *, within: float) -> None:
        """Claim no more, and finish what is claimed. What is left is found again when its claim is over."""
        self._closing.set()
        try:
            async with asyncio.timeout(within):
                await self._at_rest.wait()
        except TimeoutError:
            log.warning("schedules were left to the next start")

    async def _facts(self, claimed: Sequence[Claimed]) -> OrderFacts | None:
        try:
            return await self.schedules.facts(claimed)
        except Exception:
            # Each looks for itself, so that the one with which something is wrong fails alone.
            log.exception("what schedules depend on was not found at once", schedules=len(claimed))
            return None

    async def _take_on(self, claimed: Claimed, facts: OrderFacts | None) -> None:
        with traced(claimed.id, subject=claimed.id):
            try:
                payment = await self.schedules.take_on(claimed.id, claimed, facts)
            except Exception:
                # It keeps nobody else from their payments. Its claim keeps it off for a while.
                log.exception("a schedule was not taken on", schedule=claimed.id)
                return
            if payment is not None:
                self.pay(payment)
