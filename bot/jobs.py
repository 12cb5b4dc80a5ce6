"""What the clock starts. It only ticks: what is due is a question to the database."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.traces import traced
from domain.errors import Unavailable

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done now and then. One that takes longer than its pause is not started twice."""

    name: str
    every: timedelta
    work: Callable[[], Awaitable[None]]
    first_after: timedelta | None = None  # the start; None: as long as between two


class Ended(Protocol):
    """Is told of a job that has ended."""

    def __call__(self, job: str, *, failed: bool) -> None:
        """Take note of it."""
        ...


def unwatched(job: str, *, failed: bool) -> None:
    """Take note of nothing."""


class Jobs:
    """The jobs of one app."""

    def __init__(self, *jobs: Job, ended: Ended = unwatched) -> None:
        """`ended` is told of each that has ended."""
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        for job in jobs:
            self._scheduler.add_job(
                _watched,
                IntervalTrigger(
                    seconds=job.every.total_seconds(),
                    start_date=datetime.now(UTC) + (job.first_after or job.every),
                    timezone="UTC",
                ),
                args=(job, ended),
                name=job.name,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        self._scheduler.shutdown(wait=False)


async def _watched(job: Job, ended: Ended) -> None:
    with traced(f"j{secrets.token_hex(8)}"):
        try:
            await job.work()
        except asyncio.CancelledError:
            return  # Only stopping does that. What is left undone is done after the next start.
        except Unavailable as trouble:
            log.warning("a job waits for the books until its next time", job=job.name, trouble=trouble.code)
            ended(job.name, failed=True)
        except Exception:
            log.exception("a job failed and is tried again at its next time", job=job.name)
            ended(job.name, failed=True)
        else:
            ended(job.name, failed=False)
