"""Lanes: everybody's things in order, different people's side by side, with a bound on how many."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog

from bot.background import Background

log = structlog.get_logger(__name__)

Item = TypeVar("Item")


class Lanes(Generic[Item]):
    """Runs `work` on every item. At most one of a lane is under way, and at most `width` altogether."""

    def __init__(
        self,
        work: Callable[[Item], Awaitable[None]],
        background: Background,
        *,
        width: int,
        room: int,
        place: Callable[[Item], int] = lambda _: 0,
    ) -> None:
        """`place` says which of those that wait in a lane goes first: the lowest, of equals the first put."""
        self._work = work
        self._background = background
        self._width = width
        self._room = room
        self._place = place
        self._under_way: set[int] = set()  # lanes
        self._lanes: dict[
            int, deque[Item]
        ] = {}  # a lane is here while it has work, the one under way included
        self._ready: asyncio.Queue[int] = asyncio.Queue()
        self._workers: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        """How many items wait or are under way."""
        return self._waiting

    def __contains__(self, lane: int) -> bool:
        """Whether something of that lane waits or is under way."""
        return lane in self._lanes

    def behind(self, lane: int) -> int:
        """Return how many wait in that lane behind the one under way."""
        return len(self._lanes[lane]) - 1 if lane in self._lanes else 0

    def take_out(self, lane: int) -> list[Item]:
        """Take out what waits in a lane behind the one under way."""
        items = self._lanes.get(lane, deque())
        gone = list(items)[1:]
        for _ in gone:
            items.pop()
        self._waiting -= len(gone)
        self._changed.set()
        return gone

    def start(self) -> None:
        """Begin to work."""
        self._workers = {
            self._background.start(f"lane worker {number}", self._work_for_ever())
            for number in range(self._width)
        }

    def put(self, lane: int, item: Item) -> None:
        """Take an item in, in its place among those of its lane that wait. Never refused: ask for `room`."""
        self._waiting += 1
        if lane in self._lanes:
            items, at = self._lanes[lane], len(self._lanes[lane])
            first = 1 if lane in self._under_way else 0
            while at > first and self._place(items[at - 1]) > self._place(item):
                at -= 1
            items.insert(at, item)
        else:
            self._lanes[lane] = deque([item])
            self._ready.put_nowait(lane)

    async def room(self) -> None:
        """Wait until fewer items wait than there is room for."""
        await self._until(lambda: self._waiting < self._room)

    async def idle(self) -> None:
        """Wait until nothing waits and nothing is under way."""
        await self._until(lambda: self._waiting == 0)

    async def stop(self, *, within: float) -> int:
        """Finish what can be finished in that many seconds; return how many items were left."""
        try:
            async with asyncio.timeout(within):
                await self.idle()
        except TimeoutError:
            log.warning("not everything was finished in time", left=self._waiting)
        left = self._waiting
        await self._background.stop(self._workers)
        return left

    async def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            self._changed.clear()
            await self._changed.wait()

    async def _work_for_ever(self) -> None:
        while True:
            lane = await self._ready.get()
            items = self._lanes[lane]
            self._under_way.add(lane)
            try:
                await self._work(items[0])
            except Exception:
                log.exception("an item of a lane failed")
            self._under_way.discard(lane)
            items.popleft()
            if items:
                self._ready.put_nowait(lane)
            else:
                del self._lanes[lane]
            self._waiting -= 1
            self._changed.set()
