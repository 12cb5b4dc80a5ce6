"""The commands of levels: counting tries, raising the level, handing a document in and deciding about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.account_steps import RaiseTier
from domain.cases import Case, CaseKind
from domain.identity import (
    LEVEL_BY_ADDRESS,
    LEVEL_BY_NUMBER,
    AddressDecided,
    AddressFault,
    AddressProof,
    AddressStatus,
    AddressWaits,
    Document,
    IdentityTries,
    KnownIdentity,
    NumberFirst,
    OwnAddress,
    TooManyIdentityTries,
)
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.times import lagos_day


@dataclass(frozen=True, slots=True)
class CountIdentityTry:
    """Count a question about a number before it is asked; or, when nobody answered, take it off again."""

    customer_id: str
    rules: Rules
    now: datetime
    back: bool = False

    @property
    def id(self) -> str:
        """The counter of that customer and day."""
        return _counter(self.customer_id, "number", self.now)

    @property
    def touches(self) -> Touches:
        """The counter, and the customer whose commands stay in line."""
        return Touches(customer_id=self.customer_id, records=((IdentityTries, self.id),))

    def decide(self, books: MoneyBooks) -> None:
        """Count.

        :raises TooManyIdentityTries: if no more may be asked today
        """
        _count(books, self.id, self.customer_id, self.rules.identity.checks_per_day, back=self.back)


@dataclass(frozen=True, slots=True)
class KeepIdentity:
    """Keep that a number was found to be the customer's, and give her the level for it."""

    identity: KnownIdentity

    @property
    def touches(self) -> Touches:
        """The record, and the accounts."""
        return Touches(customer_id=self.identity.id, records=((KnownIdentity, self.identity.id),))

    def decide(self, books: MoneyBooks) -> int:
        """Return the level that the customer has now."""
        books.save_record(self.identity)
        return RaiseTier(self.identity.id, LEVEL_BY_NUMBER).decide(books).tier


@dataclass(frozen=True, slots=True)
class HandInAddress:
    """Keep a document for staff to look at, and call them."""

    customer_id: str
    document: Document
    rules: Rules
    now: datetime

    @property
    def _counter(self) -> str:
        return _counter(self.customer_id, "document", self.now)

    @property
    def touches(self) -> Touches:
        """What was handed in before, and how often today."""
        return Touches(
            customer_id=self.customer_id,
            records=((AddressProof, self.customer_id), (IdentityTries, self._counter)),
        )

    def decide(self, books: MoneyBooks) -> AddressProof:
        """Return the proof.

        :raises NumberFirst: if she has not the level before it
        :raises AddressWaits: if one is being looked at
        :raises AddressDecided: if one was approved
        :raises TooManyIdentityTries: if no more may be handed in today
        """
        if books.accounts(self.customer_id).tier < LEVEL_BY_NUMBER:
            raise NumberFirst
        before = books.record(AddressProof, self.customer_id)
        if before is not None and before.status is AddressStatus.WAITING:
            raise AddressWaits
        if before is not None and before.status is AddressStatus.APPROVED:
            raise AddressDecided
        _count(books, self._counter, self.customer_id, self.rules.identity.documents_per_day)
        proof = AddressProof(
            self.customer_id,
            self.document,
            handed_in_at=self.now,
            answer_by=self.now + self.rules.identity.documents_answered_within,
        )
        books.save_record(proof)
        subject = f"{self.customer_id}:{self.now:%Y%m%d%H%M%S}"
        case = Case(CaseKind.ADDRESS_PROOF, subject, self.customer_id, self.now, proof.answer_by)
        books.open_case(case)
        key = f"{NoticeKind.STAFF_CASE.value}:{case.id}"
        books.tell(Notice(key, NoticeKind.STAFF_CASE, case.id, None, self.now))
        return proof


@dataclass(frozen=True, slots=True)
class DecideAddress:
    """Keep what a person found in a document, raise the level where it is right, and tell the customer."""

    customer_id: str
    fault: AddressFault | None
    by: str
    by_customer_id: str | None
    now: datetime

    @property
    def touches(self) -> Touches:
        """The proof, and the accounts."""
        return Touches(customer_id=self.customer_id, records=((AddressProof, self.customer_id),))

    def decide(self, books: MoneyBooks) -> AddressProof:
        """Return the proof.

        :raises OwnAddress: if it is the decider's own
        :raises AddressDecided: if nothing waits to be decided
        """
        if self.by_customer_id == self.customer_id:
            raise OwnAddress
        proof = books.record(AddressProof, self.customer_id)
        if proof is None or proof.status is not AddressStatus.WAITING:
            raise AddressDecided
        decided = proof.decided(self.fault, by=self.by, now=self.now)
        books.save_record(decided)
        if self.fault is None:
            RaiseTier(self.customer_id, LEVEL_BY_ADDRESS).decide(books)
        kind = NoticeKind.ADDRESS_DECIDED
        key = f"{kind.value}:{self.customer_id}:{self.now.isoformat()}"
        books.tell(Notice(key, kind, self.customer_id, self.customer_id, self.now))
        return decided


def _counter(customer_id: str, what: str, now: datetime) -> str:
    return f"{customer_id}:{lagos_day(now).isoformat()}:{what}"


def _count(books: MoneyBooks, counter: str, customer_id: str, limit: int, *, back: bool = False) -> None:
    counted = books.record(IdentityTries, counter) or IdentityTries(counter, customer_id)
    if not back and counted.tries >= limit:
        raise TooManyIdentityTries(limit=limit)
    books.save_record(replace(counted, tries=max(0, counted.tries - 1) if back else counted.tries + 1))
    # The day's first try has no row yet that could be locked: her accounts' row keeps two processes in line.
    books.save_accounts(books.accounts(customer_id))
