"""The figures for Prometheus. Not for the public."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from web.webhooks import Given

router = APIRouter()

# What Prometheus understands in every version of it.
_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics")
async def metrics(request: Request, edge: Given) -> Response:
    """Say everything that is counted and timed."""
    refusal = edge.operators.refusal(request)
    if refusal is not None:
        return refusal
    return Response(await edge.operators.metrics(), media_type=_CONTENT_TYPE)
