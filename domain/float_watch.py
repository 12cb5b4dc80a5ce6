"""How long our floats will last: what is left at each vendor, how quickly it is used, and a word in time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from domain.money import ZERO, Money
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.rules import FloatRules
from domain.storage import Storage
from domain.vendor_floats import VendorFloats

_HOUR = timedelta(hours=1)
_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FloatStanding:
    """How it is with our float at one vendor."""

    vendor: str
    left: Money | None  # None: nobody knows
    an_hour: Money  # what was used of it lately
    empty_at: datetime | None  # None: nothing is used, or nobody knows what is left
    is_short: bool  # it is low, or soon empty


class FloatUseStore(Protocol):
    """What was used of the floats."""

    async def used(self, since: datetime, until: datetime) -> Mapping[str, Money]:
        """Return by vendor what the payments cost that were accepted in that time and delivered."""
        ...


class FloatBooks(Protocol):
    """What watching needs from one transaction."""

    @property
    def stats(self) -> FloatUseStore:
        """The figures."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class FloatWatch:
    """Watching over the floats."""

    storage: Storage[FloatBooks]
    floats: VendorFloats
    vendors: Collection[str]

    @property
    def rules(self) -> FloatRules:
        """When a float is short."""
        return self.floats.rules

    async def standings(self, *, now: datetime) -> tuple[FloatStanding, ...]:
        """Return how it is with the float at each vendor."""
        async with self.storage.look() as books:
            used = await books.stats.used(now - self.rules.use_measured_over, now)
        return tuple(self._standing(vendor, used.get(vendor, ZERO), now) for vendor in sorted(self.vendors))

    def _standing(self, vendor: str, used: Money, now: datetime) -> FloatStanding:
        left, over = self.floats.left(vendor), self.rules.use_measured_over
        an_hour = Money(used.kobo * _HOUR // over) if used > ZERO else ZERO
        empty_at = None
        if left is not None and used > ZERO:
            empty_at = now + over * max(left.kobo, 0) // used.kobo
        soon = empty_at is not None and empty_at - now < self.rules.warned_before
        return FloatStanding(vendor, left, an_hour, empty_at, self.floats.is_low(vendor) or soon)

    async def warn(self, *, now: datetime) -> None:
        """Tell staff of each float that is short: again after a while, for as long as it is."""
        short = [each for each in await self.standings(now=now) if each.is_short]
        if not short:
            return
        kind = NoticeKind.STAFF_FLOAT
        turn = (now - _BEGINNING) // self.rules.warned_again_after
        async with self.storage.begin() as books:
            for each in short:
                await books.outbox.add(
                    Notice(f"{kind.value}:{each.vendor}:{turn}", kind, each.vendor, None, now)
                )
