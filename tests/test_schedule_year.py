"""The year of `make bench`, in a size for every day: four weeks around a leap day."""

from __future__ import annotations

from datetime import date, time

import pytest

from benchmarks.year import live
from benchmarks.year_lives import Size

FOUR_WEEKS = Size(
    people=20,
    days=28,
    begins=date(2028, 2, 5),
    hours=(time(9), time(10), time(14)),
    downtimes_h=(6, 50),
    outages=2,
    deaths=0.05,
    restarts=0.02,
)


@pytest.mark.slow
class TestAYearOfRecurringPayments:
    async def test_pays_or_tells_why_not_as_a_model_has_it(self, database_url: str) -> None:
        found = await live(database_url, FOUR_WEEKS)

        assert found.occurrences > 30
        assert found.paid > 10
        assert found.given_up + found.given_back > 5
        assert found.differences == []
        assert found.problems == []
