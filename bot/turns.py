"""Turns: so many calls in any second, whoever is more urgent first."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count


class Turns:
    """At most `places` in any stretch of `seconds`, as whoever is called counts them.

    A call arrives somewhere between its beginning and its end. So its place is given back that long after its
    end: then it arrived earlier than that, whatever the way did to it. `seconds` 0: at most so many at once.
    """

    def __init__(self, places: int, seconds: float) -> None:
        self._places = places
        self._free = places  # below zero while there are fewer than are out
        self._seconds = seconds
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._order = count()

    @asynccontextmanager
    async def turn(self, rank: int) -> AsyncIterator[None]:
        """Wait for a place, behind everybody of a smaller or the same rank, and hold it in the block."""
        await self._take(rank)
        try:
            yield
        finally:
            if self._seconds:
                asyncio.get_running_loop().call_later(self._seconds, self._give_back)
            else:
                self._give_back()

    def resize(self, places: int) -> None:
        """Let there be so many places from now on. What is out already comes back first."""
        more, self._places = places - self._places, places
        self._free += min(more, 0)
        for _ in range(more):
            self._give_back()

    async def _take(self, rank: int) -> None:
        if self._free > 0 and not self._waiting:
            self._free -= 1
            return
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (rank, next(self._order), mine))
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # It was given in the same moment.
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._free >= 0 and self._waiting:
            _, _, next_one = heapq.heappop(self._waiting)
            if not next_one.done():
                next_one.set_result(None)
                return
        self._free += 1
