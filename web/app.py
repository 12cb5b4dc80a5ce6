"""The HTTP edge as one application: webhooks, health, and the page after a payment."""

from __future__ import annotations

from fastapi import FastAPI

from web import health, metrics, status, verify, webhooks
from web.api.app import PREFIX, create_api
from web.api.given import Api
from web.around import Around
from web.bodies import Bounded
from web.edge import Edge


def create_app(edge: Edge, api: Api | None = None, *, is_public: bool = True) -> FastAPI:
    """Build the application; without `api`, what other companies and machines knock at alone.

    :param is_public: False: only what says how the process is
    """
    app = FastAPI(title="Vision", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.edge = edge
    app.include_router(health.router)
    app.include_router(metrics.router)
    if is_public:
        app.include_router(webhooks.router)
        app.include_router(verify.router)
        app.include_router(status.router)
    if api is not None and is_public:
        app.mount(PREFIX, create_api(api))
    app.add_middleware(Bounded)
    app.add_middleware(Around, answered=edge.operators.answered)  # the last one added is outermost
    return app
