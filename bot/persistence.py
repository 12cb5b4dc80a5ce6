"""What must be done is done, again and again while it fails."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

log = structlog.get_logger(__name__)

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 10.0

Result = TypeVar("Result")


async def persistently(work: Callable[[], Awaitable[Result]]) -> Result:
    """Do it, with growing pauses while it fails: for what needs the database, which comes back."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await work()
        except Exception as error:
            log.warning("the database could not be used yet", reason=type(error).__name__, exc_info=error)
        await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        pause = min(pause * 2, _LONGEST_PAUSE)
