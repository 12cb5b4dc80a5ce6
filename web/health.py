"""Whether the installation is well: for load balancers, and for people who look closer."""

from __future__ import annotations

import asyncio

import structlog
from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from web.edge import Part
from web.webhooks import Given

log = structlog.get_logger(__name__)

router = APIRouter()

PATIENCE = 3.0


@router.get("/health")
async def health(edge: Given) -> Response:
    """Say in one word whether all is well."""
    parts = await _parts(edge)
    well = all(part.well for part in parts.values())
    return JSONResponse({"status": "ok" if well else "trouble"}, 200 if well else 503)


@router.get("/health/detailed")
async def detailed(edge: Given) -> Response:
    """Say how each part is. Figures only."""
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
