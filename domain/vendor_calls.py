"""The calls of one vendor for one biller lately, counted: how many delivered, how fast."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

_MOST_CALLS = 1_000  # of one vendor and biller: enough to judge by
_WHOLE = 10_000  # basis points
_P95 = 95


@dataclass(frozen=True, slots=True)
class Call:
    """One call whose answer says something of the vendor."""

    at: datetime
    delivered: bool
    took: timedelta | None  # None: a requery said it
    in_vain_for: str | None = None  # the customer whose number may have been the reason


@dataclass(slots=True)
class Calls:
    """The calls of the window, and their counts: every payment asks for them."""

    longest: timedelta  # what is answered within it is prompt
    calls: deque[Call] = field(default_factory=deque)
    delivered: int = 0
    timed: int = 0
    prompt: int = 0

    def add(self, call: Call) -> None:
        """Count a call."""
        self.calls.append(call)
        self._count(call, 1)
        if len(self.calls) > _MOST_CALLS:
            self._drop()

    def was_in_vain_for(self, customer_id: str) -> bool:
        """Return whether that is counted already."""
        return any(call.in_vain_for == customer_id for call in self.calls)

    def forget_before(self, moment: datetime) -> None:
        """Count the calls before that moment no more."""
        while self.calls and self.calls[0].at < moment:
            self._drop()

    def clear(self) -> None:
        """Begin anew."""
        while self.calls:
            self._drop()

    @property
    def success(self) -> int:
        """The share that delivered, in basis points."""
        return share(self.delivered, len(self.calls)) if self.calls else _WHOLE

    @property
    def is_slow(self) -> bool:
        """Whether the p95 is above `longest`: fewer than 95 of 100 were prompt."""
        return self.prompt < -(-self.timed * _P95 // 100)

    @property
    def p95(self) -> timedelta | None:
        """How long 95 of 100 vends took at most; None: none was timed."""
        return p95(self.spans)

    @property
    def spans(self) -> Iterator[timedelta]:
        """How long each vend took that was timed."""
        return (call.took for call in self.calls if call.took is not None)

    def _drop(self) -> None:
        self._count(self.calls.popleft(), -1)

    def _count(self, call: Call, one: int) -> None:
        self.delivered += one * call.delivered
        if call.took is not None:
            self.timed += one
            self.prompt += one * (call.took <= self.longest)


def share(part: int, whole: int) -> int:
    """Return a part of a whole that is not nothing, in basis points."""
    return part * _WHOLE // whole


def p95(spans: Iterable[timedelta]) -> timedelta | None:
    """Return within how long 95 of 100 were over; None: there was none."""
    ordered = sorted(spans)
    return ordered[-(-len(ordered) * _P95 // 100) - 1] if ordered else None
