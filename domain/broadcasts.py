"""Broadcasts: the same news to many customers, drafted by staff and told by the outbox.

Only who asked for news is written to. People are gone through in the order of their ids, some at a time: how
far that is stands in the row of the broadcast, and changes in the transaction that owes the messages. So a
restart goes on where it was, and nobody is told twice. Whether a broadcast is paused or stopped is looked up
once more before each message: nothing that is still owed is told then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.broadcast_acts import SendBroadcast
from domain.broadcast_steps import DraftBroadcast, MoveBroadcast, WriteText
from domain.broadcast_values import Broadcast, BroadcastStatus, NoSuchBroadcast, Segment, Told
from domain.rules import Rules
from domain.staff import StaffPerson
from domain.storage import Storage

# What was in a sender's hands at a pause is marked as told to nobody; that may come after it went on again.
_SETTLES_WITHIN = timedelta(minutes=1)


class BroadcastStore(Protocol):
    """Where broadcasts are read, and taken on."""

    async def get(self, broadcast_id: str) -> Broadcast | None:
        """Return a broadcast."""
        ...

    async def by_number(self, number: int) -> Broadcast | None:
        """Return a broadcast by what people call it."""
        ...

    async def newest(self, *, limit: int) -> tuple[Broadcast, ...]:
        """Return the newest broadcasts, the newest first."""
        ...

    async def count(self, segment: Segment, *, now: datetime) -> int:
        """Return how many people a segment has, of those who asked for news and can be written to."""
        ...

    async def told(self, broadcast_id: str) -> Told:
        """Return what became of its messages so far."""
        ...

    async def has_due(self, *, now: datetime) -> bool:
        """Return whether a broadcast is on whose time has come."""
        ...

    async def claim(self, *, now: datetime) -> Broadcast | None:
        """Lock the oldest broadcast that is on; None if there is none, or another process has it."""
        ...

    async def waiting(self, broadcast_id: str) -> int:
        """Return how many of its messages are owed now."""
        ...

    async def next_people(self, broadcast: Broadcast, *, limit: int, now: datetime) -> Sequence[str]:
        """Return the next customers of its segment, in the order of their ids."""
        ...

    async def owe(self, broadcast: Broadcast, people: Sequence[str], *, now: datetime) -> None:
        """Owe these people its message, and keep how far it is."""
        ...

    async def owe_again(self, broadcast_id: str) -> int:
        """Owe again what was not told because it was paused."""
        ...

    async def end(self, broadcast_id: str, *, now: datetime) -> None:
        """Keep that everybody has it."""
        ...

    async def wants_news(self, customer_id: str) -> bool:
        """Return whether a customer asked for news."""
        ...

    async def want_news(self, customer_id: str, *, wanted: bool, now: datetime) -> None:
        """Keep whether a customer wants news, and since when."""
        ...


class BroadcastBooks(Protocol):
    """What broadcasts need from one transaction."""

    @property
    def broadcasts(self) -> BroadcastStore:
        """The broadcasts."""
        ...


@dataclass(frozen=True)
class Broadcasts:
    """Drafting news, sending it, and what customers want of it."""

    storage: Storage[BroadcastBooks]
    rules: Rules

    # --- staff

    async def draft(self, id_: str, segment: Segment, by: StaffPerson, *, now: datetime) -> Broadcast:
        """Begin a broadcast to a segment.

        :raises NotYourRole: if none of her roles may
        """
        async with self.storage.look() as books:
            people = await books.broadcasts.count(segment, now=now)
        return await self.storage.money.apply(DraftBroadcast(id_, segment, people, by, now))

    async def write(self, id_: str, language: str, text: str, by: StaffPerson, *, now: datetime) -> Broadcast:
        """Say what a draft tells in a language.

        :raises Refusal: whatever `WriteText` refuses
        """
        return await self.storage.money.apply(WriteText(id_, language, text, by, now))

    async def move(
        self, broadcast: Broadcast, to: BroadcastStatus, by: StaffPerson, *, now: datetime
    ) -> Broadcast:
        """Pause it, let it go on, or stop it, at once.

        :raises Refusal: whatever `MoveBroadcast` refuses
        """
        moved = await self.storage.money.apply(MoveBroadcast(broadcast.id, to, by, now))
        if to is BroadcastStatus.ON:
            async with self.storage.begin() as books:
                await books.broadcasts.owe_again(broadcast.id)
        return moved

    def sending(self, broadcast: Broadcast, starts_at: datetime | None) -> SendBroadcast:
        """Return the act that lets a draft begin, as it is written now."""
        return SendBroadcast(broadcast.id, broadcast.digest, starts_at)

    async def get(self, broadcast_id: str) -> Broadcast | None:
        """Return a broadcast by its id."""
        async with self.storage.look() as books:
            return await books.broadcasts.get(broadcast_id)

    async def numbered(self, number: int) -> Broadcast:
        """Return a broadcast by what people call it.

        :raises NoSuchBroadcast: if there is none
        """
        async with self.storage.look() as books:
            known = await books.broadcasts.by_number(number)
        if known is None:
            raise NoSuchBroadcast
        return known

    async def newest(self, *, limit: int) -> tuple[Broadcast, ...]:
        """Return the newest broadcasts, the newest first."""
        async with self.storage.look() as books:
            return await books.broadcasts.newest(limit=limit)

    async def told(self, broadcast: Broadcast) -> Told:
        """Return what became of its messages so far."""
        async with self.storage.look() as books:
            return await books.broadcasts.told(broadcast.id)

    # --- telling

    async def advance(self, *, now: datetime) -> bool:
        """Owe some more people what is on. Returns whether anything is owed now that was not before."""
        if self.rules.messages.held_until(now) > now:
            return False
        async with self.storage.look() as books:
            if not await books.broadcasts.has_due(now=now):
                return False
        async with self.storage.begin() as books:
            broadcast = await books.broadcasts.claim(now=now)
            return broadcast is not None and await self._owe_some(books.broadcasts, broadcast, now)

    async def _owe_some(self, store: BroadcastStore, broadcast: Broadcast, now: datetime) -> bool:
        settles = broadcast.went_on_after(now - _SETTLES_WITHIN)
        again = await store.owe_again(broadcast.id) if settles else 0
        batch = self.rules.staff.broadcast_batch
        waiting = await store.waiting(broadcast.id)
        if waiting > batch // 2:
            return again > 0
        room = batch - waiting
        if broadcast.most is not None:
            room = min(room, broadcast.most - broadcast.owed)
        people = await store.next_people(broadcast, limit=room, now=now) if room > 0 else ()
        if people:
            await store.owe(broadcast, people, now=now)
        elif not waiting and not settles:
            await store.end(broadcast.id, now=now)
        return bool(people) or again > 0

    async def to_tell(self, broadcast_id: str, customer_id: str, language: str) -> str | None:
        """Return what a customer is told; None if it is paused or stopped, or she wants no news any more."""
        async with self.storage.look() as books:
            broadcast = await books.broadcasts.get(broadcast_id)
            if broadcast is None or broadcast.status not in (BroadcastStatus.ON, BroadcastStatus.DONE):
                return None
            if not await books.broadcasts.wants_news(customer_id):
                return None
        return broadcast.text_in(language)

    # --- customers

    async def wants_news(self, customer_id: str) -> bool:
        """Return whether a customer asked for news: nobody did who was not asked."""
        async with self.storage.look() as books:
            return await books.broadcasts.wants_news(customer_id)

    async def want_news(self, customer_id: str, *, wanted: bool, now: datetime) -> None:
        """Keep whether a customer wants news. What is on its way to her is not told any more."""
        async with self.storage.begin() as books:
            await books.broadcasts.want_news(customer_id, wanted=wanted, now=now)
