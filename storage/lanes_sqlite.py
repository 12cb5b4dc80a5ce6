"""Lanes on SQLite, where one process handles all updates: it holds every lane, and counts in memory."""

from __future__ import annotations

import itertools
import sqlite3
import time
from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.lanes import Ended, Held, Neighbour, Waiting
from storage.keyring import Keyring, Unreadable
from storage.sqlite_values import to_sqlite

_UNREADABLE = "sealed by a key that is not on the ring"
_LANES = "SELECT lane FROM inbox WHERE handled_at IS NULL GROUP BY lane ORDER BY min(update_id)"
_WAITING = """
    SELECT update_id, lane, payload FROM inbox
    WHERE handled_at IS NULL AND lane IN ({}) ORDER BY update_id LIMIT ?
"""
_PUT_ASIDE = "UPDATE inbox SET handled_at = ?, failure = ? WHERE update_id = ? AND handled_at IS NULL"


def _claims() -> Iterator[int]:
    return itertools.count(time.time_ns() // 1_000)  # higher than those of before the last start


@dataclass
class HeldHere:
    """The lanes in which something waits, with their claims and how much was kept."""

    _lanes: dict[int, tuple[int, int]] = field(default_factory=dict)
    _claims: Iterator[int] = field(default_factory=_claims)
    knows_all: bool = False  # what waited at the start is here too

    def kept(self, lane: int) -> Held:
        """Take note of updates that were kept."""
        claim, kept = self._lanes.get(lane, (0, 0))
        is_new = not claim
        if is_new:
            claim = next(self._claims)
        self._lanes[lane] = claim, kept + 1
        return Held(claim, kept + 1, is_behind=is_new and not self.knows_all)

    def claimed(self, lane: int) -> Held:
        """Take note of a lane in which updates waited."""
        claim, kept = next(self._claims), self._lanes.get(lane, (0, 0))[1] + 1
        self._lanes[lane] = claim, kept
        return Held(claim, kept, is_behind=True)

    def ended(self, ended: Sequence[Ended]) -> Mapping[int, int | None]:
        """Take note of updates that were handled."""
        left: dict[int, int | None] = {}
        for each in ended:
            claim, kept = self._lanes.get(each.lane, (0, 0))
            if claim and claim == each.claim:
                is_all = kept == each.kept
                left[each.lane] = None if is_all else kept
                if is_all:
                    del self._lanes[each.lane]
        return left


@dataclass(frozen=True)
class SqliteLanes:
    """`bot.talk.LaneStore`."""

    keyring: Keyring
    held_here: HeldHere
    read: Callable[[Callable[[sqlite3.Connection], Any]], Awaitable[Any]]
    write: Callable[[Callable[[sqlite3.Connection], Any], Callable[[Any], Any]], Awaitable[Any]]
    are_shared: bool = False

    async def claim(
        self, holder: str, *, held: Collection[int], most: int, now: datetime
    ) -> Mapping[int, Held]:
        """Take so many lanes in which updates wait, but those that are held already."""

        def work(connection: sqlite3.Connection) -> list[int]:
            return [row["lane"] for row in connection.execute(_LANES) if row["lane"] not in held]

        def then(lanes: Sequence[int]) -> Mapping[int, Held]:
            self.held_here.knows_all = len(lanes) <= most
            return {lane: self.held_here.claimed(lane) for lane in lanes[:most]}

        claimed: Mapping[int, Held] = await self.write(work, then)
        return claimed

    async def waiting(self, lanes: Collection[int], *, limit: int, now: datetime) -> Sequence[Waiting]:
        """Return the first so many updates of these lanes that nobody has handled, by their ids.

        What can't be opened is put aside.
        """
        marks = ", ".join("?" * len(lanes))

        def work(connection: sqlite3.Connection) -> Sequence[sqlite3.Row]:
            return connection.execute(_WAITING.format(marks), (*lanes, limit)).fetchall()

        found, unreadable = [], []
        for row in await self.read(work):
            try:
                found.append(Waiting(row["update_id"], row["lane"], self.keyring.open(row["payload"] or b"")))
            except Unreadable:
                unreadable.append((to_sqlite(now), _UNREADABLE, row["update_id"]))
        if unreadable:
            await self.write(
                lambda connection: connection.executemany(_PUT_ASIDE, unreadable), lambda _: None
            )
        return found

    async def give_back(self, holder: str, lanes: Collection[int]) -> None:
        """Do nothing: there is nobody who could have them."""

    async def beat(self, holder: str, machine: str, pid: int) -> Sequence[Neighbour]:
        """Return no other: there are none."""
        return ()

    async def forget(self, holders: Collection[str]) -> None:
        """Do nothing: there are none."""
