"""The API as one application, which the HTTP edge mounts under `/api/v1`."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from starlette.middleware.cors import CORSMiddleware

from web.api import (
    admin,
    admin_acts,
    auth,
    billers,
    codes,
    dashboard,
    funding,
    payments,
    profile,
    quotes,
    recurring,
    reference,
    rewards,
    transfers,
    wallet,
)
from web.api.access import counted_by_address, only_known_parameters
from web.api.describing import document
from web.api.given import Api
from web.api.problems import ANY_ROUTE, explain_problems

PREFIX = "/api/v1"
VERSION = "1.0.0"
_ABOUT = """
Pay bills in Nigeria from one wallet, the same as in the Vision chat.

* **Amounts** are whole kobo. **Moments** are UTC (RFC 3339).
* **Money takes the wallet's PIN**, in every request that moves some; where an order is unusual, also a
  one-time code.
* **Ask again without fear**: requests that move money carry an `Idempotency-Key`. The same key and body again
  do nothing new.
* **Errors** are problem details (RFC 9457): `code` for programs, `detail` for people, in the language of
  `Accept-Language`.
* **Lists** come in pages: hand `next` of one page in as `cursor` for the following one; null means the end.
"""
ROUTERS = (
    auth.router,
    billers.router,
    quotes.router,
    payments.router,
    codes.router,
    wallet.router,
    funding.router,
    transfers.router,
    recurring.router,
    rewards.router,
    dashboard.router,
    profile.router,
    admin.router,
    admin_acts.router,
)


def create_api(api: Api) -> FastAPI:
    """Build the application."""
    app = _routed()
    app.state.api = api
    explain_problems(app)
    if api.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(api.origins),
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Accept-Language"],
            expose_headers=["Retry-After", "X-Request-Id"],
            max_age=600,
        )
    return app


def describe() -> dict[str, Any]:
    """Return the OpenAPI document. Nothing has to run for it."""
    return document(_routed())


def _routed() -> FastAPI:
    app = FastAPI(
        title="Vision",
        version=VERSION,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        dependencies=[Depends(counted_by_address), Depends(only_known_parameters)],
        responses=ANY_ROUTE,
    )
    for router in ROUTERS:
        app.include_router(router)
    app.include_router(reference.router)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app
