"""How often somebody asks, counted in Redis for all processes. Without it each process counts for itself."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from datetime import timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.rate_limits import Allowance, LocalRateLimiter, RateLimiter

log = structlog.get_logger(__name__)

_PREFIX = "vision:rate:"
# The moment of `domain.rate_limits`, by Redis's own clock, in microseconds.
_TAKE = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local done_at = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + tonumber(ARGV[1])
local wait = done_at - now - tonumber(ARGV[2])
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', done_at), 'PX', math.ceil((done_at - now) / 1000))
return 0
"""


@dataclass
class RedisRateLimiter:
    """`domain.rate_limits.RateLimiter`. Keys are hashed: there may be addresses in them."""

    client: Redis
    otherwise: RateLimiter

    def __post_init__(self) -> None:
        """Prepare the script; it is sent once."""
        self._take = self.client.register_script(_TAKE)

    async def take(self, key: str, allowance: Allowance) -> timedelta:
        """Count one, if there is room for it."""
        hashed = hashlib.blake2s(key.encode(), digest_size=16).hexdigest()
        apart, whole = (_microseconds(each) for each in (allowance.apart, allowance.within))
        try:
            wait = await self._take(keys=[_PREFIX + hashed], args=[apart, whole])
        except (RedisError, OSError) as error:
            log.warning("requests are counted by this process alone", reason=type(error).__name__)
            return await self.otherwise.take(key, allowance)
        return timedelta(microseconds=int(wait))


class _NoLimits:
    """`domain.rate_limits.RateLimiter` where nothing is limited, for measurements."""

    async def take(self, key: str, allowance: Allowance) -> timedelta:
        return timedelta()


def open_limiter(client: Redis | None, *, limits: bool) -> RateLimiter:
    """Return who counts here: all processes together where there is a Redis, else each for itself."""
    if not limits:
        return _NoLimits()
    local = LocalRateLimiter(lambda: timedelta(seconds=time.monotonic()))
    return RedisRateLimiter(client, local) if client is not None else local


def _microseconds(span: timedelta) -> int:
    return span // timedelta(microseconds=1)
