"""Who a customer is, as far as her level asks: a BVN or NIN in her name, then a proof of her address.

Of a number only its kind, its last four digits and the result are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.account_processors import IdentityKind
from domain.errors import Refusal

LEVEL_BY_NUMBER = 2
LEVEL_BY_ADDRESS = 3
SHOWN_DIGITS = 4


class IdentityChecksOff(Refusal):
    """Nobody checks identities for this installation."""

    code = "identity-checks-off"


class IdentityChecksDown(Refusal):
    """Whoever checks identities can't be asked now. Nothing was counted."""

    code = "identity-checks-down"


class TooManyIdentityTries(Refusal):
    """Enough numbers, or documents, were tried today."""

    code = "too-many-identity-tries"

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class UnknownIdentity(Refusal):
    """There is no such BVN or NIN."""

    code = "unknown-identity"

    def __init__(self, *, kind: IdentityKind) -> None:
        super().__init__(kind=kind.value)


class AnotherIdentity(Refusal):
    """The BVN or NIN is in another name."""

    code = "another-identity"

    def __init__(self, *, kind: IdentityKind, name: str) -> None:
        super().__init__(kind=kind.value, name=name)


class NumberFirst(Refusal):
    """An address counts only after a number."""

    code = "identity-number-first"


class AddressWaits(Refusal):
    """A document is being looked at already."""

    code = "address-waits"


class AddressDecided(Refusal):
    """Somebody has decided about that document, or there is none."""

    code = "address-decided"


class OwnAddress(Refusal):
    """Nobody decides about her own document."""

    code = "own-address"


@dataclass(frozen=True, slots=True)
class IdentityQuestion:
    """Whose number is this? It is handed on and never kept."""

    kind: IdentityKind
    number: str = field(repr=False)  # 11 digits
    name: str = field(repr=False)  # as the customer says it


@dataclass(frozen=True, slots=True)
class PersonFound:
    """The number is a person's."""

    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NobodyFound:
    """The number is nobody's."""


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """They could not be asked, or what they said can't be understood."""

    reason: str


IdentityAnswer = PersonFound | NobodyFound | NotAnswered


class IdentityGateway(Protocol):
    """Who knows whose BVN or NIN a number is."""

    async def ask(self, question: IdentityQuestion) -> IdentityAnswer:
        """Ask whose it is. A doubt is a `NotAnswered`, never an exception."""
        ...


@dataclass(frozen=True, slots=True)
class KnownIdentity:
    """That a customer's number was found to be hers. Its id is the customer's."""

    id: str
    kind: IdentityKind
    ends: str  # the last four digits
    verified_at: datetime


@dataclass(frozen=True, slots=True)
class IdentityTries:
    """How often a customer tried on a Lagos day: numbers and documents are counted apart."""

    id: str
    customer_id: str
    tries: int = 0


class AddressStatus(StrEnum):
    """Where a proof of address is."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class AddressFault(StrEnum):
    """Why a document proves nothing."""

    UNREADABLE = "unreadable"
    OTHER_NAME = "other-name"
    TOO_OLD = "too-old"
    NO_ADDRESS = "no-address"


@dataclass(frozen=True, slots=True)
class Document:
    """A picture or file in the chat, by the name that Telegram gave it."""

    file_id: str = field(repr=False)
    is_photo: bool


@dataclass(frozen=True, slots=True)
class AddressProof:
    """The document that a customer handed in last. Its id is the customer's."""

    id: str
    document: Document
    handed_in_at: datetime
    answer_by: datetime
    status: AddressStatus = AddressStatus.WAITING
    fault: AddressFault | None = None
    decided_at: datetime | None = None
    decided_by: str | None = None

    def decided(self, fault: AddressFault | None, *, by: str, now: datetime) -> AddressProof:
        """Return it with what a person found. No fault: it is approved."""
        status = AddressStatus.APPROVED if fault is None else AddressStatus.REFUSED
        return replace(self, status=status, fault=fault, decided_at=now, decided_by=by)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a customer is."""

    tier: int
    identity: KnownIdentity | None
    address: AddressProof | None
