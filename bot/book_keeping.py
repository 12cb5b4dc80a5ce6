"""What is done about the books while nobody asks: days are closed, and statements compared once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.closings import Closings
from domain.reconciling import Reconciliations
from domain.times import lagos_day

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class BookKeeping:
    """The daily work on the books. Done once more, or by two processes, it changes nothing."""

    closings: Closings
    reconciliations: Reconciliations
    compared_for: timedelta
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Close yesterday, and compare the days of which something was undecided or may come late."""
        now = self.clock()
        await self.closings.close_yesterday(now=now)
        days = [lagos_day(now) - n * _DAY for n in range(self.compared_for // _DAY + 1)]
        await self.reconciliations.compare_again(days, now=now)
