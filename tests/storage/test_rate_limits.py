"""How often somebody may ask, counted here and in Redis."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest

from domain.rate_limits import Allowance, LocalRateLimiter
from storage.rate_limits import RedisRateLimiter
from storage.redis import open_redis

THREE_A_MINUTE = Allowance(3, timedelta(minutes=1))


class Clock:
    """Time that a test moves."""

    now = timedelta(hours=7)

    def __call__(self) -> timedelta:
        return self.now


async def test_an_allowance_is_used_up_at_once_and_comes_back_evenly() -> None:
    clock = Clock()
    limiter = LocalRateLimiter(clock)

    taken = [await limiter.take("ada", THREE_A_MINUTE) for _ in range(4)]
    of_somebody_else = await limiter.take("bola", THREE_A_MINUTE)
    clock.now += timedelta(seconds=20)
    later = [await limiter.take("ada", THREE_A_MINUTE) for _ in range(2)]

    assert taken == [timedelta(), timedelta(), timedelta(), timedelta(seconds=20)]
    assert of_somebody_else == timedelta()
    assert later == [timedelta(), timedelta(seconds=20)]


async def test_redis_counts_for_all_processes_together(redis_url: str) -> None:
    one, two = open_redis(redis_url), open_redis(redis_url)
    limiters = [RedisRateLimiter(client, LocalRateLimiter(Clock())) for client in (one, two)]

    waits = [
        await limiter.take("ada, of this test", THREE_A_MINUTE) for _ in range(2) for limiter in limiters
    ]

    assert waits[:3] == [timedelta()] * 3
    assert timedelta(seconds=19) < waits[3] <= timedelta(seconds=20)
    for client in (one, two):
        await client.aclose()


async def test_without_redis_each_process_counts_for_itself(free_port: int) -> None:
    client = open_redis(f"redis://127.0.0.1:{free_port}/0")
    limiter = RedisRateLimiter(client, LocalRateLimiter(Clock()))

    waits = [await limiter.take("ada", THREE_A_MINUTE) for _ in range(4)]

    assert [wait > timedelta() for wait in waits] == [False, False, False, True]
    await client.aclose()


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
