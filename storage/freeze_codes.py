"""Freeze codes: whose they are, by keyed hashes, and how many were tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring
from storage.tables import freeze_codes, freeze_tries


@dataclass(frozen=True)
class SqlFreezeCodes:
    """`domain.freezing.FreezeCodeStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def put(self, customer_id: str, code: str, *, now: datetime) -> None:
        """Keep a code in the place of the customer's last one."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        fresh = {"code_index": self._index(code), "made_at": now}
        await self.connection.execute(
            dialect.insert(freeze_codes)
            .values(customer_id=customer_id, **fresh)
            .on_conflict_do_update(index_elements=["customer_id"], set_=fresh)
        )

    async def made_at(self, customer_id: str) -> datetime | None:
        """Return when the customer's code was made, None if she has none."""
        query = select(freeze_codes.c.made_at).where(freeze_codes.c.customer_id == customer_id)
        return (await self.connection.execute(query)).scalar_one_or_none()

    async def owner(self, code: str) -> str | None:
        """Return whose code it is."""
        query = select(freeze_codes.c.customer_id).where(freeze_codes.c.code_index == self._index(code))
        return (await self.connection.execute(query)).scalar_one_or_none()

    async def count_try(self, telegram_id: int, *, day: date, limit: int) -> bool:
        """Count a try of a Telegram account; False if it has had its tries of the day."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        counted = (
            dialect.insert(freeze_tries)
            .values(telegram_id=telegram_id, day=day, tries=1)
            .on_conflict_do_update(
                index_elements=["telegram_id", "day"], set_={"tries": freeze_tries.c.tries + 1}
            )
            .returning(freeze_tries.c.tries)
        )
        tries: int = (await self.connection.execute(counted)).scalar_one()
        return tries <= limit

    def _index(self, code: str) -> bytes:
        return self.keyring.index("freeze-code", code)
