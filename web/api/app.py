"""The API as one application, which the HTTP edge mounts under `/api/v1`."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.cors import CORSMiddleware

from web.api import auth
from web.api.access import counted_by_address
from web.api.given import Api
from web.api.problems import ANY_ROUTE, Problem, explain_problems

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
ROUTERS = (auth.router,)


def create_api(api: Api) -> FastAPI:
    """Build the application."""
    app = FastAPI(
        title="Vision",
        version=VERSION,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        servers=[{"url": PREFIX}],
        root_path_in_servers=False,
        dependencies=[Depends(counted_by_address)],
        responses=ANY_ROUTE,
    )
    app.state.api = api
    for router in ROUTERS:
        app.include_router(router)
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
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    return app


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document."""
    if app.openapi_schema is None:
        said = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            servers=app.servers,
        )
        schemas = said.setdefault("components", {}).setdefault("schemas", {})
        shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(shape.pop("$defs", {}))
        schemas["Problem"] = shape
        app.openapi_schema = said
    return app.openapi_schema
