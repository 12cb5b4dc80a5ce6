"""Who wants to join elsewhere than in the chat: rows ↔ values."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.joining import Joining
from domain.phones import Phone
from storage.keyring import Keyring
from storage.tables import joinings


@dataclass(frozen=True)
class SqlJoinings:
    """`domain.joining.JoiningStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def keep(self, joining: Joining) -> Joining:
        """Keep who wants to join, and return it with the id that its number had before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {
            "name": self.keyring.seal(joining.name.encode()),
            "language": joining.language,
            "begun_at": joining.begun_at,
        }
        kept = await self.connection.execute(
            dialect.insert(joinings)
            .values(
                id=joining.id,
                phone=self.keyring.seal(joining.phone.e164.encode()),
                phone_index=self._index(joining.phone),
                **changed,
            )
            .on_conflict_do_update(index_elements=["phone_index"], set_=changed)
            .returning(joinings.c.id)
        )
        joining_id = kept.scalar_one()
        return Joining(joining_id, joining.phone, joining.name, joining.language, joining.begun_at)

    async def by_phone(self, phone: Phone) -> Joining | None:
        """Return who wants to join with a number."""
        rows = await self.connection.execute(
            select(joinings).where(joinings.c.phone_index == self._index(phone))
        )
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        name = self.keyring.open(row["name"]).decode()
        return Joining(row["id"], phone, name, row["language"], row["begun_at"])

    async def forget(self, joining_id: str) -> None:
        """Forget one: she has joined."""
        await self.connection.execute(delete(joinings).where(joinings.c.id == joining_id))

    def _index(self, phone: Phone) -> bytes:
        return self.keyring.index("phone", phone.e164)
