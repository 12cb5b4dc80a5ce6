"""The staff's PINs. One that was set before it was taken away is there no more."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.pins import PinRecord
from storage.pins import SqlPins
from storage.tables import staff_pin_resets, staff_pins


@dataclass(frozen=True)
class SqlStaffPins:
    """`domain.staff_pins.StaffPinStore`."""

    connection: AsyncConnection

    async def get(self, staff: str) -> PinRecord | None:
        """Return the record as it is at this moment."""
        record = await self._pins.get(staff)
        return record if record is not None and await self._counts(staff) else None

    async def lock(self, staff: str) -> PinRecord | None:
        """Return the record, locked until the end of the transaction."""
        record = await self._pins.lock(staff)
        return record if record is not None and await self._counts(staff) else None

    async def save(self, record: PinRecord) -> None:
        """Keep what became of a PIN that counts."""
        await self._pins.save(record)

    async def add(self, record: PinRecord) -> None:
        """Keep a new PIN: one that knows of all resets so far."""
        await self._pins.save(record)
        resets = select(staff_pin_resets.c.count).where(staff_pin_resets.c.id == record.customer_id)
        await self.connection.execute(
            update(staff_pins)
            .where(staff_pins.c.staff == record.customer_id)
            .values(resets=resets.scalar_subquery())
        )

    @property
    def _pins(self) -> SqlPins:
        return SqlPins(self.connection, staff_pins.c.staff)

    async def _counts(self, staff: str) -> bool:
        rows = await self.connection.execute(
            select(func.coalesce(staff_pins.c.resets, 0) >= func.coalesce(staff_pin_resets.c.count, 0))
            .outerjoin(staff_pin_resets, staff_pin_resets.c.id == staff_pins.c.staff)
            .where(staff_pins.c.staff == staff)
        )
        return bool(rows.scalar_one())
