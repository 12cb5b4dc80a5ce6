"""How each part of the installation is, for machines and for staff.

What is not well here takes nobody out of service by itself; what each part means is in docs/observability.md.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.vitals import Pulse, Queue, Vitals
from domain.maintenance import Stop
from web.edge import Figure, Part

CLOCK, AUDIT = "clock", "audit"  # the heartbeats
TICKS_WITHIN = timedelta(minutes=1)
_OLD = timedelta(minutes=5)  # nothing waits that long in an installation that is well


@dataclass(frozen=True)
class Checkup:
    """`web.edge.Checkup`."""

    pulse: Pulse
    clock: Callable[[], datetime]
    maintenance: Callable[[], Stop | None]
    version: str
    redis_answers: Callable[[], Awaitable[bool]] | None = None  # None: there is none
    vendors: Callable[[], Mapping[str, Part]] | None = None  # how they and the billers do

    async def __call__(self) -> Mapping[str, Part]:
        """Return how each part is."""
        vitals = await self.pulse.fresh()
        now = self.clock()
        parts = {
            "database": Part(well=True, figures={"ms": round(vitals.took.total_seconds() * 1_000)}),
            **{name: _queue(queue, now) for name, queue in vitals.queues.items()},
            "clock": _ticking(vitals, now),
            "books": _books(vitals, now),
            "maintenance": _maintenance(self.maintenance()),
            "version": Part(well=True, figures={"version": self.version}),
        }
        if self.redis_answers is not None:
            # Without Redis conversations start anew, but everything works: told, and no reason to stop.
            parts["redis"] = Part(well=True, figures={"answers": await self.redis_answers()})
        if self.vendors is not None:
            parts.update(self.vendors())
        return parts


def _queue(queue: Queue, now: datetime) -> Part:
    age = queue.age(now)
    return Part(
        well=age < _OLD,
        figures={"waiting": queue.waiting, "oldest_seconds": round(age.total_seconds())},
    )


def _ticking(vitals: Vitals, now: datetime) -> Part:
    """Say whether any process starts what the clock starts."""
    beat = vitals.beat(CLOCK)
    if beat is None:
        return Part(well=False, figures={})
    age = now - beat.at
    return Part(well=age < TICKS_WITHIN, figures={"seconds_ago": round(age.total_seconds())})


def _books(vitals: Vitals, now: datetime) -> Part:
    """Say what the last check of the books found. Before the first there is nothing wrong with them."""
    beat = vitals.beat(AUDIT)
    if beat is None:
        return Part(well=True, figures={})
    findings = beat.findings or 0
    figures: dict[str, Figure] = {
        "findings": findings,
        "seconds_ago": round((now - beat.at).total_seconds()),
    }
    return Part(well=not findings, figures=figures)


def _maintenance(stop: Stop | None) -> Part:
    if stop is None:
        return Part(well=True, figures={"on": False})
    until = {"until": stop.until.isoformat()} if stop.until is not None else {}
    return Part(well=True, figures={"on": True, **until})
