"""Looks at personal data: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access_log import Access, Shown
from storage.tables import access_log


@dataclass(frozen=True)
class SqlAccesses:
    """`domain.access_log.AccessStore`."""

    connection: AsyncConnection

    async def add(self, access: Access) -> None:
        """Keep one."""
        await self.connection.execute(
            access_log.insert().values(
                id=access.id,
                viewer=access.viewer,
                customer_id=access.customer_id,
                what=access.what.value,
                subject_id=access.subject_id,
                seen_at=access.seen_at,
            )
        )

    async def of(self, customer_id: str, *, limit: int) -> tuple[Access, ...]:
        """Return who looked at a customer's data, the newest first."""
        rows = await self.connection.execute(
            select(access_log)
            .where(access_log.c.customer_id == customer_id)
            .order_by(access_log.c.id.desc())
            .limit(limit)
        )
        return tuple(
            Access(
                row["id"],
                row["viewer"],
                row["customer_id"],
                Shown(row["what"]),
                row["subject_id"],
                row["seen_at"],
            )
            for row in rows.mappings()
        )
