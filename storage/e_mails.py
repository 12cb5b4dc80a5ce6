"""E-mail addresses: rows ↔ values. Sealed; a keyed hash finds a confirmed one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.e_mails import EMailAddresses
from storage.keyring import Keyring
from storage.tables import e_mails


@dataclass(frozen=True)
class SqlEMails:
    """`domain.e_mails.EMailStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, customer_id: str) -> EMailAddresses | None:
        """Return a customer's addresses."""
        rows = await self.connection.execute(select(e_mails).where(e_mails.c.customer_id == customer_id))
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        return EMailAddresses(
            customer_id, self._opened(row["address"]), row["confirmed_at"], self._opened(row["pending"])
        )

    async def whose(self, address: str) -> str | None:
        """Return the one customer with that confirmed address; None if there is none, or several."""
        rows = await self.connection.execute(
            select(e_mails.c.customer_id).where(e_mails.c.address_index == self._index(address)).limit(2)
        )
        found = rows.scalars().all()
        return found[0] if len(found) == 1 else None

    async def save(self, addresses: EMailAddresses) -> None:
        """Keep new or changed addresses."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        address = addresses.address
        changed = {
            "address": self._sealed(address),
            "address_index": self._index(address) if address else None,
            "confirmed_at": addresses.confirmed_at,
            "pending": self._sealed(addresses.pending),
        }
        await self.connection.execute(
            dialect.insert(e_mails)
            .values(customer_id=addresses.customer_id, **changed)
            .on_conflict_do_update(index_elements=["customer_id"], set_=changed)
        )

    def _index(self, address: str) -> bytes:
        return self.keyring.index("e-mail", address.lower())

    def _sealed(self, text: str | None) -> bytes | None:
        return self.keyring.seal(text.encode()) if text is not None else None

    def _opened(self, sealed: bytes | None) -> str | None:
        return self.keyring.open(sealed).decode() if sealed is not None else None
