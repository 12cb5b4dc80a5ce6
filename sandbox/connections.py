"""Bad manners of a server: not answering, and hanging up."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import Response


async def keep_silent(request: Request, *, seconds: float) -> Response:
    """Say nothing until the caller gives up, or that long at the most."""
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    return Response(status_code=504)


async def hang_up(request: Request) -> Response:
    """Cut the connection without a single byte of an answer."""
    transport = getattr(getattr(request.receive, "__self__", None), "transport", None)
    if transport is None:  # Not uvicorn: the nearest thing is an empty error.
        return Response(status_code=502)
    transport.abort()
    return await keep_silent(request, seconds=5)
