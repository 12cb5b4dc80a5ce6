"""PINs: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pins import PinRecord
from storage.tables import pins


@dataclass(frozen=True)
class SqlPins:
    """`domain.pins.PinStore`."""

    connection: AsyncConnection

    async def get(self, customer_id: str) -> PinRecord | None:
        """Return the record as it is at this moment."""
        return await self._one(customer_id, for_update=False)

    async def lock(self, customer_id: str) -> PinRecord | None:
        """Return the record, locked until the end of the transaction."""
        return await self._one(customer_id, for_update=True)

    async def save(self, record: PinRecord) -> None:
        """Keep a new or changed record."""
        values = {
            "sealed": record.sealed,
            "wrong": record.wrong,
            "locked_until": record.locked_until,
            "reset_needed": record.reset_needed,
            "last_try": record.last_try,
        }
        changed = await self.connection.execute(
            update(pins).where(pins.c.customer_id == record.customer_id).values(values)
        )
        if changed.rowcount == 0:
            await self.connection.execute(pins.insert().values(customer_id=record.customer_id, **values))

    async def _one(self, customer_id: str, *, for_update: bool) -> PinRecord | None:
        query = select(pins).where(pins.c.customer_id == customer_id)
        rows = await self.connection.execute(query.with_for_update() if for_update else query)
        row = rows.mappings().one_or_none()
        return PinRecord(**row) if row is not None else None  # the columns are the fields
