"""Takes recurring payments on: claims what is due in batches, which it works through before it claims more.

So memory is bounded however many are due at the same minute, and whoever talks to us gets a turn in between.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from domain.order_facts import OrderFacts
from domain.payments import Payment
from domain.scheduling import Claimed, Schedules

log = structlog.get_logger(__name__)

_SIDE_BY_SIDE = 128  # as many as go into one commit
_BATCHES = 2  # while the commands of one are being committed the next one is looked up


@dataclass
class ScheduleTicks:
    """What one process does when the clock ticks. Several processes may do so side by side."""

    schedules: Schedules
    clock: Callable[[], datetime]
    pay: Callable[[Payment], None]  # hand an accepted payment to the worker
    is_busy: Callable[[], bool] = lambda: False  # whether payments wait already, so that more would pile up
    _closed: bool = field(default=False, init=False)
    _at_rest: asyncio.Event = field(default_factory=asyncio.Event, init=False)

    def __post_init__(self) -> None:
        """Nothing is under way."""
        self._at_rest.set()

    async def run(self) -> None:
        """Take on what is due, until nothing is, or until payments pile up: then the next tick goes on."""
        self._at_rest.clear()
        try:
            await asyncio.gather(*(self._work() for _ in range(_BATCHES)))
        finally:
            self._at_rest.set()

    async def _work(self) -> None:
        while not self._closed and not self.is_busy():
            claimed = await self.schedules.claim(now=self.clock(), limit=_SIDE_BY_SIDE)
            if claimed:
                facts = await self.schedules.facts(claimed)
                await asyncio.gather(*(self._take_on(each, facts) for each in claimed))
            if len(claimed) < _SIDE_BY_SIDE:
                return

    async def stop(self, *, within: float) -> None:
        """Claim no more, and finish what is claimed. What is left is found again when its claim is over."""
        self._closed = True
        try:
            async with asyncio.timeout(within):
                await self._at_rest.wait()
        except TimeoutError:
            log.warning("schedules were left to the next start")

    async def _take_on(self, claimed: Claimed, facts: OrderFacts) -> None:
        with structlog.contextvars.bound_contextvars(trace=claimed.id):
            try:
                payment = await self.schedules.take_on(claimed.id, claimed, facts)
            except Exception:
                # It keeps nobody else from their payments. Its claim keeps it off for a while.
                log.exception("a schedule was not taken on", schedule=claimed.id)
                return
            if payment is not None:
                self.pay(payment)
