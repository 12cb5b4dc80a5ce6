"""Top-ups outside the money path: intents, payment pages, when to ask the processor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.top_ups import TopUp, TopUpStatus
from storage.tables import top_ups
from storage.top_up_rows import asked_before, top_up_from


@dataclass(frozen=True)
class SqlTopUps:
    """`domain.funding_books.TopUpStore`."""

    connection: AsyncConnection

    async def add(self, top_up: TopUp) -> None:
        """Keep a new intent. The same id again changes nothing."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(top_ups)
            .values(
                id=top_up.id,
                customer_id=top_up.customer_id,
                processor=top_up.processor,
                amount=top_up.amount.kobo,
                opened_at=top_up.opened_at,
                expires_at=top_up.expires_at,
                status=top_up.status.value,
                verify_at=top_up.verify_at,
                verifications=top_up.verifications,
                card=top_up.card,
                asked_before=asked_before(top_up.asked_before),
            )
            .on_conflict_do_nothing(index_elements=["id"])
        )

    async def get(self, top_up_id: str) -> TopUp | None:
        """Return an intent."""
        rows = await self.connection.execute(select(top_ups).where(top_ups.c.id == top_up_id))
        row = rows.mappings().one_or_none()
        return top_up_from(row) if row is not None else None

    async def newest(
        self,
        customer_id: str,
        *,
        limit: int,
        before: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[TopUp, ...]:
        """Return a customer's top-ups that did not fail, newest first, older than the id `before`."""
        query = select(top_ups).where(
            top_ups.c.customer_id == customer_id, top_ups.c.status != TopUpStatus.FAILED.value
        )
        if before is not None:
            query = query.where(top_ups.c.id < before)
        if since is not None:
            query = query.where(top_ups.c.opened_at >= since)
        if until is not None:
            query = query.where(top_ups.c.opened_at < until)
        rows = await self.connection.execute(query.order_by(top_ups.c.id.desc()).limit(limit))
        return tuple(top_up_from(row) for row in rows.mappings())

    async def credited(
        self, customer_id: str, *, since: datetime, until: datetime, limit: int
    ) -> tuple[TopUp, ...]:
        """Return what was credited to a customer in a time, oldest first."""
        rows = await self.connection.execute(
            select(top_ups)
            .where(
                top_ups.c.customer_id == customer_id,
                top_ups.c.status == TopUpStatus.CREDITED.value,
                top_ups.c.ended_at >= since,
                top_ups.c.ended_at < until,
            )
            .order_by(top_ups.c.ended_at)
            .limit(limit)
        )
        return tuple(top_up_from(row) for row in rows.mappings())

    async def asks_another(self, top_up: TopUp) -> None:
        """Keep whom is asked for a page now, and who was asked before."""
        await self.connection.execute(
            update(top_ups)
            .where(top_ups.c.id == top_up.id)
            .values(processor=top_up.processor, asked_before=asked_before(top_up.asked_before))
        )

    async def page_opened(self, top_up_id: str, url: str) -> None:
        """Keep the address of its payment page."""
        await self.connection.execute(
            update(top_ups).where(top_ups.c.id == top_up_id).values(checkout_url=url)
        )

    async def unfinished(self, customer_id: str, *, since: datetime) -> TopUp | None:
        """Return a customer's newest top-up since then of which no money is in."""
        rows = await self.connection.execute(
            select(top_ups)
            .where(
                top_ups.c.customer_id == customer_id,
                top_ups.c.status.in_((TopUpStatus.OPEN.value, TopUpStatus.FAILED.value)),
                top_ups.c.opened_at >= since,
            )
            .order_by(top_ups.c.id.desc())
            .limit(1)
        )
        row = rows.mappings().one_or_none()
        return top_up_from(row) if row is not None else None

    async def verify_again(self, top_up: TopUp) -> None:
        """Keep when to ask next, and what the asking said, if it is still open."""
        await self.connection.execute(
            update(top_ups)
            .where(top_ups.c.id == top_up.id, top_ups.c.status == TopUpStatus.OPEN.value)
            .values(
                status=top_up.status.value,
                verify_at=top_up.verify_at,
                verifications=top_up.verifications,
                ended_at=top_up.ended_at,
            )
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[TopUp, ...]:
        """Return open intents whose processor should be asked now."""
        rows = await self.connection.execute(
            select(top_ups).where(top_ups.c.verify_at <= now).order_by(top_ups.c.verify_at).limit(limit)
        )
        return tuple(top_up_from(row) for row in rows.mappings())
