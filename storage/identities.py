"""What is known of customers' identities, outside the money path that writes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.identity import AddressProof, KnownIdentity
from storage.identity_rows import identity_from, proof_from
from storage.keyring import Keyring
from storage.tables import address_proofs, identities

# Not a bound value: the partial index is for just this one.
_WAITING = address_proofs.c.status == literal_column("'waiting'")


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

    async def waiting(self, *, limit: int, offset: int) -> tuple[AddressProof, ...]:
        """Return documents that wait, the oldest first."""
        rows = await self.connection.execute(
            select(address_proofs)
            .where(_WAITING)
            .order_by(address_proofs.c.handed_in_at, address_proofs.c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(proof_from(row, self.keyring) for row in rows.mappings())

    async def count_waiting(self) -> int:
        """Return how many documents wait."""
        rows = await self.connection.execute(select(func.count()).select_from(address_proofs).where(_WAITING))
        return int(rows.scalar_one())
