"""What the journal and the outbox have about a payment: found by their keys, which begin with the kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.ledger import EntryKind
from domain.money import Money
from domain.notices import NoticeKind
from domain.payment_help import AGAIN
from domain.staff_story import Line, Said
from storage.tables import journal_entries, outbox, postings
from storage.tables_ledger import OF_ENTRY


@dataclass(frozen=True)
class SqlStories:
    """`domain.staff_story.StoryStore`."""

    connection: AsyncConnection

    async def lines(self, subjects: Sequence[str]) -> tuple[Line, ...]:
        """Return the postings of all entries about these, oldest first."""
        entries = journal_entries.c
        rows = await self.connection.execute(
            select(
                entries.kind,
                entries.posted_at,
                postings.c.account,
                postings.c.amount,
                postings.c.customer_id,
            )
            .join(postings, OF_ENTRY)
            .where(entries.key.in_([f"{kind.value}:{each}" for each in subjects for kind in EntryKind]))
            .order_by(entries.posted_at, entries.key, postings.c.line)
        )
        return tuple(
            Line(
                row["kind"],
                row["posted_at"],
                row["account"],
                Money(row["amount"]),
                row["customer_id"] is not None,
            )
            for row in rows.mappings()
        )

    async def said(self, subject_id: str) -> tuple[Said, ...]:
        """Return the messages about it, oldest first."""
        once = outbox.c.key.in_([f"{kind.value}:{subject_id}" for kind in NoticeKind])
        again = (
            and_(
                outbox.c.key > f"{kind.value}:{subject_id}:{AGAIN}:",
                outbox.c.key < f"{kind.value}:{subject_id};",
            )
            for kind in (NoticeKind.PAYMENT_TOKEN, NoticeKind.PAYMENT_DELIVERED)
        )
        rows = await self.connection.execute(
            select(outbox.c.kind, outbox.c.due_at, outbox.c.sent_at, outbox.c.failure)
            .where(or_(once, *again))
            .order_by(outbox.c.due_at)
        )
        return tuple(Said(*row) for row in rows)
