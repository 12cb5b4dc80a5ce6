"""What only one process does at a time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol


class LeaseStore(Protocol):
    """Who is doing what only one process does at a time."""

    async def take(self, name: str, holder: str, *, lasts: timedelta, now: datetime) -> bool:
        """Take or keep a lease; False while somebody else has it."""
        ...

    async def give_back(self, name: str, holder: str) -> None:
        """Let somebody else have it at once."""
        ...


class ManyLeases(LeaseStore, Protocol):
    """The same for much at once, such as what is due for a worker."""

    async def take_many(
        self, names: Sequence[str], holder: str, *, lasts: timedelta, most: int, now: datetime
    ) -> frozenset[str]:
        """Take or keep the first so many of these that nobody else has; return which."""
        ...

    async def give_back_many(self, names: Collection[str], holder: str) -> None:
        """Let somebody else have them at once."""
        ...

    async def count(self, beginning: str, *, now: datetime) -> int:
        """Return how many leases whose names begin so somebody has."""
        ...

    async def forget(self, *, before: datetime) -> int:
        """Forget those of which nobody said for long that he still has them; return how many."""
        ...
