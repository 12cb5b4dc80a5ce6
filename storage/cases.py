"""Cases: rows ↔ values. The money path opens them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cases import Case, CaseKind
from storage.tables import cases


@dataclass(frozen=True)
class SqlCases:
    """What staff have to decide."""

    connection: AsyncConnection

    async def get(self, case_id: str) -> Case | None:
        """Return a case."""
        rows = await self.connection.execute(select(cases).where(cases.c.id == case_id))
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return Case(
            kind=CaseKind(row["kind"]),
            subject_id=row["subject_id"],
            customer_id=row["customer_id"],
            opened_at=row["opened_at"],
            deadline_at=row["deadline_at"],
            detail=row["detail"],
        )

    async def open_ones(self) -> tuple[str, ...]:
        """Return the names of the cases that nobody has closed, oldest first."""
        rows = await self.connection.execute(
            select(cases.c.id).where(cases.c.closed_at.is_(None)).order_by(cases.c.opened_at, cases.c.id)
        )
        return tuple(rows.scalars())
