"""How the business went: payments, what was given back and what is left to us, by day, hour and biller.

What was sold is counted by the Lagos day and hour in which it was accepted. The sums of ended days are kept,
so that a month is quick to tell; they are only ever counted again, so they make no other answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.storage import Storage
from domain.times import LAGOS, lagos_day

MOST_DAYS = 92
_KEPT_DAYS = 62  # so many days back sums are kept
_COUNTED_AGAIN_FOR = timedelta(days=7)  # the last word on a payment comes some days later
_AGAIN_AFTER = timedelta(hours=1)
_WHOLE = 10_000

Key = TypeVar("Key")


class PeriodTooLong(Refusal):
    """The days are more than anybody looks at in one go, or none."""

    code = "period-too-long"


@dataclass(frozen=True, slots=True)
class Period:
    """Days in Lagos, both ends included."""

    first: date
    last: date

    @classmethod
    def lately(cls, days: int, *, now: datetime) -> Period:
        """Return the last so many days, today included."""
        today = lagos_day(now)
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> tuple[date, ...]:
        """Each day of it.

        :raises PeriodTooLong: if there are more than `MOST_DAYS`, or none
        """
        count = (self.last - self.first).days + 1
        if not 1 <= count <= MOST_DAYS:
            raise PeriodTooLong
        return tuple(self.first + timedelta(days=n) for n in range(count))

    @property
    def since(self) -> datetime:
        """When it began."""
        return _begin(self.first)

    @property
    def until(self) -> datetime:
        """When it is over."""
        return _begin(self.last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Sales:
    """What was accepted of one biller in one hour, and what became of it so far."""

    day: date
    hour: int  # in Lagos
    biller_id: str
    payments: int
    volume: Money  # the bills, without fees
    delivered: int
    fees: Money  # of what was delivered, without VAT
    commission: Money  # what vendors left us; negative where they cost more than the bill
    cashback: Money
    returned: Money  # given back: bills with fee and VAT
    returned_after: tuple[int, ...] = ()  # seconds after the PIN, one for each that was given back


@dataclass(frozen=True, slots=True)
class Figures:
    """Sums of sales."""

    payments: int
    volume: Money
    delivered: int
    returns: int
    returned: Money
    median_return: timedelta | None  # from the PIN until the money was back; None: there was none
    cashback: Money
    margin: Money  # fees and commission, less cashback

    @classmethod
    def of(cls, sales: Iterable[Sales]) -> Figures:
        """Sum up."""
        rows = tuple(sales)
        after = sorted(seconds for each in rows for seconds in each.returned_after)
        cashback = sum((each.cashback for each in rows), ZERO)
        return cls(
            payments=sum(each.payments for each in rows),
            volume=sum((each.volume for each in rows), ZERO),
            delivered=sum(each.delivered for each in rows),
            returns=len(after),
            returned=sum((each.returned for each in rows), ZERO),
            median_return=timedelta(seconds=after[(len(after) - 1) // 2]) if after else None,
            cashback=cashback,
            margin=sum((each.fees + each.commission for each in rows), ZERO) - cashback,
        )

    @property
    def success(self) -> int | None:
        """Return the basis points of what is decided that were delivered; None: nothing is decided."""
        decided = self.delivered + self.returns
        return self.delivered * _WHOLE // decided if decided else None


@dataclass(frozen=True, slots=True)
class Undecided:
    """Payments of which nobody knows yet, whenever they were accepted."""

    count: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class Report:
    """A period of the business."""

    period: Period
    biller_id: str | None  # None: all of them
    at: datetime
    figures: Figures
    sales: tuple[Sales, ...]
    undecided: Undecided
    newcomers: int

    def by_biller(self) -> tuple[tuple[str, Figures], ...]:
        """Return the figures of each biller, the largest volume first."""
        grouped = _grouped(self.sales, lambda each: each.biller_id)
        return tuple(sorted(grouped.items(), key=lambda item: (-item[1].volume.kobo, item[0])))

    def by_hour(self) -> Mapping[int, Figures]:
        """Return the figures of each hour of the day in which something was sold, the earliest first."""
        return dict(sorted(_grouped(self.sales, lambda each: each.hour).items()))

    def by_day(self) -> Mapping[date, Figures]:
        """Return the figures of each day on which something was sold, the earliest first."""
        return dict(sorted(_grouped(self.sales, lambda each: each.day).items()))


class StatsStore(Protocol):
    """Where sales are counted, and sums of ended days are kept."""

    async def count(self, day: date, since: datetime, until: datetime) -> tuple[Sales, ...]:
        """Count what was accepted in that time."""
        ...

    async def began_at(self) -> datetime | None:
        """Return when the first payment of all was accepted; None: there is none."""
        ...

    async def kept_at(self, first: date, last: date) -> Mapping[date, datetime]:
        """Return of which of these days sums are kept, and when they were counted."""
        ...

    async def kept(
        self, first: date, last: date, biller_id: str | None, *, by_day: bool
    ) -> tuple[Sales, ...]:
        """Return the kept sums of these days; `by_day` False: of all of them together, under the first."""
        ...

    async def keep(self, day: date, sales: Sequence[Sales], *, now: datetime) -> None:
        """Keep the sums of a day in the place of those that were kept before."""
        ...

    async def undecided(self, biller_id: str | None) -> Undecided:
        """Return what is not decided."""
        ...

    async def newcomers(self, since: datetime, until: datetime) -> int:
        """Return how many customers came."""
        ...


class StatsBooks(Protocol):
    """What the figures need from one transaction."""

    @property
    def stats(self) -> StatsStore:
        """The figures."""
        ...


@dataclass(frozen=True)
class Stats:
    """Telling how the business goes."""

    storage: Storage[StatsBooks]

    async def report(
        self, period: Period, biller_id: str | None = None, *, by_day: bool = True, now: datetime
    ) -> Report:
        """Return a period: days whose sums are kept, and the rest counted now.

        :param by_day: whether its days are to be told apart. Without, a long period is much quicker.
        :raises PeriodTooLong: if it has too many days
        """
        days = period.days
        async with self.storage.look() as books:
            kept = await books.stats.kept_at(period.first, period.last)
            sales = list(await books.stats.kept(period.first, period.last, biller_id, by_day=by_day))
            for day in days:
                if day not in kept and _begin(day) <= now:
                    counted = await books.stats.count(day, *_ends(day))
                    sales += (each for each in counted if biller_id in (None, each.biller_id))
            undecided = await books.stats.undecided(biller_id)
            newcomers = await books.stats.newcomers(period.since, period.until)
        return Report(period, biller_id, now, Figures.of(sales), tuple(sales), undecided, newcomers)

    async def sweep(self, *, now: datetime) -> int:
        """Count ended days that were not counted yet, or not lately enough. Returns how many."""
        last = lagos_day(now) - timedelta(days=1)
        async with self.storage.look() as books:
            began_at = await books.stats.began_at()
            if began_at is None or lagos_day(began_at) > last:
                return 0
            first = max(lagos_day(began_at), last - timedelta(days=_KEPT_DAYS - 1))
            kept = await books.stats.kept_at(first, last)
        due = [day for day in reversed(Period(first, last).days) if _is_due(day, kept.get(day), now)]
        for day in due:
            async with self.storage.look() as books:
                sales = await books.stats.count(day, *_ends(day))
            async with self.storage.begin() as books:
                await books.stats.keep(day, sales, now=now)
        return len(due)


def _is_due(day: date, counted_at: datetime | None, now: datetime) -> bool:
    """Return whether a day is to be counted: ever more seldom, until everything is decided."""
    if counted_at is None:
        return True
    since_its_end = counted_at - _begin(day + timedelta(days=1))
    return since_its_end < _COUNTED_AGAIN_FOR and now - counted_at >= since_its_end // 2 + _AGAIN_AFTER


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), LAGOS).astimezone(UTC)


def _ends(day: date) -> tuple[datetime, datetime]:
    return _begin(day), _begin(day + timedelta(days=1))


def _grouped(sales: Iterable[Sales], key: Callable[[Sales], Key]) -> dict[Key, Figures]:
    groups: dict[Key, list[Sales]] = {}
    for each in sales:
        groups.setdefault(key(each), []).append(each)
    return {name: Figures.of(rows) for name, rows in groups.items()}
