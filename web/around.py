"""What happens around every request: a trace for its log lines, safe headers, and a word to who counts."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger(__name__)

# Is told of a request: the template of its route, its method, the status, and how many seconds it took.
Answered = Callable[[str, str, int, float], None]

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# W3C Trace Context, level 1: version, the trace, who calls, flags.
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_UNKNOWN = "unknown"


class Around:
    """The outermost layer. What fails within is logged here, and nobody outside is told more than that."""

    def __init__(self, app: ASGIApp, answered: Answered) -> None:
        self._app = app
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace = trace_of(Headers(scope=scope))
        structlog.contextvars.clear_contextvars()  # The server gives each request a context of its own.
        structlog.contextvars.bind_contextvars(trace=trace)
        status, began = 0, time.perf_counter()

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = trace
            await send(message)

        try:
            await self._app(scope, receive, answer)
        except Exception:
            log.exception("a request failed")
            if not status:
                await Response("sorry", HTTPStatus.INTERNAL_SERVER_ERROR)(scope, receive, answer)
        finally:
            seconds = time.perf_counter() - began
            route = _route_of(scope)
            method = scope["method"] if scope["method"] in _METHODS else _UNKNOWN
            self._answered(route, method, status, seconds)
            log.info("request answered", route=route, method=method, status=status, ms=round(seconds * 1_000))


def trace_of(headers: Headers) -> str:
    """Return the trace that whoever calls has begun, else a new one."""
    found = _TRACEPARENT.fullmatch(headers.get("traceparent", ""))
    return found[1] if found else secrets.token_hex(16)


def _route_of(scope: Scope) -> str:
    """Return the template of the route: a path may hold a secret, or an id."""
    path = getattr(scope.get("route"), "path", None)
    return f"{scope.get('root_path', '')}{path}" if path is not None else _UNKNOWN
