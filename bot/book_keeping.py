"""What is done about the books while nobody asks: days closed, statements fetched and compared once more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.closings import Closings
from domain.reconciling import Reconciliations
from domain.statement_fetching import StatementFetching
from domain.times import lagos_day

log = structlog.get_logger(__name__)

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class BookKeeping:
    """The daily work on the books. Done once more, or by two processes, it changes nothing."""

    closings: Closings
    reconciliations: Reconciliations
    fetching: StatementFetching
    compared_for: timedelta
    clock: Callable[[], datetime]

    async def run(self) -> None:
        """Close yesterday, and compare the days of which something was undecided or may come late."""
        now = self.clock()
        await self.closings.close_yesterday(now=now)
        days = [lagos_day(now) - n * _DAY for n in range(self.compared_for // _DAY + 1)]
        await self.reconciliations.compare_again(days, now=now)

    async def fetch_statements(self) -> None:
        """Fetch what companies say, once a day each. What failed is tried again at the next tick."""
        failed = await self.fetching.run(now=self.clock())
        for which, reason in failed.items():
            log.warning("a statement could not be fetched", statement=which, reason=reason)
