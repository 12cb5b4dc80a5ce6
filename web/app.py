"""The HTTP edge as one application: webhooks, health, and the page after a payment."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from web import health, metrics, status, verify, webhooks
from web.api.app import PREFIX, create_api
from web.api.given import Api
from web.api.problems import problem
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
        app.add_exception_handler(HTTPStatus.NOT_FOUND, _not_there)
    app.add_middleware(Bounded)
    app.add_middleware(Around, answered=edge.operators.answered)  # the last one added is outermost
    return app


async def _not_there(request: Request, _: Exception) -> Response:
    """Answer as the API does where a path is so odd, with a line break in it, that it does not get there."""
    said = f"{HTTPStatus.NOT_FOUND.phrase}."
    if request.url.path.startswith(f"{PREFIX}/"):
        return problem(request, HTTPStatus.NOT_FOUND, "not-found", said)
    return JSONResponse({"detail": said}, HTTPStatus.NOT_FOUND)
