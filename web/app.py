"""The HTTP edge as one application: webhooks, health, and the page after a payment."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from web import health, verify, webhooks
from web.api.app import PREFIX, create_api
from web.api.given import Api
from web.bodies import Bounded
from web.edge import Edge

log = structlog.get_logger(__name__)

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_app(edge: Edge, api: Api | None = None, *, is_public: bool = True) -> FastAPI:
    """Build the application; without `api`, what other companies and machines knock at alone.

    :param is_public: False: only what says how the process is
    """
    app = FastAPI(title="Vision", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.edge = edge
    app.include_router(health.router)
    if is_public:
        app.include_router(webhooks.router)
        app.include_router(verify.router)
    if api is not None and is_public:
        app.mount(PREFIX, create_api(api))
    app.add_middleware(Bounded)

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
