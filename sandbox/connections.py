"""Bad manners of a server: not answering, and hanging up."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response


async def linger(request: Request, *, seconds: float) -> None:
    """Wait that long, or until the caller has gone."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass


async def keep_silent(request: Request, *, seconds: float) -> Response:
    """Say nothing until the caller gives up, or that long at the most."""
    await linger(request, seconds=seconds)
    return Response(status_code=504)


async def hang_up(request: Request) -> Response:
    """Cut the connection without a single byte of an answer."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:  # Not uvicorn: the nearest thing is an empty error.
        return Response(status_code=502)
    transport.abort()
    return await keep_silent(request, seconds=5)
