"""One HTTP call to an outside company, made at most once, with three ways to end.

No call is ever repeated here, no redirect followed, and nothing of what was sent or answered is logged.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache

import httpx
import structlog

log = structlog.get_logger()

CONNECT_SECONDS = 10.0
POOL_SECONDS = 5.0
MOST_CONNECTIONS = 64
LARGEST_ANSWER = 2 * 1024 * 1024

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answered:
    """They answered with a JSON object. Its fractions are `Decimal`, never float."""

    status: int
    said: Json


@dataclass(frozen=True, slots=True)
class NeverSent:
    """No connection was made, so they never heard us."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """They may have heard us; what they said, if anything, can't be understood."""

    reason: str


Reply = Answered | NeverSent | Unclear

# Is told of a call when it has ended: the company, the call, how it ended, and how many seconds it took.
Watch = Callable[[str, str, str, float], None]

_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


@contextmanager
def watched_by(watch: Watch) -> Iterator[None]:
    """Let `watch` be told of every call of the companies that are opened within the block."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


@cache
def _trust() -> ssl.SSLContext:
    """Whom connections trust: the usual authorities, read once for all companies (it takes 20 ms)."""
    return httpx.create_ssl_context(trust_env=False)


class Company:
    """Where one company is reached, with a bounded pool of connections."""

    def __init__(
        self, name: str, base_url: str, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._name = name
        self._watch = _watch.get()
        self._client = httpx.AsyncClient(
            base_url=base_url.rstrip("/") + "/",
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            transport=transport,
            verify=_trust(),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=16),
            follow_redirects=False,
            trust_env=False,  # A proxy would answer in their place.
        )

    async def ask(
        self,
        call: str,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        patience: timedelta,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> Reply:
        """Send one request and return how it ended, within `patience` altogether.

        `body` goes out as JSON, `form` as a form; there is one of them at most.

        The log knows it by the name of the call: a path may hold a reference.
        """
        seconds = patience.total_seconds()
        timeout = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds), pool=POOL_SECONDS)
        request = self._client.build_request(
            method,
            path.lstrip("/"),
            headers=dict(headers),
            params=params,
            json=body,
            data=form,
            timeout=timeout,
        )
        began = time.monotonic()
        reply = await self._send(request, seconds)
        seconds = time.monotonic() - began
        took = round(seconds * 1_000)
        if self._watch is not None:
            self._watch(self._name, call, _outcome(reply), seconds)
        match reply:
            case Answered(status=status):
                log.info("outside call answered", company=self._name, call=call, status=status, ms=took)
            case NeverSent():
                log.warning("outside call not connected", company=self._name, call=call, ms=took)
            case Unclear(reason=reason):
                log.warning("outside call unclear", company=self._name, call=call, reason=reason, ms=took)
        return reply

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _send(self, request: httpx.Request, seconds: float) -> Reply:
        try:
            async with asyncio.timeout(seconds):
                response = await self._client.send(request, stream=True)
                try:
                    body = await _read(response)
                finally:
                    await response.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            return NeverSent()
        except (httpx.HTTPError, httpx.StreamError, TimeoutError, OSError) as error:
            return Unclear(type(error).__name__)
        return _understood(response.status_code, body)


def _outcome(reply: Reply) -> str:
    """Return how a call ended, in one of few words."""
    match reply:
        case Answered(status=status):
            return f"{status // 100}xx"
        case NeverSent():
            return "not-connected"
        case Unclear():
            return "unclear"


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > LARGEST_ANSWER:
            return b""  # No answer of theirs is that long.
    return bytes(body)


def _understood(status: int, body: bytes) -> Reply:
    said = read_json(body)
    if said is None:
        return Unclear(f"http-{status}-not-json")
    return Answered(status, said)


def read_json(body: bytes) -> Json | None:
    """Return the JSON object in these bytes, or None if they hold anything else."""
    try:
        said = json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def part(said: object, *path: str) -> object:
    """Return what lies at the end of a path of names, or None where it breaks off."""
    for name in path:
        if not isinstance(said, dict):
            return None
        said = said.get(name)
    return said


def words(value: object, *, most: int = 120) -> str:
    """Return a text on one line, and an empty one for anything that is not a text."""
    return " ".join(value.split())[:most] if isinstance(value, str) else ""
