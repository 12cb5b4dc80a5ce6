"""The figures that only the database knows: asked at most every few seconds, however often they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

import structlog

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(seconds=5)
_PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: how much of it (of very much only that it is very much), and since when."""

    waiting: int
    oldest: datetime | None

    def age(self, now: datetime) -> timedelta:
        """Return how long the oldest has waited."""
        return max(now - self.oldest, timedelta()) if self.oldest is not None else timedelta()


class OpenPayments(Protocol):
    """The payments of a biller that are in one state and not over."""

    @property
    def biller_id(self) -> str:
        """Of which biller."""
        ...

    @property
    def state(self) -> str:
        """In which state."""
        ...

    @property
    def total(self) -> int:
        """How many."""
        ...

    @property
    def oldest(self) -> datetime:
        """When the oldest was accepted."""
        ...


class Heartbeat(Protocol):
    """When something was last done, by whichever process did it."""

    @property
    def name(self) -> str:
        """What."""
        ...

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def findings(self) -> int | None:
        """How much is wrong by it; None: it does not look for that."""
        ...


@dataclass(frozen=True, slots=True)
class Vitals:
    """How it stood at one moment."""

    at: datetime
    took: timedelta  # to ask
    queues: Mapping[str, Queue] = field(default_factory=dict)
    open_payments: Sequence[OpenPayments] = ()
    heartbeats: Sequence[Heartbeat] = ()

    def beat(self, name: str) -> Heartbeat | None:
        """Return when something was last done."""
        return next((each for each in self.heartbeats if each.name == name), None)


class Pulse:
    """Asks for the vitals, and remembers them for a moment."""

    def __init__(self, ask: Callable[[datetime], Awaitable[Vitals]], clock: Callable[[], datetime]) -> None:
        self._ask = ask
        self._clock = clock
        self._last: Vitals | None = None
        self._asking = asyncio.Lock()

    async def take(self) -> Vitals | None:
        """Return how it stands, as it was at most a few seconds ago. Older, if the database is silent.

        None: it has not said anything yet.
        """
        async with self._asking:
            now = self._clock()
            if self._last is None or not timedelta() <= now - self._last.at < KEPT_FOR:
                try:
                    async with asyncio.timeout(_PATIENCE):
                        self._last = await self._ask(now)
                except Exception as error:
                    log.warning("the vitals could not be read", reason=type(error).__name__)
            return self._last

    async def fresh(self) -> Vitals:
        """Return how it stands now.

        :raises Exception: whatever keeps the database from saying it
        """
        async with self._asking:
            self._last = await self._ask(self._clock())
            return self._last
