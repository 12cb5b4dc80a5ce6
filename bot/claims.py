"""Claims: which process takes on what is due, where several would find the same, and which does a job.

They only save work. That nothing happens twice is kept by marks, versions and keys, and a claim whose process
is gone is over within seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from bot.jobs import Job
from domain.leases import ManyLeases
from domain.storage import Storage

_LASTS = timedelta(seconds=10)  # and is kept with every sweep
_COUNTED_FOR = timedelta(seconds=8)
_MOST_OF_A_PAUSE = 0.9  # of a job's: then whoever ticks first does it again
_SOON = timedelta(minutes=1)
_FORGOTTEN_AFTER = timedelta(hours=1)


class ClaimBooks(Protocol):
    """What claims need from one transaction."""

    @property
    def leases(self) -> ManyLeases:
        """Who is doing what only one process does at a time."""
        ...


@dataclass(frozen=True)
class Claims:
    """What one process claims."""

    storage: Storage[ClaimBooks]
    holder: str
    clock: Callable[[], datetime]
    _kept: set[str] = field(default_factory=set, init=False)  # what is given back at the end

    async def take(self, worker: str, subjects: Sequence[str], *, most: int) -> Collection[str]:
        """Claim the first so many of a worker's subjects that are nobody else's; return which."""
        names = {f"{worker}: {subject}": subject for subject in subjects}
        async with self.storage.begin() as books:
            mine = await books.leases.take_many(
                list(names), self.holder, lasts=_LASTS, most=most, now=self.clock()
            )
        return [subject for name, subject in names.items() if name in mine]

    async def give_back(self, worker: str, subjects: Collection[str]) -> None:
        """Let others have what is done for now."""
        async with self.storage.begin() as books:
            await books.leases.give_back_many([f"{worker}: {each}" for each in subjects], self.holder)

    def by_one(self, job: Job) -> Job:
        """Return a job that one process does each time, however many tick, and however often they start anew.

        What was cut off, or failed, is done at the next tick of any of them.
        """

        async def work() -> None:
            name, lasts = f"job: {job.name}", job.every * _MOST_OF_A_PAUSE
            async with self.storage.begin() as books:
                if not await books.leases.take(name, self.holder, lasts=lasts, now=self.clock()):
                    return
            self._kept.add(name)
            try:
                await job.work()
            except Exception:
                await self._give_back([name])
                raise
            self._kept.discard(name)  # Done, it rests until its time comes again, whoever is there then.

        return Job(job.name, job.every, work, first_after=min(job.every, _SOON))

    async def count_in(self, group: str) -> int:
        """Say that this process is one of a group, for some seconds, and return how many it has."""
        name, now = f"{group}: {self.holder}", self.clock()
        async with self.storage.begin() as books:
            await books.leases.take(name, self.holder, lasts=_COUNTED_FOR, now=now)
            count = await books.leases.count(f"{group}: ", now=now)
        self._kept.add(name)
        return count

    async def leave(self) -> None:
        """Let the others do what is cut off here, and count this one no more."""
        with suppress(Exception):  # without a database all of it ends by itself
            await self._give_back(self._kept)

    async def _give_back(self, names: Collection[str]) -> None:
        async with self.storage.begin() as books:
            await books.leases.give_back_many(names, self.holder)

    async def forget(self) -> None:
        """Forget the claims of processes that are gone."""
        async with self.storage.begin() as books:
            await books.leases.forget(before=self.clock() - _FORGOTTEN_AFTER)
