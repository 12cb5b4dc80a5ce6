"""Whether the installation is well: for load balancers, and for people who look closer.

`/health/live`: the process answers; whoever starts it kills it if not. `/health`: it can serve, which takes
the database alone: one question, however much waits. `/health/detailed`: each part, for operators.
"""

from __future__ import annotations

import asyncio

import structlog
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.edge import Part
from web.webhooks import Given

log = structlog.get_logger(__name__)

router = APIRouter()

PATIENCE = 3.0


@router.get("/health/live")
async def live() -> Response:
    """Say that the process answers."""
    return JSONResponse({"status": "ok"})


@router.get("/health")
async def health(edge: Given) -> Response:
    """Say in one word whether this process can serve."""
    try:
        async with asyncio.timeout(PATIENCE):
            await edge.database_answers()
    except Exception as error:
        log.warning("the database does not answer", reason=type(error).__name__)
        return JSONResponse({"status": "trouble"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/health/detailed")
async def detailed(request: Request, edge: Given) -> Response:
    """Say how each part is. Figures only."""
    refusal = edge.operators.refusal(request)
    if refusal is not None:
        return refusal
    parts = await _parts(edge)
    well = all(part.well for part in parts.values())
    told = {name: {"well": part.well, **part.figures} for name, part in parts.items()}
    return JSONResponse({"status": "ok" if well else "trouble", **told}, 200 if well else 503)


async def _parts(edge: Given) -> dict[str, Part]:
    try:
        async with asyncio.timeout(PATIENCE):
            return dict(await edge.checkup())
    except Exception as error:
        log.warning("the checkup failed", reason=type(error).__name__)
        return {"checkup": Part(well=False, figures={"reason": type(error).__name__})}
