"""How many names a customer looked at today, without the names or numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring
from storage.payment_rows import recipient_index
from storage.tables import name_checks, payments, transfers


@dataclass(frozen=True)
class SqlNameChecks:
    """`domain.validating.NameCheckStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def count_unpaid(
        self, customer_id: str, *, day: date, biller_id: str, reference: str, limit: int
    ) -> bool:
        """Count this check; False if others that were never paid fill the day already."""
        index = recipient_index(self.keyring, biller_id, reference)
        paid = or_(
            exists().where(
                payments.c.customer_id == name_checks.c.customer_id,
                payments.c.recipient_index == name_checks.c.recipient_index,
            ),
            exists().where(
                transfers.c.sender_id == name_checks.c.customer_id,
                transfers.c.payee_index == name_checks.c.recipient_index,
            ),
        )
        today = (name_checks.c.customer_id == customer_id) & (name_checks.c.day == day)
        unpaid = set(
            (
                await self.connection.execute(select(name_checks.c.recipient_index).where(today, ~paid))
            ).scalars()
        )
        if index in unpaid or await self._paid_before(customer_id, index):
            return True
        if len(unpaid) >= limit:
            return False
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(name_checks)
            .values(customer_id=customer_id, day=day, recipient_index=index)
            .on_conflict_do_nothing()  # the same question at the same moment
        )
        return True

    async def _paid_before(self, customer_id: str, index: bytes) -> bool:
        bill = exists().where(payments.c.customer_id == customer_id, payments.c.recipient_index == index)
        sent = exists().where(transfers.c.sender_id == customer_id, transfers.c.payee_index == index)
        found = await self.connection.execute(select(or_(bill, sent)))
        return bool(found.scalar_one())
