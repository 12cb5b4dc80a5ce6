"""Which companies can be paid at the moment: for everybody, as a page and as JSON."""

from __future__ import annotations

import math
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from web.status_page import Status
from web.webhooks import Given

router = APIRouter()

_FRESH = {"Cache-Control": "public, max-age=5"}


@router.get("/status")
async def status(request: Request, edge: Given) -> Response:
    """Show which companies can be paid."""
    found = await _looked(request, edge)
    return found if isinstance(found, Response) else HTMLResponse(found.page, headers=_FRESH)


@router.get("/status.json")
async def status_json(request: Request, edge: Given) -> Response:
    """Say which companies can be paid."""
    found = await _looked(request, edge)
    return found if isinstance(found, Response) else JSONResponse(dict(found.values), headers=_FRESH)


async def _looked(request: Request, edge: Given) -> Status | Response:
    if edge.status_page is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    wait = await edge.status_page.wait_of(request.client.host if request.client is not None else "unknown")
    if wait > timedelta():
        headers = {"Retry-After": str(math.ceil(wait.total_seconds()))}
        return Response("too often", HTTPStatus.TOO_MANY_REQUESTS, headers)
    return await edge.status_page.look()
