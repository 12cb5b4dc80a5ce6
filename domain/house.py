"""What the house has, owes, earned and spent: the balances of its accounts, and the trial balance.

House accounts keep no running balance (`docs/decisions`). Each balance is a snapshot, which holds the sums of
everything before its cut, and the postings since. What lies before a cut never changes, so a snapshot can be
taken at leisure, by anybody, any number of times; it makes an answer quick and never another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.ledger import GROWS_ON_THE_DEBIT_SIDE, HouseAccount, house
from domain.money import ZERO, Money
from domain.storage import Storage


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The sums of what was posted on each account of the house before a cut, by the account's name."""

    cut: int  # a place in the order in which storage wrote the journal
    witness: str  # shows storage that this order is still the one that the cut is a place in
    balances: Mapping[str, Money]


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """The sum of an account's postings: credits positive, debits negative."""

    account: str  # "bank", "float:vtpass", …; "wallet", "cashback", "held": of all customers together
    posted: Money

    @property
    def balance(self) -> Money:
        """The balance as it is shown: positive if it is on the side on which the account grows."""
        kind = self.account.partition(":")[0]
        return -self.posted if kind in GROWS_ON_THE_DEBIT_SIDE else self.posted

    @property
    def debit(self) -> Money:
        """What stands in the debit column."""
        return max(-self.posted, ZERO)

    @property
    def credit(self) -> Money:
        """What stands in the credit column."""
        return max(self.posted, ZERO)


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """The balance of every account at one moment, in the order of their names."""

    lines: tuple[AccountBalance, ...]

    @property
    def debits(self) -> Money:
        """The sum of the debit column."""
        return sum((line.debit for line in self.lines), ZERO)

    @property
    def credits(self) -> Money:
        """The sum of the credit column: the same, or the books are wrong."""
        return sum((line.credit for line in self.lines), ZERO)


class HouseBalanceStore(Protocol):
    """Where snapshots are kept and balances are summed up."""

    async def posted(self) -> Mapping[str, Money]:
        """Return the sum of the postings of each account of the house, all at one moment."""
        ...

    async def posted_everywhere(self) -> Mapping[str, Money]:
        """Return the same, and the balances of all customers together, all at one moment."""
        ...

    async def draft(self) -> Snapshot | None:
        """Sum up all that is surely complete; None if nothing was posted on the house since the last time."""
        ...

    async def keep(self, snapshot: Snapshot, *, now: datetime) -> None:
        """Keep a snapshot. The same again changes nothing."""
        ...


class HouseBooks(Protocol):
    """What the balances of the house need from one transaction."""

    @property
    def house(self) -> HouseBalanceStore:
        """The balances of the house."""
        ...


@dataclass(frozen=True)
class House:
    """Looking at the accounts of the house."""

    storage: Storage[HouseBooks]

    async def balance(self, account: HouseAccount, company: str | None = None) -> Money:
        """Return a balance, positive on the side on which the account grows.

        :param company: of an account that there is for each company; None: all of them together
        """
        name = house(account, company)
        async with self.storage.look() as books:
            posted = await books.house.posted()
        found = (sum_ for each, sum_ in posted.items() if each == name or each.startswith(f"{name}:"))
        return AccountBalance(name, sum(found, ZERO)).balance

    async def trial_balance(self) -> TrialBalance:
        """Return the balances of all accounts, the customers' too. Together they are nothing."""
        async with self.storage.look() as books:
            posted = await books.house.posted_everywhere()
        return TrialBalance(tuple(AccountBalance(name, posted[name]) for name in sorted(posted)))

    async def take_snapshot(self, *, now: datetime) -> bool:
        """Sum up what is complete, so that balances are quick to read; False if there is nothing new.

        It is summed up outside the transaction that keeps it, and nobody waits for it.
        """
        async with self.storage.look() as books:
            snapshot = await books.house.draft()
        if snapshot is None:
            return False
        async with self.storage.begin() as books:
            await books.house.keep(snapshot, now=now)
        return True
