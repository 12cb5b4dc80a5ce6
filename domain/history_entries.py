"""The lines of the history that fit a search: bills, transfers, withdrawals, money added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from domain.customers import Customer
from domain.history_search import Search, Sort
from domain.inflows import Inflow
from domain.payments import Payment
from domain.top_ups import TopUp
from domain.transfers import Transfer
from domain.withdrawals import Withdrawal

# What we look at of each sort where no index knows what is asked for: numbers are sealed.
_LOOKED_THROUGH = 200

Entry = Payment | TopUp | Withdrawal | Transfer | Inflow
Entry_co = TypeVar("Entry_co", covariant=True)


class FoundPayments(Protocol):
    """Payments as they are looked for."""

    async def search(
        self, customer_id: str, search: Search, *, limit: int, before: str | None = None
    ) -> tuple[Payment, ...]:
        """Return a customer's payments that fit, newest first, older than the payment `before`."""
        ...


class Found(Protocol[Entry_co]):
    """One other sort of lines as they are looked for: by their time."""

    async def newest(
        self,
        customer_id: str,
        *,
        limit: int,
        before: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Entry_co, ...]:
        """Return a customer's own of a time, newest first, older than the place `before`."""
        ...


class FoundPeople(Protocol):
    """Who sent and received."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class FindingBooks(Protocol):
    """What a search needs from one transaction."""

    @property
    def payments(self) -> FoundPayments:
        """The payments."""
        ...

    @property
    def top_ups(self) -> Found[TopUp]:
        """The top-ups."""
        ...

    @property
    def inflows(self) -> Found[Inflow]:
        """What came in on account numbers."""
        ...

    @property
    def withdrawals(self) -> Found[Withdrawal]:
        """The withdrawals."""
        ...

    @property
    def transfers(self) -> Found[Transfer]:
        """The transfers."""
        ...

    @property
    def customers(self) -> FoundPeople:
        """The customers."""
        ...


def place_of(entry: Entry) -> str:
    """Return where a line stands in the order of time."""
    return entry.place if isinstance(entry, Inflow) else entry.id


async def find(
    books: FindingBooks, customer_id: str, search: Search, *, limit: int, before: str | None = None
) -> tuple[Entry, ...]:
    """Return what fits, newest first, older than the place `before`.

    A number is looked for in the newest of each sort alone, but for bills to a whole one.
    """
    found: list[Entry] = []
    looked_at = _LOOKED_THROUGH if search.asks_for_number else limit
    if Sort.BILL in search.sorts:
        most = limit if search.part is None else looked_at
        bills = await books.payments.search(customer_id, search, limit=most, before=before)
        found += [each for each in bills if search.fits_part(each)]
    if Sort.WITHDRAWN in search.sorts:
        withdrawn = await books.withdrawals.newest(
            customer_id, limit=looked_at, before=before, since=search.since, until=search.until
        )
        found += [each for each in withdrawn if search.fits_number(each.to.number)]
    if {Sort.SENT, Sort.RECEIVED} & search.sorts:
        found += await _transfers(books, customer_id, search, before)
    if Sort.ADDED in search.sorts and not search.asks_for_number:
        found += await books.top_ups.newest(
            customer_id, limit=limit, before=before, since=search.since, until=search.until
        )
        found += await books.inflows.newest(
            customer_id, limit=limit, before=before, since=search.since, until=search.until
        )
    return tuple(sorted(found, key=place_of, reverse=True)[:limit])


async def _transfers(
    books: FindingBooks, customer_id: str, search: Search, before: str | None
) -> list[Transfer]:
    moved = await books.transfers.newest(
        customer_id, limit=_LOOKED_THROUGH, before=before, since=search.since, until=search.until
    )
    hers = [each for each in moved if _sort_of(each, customer_id) in search.sorts]
    if not search.asks_for_number:
        return hers
    phones = await _phones(books, {_other(each, customer_id) for each in hers})
    return [each for each in hers if search.fits_number(phones.get(_other(each, customer_id), ""))]


async def _phones(books: FindingBooks, ids: set[str]) -> Mapping[str, str]:
    people = [await books.customers.by_id(each) for each in sorted(ids) if each]
    return {person.id: person.phone.national for person in people if person is not None}


def _sort_of(transfer: Transfer, customer_id: str) -> Sort:
    return Sort.SENT if transfer.sender_id == customer_id else Sort.RECEIVED


def _other(transfer: Transfer, customer_id: str) -> str:
    """Return whom she sent it to or got it from; nothing while nobody has claimed it."""
    return transfer.receiver_id or "" if transfer.sender_id == customer_id else transfer.sender_id
