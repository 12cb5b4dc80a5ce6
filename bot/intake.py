"""Takes updates in: safe in the inbox first, acknowledged then, handled in everybody's own order."""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Protocol

import orjson
import structlog

from bot.background import Background
from bot.batches import Batches
from bot.lanes import Lanes
from bot.talk import Talk
from bot.updates import RawUpdate, Received, lane_of, written
from domain.storage import Storage

log = structlog.get_logger(__name__)

_PAGE = 200


class WaitingUpdate(Protocol):
    """An update that the inbox still holds."""

    @property
    def update_id(self) -> int:
        """Its number."""
        ...

    @property
    def lane(self) -> int:
        """Whose turn it is."""
        ...

    @property
    def payload(self) -> bytes:
        """The update, as it was written."""
        ...


class InboxStore(Protocol):
    """Where updates are safe."""

    async def waiting(self, *, after: int, limit: int, now: datetime) -> Sequence[WaitingUpdate]:
        """Return updates that nobody has handled, in the order of their ids."""
        ...


class InboxBooks(Protocol):
    """What taking in needs from one transaction."""

    @property
    def inbox(self) -> InboxStore:
        """The inbox."""
        ...


class Intake:
    """The way in, for the polling loop and for the webhook, and the lanes behind it."""

    def __init__(
        self,
        storage: Storage[InboxBooks],
        talk: Talk,
        handle: Callable[[Received], Awaitable[None]],
        background: Background,
        clock: Callable[[], datetime],
        *,
        width: int,
        room: int,
    ) -> None:
        self._storage = storage
        self._talk = talk
        self._handle = handle
        self._clock = clock
        self._lanes = Lanes(self._work, background, width=width, room=room)
        self._taken: set[int] = set()  # updates that wait here or are under way
        self._came_at = time.monotonic()  # the last update
        self._pace = 0.0  # then
        self._keeping = Batches("keep updates", self._keep, background)

    def start(self) -> None:
        """Begin to handle."""
        self._lanes.start()

    async def stop(self, *, within: float) -> None:
        """Finish what can be finished in that many seconds; the rest stays in the inbox."""
        await self._lanes.stop(within=within)

    async def receive(self, updates: Sequence[RawUpdate]) -> None:
        """Keep updates and hand the new ones on. When it returns, they may be acknowledged."""
        received = [
            Received(update_id, lane_of(raw), raw)
            for raw in updates
            if isinstance(update_id := raw.get("update_id"), int)
        ]
        if len(received) < len(updates):
            log.error("updates without a number were dropped", count=len(updates) - len(received))
        if received:
            await self._keeping.ask(received)

    async def recover(self) -> int:
        """Hand on what the inbox still holds from before, in its order, and return how many there were."""
        found, after = 0, -1
        while True:
            async with self._storage.begin() as books:
                page = await books.inbox.waiting(after=after, limit=_PAGE, now=self._clock())
            if not page:
                return found
            for waiting in page:
                self._take(Received(waiting.update_id, waiting.lane, orjson.loads(waiting.payload)))
            found, after = found + len(page), page[-1].update_id
            await self._lanes.room()

    @property
    def pace(self) -> float:
        """How much is said in a second of late; at least how many updates wait for their answer."""
        faded = self._pace * math.exp(self._came_at - time.monotonic())
        return max(faded, float(len(self._taken)))

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._lanes.room()

    async def _keep(self, groups: Sequence[Sequence[Received]]) -> Sequence[None]:
        updates = {update.update_id: update for group in groups for update in group}
        rows = [(update.update_id, update.lane, written(update.raw)) for update in updates.values()]
        unhandled = await self._talk.keep(rows, now=self._clock())
        for update_id in sorted(unhandled - self._taken):
            self._take(updates[update_id])
        return [None] * len(groups)

    def _take(self, update: Received) -> None:
        self._taken.add(update.update_id)
        now = time.monotonic()
        # What was said fades by itself, to a third in a second: so it sums up to what is said in one.
        self._pace = self._pace * math.exp(self._came_at - now) + 1
        self._came_at = now
        self._lanes.put(update.lane, update)

    async def _work(self, update: Received) -> None:
        try:
            await self._handle(update)
        finally:
            self._taken.discard(update.update_id)
