"""What this process holds of everybody's updates: whole lanes, until all that waits in them is handled.

A lane is held by one process at a time. Here is known which ones are held, by which claim, and whether all
that waits in one waits here: only then is the next update taken as it comes. Otherwise (others kept something
in it meanwhile, or it was somebody else's before) what waits is asked for once nothing of the lane is under
way. A lane that was lost while this process was taken for dead is left to who has it now
(`docs/decisions/0016`).
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
import structlog

from bot.background import Background
from bot.batches import Batches
from bot.lanes import Lanes
from bot.persistence import persistently
from bot.talk import OtherConversations, Talk
from bot.updates import Received
from domain.lanes import Ended, Held, Kept

log = structlog.get_logger(__name__)

_PAGE = 200


@dataclass(slots=True)
class _Hold:
    """What is known of a lane that is this process's."""

    claim: int
    kept: int  # the newest keeping that is known of
    is_whole: bool  # whether all that waits in it waits here


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an update."""

    update: Received
    failure: str | None = None
    person: str | None = None  # whose conversation changed
    conversation: bytes | None = None


End = Callable[[Outcome], Awaitable[None]]
Handle = Callable[[Received, End], Awaitable[None]]


class Holding:
    """The lanes of one process."""

    def __init__(
        self,
        me: str,
        talk: Talk,
        handle: Handle,
        background: Background,
        clock: Callable[[], datetime],
        *,
        elsewhere: OtherConversations | None,
        width: int,
        room: int,
    ) -> None:
        self._me = me
        self._talk = talk
        self._handle = handle
        self._clock = clock
        self._elsewhere = elsewhere
        self.lanes = Lanes(self._work, background, width=width, room=room, place=_number)
        self._holds: dict[int, _Hold] = {}
        self._asked_for: set[int] = set()  # lanes of which it is being asked what waits
        self._taken: set[int] = set()  # updates that wait here or are under way
        self._just_ended: set[int] = set()
        self._ending = Batches("end updates", self._end, background)
        self._came_at = time.monotonic()  # the last update
        self._pace = 0.0  # then

    @property
    def pace(self) -> float:
        """How much is said in a second of late; at least how many updates wait for their answer."""
        faded = self._pace * math.exp(self._came_at - time.monotonic())
        return max(faded, float(len(self._taken)))

    async def keep(
        self, updates: Mapping[int, Received], rows: Sequence[tuple[int, int, bytes]], *, claims: bool
    ) -> bool:
        """Keep updates, and take on those of lanes that are this process's.

        Returns whether some are nobody's.
        """
        self._just_ended.clear()
        kept = await self._talk.keep(rows, holder=self._me, claims=claims, now=self._clock())
        await self._take_on(kept, updates)
        return kept.has_free

    async def claim(self, most: int) -> int:
        """Take on so many lanes in which updates wait and that nobody holds; return how many updates."""
        known = [lane for lane, hold in self._holds.items() if hold.is_whole or self._is_busy(lane)]
        claimed = await self._talk.lanes.claim(self._me, held=known, most=most, now=self._clock())
        for lane, held in claimed.items():
            self._note(lane, held)
        before = len(self._taken)
        await self._ask_for([lane for lane in claimed if not self._is_busy(lane)])
        return len(self._taken) - before if claimed else 0

    async def give_back(self) -> None:
        """Let others have all lanes, with what waits in them: this process stops."""
        if self._holds:
            await self._talk.lanes.give_back(self._me, list(self._holds))
            self._holds.clear()

    async def _take_on(self, kept: Kept, updates: Mapping[int, Received]) -> None:
        """Take on what is next in its lane; of other lanes that are held, ask what is."""
        new = defaultdict[int, list[Received]](list)
        for update_id in sorted(kept.unhandled - self._taken - self._just_ended):
            new[updates[update_id].lane].append(updates[update_id])
        unclear = []
        for lane, held in kept.held.items():
            if self._note(lane, held):
                for update in new[lane]:
                    self._take(update, held.claim)
            if not self._is_busy(lane):
                unclear.append(lane)
        await self._ask_for(unclear)

    def _note(self, lane: int, held: Held) -> bool:
        """Take note of a lane that is held; return whether what comes now is next in it."""
        before = self._holds.get(lane)
        if before is None or before.claim != held.claim:
            is_whole = not held.is_behind and not self._is_busy(lane)
        else:
            is_whole = before.is_whole and held.kept == before.kept + 1
        self._holds[lane] = _Hold(held.claim, held.kept, is_whole)
        return is_whole

    def _is_busy(self, lane: int) -> bool:
        return lane in self.lanes or lane in self._asked_for

    async def _ask_for(self, lanes: Collection[int]) -> None:
        """Take on what waits in lanes of which nothing is under way; give those back where nothing does."""
        asked, left = {*lanes}, [*lanes]
        self._asked_for |= asked
        try:
            while left:
                left = await self._ask_once(left)
        finally:
            self._asked_for -= asked

    async def _ask_once(self, lanes: Collection[int]) -> list[int]:
        """Return those of the lanes of which it has to be asked again."""
        before = {}
        for lane in lanes:
            hold = self._holds[lane]
            hold.is_whole = False
            before[lane] = (hold.claim, hold.kept)
        found = await self._talk.lanes.waiting(lanes, limit=_PAGE, now=self._clock())
        has_more = len(found) == _PAGE
        holds = {lane: self._holds[lane] for lane in lanes if lane in self._holds}  # all, or it stops
        for lane, hold in holds.items():
            hold.is_whole = not has_more and (hold.claim, hold.kept) == before[lane]
        for each in found:
            if each.update_id not in self._taken and each.lane in holds:
                update = Received(each.update_id, each.lane, orjson.loads(each.payload))
                self._take(update, holds[each.lane].claim)
        there = {each.lane for each in found}
        empty = [lane for lane in holds if lane not in there]
        done = [Ended(lane, holds[lane].claim, holds[lane].kept) for lane in empty if holds[lane].is_whole]
        if done:
            left = await self._talk.end(done, holder=self._me, now=self._clock())
            for end in done:
                self._follow(end.lane, end.claim, left)
        return [lane for lane in empty if lane in self._holds]

    def _take(self, update: Received, claim: int) -> None:
        self._taken.add(update.update_id)
        now = time.monotonic()
        # What was said fades by itself, to a third in a second: so it sums up to what is said in one.
        self._pace = self._pace * math.exp(self._came_at - now) + 1
        self._came_at = now
        self.lanes.put(update.lane, Received(update.update_id, update.lane, update.raw, claim))

    async def _work(self, update: Received) -> None:
        try:
            await self._handle(update, self._finish)
        finally:
            self._taken.discard(update.update_id)
            self._just_ended.add(update.update_id)
        if update.lane in self._holds and not self.lanes.behind(update.lane):
            await persistently(lambda: self._look_behind(update.lane))

    async def _finish(self, outcome: Outcome) -> None:
        """Write down what became of an update; trouble with the database is waited out."""
        update = outcome.update
        left = await persistently(lambda: self._ending.ask(outcome))
        if update.lane not in left:
            log.warning("a lane was lost", update=update.update_id)
            for behind in self.lanes.take_out(update.lane):
                self._taken.discard(behind.update_id)
        self._follow(update.lane, update.claim, left)

    async def _look_behind(self, lane: int) -> None:
        """Ask what others kept in a lane while its last update was under way."""
        if lane in self._holds:
            await self._ask_for([lane])

    async def _end(self, outcomes: Sequence[Outcome]) -> Sequence[Mapping[int, int | None]]:
        changed = [each for each in outcomes if each.person is not None]
        if self._elsewhere and changed:
            contents = {str(each.person): each.conversation for each in changed}
            await self._elsewhere.save(contents, {str(each.person): each.update.claim for each in changed})
        ended = [self._ended(each) for each in outcomes]
        left = await self._talk.end(ended, holder=self._me, now=self._clock())
        return [left] * len(outcomes)

    def _ended(self, outcome: Outcome) -> Ended:
        update = outcome.update
        hold = self._holds.get(update.lane)
        is_last = hold is not None and hold.is_whole and not self.lanes.behind(update.lane)
        kept = hold.kept if hold is not None and is_last and hold.claim == update.claim else None
        person = None if self._elsewhere else outcome.person
        return Ended(
            update.lane, update.claim, kept, update.update_id, outcome.failure, person, outcome.conversation
        )

    def _follow(self, lane: int, claim: int, left: Mapping[int, int | None]) -> None:
        """Take note of a lane as the database has it: given back, lost, or with so much kept in it."""
        hold = self._holds.get(lane)
        if hold is None or hold.claim != claim:
            return
        kept = left.get(lane)
        if kept is None:
            del self._holds[lane]
        elif kept > hold.kept:
            hold.kept, hold.is_whole = kept, False


def _number(update: Received) -> int:
    return update.update_id
