"""Telegram's sending limits: one message a second per chat with short bursts, and the bot's total.

Edits spend the same budget as new messages; answers to button presses are free.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class Budget:
    """A bucket of permissions to send that fills with time; negative time means it was never used."""

    spent: float = 0.0
    at: float = 0.0
    lately: list[float] = field(default_factory=list)  # when messages came: of a minute, or the last one

    def wait(self, now: float, *, burst: float, per_second: float) -> float:
        """Return how long until one more fits, 0 if now."""
        self.spent = max(0.0, self.spent - (now - self.at) * per_second)
        self.at = now
        return max(0.0, (self.spent + 1 - burst) / per_second)


@dataclass(slots=True)
class RateLimits:
    """How much a bot may send; switched off, everything goes through."""

    enabled: bool = False
    burst: float = 5
    per_second: float = 1
    group_per_minute: float = 20
    overall_per_second: float = 30
    most_in_a_second: int = 0  # as it was measured, allowed or not
    closest_s: float | None = None  # two messages in one private chat
    most_in_a_group: int = 0  # in a minute
    refused: int = 0
    _lately: deque[float] = field(default_factory=deque)

    def measure(self, chat: Budget, now: float, *, in_group: bool) -> None:
        """Count a message among those of the second that ends now, and among those of its chat."""
        if in_group:
            chat.lately = [at for at in chat.lately if at > now - 60] + [now]
            self.most_in_a_group = max(self.most_in_a_group, len(chat.lately))
        else:
            if chat.lately:
                gap = now - chat.lately[-1]
                self.closest_s = gap if self.closest_s is None else min(self.closest_s, gap)
            chat.lately = [now]
        self._lately.append(now)
        while self._lately[0] <= now - 1:
            self._lately.popleft()
        self.most_in_a_second = max(self.most_in_a_second, len(self._lately))

    def refuse(self, chat: Budget, overall: Budget, now: float, *, in_group: bool) -> int:
        """Spend one message, or return after how many whole seconds to try again."""
        if not self.enabled:
            return 0
        if in_group:
            wait = chat.wait(now, burst=self.group_per_minute, per_second=self.group_per_minute / 60)
        else:
            wait = chat.wait(now, burst=self.burst, per_second=self.per_second)
        wait = max(wait, overall.wait(now, burst=self.overall_per_second, per_second=self.overall_per_second))
        if wait > 0:
            self.refused += 1
            return max(1, math.ceil(wait))
        chat.spent += 1
        overall.spent += 1
        return 0
