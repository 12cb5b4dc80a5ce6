"""Counters of broadcasts on both databases: any process goes on with them, and one alone changes each."""

from __future__ import annotations

from domain.broadcast_values import Counter
from tests.builders import opened

COUNTER = Counter(1, 2, "news", "pcm", "before")


class TestCounters:
    async def test_are_known_to_every_process_and_changed_by_one(self, database_url: str) -> None:
        async with opened(database_url) as here, opened(database_url) as elsewhere:
            async with here.begin() as books:
                await books.broadcast_counters.watch(Counter(1, 2, "old", "en", ""))
                await books.broadcast_counters.watch(COUNTER)
            async with elsewhere.look() as books:
                assert await books.broadcast_counters.all() == (COUNTER,)

            async with elsewhere.begin() as books:
                assert await books.broadcast_counters.claim(COUNTER, "after")
            async with here.begin() as books:
                assert not await books.broadcast_counters.claim(COUNTER, "after")
                await books.broadcast_counters.forget(COUNTER)
                assert await books.broadcast_counters.all() == ()
