"""Whether it is under maintenance: row ↔ value."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.maintenance import Stop
from storage.tables_running import maintenance

_ID = "now"  # There is one row, while it is on.


@dataclass(frozen=True)
class SqlMaintenance:
    """`domain.maintenance.MaintenanceStore`."""

    connection: AsyncConnection

    async def get(self) -> Stop | None:
        """Return what is on, or was until its hour."""
        row = (await self.connection.execute(select(maintenance))).first()
        return Stop(row.text, row.since, row.until) if row is not None else None

    async def put(self, stop: Stop) -> None:
        """Keep that it is on, in the place of what was there."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        values = {"text": stop.text, "since": stop.since, "until": stop.until}
        await self.connection.execute(
            dialect.insert(maintenance)
            .values(id=_ID, **values)
            .on_conflict_do_update(index_elements=["id"], set_=values)
        )

    async def remove(self) -> Stop | None:
        """Keep that it is off, and return what was on."""
        removed = await self.connection.execute(
            delete(maintenance).returning(maintenance.c.text, maintenance.c.since, maintenance.c.until)
        )
        row = removed.first()
        return Stop(row.text, row.since, row.until) if row is not None else None
