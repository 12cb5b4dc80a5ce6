"""What moved on one customer's accounts, out of the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ledger import CustomerAccount, EntryKind, HouseAccount
from domain.money import Money
from domain.movements import TOLD_APART, Moved, Movement
from storage.tables import journal_entries, postings

_APART = sorted(kind.value for kind in TOLD_APART)


@dataclass(frozen=True)
class SqlMovements:
    """`domain.movements.MovementStore`."""

    connection: AsyncConnection

    async def sums(self, customer_id: str, *, since: datetime, until: datetime) -> tuple[Moved, ...]:
        """Return what moved before and in a time, all as of one moment: it is one question."""
        entry = _entries_of(customer_id, journal_entries.c.posted_at < until)
        is_before = case((entry.c.posted_at < since, 1), else_=0)
        gives = case((entry.c.wallet > 0, 1), else_=0)
        rows = await self.connection.execute(
            select(
                entry.c.kind,
                is_before.label("is_before"),
                gives.label("gives"),
                func.sum(entry.c.wallet).label("wallet"),
                func.sum(entry.c.cashback).label("cashback"),
            ).group_by(entry.c.kind, "is_before", "gives")
        )
        return tuple(
            Moved(EntryKind(row.kind), bool(row.is_before), Money(int(row.wallet)), Money(int(row.cashback)))
            for row in rows
        )

    async def debt_paid(self, subject_id: str) -> Money:
        """Return what a credit paid of what its customer owed."""
        paid = await self.connection.scalar(
            select(postings.c.amount).where(
                postings.c.entry_key == f"{EntryKind.RECOVERY.value}:{subject_id}",
                postings.c.account == HouseAccount.CUSTOMER_RECEIVABLE.value,
            )
        )
        return Money(paid or 0)

    async def lines(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[Movement, ...]:
        """Return the entries of a time that statements tell apart, oldest first."""
        posted_at = journal_entries.c.posted_at
        entry = _entries_of(
            customer_id, posted_at >= since, posted_at < until, journal_entries.c.kind.in_(_APART)
        )
        rows = await self.connection.execute(
            select(entry)
            .where(or_(entry.c.wallet != 0, entry.c.cashback != 0))
            .order_by(entry.c.posted_at, entry.c.key)
            .limit(limit)
        )
        return tuple(
            Movement(
                EntryKind(row.kind),
                row.subject_id,
                row.posted_at,
                Money(int(row.wallet)),
                Money(int(row.cashback)),
            )
            for row in rows
        )


def _entries_of(customer_id: str, *conditions: ColumnElement[bool]) -> Subquery:
    """Return the entries that moved somebody's accounts, each with what it moved in sum."""
    is_cashback = postings.c.account == CustomerAccount.CASHBACK.value
    named = (
        journal_entries.c.key,
        journal_entries.c.kind,
        journal_entries.c.subject_id,
        journal_entries.c.posted_at,
    )
    return (
        select(
            *named,
            func.sum(case((is_cashback, 0), else_=postings.c.amount)).label("wallet"),
            func.sum(case((is_cashback, postings.c.amount), else_=0)).label("cashback"),
        )
        .join(postings, postings.c.entry_key == journal_entries.c.key)
        .where(postings.c.customer_id == customer_id, *conditions)
        .group_by(*named)
        .subquery()
    )
