"""Webhook delivery: each queue in order, different queues at once, and again until the bot says 2xx.

Messages queue by chat and button presses by person, so the two overtake each other, as at Telegram.
"""

from __future__ import annotations

import asyncio
import random

from sandbox.outgoing import Answer, NoAnswer, post
from sandbox.telegram.state import Bot, World
from sandbox.telegram.updates import Pending

_ANSWER_WITHIN_S = 60.0
_LONGEST_RETRY_AFTER_S = 3600
_GONE_FOR_S = 23 * 3600


class Webhook:
    """One bot's webhook while it is set."""

    def __init__(self, world: World, bot: Bot, url: str, secret: str, most: int) -> None:
        self.world = world
        self.bot = bot
        self.url = url
        self.secret = secret
        self.most = most
        self.last_error = ""
        self.last_error_at = 0
        self._gone_since: float | None = None
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._pausing: set[asyncio.Task[None]] = set()
        self._closed = False
        bot.updates.on_arrival = self.wake
        self.wake()

    def wake(self) -> None:
        """Start on every queue that has something and is not being worked on."""
        for update in [*self.bot.updates.repeats, *self.bot.updates.pending]:
            if len(self._busy) >= self.most:
                return
            if update.queue not in self._busy:
                self._busy[update.queue] = asyncio.create_task(self._work(update.queue))

    def close(self) -> None:
        """Deliver nothing more; what is under way is brought to its end."""
        self._closed = True
        self.bot.updates.on_arrival = None
        for task in self._pausing:
            task.cancel()

    def abort(self) -> None:
        """Stop at once: the server ends."""
        self.close()
        for task in self._busy.values():
            task.cancel()

    def _next(self, queue: int) -> Pending | None:
        self.bot.updates.expire()
        waiting = [*self.bot.updates.repeats, *self.bot.updates.pending]
        return next((update for update in waiting if update.queue == queue), None)

    async def _work(self, queue: int) -> None:
        try:
            while not self._closed and (update := self._next(queue)) is not None:
                await self._deliver(update)
        finally:
            del self._busy[queue]
        if not self._closed:
            self.wake()

    async def _deliver(self, update: Pending) -> None:
        """Try until the bot takes it or its time is over."""
        tries = 0
        longest = random.uniform(60, 120)
        while update.expires_at > self.world.clock.now():
            answer = await self._try(update)
            if answer is not None and 200 <= answer.status < 300:
                self._gone_since = None
                if update in self.bot.updates.repeats or update in self.bot.updates.pending:
                    self.bot.updates.drop(update)
                if self.world.execute_answer is not None:
                    await self.world.execute_answer(self.bot, answer)
                return
            if answer is not None and self._is_gone(answer):
                self.bot.webhook = None
                return self.close()
            pause = 0.0 if tries == 0 else min(2.0**tries, longest)
            if answer is not None and answer.headers.get("retry-after", "").isdigit():
                pause = float(min(int(answer.headers["retry-after"]), _LONGEST_RETRY_AFTER_S))
            tries += 1
            if self._closed:
                return
            await self._pause(update.queue, pause)

    async def _pause(self, queue: int, seconds: float) -> None:
        task = self._busy[queue]
        self._pausing.add(task)
        try:
            await asyncio.sleep(seconds * self.world.webhook_patience)
        finally:
            self._pausing.discard(task)

    def _is_gone(self, answer: Answer) -> bool:
        """Return whether the bot has said 410 for so long that the webhook is taken away."""
        if answer.status != 410:
            self._gone_since = None
            return False
        now = self.world.clock.now()
        self._gone_since = self._gone_since or now
        return now - self._gone_since > _GONE_FOR_S

    async def _try(self, update: Pending) -> Answer | None:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.secret
        if self.world.traffic is not None:
            self.world.traffic.updates([update])
        try:
            answer = await post(self.url, update.raw, headers, timeout_s=_ANSWER_WITHIN_S)
        except NoAnswer as trouble:
            self._failed(str(trouble))
            return None
        if not 200 <= answer.status < 300:
            self._failed(f"Wrong response from the webhook: {answer.status}")
        return answer

    def _failed(self, reason: str) -> None:
        self.last_error = reason
        self.last_error_at = self.world.clock.date()
