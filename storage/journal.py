"""What is asked of the journal as a whole: how many entries it has, and which is the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ledger_checks import Counted, NewestEntry
from storage.tables import journal_entries

_COUNTED_AT_ONCE = 100_000  # so many take a hundredth of a second
_ESTIMATE = "SELECT reltuples::bigint FROM pg_class WHERE oid = 'journal_entries'::regclass"


@dataclass(frozen=True)
class SqlJournal:
    """`domain.ledger_checks.JournalStore`."""

    connection: AsyncConnection

    async def count(self) -> int:
        """Count the entries. Reads all of them."""
        return int(await self.connection.scalar(select(func.count()).select_from(journal_entries)) or 0)

    async def about_how_many(self) -> Counted:
        """Return how many entries there are, at once: PostgreSQL knows about how many there are of many."""
        if self.connection.dialect.name == "postgresql":
            about = int(await self.connection.scalar(text(_ESTIMATE)) or 0)
            if about > _COUNTED_AT_ONCE:
                return Counted(about, is_exact=False)
        return Counted(await self.count())

    async def newest(self, since: datetime | None) -> NewestEntry | None:
        """Return the newest entry posted since then, or of all."""
        entries = journal_entries.c
        wanted = select(entries.key, entries.posted_at).order_by(entries.posted_at.desc(), entries.key.desc())
        if since is not None:
            wanted = wanted.where(entries.posted_at >= since)
        row = (await self.connection.execute(wanted.limit(1))).one_or_none()
        return NewestEntry(row.key, row.posted_at) if row is not None else None
