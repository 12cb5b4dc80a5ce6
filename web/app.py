"""The HTTP edge as one application: webhooks, health, and the page after a payment."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web import health, verify, webhooks
from web.edge import Edge

log = structlog.get_logger(__name__)

LARGEST_BODY = 1024 * 1024
BODY_WITHIN = 10.0  # seconds between two pieces of it
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class _BodyTooLarge(Exception):
    """More was sent than anybody who means well sends."""


class _Bounded:
    """Cuts bodies off that are too large, before anybody keeps them in memory."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            await Response("too large", 413)(scope, receive, send)
            return
        taken, complete = 0, False

        async def bounded() -> Message:
            nonlocal taken, complete
            if complete:
                return await receive()  # Only waits for the other side to hang up.
            async with asyncio.timeout(BODY_WITHIN):
                message = await receive()
            taken += len(message.get("body", b""))
            if taken > LARGEST_BODY:
                raise _BodyTooLarge
            complete = not message.get("more_body", False)
            return message

        await self._app(scope, bounded, send)


def create_app(edge: Edge) -> FastAPI:
    """Build the application."""
    app = FastAPI(title="Vision", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.edge = edge
    app.include_router(webhooks.router)
    app.include_router(health.router)
    app.include_router(verify.router)
    app.add_middleware(_Bounded)

    @app.exception_handler(_BodyTooLarge)
    async def _too_large(request: Request, error: Exception) -> Response:
        return Response("too large", 413)

    @app.exception_handler(TimeoutError)
    async def _too_slow(request: Request, error: Exception) -> Response:
        return Response("too slow", 408)

    @app.middleware("http")
    async def _around(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
        began = time.perf_counter()
        response = await answer(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        route = getattr(request.scope.get("route"), "path", "unknown")  # a path may hold a secret
        log.info(
            "request answered",
            route=route,
            status=response.status_code,
            ms=round((time.perf_counter() - began) * 1_000),
        )
        return response

    return app
