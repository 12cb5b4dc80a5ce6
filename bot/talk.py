"""What every update costs the database, in three steps: keep it, know the person, end it. And Home."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.customers import Customer
from domain.glances import Glance
from domain.lanes import Ended, Held, Kept, Neighbour, Waiting


class LaneStore(Protocol):
    """Which process holds which lane, and what waits in it."""

    @property
    def are_shared(self) -> bool:
        """Whether other processes may hold lanes too."""
        ...

    async def claim(
        self, holder: str, *, held: Collection[int], most: int, now: datetime
    ) -> Mapping[int, Held]:
        """Take so many lanes in which updates wait and that nobody holds, but those, the oldest first."""
        ...

    async def waiting(self, lanes: Collection[int], *, limit: int, now: datetime) -> Sequence[Waiting]:
        """Return the first so many updates of these lanes that nobody has handled, by their ids."""
        ...

    async def give_back(self, holder: str, lanes: Collection[int]) -> None:
        """Let others have them, with what waits in them."""
        ...

    async def beat(self, holder: str, machine: str, pid: int) -> Sequence[Neighbour]:
        """Say that this process is there, and return the others."""
        ...

    async def forget(self, holders: Collection[str]) -> None:
        """Let these processes be gone."""
        ...


class Talk(Protocol):
    """The three steps, each for many updates at once."""

    @property
    def lanes(self) -> LaneStore:
        """Who holds which lane."""
        ...

    async def keep(
        self,
        updates: Sequence[tuple[int, int, bytes]],
        *,
        holder: str = "",
        claims: bool = False,
        now: datetime,
    ) -> Kept:
        """Keep updates (id, lane, payload); where `claims` is true, take the lanes that nobody holds."""
        ...

    async def know(
        self, telegram_ids: Sequence[int], keys: Sequence[str], *, since: datetime
    ) -> tuple[Mapping[int, Customer], Mapping[str, bytes]]:
        """Return the customers among these people, and the conversations touched since then."""
        ...

    async def end(self, ended: Sequence[Ended], *, holder: str, now: datetime) -> Mapping[int, int | None]:
        """Keep the conversations, and mark updates as handled, in the lanes that are held as they say.

        All of it or nothing. Returns these lanes, with None if they were given back, else how much was kept.
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

    async def save(self, contents: Mapping[str, bytes | None], claims: Mapping[str, int]) -> None:
        """Keep the conversations; None: there is nothing to remember.

        Of each that a later claim of its lane has saved already, nothing is kept.
        """
        ...
