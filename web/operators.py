"""What only operators and their machines may read, and how they are known.

With a token: whoever brings it. Without one: who connects from this machine or a private network by himself.
A request that a proxy brought is nobody's own, whatever it says of where it comes from.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import Response

_BROUGHT_BY_A_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


async def _nothing() -> bytes:
    return b""


def _forget(route: str, method: str, status: int, seconds: float) -> None:
    """Nobody counts requests."""


@dataclass(frozen=True, slots=True)
class Operators:
    """The doors for operators."""

    token: str | None = None  # None: only who is near may come in
    metrics: Callable[[], Awaitable[bytes]] = _nothing  # as Prometheus reads them
    answered: Callable[[str, str, int, float], None] = _forget  # `web.around.Answered`

    def refusal(self, request: Request) -> Response | None:
        """Return what to answer to somebody who may not read this; None: he may."""
        if self.token is not None:
            given = request.headers.get("authorization", "")
            if hmac.compare_digest(given.encode(), f"Bearer {self.token}".encode()):
                return None
            return Response("no", HTTPStatus.UNAUTHORIZED, {"WWW-Authenticate": "Bearer"})
        return None if _is_near(request) else Response("no", HTTPStatus.FORBIDDEN)


def _is_near(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _BROUGHT_BY_A_PROXY):
        return False
    try:
        address = ip_address(request.client.host)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
