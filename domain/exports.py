"""Exports: payments, customers, the audit log or the ledger of some days, as rows for a table.

Rows are read some at a time, each page after the last row of the one before, so that a million of them need
no more memory than a thousand and a long export holds nothing up. What a row shows of people is decided where
the table is written (`bot.papers.exports`).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from domain.audit_log import AuditEntry
from domain.errors import Refusal
from domain.money import Money
from domain.phones import Phone
from domain.staff import Role
from domain.storage import Storage
from domain.times import LAGOS

PAGE = 1_000  # rows in one question
_LONGEST_STEP = timedelta(days=1)
_SHORTEST_STEP = timedelta(minutes=1)
_NARROWER = 4


class ExportKind(StrEnum):
    """What is exported."""

    PAYMENTS = "tx"
    CUSTOMERS = "users"
    AUDIT_LOG = "audit"
    LEDGER = "ledger"


class TooManyDays(Refusal):
    """More days than one export holds."""

    code = "too-many-days"

    def __init__(self, *, most: int) -> None:
        super().__init__(most=most)


class ExportUnderWay(Refusal):
    """Another export is being made."""

    code = "export-under-way"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What somebody of the staff wants exported. Days of Lagos, both included."""

    kind: ExportKind
    first: date
    last: date
    reason: str  # empty: none was given
    is_masked: bool

    @property
    def name(self) -> str:
        """What its file is called."""
        masked = "" if self.is_masked else "-unmasked"
        return f"{self.kind.value}-{self.first.isoformat()}-{self.last.isoformat()}{masked}.csv"

    def about(self, request_id: str) -> str:
        """Return what the PIN says yes to."""
        return sha256(f"export:{self.name}:{self.reason}:{request_id}".encode()).hexdigest()


def wish(
    kind: ExportKind, days: tuple[date, date], reason: str, roles: frozenset[Role], *, most: timedelta
) -> ExportWish:
    """Return what is exported. People are masked, unless an owner says why they should not be.

    :raises TooManyDays: if that is too long a time
    """
    first, last = min(days), max(days)
    if last - first >= most:
        raise TooManyDays(most=most.days)
    is_masked = not (Role.OWNER in roles and reason.strip())
    return ExportWish(kind, first, last, reason.strip()[:300], is_masked)


@dataclass(frozen=True, slots=True)
class ExportedPayment:
    """A payment, without what was delivered: tokens are money."""

    id: str
    accepted_at: datetime
    customer_id: str
    biller_id: str
    category: str
    plan: str
    recipient: str
    amount: Money
    fee: Money
    vat: Money
    cashback_used: Money
    cashback_earned: Money
    status: str
    cost: Money | None
    vendor: str
    request_id: str
    ended_at: datetime | None
    reason: str

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among the others."""
        return self.accepted_at, self.id


@dataclass(frozen=True, slots=True)
class ExportedCustomer:
    """A customer with her balances."""

    id: str
    registered_at: datetime
    name: str
    phone: Phone
    telegram_id: int
    language: str
    tier: int
    wallet: Money
    cashback: Money
    held: Money
    owes: Money

    @property
    def place(self) -> tuple[datetime, str]:
        """Where she stands among the others."""
        return self.registered_at, self.id


@dataclass(frozen=True, slots=True)
class ExportedEntry:
    """A journal entry with its postings: account, customer and amount."""

    key: str
    kind: str
    subject_id: str
    reverses: str
    posted_at: datetime
    postings: tuple[tuple[str, str, Money], ...]

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among the others."""
        return self.posted_at, self.key


Exported = ExportedPayment | ExportedCustomer | ExportedEntry | AuditEntry
Place = tuple[datetime, str]


class ExportStore(Protocol):
    """Where rows are read: those of a time after a place, in their order."""

    async def payments(
        self, since: datetime, until: datetime, *, after: Place | None, limit: int
    ) -> Sequence[ExportedPayment]:
        """Return payments by when they were accepted."""
        ...

    async def entries(
        self, since: datetime, until: datetime, *, after: Place | None, limit: int
    ) -> Sequence[ExportedEntry]:
        """Return journal entries by when they were posted."""
        ...

    async def customers(
        self, since: datetime, until: datetime, *, after: str, limit: int
    ) -> Sequence[ExportedCustomer]:
        """Return customers who came in that time, by their ids."""
        ...

    async def audit(
        self, since: datetime, until: datetime, *, after: str, limit: int
    ) -> Sequence[AuditEntry]:
        """Return rows of the audit log, in the order of the chain."""
        ...


class ExportBooks(Protocol):
    """What exporting needs from one transaction."""

    @property
    def exports(self) -> ExportStore:
        """The rows."""
        ...


@dataclass(frozen=True)
class Exports:
    """Reading what is exported, page by page."""

    storage: Storage[ExportBooks]
    longest: timedelta

    async def pages(self, wanted: ExportWish) -> AsyncIterator[Sequence[Exported]]:
        """Yield the rows, some at a time."""
        since = datetime.combine(wanted.first, time(), LAGOS)
        until = datetime.combine(wanted.last + timedelta(days=1), time(), LAGOS)
        if wanted.kind in (ExportKind.CUSTOMERS, ExportKind.AUDIT_LOG):
            async for page in self._by_id(wanted.kind, since, until):
                yield page
        else:
            async for page in self._by_time(wanted.kind, since, until):
                yield page

    async def _by_id(
        self, kind: ExportKind, since: datetime, until: datetime
    ) -> AsyncIterator[Sequence[Exported]]:
        after, page = "", PAGE
        while page == PAGE:
            async with self.storage.look() as books:
                store = books.exports
                rows: Sequence[ExportedCustomer | AuditEntry] = (
                    await store.customers(since, until, after=after, limit=PAGE)
                    if kind is ExportKind.CUSTOMERS
                    else await store.audit(since, until, after=after, limit=PAGE)
                )
            page = len(rows)
            if rows:
                after = rows[-1].id
                yield rows

    async def _by_time(
        self, kind: ExportKind, since: datetime, until: datetime
    ) -> AsyncIterator[Sequence[Exported]]:
        """Go through the time in steps. Each page reads its whole step, so that a step is a page or two."""
        step, start = _LONGEST_STEP, since
        while start < until:
            end = min(start + step, until)
            rows = await self._read(kind, start, end, None)
            if len(rows) == PAGE and step > _SHORTEST_STEP:
                step = max(step / _NARROWER, _SHORTEST_STEP)
                continue
            if rows:
                yield rows
            while len(rows) == PAGE:
                rows = await self._read(kind, start, end, rows[-1].place)
                if rows:
                    yield rows
            start = end
            if len(rows) < PAGE // _NARROWER**2:
                step = min(step * _NARROWER, _LONGEST_STEP)

    async def _read(
        self, kind: ExportKind, since: datetime, until: datetime, after: Place | None
    ) -> Sequence[ExportedPayment | ExportedEntry]:
        async with self.storage.look() as books:
            if kind is ExportKind.PAYMENTS:
                return await books.exports.payments(since, until, after=after, limit=PAGE)
            return await books.exports.entries(since, until, after=after, limit=PAGE)
