"""One counter that grows with everything that happens, and those who wait for it to grow."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Changes:
    """Number every change, so that pages and tests can ask for what they have not seen yet."""

    def __init__(self) -> None:
        self.number = 0
        self.closed = False
        self._waiting: set[asyncio.Future[None]] = set()

    def bump(self) -> int:
        """Count one more change, wake those who wait, and return its number."""
        self.number += 1
        if self._waiting:
            self._wake()
        return self.number

    def close(self) -> None:
        """Let go of everybody who waits: the server stops."""
        self.closed = True
        self._wake()

    async def until(self, reached: Callable[[], bool], timeout_s: float) -> bool:
        """Wait until `reached()` is true; return whether it became true in time."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while not reached():
            left = deadline - loop.time()
            if left <= 0 or self.closed:
                return False
            waiter = loop.create_future()
            self._waiting.add(waiter)
            try:
                await asyncio.wait_for(waiter, left)
            except TimeoutError:
                return reached()
            finally:
                self._waiting.discard(waiter)
        return True

    async def next(self, *, within_s: float) -> None:
        """Wait for one more change, or that long."""
        number = self.number
        await self.until(lambda: self.number > number, within_s)

    def _wake(self) -> None:
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
