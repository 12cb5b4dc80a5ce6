"""The processes of `make bench` that are killed while they pay what is due, in a size for every day."""

import asyncio

import pytest

from benchmarks.schedules import Weeks, survive

A_WEEK = Weeks(people=4, each=5, weeks=1, poor=1, processes=(2,), between_kills_s=(0.1, 0.4))


@pytest.mark.slow
class TestProcessesThatAreKilled:
    async def test_pay_each_occurrence_once_or_tell_why_not(self, postgres_url: str) -> None:
        found = await asyncio.to_thread(survive, postgres_url, A_WEEK)

        assert found.occurrences == A_WEEK.people * A_WEEK.each
        assert (found.twice, found.missed, found.problems) == (0, 0, [])
