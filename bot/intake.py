"""Takes updates in: safe in the inbox first, acknowledged then, handled in everybody's own order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import orjson
import structlog

from bot.background import Background
from bot.batches import Batches
from bot.lanes import Lanes
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

    async def add(self, updates: Sequence[tuple[int, int, bytes]], *, now: datetime) -> frozenset[int]:
        """Keep updates (id, lane, payload), and return the ids that were not seen before."""
        ...

    async def waiting(self, *, after: int, limit: int, now: datetime) -> Sequence[WaitingUpdate]:
        """Return updates that nobody has handled, in the order of their ids."""
        ...

    async def handled(self, updates: Sequence[tuple[int, str | None]], *, now: datetime) -> None:
        """Mark updates (id, failure) as handled and erase what they said."""
        ...

    async def put_aside(self, update_id: int, *, failure: str, now: datetime) -> None:
        """Take an update that can't be understood out of the way."""
        ...


class InboxBooks(Protocol):
    """What taking in needs from one transaction."""

    @property
    def inbox(self) -> InboxStore:
        """The inbox."""
        ...


class Intake:
    """The way in, for the polling loop and for the webhook."""

    def __init__(
        self,
        storage: Storage[InboxBooks],
        lanes: Lanes[Received],
        background: Background,
        clock: Callable[[], datetime],
    ) -> None:
        self._storage = storage
        self._lanes = lanes
        self._clock = clock
        self._keeping = Batches("keep updates", self._keep, background)

    async def receive(self, updates: Sequence[RawUpdate]) -> None:
        """Keep updates and hand the new ones on. When it returns, they may be acknowledged."""
        received = [
            Received(update_id, lane_of(raw), raw)
            for raw in updates
            if isinstance(update_id := raw.get("update_id"), int)
        ]
        if len(received) < len(updates):
            log.error("updates without a number were dropped", count=len(updates) - len(received))
        new = await self._keeping.ask(received)
        for update in received:
            if update.update_id in new:
                new.discard(update.update_id)  # the same one may be there twice
                self._lanes.put(update.lane, update)

    async def recover(self) -> int:
        """Hand on what the inbox still holds from before, in its order, and return how many there were."""
        found, after = 0, -1
        while True:
            async with self._storage.begin() as books:
                page = await books.inbox.waiting(after=after, limit=_PAGE, now=self._clock())
            if not page:
                return found
            for waiting in page:
                received = Received(waiting.update_id, waiting.lane, orjson.loads(waiting.payload))
                self._lanes.put(waiting.lane, received)
            found, after = found + len(page), page[-1].update_id
            await self._lanes.room()

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._lanes.room()

    async def _keep(self, groups: Sequence[Sequence[Received]]) -> Sequence[set[int]]:
        rows = {
            update.update_id: (update.update_id, update.lane, written(update.raw))
            for group in groups
            for update in group
        }
        async with self._storage.begin() as books:
            new = set(await books.inbox.add(list(rows.values()), now=self._clock()))
        return [self._share(new, group) for group in groups]

    @staticmethod
    def _share(new: set[int], group: Sequence[Received]) -> set[int]:
        """Give the first group that brought an update the right to hand it on."""
        share = {update.update_id for update in group} & new
        new -= share
        return share
