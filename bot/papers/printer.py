"""The threads in which pictures and PDFs are made and read: few, and with a bounded line before them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from domain.errors import Refusal

Given = ParamSpec("Given")
Made = TypeVar("Made")

THREADS = 2
ROOM = 40  # orders under way and waiting; a page takes some tens of milliseconds
PATIENCE = 20.0


class PrinterBusy(Refusal):
    """Too much is being made already. Nothing is lost: it may be asked for again."""

    code = "printer-busy"


class Printer:
    """Takes work off the event loop. Whoever comes when the line is full is told so at once."""

    def __init__(self, *, threads: int = THREADS, room: int = ROOM) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="printer")
        self._room = room
        self._under_way = 0

    async def make(self, work: Callable[Given, Made], /, *args: Given.args, **kwargs: Given.kwargs) -> Made:
        """Do it in a thread.

        :raises PrinterBusy: if the line is full, or it took longer than anybody waits
        """
        if self._under_way >= self._room:
            raise PrinterBusy
        self._under_way += 1
        done = asyncio.get_running_loop().run_in_executor(self._pool, partial(work, *args, **kwargs))
        done.add_done_callback(self._ended)
        try:
            # A thread can't be stopped. It keeps its place in the line until it is through.
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(done)
        except TimeoutError:
            raise PrinterBusy from None

    def close(self) -> None:
        """Let the threads go."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, done: asyncio.Future[Made]) -> None:
        self._under_way -= 1
        if not done.cancelled():
            done.exception()  # It was told to whoever waited; if nobody does any more, to nobody.
