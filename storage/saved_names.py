"""Names for lines and meters: rows ↔ values. Sealed, for a name beside a number is personal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.saved_names import SavedName
from storage.keyring import Keyring
from storage.tables import saved_names


@dataclass(frozen=True)
class SqlSavedNames:
    """`domain.saved_names.SavedNameStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def of(self, customer_id: str) -> tuple[SavedName, ...]:
        """Return a customer's names, oldest first."""
        rows = await self.connection.execute(
            select(saved_names)
            .where(saved_names.c.customer_id == customer_id)
            .order_by(saved_names.c.saved_at)
        )
        return tuple(self._saved_name_from(row) for row in rows.mappings())

    def _saved_name_from(self, row: Mapping[Any, Any]) -> SavedName:
        reference, biller_id, name = _opened(self.keyring, row["content"])
        return SavedName(row["id"], row["customer_id"], reference, biller_id, name, row["saved_at"])

    async def put(self, saved: SavedName) -> None:
        """Keep a name; another one of the same reference gives way."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        content = self.keyring.seal(orjson.dumps((saved.reference, saved.biller_id, saved.name)))
        changed = {"id": saved.id, "content": content, "saved_at": saved.saved_at}
        await self.connection.execute(
            dialect.insert(saved_names)
            .values(
                customer_id=saved.customer_id,
                reference_index=self.keyring.index("saved-name", saved.customer_id, saved.reference),
                **changed,
            )
            .on_conflict_do_update(index_elements=["customer_id", "reference_index"], set_=changed)
        )

    async def remove(self, customer_id: str, saved_id: str) -> None:
        """Forget a name."""
        await self.connection.execute(
            delete(saved_names).where(saved_names.c.customer_id == customer_id, saved_names.c.id == saved_id)
        )


def called(keyring: Keyring, content: bytes) -> tuple[str, str]:
    """Return a reference and its name.

    :raises Unreadable: if what was sealed can't be opened
    """
    reference, _, name = _opened(keyring, content)
    return reference, name


def _opened(keyring: Keyring, content: bytes) -> tuple[str, str, str]:
    reference, biller_id, name = orjson.loads(keyring.open(content))
    return reference, biller_id, name
