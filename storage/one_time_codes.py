"""One-time codes: rows ↔ values. Of the digits there is a slow hash, and that is sealed too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.one_time_codes import Channel, CodeRecord, Purpose
from storage.keyring import Keyring
from storage.tables import customers, joinings, one_time_codes


@dataclass(frozen=True)
class SqlOneTimeCodes:
    """`domain.one_time_codes.CodeStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def lock(self, customer_id: str, purpose: Purpose) -> CodeRecord | None:
        """Return the newest code, locked until the end of the transaction, also when there is none."""
        # A row of hers is there in any case, so two who ask for the first code wait for each other.
        found = await self.connection.execute(
            select(customers.c.id).where(customers.c.id == customer_id).with_for_update(key_share=True)
        )
        if found.scalar_one_or_none() is None:  # She is about to become one.
            await self.connection.execute(
                select(joinings.c.id).where(joinings.c.id == customer_id).with_for_update()
            )
        return await self.get(customer_id, purpose)

    async def get(self, customer_id: str, purpose: Purpose) -> CodeRecord | None:
        """Return the newest code as it is at this moment."""
        rows = await self.connection.execute(
            select(one_time_codes).where(
                one_time_codes.c.customer_id == customer_id, one_time_codes.c.purpose == purpose.value
            )
        )
        row = rows.mappings().one_or_none()
        return self._code_from(row) if row is not None else None

    async def save(self, record: CodeRecord) -> None:
        """Keep a new or changed code in the place of the one before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {
            "id": record.id,
            "about": record.about,
            "channel": record.channel.value,
            "sealed": self.keyring.seal(record.sealed),
            "asked_at": record.asked_at,
            "expires_at": record.expires_at,
            "day": record.day,
            "asked": record.asked,
            "tries": record.tries,
            "last_try": record.last_try,
            "confirmed_at": record.confirmed_at,
            "unsent_at": record.unsent_at,
        }
        await self.connection.execute(
            dialect.insert(one_time_codes)
            .values(customer_id=record.customer_id, purpose=record.purpose.value, **changed)
            .on_conflict_do_update(index_elements=["customer_id", "purpose"], set_=changed)
        )

    def _code_from(self, row: Mapping[Any, Any]) -> CodeRecord:
        return CodeRecord(
            customer_id=row["customer_id"],
            purpose=Purpose(row["purpose"]),
            id=row["id"],
            about=row["about"],
            channel=Channel(row["channel"]),
            sealed=self.keyring.open(row["sealed"]),
            asked_at=row["asked_at"],
            expires_at=row["expires_at"],
            day=row["day"],
            asked=row["asked"],
            tries=row["tries"],
            last_try=row["last_try"],
            confirmed_at=row["confirmed_at"],
            unsent_at=row["unsent_at"],
        )
