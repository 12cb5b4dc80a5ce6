"""How often somebody may ask: a virtual queue that drains evenly (the generic cell rate algorithm, GCRA).

Of a key one moment is kept: when all that was asked for so far would be done at the even pace. Who is ahead
of it by no more than the whole allowance may ask.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from domain.errors import Refusal

_FORGET_AT = 50_000


class TooManyRequests(Refusal):
    """Asked too often. It is possible again after so many `seconds`."""

    code = "too-many-requests"

    def __init__(self, *, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many `within` that time, in one burst or spread out."""

    most: int
    within: timedelta

    @property
    def apart(self) -> timedelta:
        """How far apart they are at the even pace."""
        return self.within / self.most


class RateLimiter(Protocol):
    """Who counts."""

    async def take(self, key: str, allowance: Allowance) -> timedelta:
        """Count one, if there is room for it. Return how long to wait: nothing if it was counted."""
        ...


@dataclass(slots=True)
class LocalRateLimiter:
    """Counts in the memory of one process."""

    clock: Callable[[], timedelta]  # since whenever; it never goes back
    _done_at: dict[str, timedelta] = field(default_factory=dict)

    async def take(self, key: str, allowance: Allowance) -> timedelta:
        """Count one, if there is room for it."""
        now = self.clock()
        if len(self._done_at) >= _FORGET_AT:
            self._done_at = {key: at for key, at in self._done_at.items() if at > now}
        done_at = max(self._done_at.get(key, now), now) + allowance.apart
        if done_at - now > allowance.within:
            return done_at - now - allowance.within
        self._done_at[key] = done_at
        return timedelta()
