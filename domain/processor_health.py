"""Which processor to ask for a payment page: by shares, those that failed lately after the others.

A memory of this process. It only changes whom is asked first: when all have failed, all are asked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from domain.routing import in_turn
from domain.rules import CheckoutRules


@dataclass
class ProcessorHealth:
    """The processors that opened no page lately."""

    _failures: dict[str, int] = field(default_factory=dict, init=False)  # in a row
    _failed_at: dict[str, datetime] = field(default_factory=dict, init=False)

    def opened(self, processor: str) -> None:
        """Note that it opened a page in good time."""
        self._failures.pop(processor, None)

    def failed(self, processor: str, *, now: datetime) -> None:
        """Note that it opened none."""
        self._failures[processor] = self._failures.get(processor, 0) + 1
        self._failed_at[processor] = now

    def is_up(self, processor: str, rules: CheckoutRules, *, now: datetime) -> bool:
        """Return whether it is asked in its turn. After a while one page tries whether it is back."""
        if self._failures.get(processor, 0) < rules.fewest_failures:
            return True
        return now - self._failed_at[processor] >= rules.asked_again_after

    def in_turn(
        self, processors: Collection[str], top_up_id: str, rules: CheckoutRules, *, now: datetime
    ) -> tuple[str, ...]:
        """Return all of them in the order in which to ask for the page of a top-up."""
        drawn = in_turn(tuple(processors), rules.shares, top_up_id)
        return tuple(sorted(drawn, key=lambda name: not self.is_up(name, rules, now=now)))
