"""By which @usernames customers are found: keyed hashes alone, and never of who does not want to be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring
from storage.tables import telegram_names


@dataclass(frozen=True)
class SqlTelegramNames:
    """`domain.payees.TelegramNameStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def saw(self, customer_id: str, username: str | None, *, now: datetime) -> None:
        """Keep the name that a customer has now; whoever had it before has it no more."""
        index = self._index(username) if username is not None else None
        if index is not None:
            await self.connection.execute(
                update(telegram_names)
                .where(telegram_names.c.name_index == index, telegram_names.c.customer_id != customer_id)
                .values(name_index=None)
            )
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {"name_index": index, "seen_at": now}
        await self.connection.execute(
            dialect.insert(telegram_names)
            .values(customer_id=customer_id, findable=True, **changed)
            .on_conflict_do_update(index_elements=["customer_id"], set_=changed)
        )

    async def owner(self, username: str) -> str | None:
        """Return the customer who was last seen with a name, if she may be found by it."""
        found = await self.connection.execute(
            select(telegram_names.c.customer_id).where(
                telegram_names.c.name_index == self._index(username), telegram_names.c.findable
            )
        )
        return found.scalar_one_or_none()

    async def findable(self, customer_id: str) -> bool:
        """Return whether a customer may be found by her name."""
        found = await self.connection.execute(
            select(telegram_names.c.findable).where(telegram_names.c.customer_id == customer_id)
        )
        value = found.scalar_one_or_none()
        return True if value is None else bool(value)

    async def let_be_found(self, customer_id: str, *, findable: bool, now: datetime) -> None:
        """Keep whether a customer may be found by her name."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(telegram_names)
            .values(customer_id=customer_id, findable=findable, seen_at=now)
            .on_conflict_do_update(index_elements=["customer_id"], set_={"findable": findable})
        )

    def _index(self, username: str) -> bytes:
        return self.keyring.index("telegram-name", username.casefold())
