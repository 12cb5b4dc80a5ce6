"""What is kept of a message: that it is being sent, and that it was. One write for all who wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.background import Background
from bot.batches import Batches
from bot.messenger_books import MessengerBooks
from domain.storage import Storage


@dataclass(frozen=True, slots=True)
class _Sent:
    key: str
    message_id: int | None


class NoticeMarks:
    """Keeps both in the outbox, and returns when it is kept."""

    def __init__(
        self, storage: Storage[MessengerBooks], background: Background, clock: Callable[[], datetime]
    ) -> None:
        self._storage = storage
        self._clock = clock
        self._batches: Batches[str | _Sent, None] = Batches(
            "mark messages as begun and sent", self._keep, background
        )

    async def begun(self, key: str) -> None:
        """Keep that it is being sent: should nothing be heard of it, it is in doubt."""
        await self._batches.ask(key)

    async def sent(self, key: str, message_id: int | None) -> None:
        """Keep that it was told; without a message: there was nothing left to tell."""
        await self._batches.ask(_Sent(key, message_id))

    async def _keep(self, marks: Sequence[str | _Sent]) -> Sequence[None]:
        begun = [mark for mark in marks if isinstance(mark, str)]
        sent = [(mark.key, mark.message_id) for mark in marks if isinstance(mark, _Sent)]
        async with self._storage.begin() as books:
            if begun:
                await books.outbox.begun(begun, now=self._clock())
            if sent:
                await books.outbox.sent(sent, now=self._clock())
        return [None] * len(marks)
