"""Connections to Redis: bounded, and waited for instead of refused when all are busy."""

from __future__ import annotations

from redis.asyncio import BlockingConnectionPool, Redis
from redis.exceptions import RedisError

__all__ = ["Redis", "answers", "open_redis"]

CONNECTIONS = 16
WAIT_FOR_A_CONNECTION = 20.0
ANSWER_WITHIN = 2.0


def open_redis(url: str, *, connections: int = CONNECTIONS) -> Redis:
    """Return a client whose pool makes callers wait in a burst. Nothing is connected yet.

    :raises ValueError: if the URL is none of Redis
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=WAIT_FOR_A_CONNECTION,
        socket_timeout=ANSWER_WITHIN,
        socket_connect_timeout=ANSWER_WITHIN,
    )
    return Redis(connection_pool=pool)


async def answers(client: Redis) -> bool:
    """Return whether the server is there."""
    try:
        await client.ping()
    except (RedisError, OSError):
        return False
    return True
