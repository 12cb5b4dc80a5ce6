"""Digests of the staff: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.digests import Digest
from storage.tables import staff_digests


@dataclass(frozen=True)
class SqlDigests:
    """`domain.digests.DigestStore`."""

    connection: AsyncConnection

    async def keep(self, digest: Digest, *, told_on: date | None) -> None:
        """Keep when somebody is told; `told_on`: not on that day any more."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        values = {"minute": digest.minute, "told_on": told_on}
        await self.connection.execute(
            dialect.insert(staff_digests)
            .values(telegram_id=digest.telegram_id, **values)
            .on_conflict_do_update(index_elements=["telegram_id"], set_=values)
        )

    async def forget(self, telegram_id: int) -> None:
        """Tell somebody nothing any more."""
        await self.connection.execute(delete(staff_digests).where(staff_digests.c.telegram_id == telegram_id))

    async def take_due(self, day: date, minute: int) -> tuple[Digest, ...]:
        """Return who is to be told on that day by now, and count them as told."""
        rows = await self.connection.execute(
            update(staff_digests)
            .where(
                staff_digests.c.minute <= minute,
                or_(staff_digests.c.told_on.is_(None), staff_digests.c.told_on < day),
            )
            .values(told_on=day)
            .returning(staff_digests.c.telegram_id, staff_digests.c.minute)
        )
        return tuple(Digest(*row) for row in sorted(tuple(each) for each in rows))
