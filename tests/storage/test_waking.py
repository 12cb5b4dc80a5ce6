"""Processes that wake each other through Redis, and do without it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.redis import open_redis
from storage.waking import RedisWaking, listener
from tests.bot.engine import until

ONE_OF_US, ALL_OF_US = ["payment"], ["notices"]


class Process:
    """What one process hears."""

    def __init__(self, waking: RedisWaking) -> None:
        self.waking = waking
        self.heard: deque[tuple[str, str]] = deque()


@asynccontextmanager
async def processes(url: str, count: int) -> AsyncIterator[list[Process]]:
    """So many of them, each listening and speaking."""
    clients = [(open_redis(url), listener(url)) for _ in range(count)]
    all_of_them = [Process(RedisWaking(*each)) for each in clients]
    tasks = [
        asyncio.create_task(work)
        for each in all_of_them
        for work in (
            each.waking.speak(),
            each.waking.listen(ONE_OF_US, ALL_OF_US, lambda *said, each=each: each.heard.append(said)),
        )
    ]
    try:
        yield all_of_them
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for client in (client for pair in clients for client in pair):
            await client.aclose()


class TestAWord:
    async def test_for_one_of_them_is_heard_by_one(self, redis_url: str) -> None:
        async with processes(redis_url, 3) as (ada, bola, chidi):
            for number in range(50):
                ada.waking.put("payment", f"p{number}", for_all=False)

            async def all_heard() -> bool:
                return sum(len(each.heard) for each in (ada, bola, chidi)) >= 50

            await until(all_heard)
            heard = sorted(subject for each in (ada, bola, chidi) for _, subject in each.heard)

        assert heard == sorted(f"p{number}" for number in range(50))

    async def test_for_all_of_them_is_heard_by_all(self, redis_url: str) -> None:
        async with processes(redis_url, 2) as (ada, bola):

            async def both_heard() -> bool:
                ada.waking.put("notices", "", for_all=True)  # said before somebody listens, it is lost
                return bool(ada.heard and bola.heard)

            await until(both_heard)

        assert set(bola.heard) == {("notices", "")}

    async def test_is_lost_while_redis_is_away_and_heard_when_it_is_back(self, redis_url: str) -> None:
        async with processes(redis_url, 2) as (ada, bola), open_redis(redis_url) as server:
            await server.client_kill_filter(_type="normal", skipme=True)
            await server.client_kill_filter(_type="pubsub", skipme=True)

            async def heard_again() -> bool:
                ada.waking.put("notices", "", for_all=True)
                return bool(bola.heard)

            await until(heard_again)

    async def test_costs_nothing_where_there_is_no_redis(self) -> None:
        nowhere = "redis://127.0.0.1:1/0"
        async with processes(nowhere, 1) as (ada,):
            ada.waking.put("payment", "p1", for_all=False)
            await asyncio.sleep(0)

        assert not ada.heard
