"""What became of text messages: rows ↔ values. What they said is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.text_messages import Reported, ReportStatus, SentMessage
from storage.tables import text_messages

_LONGEST_REASON = 200


@dataclass(frozen=True)
class SqlTextMessages:
    """`domain.text_messages.TextMessageStore`."""

    connection: AsyncConnection

    async def add(self, sent: SentMessage) -> None:
        """Keep a message that was taken. A vendor that gives one id twice does not stop us."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(text_messages)
            .values(
                vendor=sent.vendor,
                message_id=sent.message_id,
                customer_id=sent.customer_id,
                subject_id=sent.subject_id,
                segments=sent.segments,
                sent_at=sent.sent_at,
                status=sent.status.value,
            )
            .on_conflict_do_nothing()
        )

    async def pages(self, *, since: datetime) -> int:
        """Return how many pages were taken since then."""
        pages = await self.connection.scalar(
            select(func.coalesce(func.sum(text_messages.c.segments), 0)).where(
                text_messages.c.sent_at >= since
            )
        )
        return int(pages or 0)

    async def report(self, reported: Reported, *, now: datetime) -> SentMessage | None:
        """Keep what became of it and return it; None if it is not ours, or this was known already.

        What was delivered stays so: reports come in any order, and again.
        """
        rows = await self.connection.execute(
            update(text_messages)
            .where(
                text_messages.c.vendor == reported.vendor,
                text_messages.c.message_id == reported.message_id,
                text_messages.c.status.not_in({reported.status.value, ReportStatus.DELIVERED.value}),
            )
            .values(
                status=reported.status.value,
                reason=reported.reason[:_LONGEST_REASON] or None,
                reported_at=now,
            )
            .returning(text_messages)
        )
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return SentMessage(
            vendor=row["vendor"],
            message_id=row["message_id"],
            customer_id=row["customer_id"],
            subject_id=row["subject_id"],
            segments=row["segments"],
            sent_at=row["sent_at"],
            status=ReportStatus(row["status"]),
            reported_at=row["reported_at"],
        )
