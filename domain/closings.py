"""The books of a day and of a month: what moved on each account, and what we earned by it.

A day is summed up when it is over, and kept: days that are over do not change. Net revenue is what customers
and vendors leave us, less what we give for it: fees + commission - cashback - referral rewards - apologies.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from domain.house import TrialBalance
from domain.ledger import HouseAccount
from domain.money import KOBO_PER_NAIRA, ZERO, Money
from domain.storage import Storage
from domain.times import LAGOS, lagos_day

_DAY = timedelta(days=1)
_EARNED = (HouseAccount.FEE_INCOME, HouseAccount.COMMISSION_INCOME)
_GIVEN = (HouseAccount.CASHBACK_EXPENSE, HouseAccount.REFERRAL_EXPENSE, HouseAccount.APOLOGY_EXPENSE)
_OTHER_COSTS = (HouseAccount.PROMO_EXPENSE, HouseAccount.PROCESSOR_FEES, HouseAccount.STAMP_DUTY)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was posted on an account in a time; that of all customers together is one account."""

    account: str
    debits: Money
    credits: Money

    @property
    def net(self) -> Money:
        """Credits less debits."""
        return self.credits - self.debits


@dataclass(frozen=True, slots=True)
class Closing:
    """What moved from one day to another, both included."""

    first: date
    last: date
    moved: tuple[Moved, ...]  # in the order of the accounts' names

    def net(self, account: HouseAccount) -> Money:
        """Return credits less debits of an account, of all companies together."""
        return sum((each.net for each in self.moved if each.account.partition(":")[0] == account), ZERO)

    @property
    def net_revenue(self) -> Money:
        """Fees and commission, less cashback, referral rewards and apologies."""
        return sum((self.net(account) for account in (*_EARNED, *_GIVEN)), ZERO)

    @property
    def balances(self) -> bool:
        """Whether debits and credits are the same, as they must be."""
        return sum((each.net for each in self.moved), ZERO) == ZERO


class ClosingStore(Protocol):
    """Where closings are kept, and the journal is summed up."""

    async def moved(self, since: datetime, until: datetime) -> tuple[Moved, ...]:
        """Return what was posted in a time."""
        ...

    async def kept(self, first: date, last: date) -> Mapping[date, tuple[Moved, ...]]:
        """Return the closings of days that are kept."""
        ...

    async def keep(self, day: date, moved: Sequence[Moved], *, now: datetime) -> None:
        """Keep a day's closing. The same again changes nothing."""
        ...


class ClosingBooks(Protocol):
    """What closing needs from one transaction."""

    @property
    def closings(self) -> ClosingStore:
        """The closings."""
        ...


@dataclass(frozen=True)
class Closings:
    """Closing the books of a day."""

    storage: Storage[ClosingBooks]
    margin: timedelta  # so late at most an entry is written that carries an earlier moment

    async def of(self, first: date, last: date, *, now: datetime) -> Closing:
        """Return what moved in these days. Those that are over are kept from then on."""
        last = min(last, lagos_day(now))
        async with self.storage.look() as books:
            kept = dict(await books.closings.kept(first, last))
        moved: list[Moved] = []
        day = first
        while day <= last:
            moved += kept[day] if day in kept else await self._close(day, now)
            day += _DAY
        return Closing(first, last, _together(moved))

    async def close_yesterday(self, *, now: datetime) -> None:
        """Keep what moved yesterday, once it is surely complete."""
        yesterday = lagos_day(now - self.margin) - _DAY
        await self.of(yesterday, yesterday, now=now)

    async def _close(self, day: date, now: datetime) -> tuple[Moved, ...]:
        since = datetime.combine(day, time(), LAGOS)
        async with self.storage.look() as books:
            moved = await books.closings.moved(since, since + _DAY)
        if now >= since + _DAY + self.margin:
            async with self.storage.begin() as books:
                await books.closings.keep(day, moved, now=now)
        return moved


def _together(moved: Sequence[Moved]) -> tuple[Moved, ...]:
    sums: dict[str, Moved] = {}
    for each in moved:
        known = sums.get(each.account, Moved(each.account, ZERO, ZERO))
        sums[each.account] = Moved(each.account, known.debits + each.debits, known.credits + each.credits)
    return tuple(sums[name] for name in sorted(sums))


def as_csv(closing: Closing, trial: TrialBalance | None) -> bytes:
    """Return the closing, the income statement and the trial balance as rows; amounts in naira."""
    kept = io.StringIO()
    table = csv.writer(kept, lineterminator="\r\n")
    table.writerow(("section", "account", "debit", "credit", "net"))
    for each in closing.moved:
        table.writerow(("moved", each.account, _naira(each.debits), _naira(each.credits), _naira(each.net)))
    for account in (*_EARNED, *_GIVEN):
        table.writerow(("income", account.value, "", "", _naira(closing.net(account))))
    table.writerow(("income", "net-revenue", "", "", _naira(closing.net_revenue)))
    for account in _OTHER_COSTS:
        table.writerow(("other-costs", account.value, "", "", _naira(closing.net(account))))
    for line in trial.lines if trial is not None else ():
        table.writerow(
            ("trial-balance", line.account, _naira(line.debit), _naira(line.credit), _naira(line.posted))
        )
    if trial is not None:
        table.writerow(("trial-balance", "total", _naira(trial.debits), _naira(trial.credits), ""))
    return kept.getvalue().encode()


def _naira(amount: Money) -> str:
    whole, kobo = divmod(abs(amount.kobo), KOBO_PER_NAIRA)
    return f"{'-' if amount.kobo < 0 else ''}{whole}.{kobo:02}"
