"""What only one process does at a time."""

from __future__ import annotations

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
