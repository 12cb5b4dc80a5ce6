"""What every update costs the database, in three steps: keep it, know the person, end it. And Home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.customers import Customer
from domain.glances import Glance


class Talk(Protocol):
    """The three steps, each for many updates at once."""

    async def keep(self, updates: Sequence[tuple[int, int, bytes]], *, now: datetime) -> frozenset[int]:
        """Keep updates (id, lane, payload), and return the ids that nobody has handled yet."""
        ...

    async def know(
        self, telegram_ids: Sequence[int], keys: Sequence[str], *, since: datetime
    ) -> tuple[Mapping[int, Customer], Mapping[str, bytes]]:
        """Return the customers among these people, and the conversations touched since then."""
        ...

    async def end(
        self,
        updates: Sequence[tuple[int, str | None]],
        conversations: Mapping[str, bytes | None],
        *,
        now: datetime,
    ) -> None:
        """Keep the conversations (None: nothing to remember), and mark updates (id, failure) as handled.

        All of it or nothing.
        """
        ...


class Looking(Protocol):
    """What Home shows, for many customers at once."""

    async def glance(
        self, customer_ids: Sequence[str], *, since: datetime, limit: int
    ) -> Mapping[str, Glance]:
        """Return what Home shows of these customers, of each so many delivered payments since then."""
        ...


class OtherConversations(Protocol):
    """Conversations somewhere else than in the database. It never fails: what is lost starts anew."""

    async def load(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Return the conversations with these people."""
        ...

    async def save(self, contents: Mapping[str, bytes | None]) -> None:
        """Keep the conversations; None: there is nothing to remember."""
        ...
