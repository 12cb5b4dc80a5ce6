"""Safe words: rows ↔ values. Sealed: who reads the database can't draw our sheets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.keyring import Keyring
from storage.tables import safe_words


@dataclass(frozen=True)
class SqlSafeWords:
    """`domain.safe_words.SafeWordStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, customer_id: str) -> str | None:
        """Return a customer's word, None if she has none."""
        query = select(safe_words.c.word).where(safe_words.c.customer_id == customer_id)
        sealed = (await self.connection.execute(query)).scalar_one_or_none()
        return self.keyring.open(sealed).decode() if sealed is not None else None

    async def put(self, customer_id: str, word: str, *, now: datetime) -> None:
        """Keep a word in the place of the one before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        chosen = {"word": self.keyring.seal(word.encode()), "chosen_at": now}
        await self.connection.execute(
            dialect.insert(safe_words)
            .values(customer_id=customer_id, **chosen)
            .on_conflict_do_update(index_elements=["customer_id"], set_=chosen)
        )

    async def remove(self, customer_id: str) -> None:
        """Forget the word."""
        await self.connection.execute(delete(safe_words).where(safe_words.c.customer_id == customer_id))
