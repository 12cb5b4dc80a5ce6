"""Closings: rows ↔ values, and the sums of the journal that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.closings import Moved
from domain.money import Money
from storage.tables import journal_entries, postings
from storage.tables_ledger import OF_ENTRY
from storage.tables_reconciliation import daily_closings

_EMPTY = "-"  # the account of a day on which nothing moved, so that it counts as closed


@dataclass(frozen=True)
class SqlClosings:
    """`domain.closings.ClosingStore`."""

    connection: AsyncConnection

    async def moved(self, since: datetime, until: datetime) -> tuple[Moved, ...]:
        """Return what was posted in a time."""
        amount = postings.c.amount
        rows = await self.connection.execute(
            select(
                postings.c.account,
                func.coalesce(func.sum(case((amount < 0, -amount))), 0),
                func.coalesce(func.sum(case((amount > 0, amount))), 0),
            )
            .join(journal_entries, OF_ENTRY)
            .where(journal_entries.c.posted_at >= since, journal_entries.c.posted_at < until)
            .group_by(postings.c.account)
            .order_by(postings.c.account)
        )
        return tuple(Moved(account, Money(int(debit)), Money(int(credit))) for account, debit, credit in rows)

    async def kept(self, first: date, last: date) -> Mapping[date, tuple[Moved, ...]]:
        """Return the closings of days that are kept."""
        rows = await self.connection.execute(
            select(daily_closings)
            .where(daily_closings.c.day >= first, daily_closings.c.day <= last)
            .order_by(daily_closings.c.day, daily_closings.c.account)
        )
        found: dict[date, list[Moved]] = {}
        for row in rows.mappings():
            day = found.setdefault(row["day"], [])
            if row["account"] != _EMPTY:
                day.append(Moved(row["account"], Money(row["debits"]), Money(row["credits"])))
        return {day: tuple(moved) for day, moved in found.items()}

    async def keep(self, day: date, moved: Sequence[Moved], *, now: datetime) -> None:
        """Keep a day's closing. The same again changes nothing."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        rows = [(each.account, each.debits.kobo, each.credits.kobo) for each in moved] or [(_EMPTY, 0, 0)]
        await self.connection.execute(
            dialect.insert(daily_closings).on_conflict_do_nothing(),
            [
                {"day": day, "account": account, "debits": debit, "credits": credit, "closed_at": now}
                for account, debit, credit in rows
            ],
        )
