"""Raising a customer's level: whose number it is, is asked outside; an address, a person looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, assert_never

from domain.account_answers import read_full_name, read_identity_number
from domain.account_processors import IdentityKind
from domain.banks import same_person
from domain.identity import (
    SHOWN_DIGITS,
    AddressFault,
    AddressProof,
    AnotherIdentity,
    Document,
    IdentityChecksDown,
    IdentityChecksOff,
    IdentityGateway,
    IdentityQuestion,
    KnownIdentity,
    NobodyFound,
    NotAnswered,
    PersonFound,
    Standing,
    UnknownIdentity,
)
from domain.identity_steps import CountIdentityTry, DecideAddress, HandInAddress, KeepIdentity
from domain.rules import Rules
from domain.storage import Storage
from domain.wallets import AccountStore


class IdentityStore(Protocol):
    """What is known of customers' identities. The money path writes it."""

    async def known(self, customer_id: str) -> KnownIdentity | None:
        """Return what was verified."""
        ...

    async def address(self, customer_id: str) -> AddressProof | None:
        """Return the document that was handed in last."""
        ...


class NameStore(Protocol):
    """What customers are called."""

    async def rename(self, customer_id: str, name: str) -> None:
        """Call a customer by another name."""
        ...


class IdentityBooks(Protocol):
    """What raising levels needs from one transaction."""

    @property
    def customers(self) -> NameStore:
        """The customers."""
        ...

    @property
    def identities(self) -> IdentityStore:
        """The identities."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The accounts."""
        ...


@dataclass(frozen=True)
class Identities:
    """Raising levels. `gateway` None: nobody checks numbers here."""

    storage: Storage[IdentityBooks]
    gateway: IdentityGateway | None
    rules: Rules

    async def of(self, customer_id: str) -> Standing:
        """Return how far a customer is."""
        async with self.storage.look() as books:
            accounts = await books.accounts.of(customer_id)
            known = await books.identities.known(customer_id)
            return Standing(accounts.tier, known, await books.identities.address(customer_id))

    def check_open(self) -> None:
        """Refuse where nobody checks numbers.

        :raises IdentityChecksOff: if so
        """
        if self.gateway is None:
            raise IdentityChecksOff

    async def verify(
        self, customer_id: str, kind: IdentityKind, typed: str, *, name: str, now: datetime
    ) -> int:
        """Ask whose number it is; if it is in the customer's name, raise her level and return it.

        Nothing of the number is kept but its last four digits. From then on the customer has the name that
        was verified: it is what her bank account has to be in.

        :raises IdentityChecksOff, NotAnIdentityNumber, NotAFullName, TooManyIdentityTries: before anybody
            is asked
        :raises IdentityChecksDown: after it, and nothing is counted
        :raises UnknownIdentity, AnotherIdentity: after it
        """
        gateway = self.gateway
        if gateway is None:
            raise IdentityChecksOff
        number = read_identity_number(typed)
        said = " ".join(read_full_name(name))
        await self.storage.money.apply(CountIdentityTry(customer_id, self.rules, now))
        match await gateway.ask(IdentityQuestion(kind, number, said)):
            case PersonFound(found) if same_person(said, found):
                # Until now she was called what Telegram calls her, which may be no name that a bank knows.
                async with self.storage.begin() as books:
                    await books.customers.rename(customer_id, said)
                known = KnownIdentity(customer_id, kind, number[-SHOWN_DIGITS:], now)
                return await self.storage.money.apply(KeepIdentity(known))
            case PersonFound():
                raise AnotherIdentity(kind=kind, name=said)
            case NobodyFound():
                raise UnknownIdentity(kind=kind)
            case NotAnswered():
                await self.storage.money.apply(CountIdentityTry(customer_id, self.rules, now, back=True))
                raise IdentityChecksDown
            case other:
                assert_never(other)

    async def hand_in(self, customer_id: str, document: Document, *, now: datetime) -> AddressProof:
        """Take a proof of address in, for a person to look at.

        :raises AddressWaits, AddressDecided, TooManyIdentityTries: and nothing changed
        """
        return await self.storage.money.apply(HandInAddress(customer_id, document, self.rules, now))

    # --- staff ---------------------------------------------------------------------------------------

    async def approve(
        self, customer_id: str, *, by: str, by_customer_id: str | None, now: datetime
    ) -> AddressProof:
        """Find a document right: the customer gets the highest level, and is told.

        :raises OwnAddress, AddressDecided: if it can't be decided, or not by that person
        """
        return await self.storage.money.apply(DecideAddress(customer_id, None, by, by_customer_id, now))

    async def refuse(
        self, customer_id: str, fault: AddressFault, *, by: str, by_customer_id: str | None, now: datetime
    ) -> AddressProof:
        """Find that a document proves nothing. The customer is told why, and may hand in another one.

        :raises OwnAddress, AddressDecided: if it can't be decided, or not by that person
        """
        return await self.storage.money.apply(DecideAddress(customer_id, fault, by, by_customer_id, now))
