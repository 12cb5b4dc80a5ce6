"""What is scheduled soon: for staff who want to know what a pause would hold up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.schedules import Schedule
from domain.storage import Storage

_LOOKED_THROUGH = 5_000


class ScheduleStore(Protocol):
    """The schedules."""

    async def looked_at_until(self, until: datetime, *, limit: int) -> Sequence[Schedule]:
        """Return active schedules with something to do by then, the soonest first."""
        ...


class ScheduledBooks(Protocol):
    """What looking needs from one transaction."""

    @property
    def schedules(self) -> ScheduleStore:
        """The schedules."""
        ...


@dataclass(frozen=True)
class ScheduledBills:
    """Looking ahead."""

    storage: Storage[ScheduledBooks]

    async def count(self, biller_id: str, *, until: datetime) -> int:
        """Return how many schedules of a biller have something to do by then, among the soonest of all."""
        async with self.storage.look() as books:
            soon = await books.schedules.looked_at_until(until, limit=_LOOKED_THROUGH)
        return sum(each.terms.biller_id == biller_id for each in soon)
