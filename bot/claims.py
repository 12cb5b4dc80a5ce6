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
_MOST_OF_A_PAUSE = 0.9  # of a job's: then whoever ticks first does it again
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
    _jobs: set[str] = field(default_factory=set, init=False)

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
        """Return a job that one process does each time, however many tick."""

        async def work() -> None:
            name, lasts = f"job: {job.name}", job.every * _MOST_OF_A_PAUSE
            async with self.storage.begin() as books:
                if not await books.leases.take(name, self.holder, lasts=lasts, now=self.clock()):
                    return
            self._jobs.add(name)
            await job.work()

        return Job(job.name, job.every, work)

    async def give_jobs_back(self) -> None:
        """Let the others do them at their next tick."""
        with suppress(Exception):  # without a database they end by themselves
            async with self.storage.begin() as books:
                await books.leases.give_back_many(self._jobs, self.holder)

    async def forget(self) -> None:
        """Forget the claims of processes that are gone."""
        async with self.storage.begin() as books:
            await books.leases.forget(before=self.clock() - _FORGOTTEN_AFTER)
