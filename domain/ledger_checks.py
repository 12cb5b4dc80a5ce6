"""Looking at the whole ledger: how far the journal and the audit log go, and whether everything in it holds.

The check reads everything, rule by rule, each as one question, so that nobody waits for it: with millions of
entries it takes tens of seconds. One is under way at a time, in whatever process.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.audit_log import AuditHead, AuditStore
from domain.errors import Refusal
from domain.house import HouseBalanceStore
from domain.leases import LeaseStore
from domain.money import ZERO, Money
from domain.storage import Storage

LEASE = "check the ledger"
_LEASE_LASTS = timedelta(minutes=10)  # of one rule; who died in one is waited for so long
_LOOKED_BACK = (timedelta(hours=1), timedelta(days=1), timedelta(days=30), None)


class LedgerBeingChecked(Refusal):
    """A check of the ledger is under way already."""

    code = "ledger-being-checked"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many journal entries there are. `is_exact` False: the database's own estimate."""

    entries: int
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class NewestEntry:
    """The journal entry that was posted last."""

    key: str
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """How far the books go."""

    counted: Counted
    newest: NewestEntry | None  # None: nothing was posted
    audit: AuditHead


@dataclass(frozen=True, slots=True)
class LedgerFinding:
    """What came of a check. Right books have no problems, and a trial balance of zero."""

    problems: tuple[str, ...]
    entries: int
    off_by: Money  # debits less credits
    audit: AuditHead


class JournalStore(Protocol):
    """What is asked of the journal as a whole."""

    async def count(self) -> int:
        """Count the entries. Reads all of them."""
        ...

    async def about_how_many(self) -> Counted:
        """Return how many entries there are, at once."""
        ...

    async def newest(self, since: datetime | None) -> NewestEntry | None:
        """Return the newest entry posted since then, or of all."""
        ...


class LedgerBooks(Protocol):
    """What looking at the ledger needs from one transaction."""

    @property
    def journal(self) -> JournalStore:
        """The journal."""
        ...

    @property
    def house(self) -> HouseBalanceStore:
        """The balances."""
        ...

    @property
    def audit(self) -> AuditStore:
        """The audit log."""
        ...

    @property
    def leases(self) -> LeaseStore:
        """What one process does at a time."""
        ...


@dataclass(frozen=True)
class LedgerChecks:
    """Checking the ledger, and saying how far it goes."""

    storage: Storage[LedgerBooks]
    rules: Callable[[], AsyncIterator[Sequence[str]]]  # asks rule after rule; what breaks each, in sentences
    holder: str  # names this process
    clock: Callable[[], datetime]

    async def head(self, *, now: datetime) -> LedgerHead:
        """Return how far the books go. Quick, however much is in them."""
        async with self.storage.look() as books:
            counted = await books.journal.about_how_many()
            newest = None
            for back in _LOOKED_BACK:
                newest = newest or await books.journal.newest(None if back is None else now - back)
            return LedgerHead(counted, newest, await books.audit.head())

    async def begin(self) -> None:
        """Be the one who checks.

        :raises LedgerBeingChecked: if somebody is at it
        """
        if not await self._keep():
            raise LedgerBeingChecked

    async def check(self) -> LedgerFinding:
        """Check all of it, after `begin`, and let others check again."""
        try:
            found: list[str] = []
            async for problems in self.rules():
                found += problems
                await self._keep()
            async with self.storage.look() as books:
                entries = await books.journal.count()
                posted = await books.house.posted_everywhere()
                head = await books.audit.head()
            return LedgerFinding(tuple(found), entries, -sum(posted.values(), ZERO), head)
        finally:
            async with self.storage.begin() as books:
                await books.leases.give_back(LEASE, self.holder)

    async def _keep(self) -> bool:
        async with self.storage.begin() as books:
            return await books.leases.take(LEASE, self.holder, lasts=_LEASE_LASTS, now=self.clock())
