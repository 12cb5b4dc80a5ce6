"""What staff wrote to customers, sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.customer_desk import StaffMessage
from storage.keyring import Keyring
from storage.tables import staff_messages


@dataclass(frozen=True)
class SqlStaffMessages:
    """`domain.customer_desk.MessageStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def add(self, message: StaffMessage) -> None:
        """Keep a message, sealed."""
        await self.connection.execute(
            insert(staff_messages).values(
                id=message.id,
                customer_id=message.customer_id,
                at=message.at,
                by=message.by,
                content=self.keyring.seal(message.text.encode()),
            )
        )

    async def get(self, message_id: str) -> StaffMessage | None:
        """Return a message."""
        rows = await self.connection.execute(select(staff_messages).where(staff_messages.c.id == message_id))
        row = rows.one_or_none()
        if row is None:
            return None
        return StaffMessage(row.id, row.customer_id, row.at, row.by, self.keyring.open(row.content).decode())

    async def count(self, customer_id: str, *, since: datetime) -> int:
        """Return how many messages a customer got."""
        hers = (staff_messages.c.customer_id == customer_id) & (staff_messages.c.at >= since)
        rows = await self.connection.execute(select(func.count()).select_from(staff_messages).where(hers))
        return int(rows.scalar_one())
