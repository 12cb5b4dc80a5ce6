"""Digests: who of the staff is told how the day went, and at which hour in Lagos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.stats import Period
from domain.storage import Storage
from domain.times import LAGOS, lagos_day

_MINUTES = 60
_NOON = 12 * _MINUTES
_DAYS_OF_TWO = 2


@dataclass(frozen=True, slots=True)
class Digest:
    """Who is told, and when."""

    telegram_id: int
    minute: int  # of the day in Lagos

    def period(self, *, now: datetime) -> Period:
        """Return the day that is told: in the morning the one before, later the day itself."""
        today = lagos_day(now)
        day = Period.lately(_DAYS_OF_TWO, now=now).first if self.minute < _NOON else today
        return Period(day, day)


class DigestStore(Protocol):
    """Where digests are kept."""

    async def keep(self, digest: Digest, *, told_on: date | None) -> None:
        """Keep when somebody is told; `told_on`: not on that day any more."""
        ...

    async def forget(self, telegram_id: int) -> None:
        """Tell somebody nothing any more."""
        ...

    async def take_due(self, day: date, minute: int) -> tuple[Digest, ...]:
        """Return who is to be told on that day by now, and count them as told."""
        ...


class DigestBooks(Protocol):
    """What digests need from one transaction."""

    @property
    def digests(self) -> DigestStore:
        """The digests."""
        ...


@dataclass(frozen=True)
class Digests:
    """Choosing an hour, and being told then."""

    storage: Storage[DigestBooks]

    async def choose(self, telegram_id: int, minute: int, *, now: datetime) -> None:
        """Tell somebody each day at that minute: from today on, if it is still to come."""
        is_over = minute <= _minute(now)
        async with self.storage.begin() as books:
            await books.digests.keep(Digest(telegram_id, minute), told_on=lagos_day(now) if is_over else None)

    async def end(self, telegram_id: int) -> None:
        """Tell somebody nothing any more."""
        async with self.storage.begin() as books:
            await books.digests.forget(telegram_id)

    async def take_due(self, *, now: datetime) -> tuple[Digest, ...]:
        """Return who is to be told now. Nobody is told twice on a day, by however many processes."""
        async with self.storage.begin() as books:
            return await books.digests.take_due(lagos_day(now), _minute(now))


def _minute(moment: datetime) -> int:
    local = moment.astimezone(LAGOS)
    return local.hour * _MINUTES + local.minute
