"""Whatever queued up while the last batch was under way goes into the next one.

So a question or a write that everybody needs at once costs one transaction instead of many.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.background import Background

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Batches(Generic[Item, Answer]):
    """Collects single requests for a function that answers many, in their order."""

    def __init__(
        self,
        name: str,
        answer: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]],
        background: Background,
        *,
        most: int = 200,
    ) -> None:
        self._name = name
        self._answer = answer
        self._background = background
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._running = False

    async def ask(self, item: Item) -> Answer:
        """Return the answer to one request; raises what the batch that it was in raised."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if not self._running:
            self._running = True
            self._background.start(self._name, self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._run_one(batch)
        finally:
            self._running = False
            for _, future in self._waiting:  # only when it was cancelled
                future.cancel()
            self._waiting.clear()

    async def _run_one(self, batch: Sequence[tuple[Item, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._answer([item for item, _ in batch])
        except BaseException as error:
            for _, future in batch:
                if not future.done():
                    future.set_exception(error) if isinstance(error, Exception) else future.cancel()
            if not isinstance(error, Exception):
                raise
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            if not future.done():
                future.set_result(answer)
