"""The one place that owns background work: starts it under a name, watches it, and stops it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from domain.errors import Unavailable

log = structlog.get_logger(__name__)

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_WELL_AFTER = 60.0  # seconds; work that ran that long starts anew with the first pause


class Background:
    """Tasks of one app. What fails is logged at once, never when it is collected as garbage."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run the work once, beside everything else."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run work that names itself."""
        return self.start(getattr(work, "__qualname__", "work"), work)

    def keep_running(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
        """Run the work, and again whenever it fails, with growing pauses. It is over when it returns."""
        return self.start(name, self._again_and_again(name, work))

    async def stop(self, tasks: set[asyncio.Task[None]] | None = None) -> None:
        """Cancel the tasks (all, if none are given) and wait until they are gone."""
        doomed = {task for task in tasks or self._tasks if task is not asyncio.current_task()}
        for task in doomed:
            task.cancel()
        await asyncio.gather(*doomed, return_exceptions=True)

    async def _again_and_again(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        pause = _FIRST_PAUSE
        while True:
            began = time.monotonic()
            try:
                return await work()
            except Unavailable as trouble:
                log.warning("background work waits for the books", work=name, trouble=trouble.code)
            except Exception:
                log.exception("background work failed and starts again", work=name)
            pause = _FIRST_PAUSE if time.monotonic() - began > _WELL_AFTER else min(pause * 2, _LONGEST_PAUSE)
            await asyncio.sleep(pause)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background work failed", work=task.get_name(), exc_info=error)
