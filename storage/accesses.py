"""Looks at personal data: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.access_log import Access
from storage.staff_rows import as_access
from storage.tables import access_log


@dataclass(frozen=True)
class SqlAccesses:
    """`domain.access_log.AccessStore`."""

    connection: AsyncConnection

    async def of(self, customer_id: str, *, limit: int) -> tuple[Access, ...]:
        """Return who looked at a customer's data, the newest first."""
        rows = await self.connection.execute(
            select(access_log)
            .where(access_log.c.customer_id == customer_id)
            .order_by(access_log.c.id.desc())
            .limit(limit)
        )
        return tuple(as_access(row) for row in rows.mappings())
