"""Requests by the key of their sender: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.idempotency import Answer, Asked
from storage.keyring import Keyring, Unreadable
from storage.tables import idempotency_keys as kept


@dataclass(frozen=True)
class SqlIdempotency:
    """`domain.idempotency.IdempotencyStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def first(self, asked: Asked) -> Asked:
        """Keep a request, or return the one that was kept under its key before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(kept)
            .values(
                customer_id=asked.customer_id,
                key=asked.key,
                fingerprint=asked.fingerprint,
                subject_id=asked.subject_id,
                asked_at=asked.asked_at,
            )
            .on_conflict_do_nothing()
        )
        rows = await self.connection.execute(
            select(kept).where(kept.c.customer_id == asked.customer_id, kept.c.key == asked.key)
        )
        row = rows.mappings().one()
        answer = self._answer(row["status"], row["answer"])
        return Asked(
            asked.customer_id, asked.key, row["fingerprint"], row["subject_id"], row["asked_at"], answer
        )

    async def answered(self, customer_id: str, key: str, answer: Answer) -> None:
        """Keep the answer."""
        await self.connection.execute(
            update(kept)
            .where(kept.c.customer_id == customer_id, kept.c.key == key)
            .values(status=answer.status, answer=self.keyring.seal(answer.body))
        )

    def _answer(self, status: int | None, sealed: bytes | None) -> Answer | None:
        if status is None or sealed is None:
            return None
        try:
            return Answer(status, self.keyring.open(sealed))
        except Unreadable:
            return None  # The key is off the ring. What is asked for again goes by its id, and ends the same.
