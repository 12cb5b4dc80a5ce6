"""A bot's incoming updates: numbered, kept until confirmed or expired, handed out by long polling.

Webhook delivery (`webhooks.py`) takes from the same queue.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from sandbox.telegram import refusals
from sandbox.telegram.clock import Clock

LONGEST_POLL_S = 50
MESSAGE_LIVES_S = 86_400
TAP_LIVES_S = 150
_MOST_BYTES = 4 * 1024 * 1024
_QUIET_S = 3.0  # a conflict is answered at once only this long after the one before
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Pending:
    """An update on its way: its JSON as it was when it happened."""

    id: int
    kind: str
    raw: bytes
    expires_at: float
    queue: int
    recorded: bool = True


@dataclass(slots=True)
class _Poll:
    """A getUpdates call that waits."""

    offset: int
    limit: int
    outcome: asyncio.Future[list[Pending]]


@dataclass(slots=True)
class _LastPoll:
    offset: int = -1
    at: float = -1000.0


@dataclass(slots=True)
class UpdateQueue:
    """The queue of one bot."""

    clock: Clock
    first_id: int
    allowed: list[str] | None = None
    pending: deque[Pending] = field(default_factory=deque)
    repeats: deque[Pending] = field(default_factory=deque)
    history: deque[Pending] = field(default_factory=lambda: deque(maxlen=1000))
    on_arrival: Callable[[], None] | None = None
    next_id: int = 0
    _poll: _Poll | None = None
    _last: _LastPoll = field(default_factory=_LastPoll)
    _conflict_at: float = -1000.0

    def __post_init__(self) -> None:
        self.next_id = self.next_id or self.first_id

    # What happens

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in OPT_IN

    def add(
        self,
        kind: str,
        payload: Any,
        *,
        queue: int,
        lives_s: float = MESSAGE_LIVES_S,
        since: float | None = None,
    ) -> int | None:
        """Queue an update, unless the bot did not ask for this kind; return its id."""
        if not self.wants(kind):
            return None
        raw = orjson.dumps({"update_id": self.next_id, kind: payload})
        start = self.clock.now() if since is None else since
        return self._arrive(Pending(self.next_id, kind, raw, start + lives_s, queue))

    def add_raw(self, fields: dict[str, Any], *, queue: int) -> int:
        """Queue an update exactly as given, however odd; it is kept out of the recorded traffic."""
        kind = next((name for name in fields if name != "update_id"), "")
        raw = orjson.dumps(
            {"update_id": self.next_id, **{k: v for k, v in fields.items() if k != "update_id"}}
        )
        expires_at = self.clock.now() + MESSAGE_LIVES_S
        return self._arrive(Pending(self.next_id, kind, raw, expires_at, queue, recorded=False))

    def repeat(self, update_id: int) -> bool:
        """Deliver an update once more under the same id, confirmed or not."""
        for update in self.history:
            if update.id == update_id:
                self.repeats.append(update)
                self._arrived()
                return True
        return False

    def _arrive(self, update: Pending) -> int:
        self.next_id += 1
        self.pending.append(update)
        self.history.append(update)
        self._arrived()
        return update.id

    def _arrived(self) -> None:
        poll = self._poll
        if poll is not None and not poll.outcome.done():
            poll.outcome.set_result(self._ready(poll.offset, poll.limit))
        if self.on_arrival is not None:
            self.on_arrival()

    # Long polling

    async def get(self, offset: int, limit: int, timeout_s: int) -> list[Pending]:
        """Answer one getUpdates call.

        :raises ApiRefusal: 409 when another getUpdates call or setWebhook takes over
        """
        loop = asyncio.get_running_loop()
        await self.refuse_poll(refusals.OTHER_POLL)
        now = loop.time()
        if offset == self._last.offset:
            # The server's brake on clients that ask the same thing again and again.
            if timeout_s < 3 and now < self._last.at + 3.0:
                timeout_s = 3
            if now < self._last.at + 0.5:
                limit = 1
        self._last = _LastPoll(offset, now)
        if offset < 0:
            self._keep_last(-offset)
        elif offset > 0:
            self.confirm(offset)
        ready = self._ready(offset, limit)
        if ready or timeout_s <= 0:
            return ready
        poll = _Poll(offset, limit, loop.create_future())
        self._poll = poll
        try:
            return await asyncio.wait_for(poll.outcome, min(timeout_s, LONGEST_POLL_S))
        except TimeoutError:
            return []
        finally:
            if self._poll is poll:
                self._poll = None

    async def refuse_poll(self, reason: str) -> None:
        """End a waiting getUpdates call with a conflict."""
        poll, self._poll = self._poll, None
        if poll is None or poll.outcome.done():
            return
        loop = asyncio.get_running_loop()
        pause = self._conflict_pause(loop.time())

        def refuse() -> None:
            if not poll.outcome.done():
                poll.outcome.set_exception(refusals.conflict(reason))

        if pause:
            loop.call_later(pause, refuse)
        else:
            refuse()

    async def conflict(self, reason: str) -> refusals.ApiRefusal:
        """Build a conflict, after a pause where the last one was a moment ago."""
        await asyncio.sleep(self._conflict_pause(asyncio.get_running_loop().time()))
        return refusals.conflict(reason)

    def _conflict_pause(self, now: float) -> float:
        if now >= self._conflict_at + _QUIET_S:
            self._conflict_at = now
            return 0.0
        return _QUIET_S

    @property
    def is_polled(self) -> bool:
        """Tell whether a getUpdates call waits."""
        return self._poll is not None

    def release(self) -> None:
        """Answer a waiting call with nothing: the server stops or the client is gone."""
        if self._poll is not None and not self._poll.outcome.done():
            self._poll.outcome.set_result([])

    # Keeping and forgetting

    def confirm(self, offset: int) -> None:
        """Forget every update below `offset`."""
        while self.pending and self.pending[0].id < offset:
            self.pending.popleft()

    def drop(self, update: Pending) -> None:
        """Forget one update: a webhook took it, or its time is over."""
        try:
            self.pending.remove(update)
        except ValueError:
            self.repeats.remove(update)

    def expire(self) -> None:
        """Forget what was not fetched in time: presses live minutes, messages a day."""
        now = self.clock.now()
        if any(update.expires_at <= now for update in self.pending):
            self.pending = deque(update for update in self.pending if update.expires_at > now)

    def forget(self) -> None:
        """Forget all updates; the numbering goes on."""
        self.pending.clear()
        self.repeats.clear()
        self.history.clear()
        self._last = _LastPoll()

    def waiting(self) -> int:
        return len(self.pending) + len(self.repeats)

    def _keep_last(self, count: int) -> None:
        while len(self.pending) > count:
            self.pending.popleft()

    def _ready(self, offset: int, limit: int) -> list[Pending]:
        self.expire()
        ready: list[Pending] = []
        size = 0
        while self.repeats and len(ready) < limit:
            ready.append(self.repeats.popleft())
        for update in self.pending:
            size += len(update.raw)
            if len(ready) >= limit or (ready and size > _MOST_BYTES):
                break
            ready.append(update)
        return ready
