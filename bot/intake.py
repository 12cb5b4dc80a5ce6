"""Takes updates in: safe in the inbox first, acknowledged then, handled in everybody's own order.

Any process may take an update in, and any that handles them may handle it: whose turn it is says
`bot.holding`. Here is how they come, and what is looked for that nobody holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

import structlog

from bot.background import Background
from bot.batches import Batches
from bot.holding import Handle, Holding
from bot.presence import Presence
from bot.talk import OtherConversations, Talk
from bot.updates import RawUpdate, Received, lane_of, written

log = structlog.get_logger(__name__)

_LOOKS_EVERY = 1.0
_AT_ONCE = 200


def _nobody() -> None:
    """Tell nobody."""


class Intake:
    """The way in, for the polling loop and for the webhook, and the lanes behind it."""

    def __init__(
        self,
        me: str,
        talk: Talk,
        handle: Handle,
        background: Background,
        clock: Callable[[], datetime],
        *,
        width: int,
        room: int,
        elsewhere: OtherConversations | None = None,
        tell_others: Callable[[], None] = _nobody,
    ) -> None:
        """Start nothing yet.

        :param me: the process, as no other is called and it will never be called again
        :param elsewhere: where conversations are, if not in the database
        :param tell_others: says to other processes that updates wait which nobody holds
        """
        self._holding = Holding(
            me, talk, handle, background, clock, elsewhere=elsewhere, width=width, room=room
        )
        self._presence = Presence(me, talk.lanes)
        self._are_shared = talk.lanes.are_shared
        self._background = background
        self._width = width
        self._tell_others = tell_others
        self._keeping = Batches("keep updates", self._keep, background)
        self._one_at_a_time = asyncio.Lock()  # what is held is known here only after the answer
        self._woken = asyncio.Event()
        self._looking: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to handle."""
        self._holding.lanes.start()
        if self._are_shared:
            self._looking = {
                self._background.keep_running("say that we are there", self._presence.go_on),
                self._background.keep_running("look for updates that nobody holds", self._look),
            }

    async def stop(self, *, within: float) -> None:
        """Finish what can be finished in that many seconds; the rest is left to others or the next start."""
        if self._looking:
            await self._background.stop(self._looking)
        await self._holding.lanes.stop(within=within)
        with suppress(Exception):  # without a database they end by themselves
            async with asyncio.timeout(max(within, 1)):
                await self._holding.give_back()
                await self._presence.end()
        if self._are_shared:
            self._tell_others()

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
        found = 0
        while more := await self._claim(_AT_ONCE):
            found += more
            await self.room()
        return found

    @property
    def pace(self) -> float:
        """How much is said in a second of late; at least how many updates wait for their answer."""
        return self._holding.pace

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._holding.lanes.room()

    def look(self) -> None:
        """Look now whether updates wait that nobody holds."""
        self._woken.set()

    async def _keep(self, groups: Sequence[Sequence[Received]]) -> Sequence[None]:
        updates = {update.update_id: update for group in groups for update in group}
        rows = [(update.update_id, update.lane, written(update.raw)) for update in updates.values()]
        async with self._one_at_a_time:
            await self._presence.begin()
            has_free = await self._holding.keep(updates, rows, claims=self._may_take)
        if has_free:
            self.look()
            self._tell_others()
        return [None] * len(groups)

    @property
    def _may_take(self) -> bool:
        """Whether new lanes are taken on here: all of them, as long as there is nobody else with time."""
        return not self._presence.has_others or len(self._holding.lanes) < self._width

    async def _look(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOKS_EVERY):
                    await self._woken.wait()
            self._woken.clear()
            await self.room()
            while self._may_take and await self._claim(max(1, self._width - len(self._holding.lanes))):
                pass

    async def _claim(self, most: int) -> int:
        async with self._one_at_a_time:
            await self._presence.begin()
            return await self._holding.claim(most)
