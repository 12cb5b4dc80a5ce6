"""How the installation is, for staff: its parts, the last tick of the clock, the last check of the books."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.checkup import AUDIT, CLOCK
from bot.vitals import Vitals
from web.edge import Checkup, Part


@dataclass(frozen=True, slots=True)
class Condition:
    """How it is at one moment."""

    parts: Mapping[str, Part]
    took: timedelta  # to ask the database
    ticked_at: datetime | None  # None: not since this process started
    checked_at: datetime | None  # the books
    problems: int  # that were found in them


async def _nothing() -> Mapping[str, Part]:
    return {}


async def _unknown() -> Vitals | None:
    return None


class SystemHealth:
    """Remembers what jobs of this process report, and asks the rest: what other processes do, too."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.checkup: Checkup = _nothing  # until the app knows how
        self.vitals: Callable[[], Awaitable[Vitals | None]] = _unknown  # the same
        self._clock = clock
        self._ticked_at: datetime | None = None
        self._checked_at: datetime | None = None
        self._problems = 0

    def ticked(self) -> None:
        """Note that the clock starts jobs."""
        self._ticked_at = self._clock()

    def checked(self, problems: int) -> None:
        """Note that the books were checked, and how much is wrong with them."""
        self._checked_at, self._problems = self._clock(), problems

    async def look(self) -> Condition:
        """Return how it is now."""
        began = time.monotonic()
        parts = await self.checkup()
        took = timedelta(seconds=time.monotonic() - began)
        vitals = await self.vitals()
        clock, audit = (vitals.beat(CLOCK), vitals.beat(AUDIT)) if vitals is not None else (None, None)
        ticked_at = clock.at if clock is not None else self._ticked_at
        if audit is not None and (self._checked_at is None or audit.at > self._checked_at):
            return Condition(parts, took, ticked_at, audit.at, audit.findings or 0)
        return Condition(parts, took, ticked_at, self._checked_at, self._problems)
