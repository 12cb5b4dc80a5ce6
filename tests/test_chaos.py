"""The storm of `make bench`, in a size for every day."""

import asyncio
from datetime import timedelta

import pytest

from benchmarks.chaos import Storm, survive
from benchmarks.race import most_delivered

A_SMALL_STORM = Storm(
    orders=24,
    kills=1,
    people=8,
    calm_between_kills_s=(0.1, 0.5),
    later=(timedelta(minutes=12), timedelta(hours=24, minutes=30)),
)


@pytest.mark.slow
@pytest.mark.usefixtures("slow_pins")  # its customers pay at a bot of its own
class TestAStormOfLiesAndKills:
    async def test_leaves_everybody_with_value_or_money(self, sqlite_url: str) -> None:
        found, kills = await asyncio.to_thread(survive, sqlite_url, A_SMALL_STORM)

        assert kills == 1
        assert found.orders >= A_SMALL_STORM.orders
        assert (found.lost, found.double, found.stuck) == (0, 0, 0)
        assert found.delivered + found.money_back + found.staff_cases == found.orders
        assert found.problems == []


class TestSpendingTwice:
    async def test_is_tried_by_32_at_once_and_one_succeeds(self, database_url: str) -> None:
        assert await most_delivered(database_url, rounds=20) == 1
