"""What is known of customers' identities, outside the money path that writes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.identity import AddressProof, KnownIdentity
from storage.identity_rows import identity_from, proof_from
from storage.keyring import Keyring
from storage.tables import address_proofs, identities


@dataclass(frozen=True)
class SqlIdentities:
    """`domain.verifying.IdentityStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def known(self, customer_id: str) -> KnownIdentity | None:
        """Return what was verified."""
        rows = await self.connection.execute(select(identities).where(identities.c.id == customer_id))
        row = rows.mappings().one_or_none()
        return identity_from(row, self.keyring) if row is not None else None

    async def address(self, customer_id: str) -> AddressProof | None:
        """Return the document that was handed in last."""
        rows = await self.connection.execute(select(address_proofs).where(address_proofs.c.id == customer_id))
        row = rows.mappings().one_or_none()
        return proof_from(row, self.keyring) if row is not None else None
