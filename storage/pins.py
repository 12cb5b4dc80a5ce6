"""PINs: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Column, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pins import PinRecord
from storage.tables import pins

_REMEMBERED = ("sealed", "wrong", "locked_until", "reset_needed", "last_try")


@dataclass(frozen=True)
class SqlPins:
    """`domain.pins.PinStore`: of customers, or of staff, in a table of theirs. `whose` is its key."""

    connection: AsyncConnection
    whose: Column[str] = pins.c.customer_id

    async def get(self, customer_id: str) -> PinRecord | None:
        """Return the record as it is at this moment."""
        return await self._one(customer_id, for_update=False)

    async def lock(self, customer_id: str) -> PinRecord | None:
        """Return the record, locked until the end of the transaction."""
        return await self._one(customer_id, for_update=True)

    async def save(self, record: PinRecord) -> None:
        """Keep a new or changed record."""
        values = {name: getattr(record, name) for name in _REMEMBERED}
        table, whose = self.whose.table, self.whose
        changed = await self.connection.execute(
            update(table).where(whose == record.customer_id).values(values)
        )
        if changed.rowcount == 0:
            await self.connection.execute(insert(table).values({whose.name: record.customer_id, **values}))

    async def _one(self, customer_id: str, *, for_update: bool) -> PinRecord | None:
        query = select(self.whose.table).where(self.whose == customer_id)
        rows = await self.connection.execute(query.with_for_update() if for_update else query)
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return PinRecord(customer_id, **{name: row[name] for name in _REMEMBERED})
