"""Where staff look at documents of address that wait, and decide about one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.audit_log import AuditEntry, Doing
from domain.by_staff import ByStaff
from domain.customers import Customer
from domain.identity import (
    AddressDecided,
    AddressFault,
    AddressProof,
    AddressStatus,
    KnownIdentity,
    OwnAddress,
)
from domain.identity_steps import DecideAddress
from domain.staff import Act, StaffPerson
from domain.storage import Storage


class ProofStore(Protocol):
    """Where documents are found. The money path writes them."""

    async def known(self, customer_id: str) -> KnownIdentity | None:
        """Return what was verified of a customer."""
        ...

    async def address(self, customer_id: str) -> AddressProof | None:
        """Return the document that a customer handed in last."""
        ...

    async def waiting(self, *, limit: int, offset: int) -> tuple[AddressProof, ...]:
        """Return documents that wait, the oldest first."""
        ...

    async def count_waiting(self) -> int:
        """Return how many wait."""
        ...


class PeopleStore(Protocol):
    """The customers."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class AddressBooks(Protocol):
    """What deciding about documents needs from one transaction."""

    @property
    def identities(self) -> ProofStore:
        """The documents."""
        ...

    @property
    def customers(self) -> PeopleStore:
        """Whose they are."""
        ...


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A document, whose it is, and by which number she is known."""

    customer: Customer
    proof: AddressProof
    identity: KnownIdentity | None


@dataclass(frozen=True)
class AddressDesk:
    """The documents that wait for a person."""

    storage: Storage[AddressBooks]

    async def waiting(self, *, limit: int, offset: int = 0) -> tuple[tuple[HandedIn, ...], int]:
        """Return a part of what waits, the oldest first, and how many wait in all."""
        async with self.storage.look() as books:
            proofs = await books.identities.waiting(limit=limit, offset=offset)
            found = [await self._with_owner(books, each) for each in proofs]
            return tuple(found), await books.identities.count_waiting()

    async def of(self, customer_id: str) -> HandedIn:
        """Return the document that a customer handed in last.

        :raises AddressDecided: if there is none
        """
        async with self.storage.look() as books:
            proof = await books.identities.address(customer_id)
            if proof is None:
                raise AddressDecided
            return await self._with_owner(books, proof)

    def check_may_decide(self, paper: HandedIn, person: StaffPerson) -> None:
        """Refuse what deciding would refuse by now.

        :raises OwnAddress: if it is that person's own
        :raises AddressDecided: if it does not wait any more
        """
        if paper.customer.id == person.own_customer_id:
            raise OwnAddress
        if paper.proof.status is not AddressStatus.WAITING:
            raise AddressDecided

    async def decide(
        self, paper: HandedIn, fault: AddressFault | None, person: StaffPerson, *, now: datetime
    ) -> tuple[AddressProof, AuditEntry]:
        """Find a document right, or not; the customer is told. No fault: she gets the highest level.

        :raises NotYourRole, OwnAddress, AddressDecided: and nothing changes
        """
        customer_id = paper.customer.id
        decide = DecideAddress(customer_id, fault, person.name, person.own_customer_id, now)
        said = {"found": fault.value if fault is not None else "right"}
        doing = Doing(person.name, Act.DECIDE_ADDRESS.value, customer_id, now, customer_id, said)
        decided: tuple[AddressProof, AuditEntry] = await self.storage.money.apply(
            ByStaff(decide, person, Act.DECIDE_ADDRESS, doing, now)
        )
        return decided

    async def _with_owner(self, books: AddressBooks, proof: AddressProof) -> HandedIn:
        customer = await books.customers.by_id(proof.id)
        if customer is None:
            raise LookupError(f"no customer {proof.id}")
        return HandedIn(customer, proof, await books.identities.known(proof.id))
