"""What personal account numbers need from a processor, and the answers and events it may give."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.money import Money


class IdentityKind(StrEnum):
    """The number by which a processor knows a person."""

    BVN = "bvn"
    NIN = "nin"


class AccountFailure(StrEnum):
    """Why there is no account."""

    IDENTITY = "identity"  # the number, the name and the bank account are not of one person
    REFUSED = "refused"  # the processor's no, for another reason
    UNREACHABLE = "unreachable"  # it could not be asked
    NO_ANSWER = "no-answer"  # it was asked, and never said what became of it


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as a processor lists it."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is, told for this one request. It is handed on and never kept."""

    kind: IdentityKind
    number: str = field(repr=False)  # 11 digits
    first_name: str = field(repr=False)
    last_name: str = field(repr=False)
    bank_code: str | None = None  # of an account that is theirs, where the processor compares it
    bank_account: str | None = field(default=None, repr=False)  # 10 digits


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """A personal account number to be opened."""

    reference: str  # ours; lowercase letters and digits
    email: str
    phone: str = field(repr=False)  # "+234…"
    identity: Identity


@dataclass(frozen=True, slots=True)
class AccountDetails:
    """Where people send money to."""

    number: str = field(repr=False)  # 10 digits
    bank: str
    holder: str  # as the sender's bank will show it


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """The account is there."""

    details: AccountDetails


@dataclass(frozen=True, slots=True)
class AccountUnderWay:
    """It was asked for. What became of it is told by an event."""


@dataclass(frozen=True, slots=True)
class AccountRefused:
    """A definite no."""

    failure: AccountFailure


@dataclass(frozen=True, slots=True)
class AccountUnavailable:
    """The processor did not hear us. Another one may be asked."""

    reason: str


@dataclass(frozen=True, slots=True)
class AccountUnclear:
    """It may have heard us."""

    reason: str


AccountOutcome = AccountOpened | AccountUnderWay | AccountRefused | AccountUnavailable | AccountUnclear
# What a question for an account that was asked for may be answered by.
AccountFinding = AccountOpened | AccountUnderWay | AccountUnclear


@dataclass(frozen=True, slots=True)
class Transfer:
    """The processor's final word: a transfer came in on a personal account number."""

    transaction_id: str  # the processor's; credited once for it, whatever its reference
    account_number: str | None = field(repr=False)  # that received it, where the processor says so
    reference: str | None  # ours of the account, where it repeats that instead
    amount: Money  # what was sent
    fee: Money  # what the processor keeps
    currency: str  # ISO 4217
    sender: str = field(repr=False)
    sender_bank: str
    paid_at: datetime
    known_as: str | None = None  # the processor's own reference, by which it may speak of it later


@dataclass(frozen=True, slots=True)
class AccountAssigned:
    """An authentic event: the account that was asked for is there."""

    email: str
    details: AccountDetails


@dataclass(frozen=True, slots=True)
class AccountNotAssigned:
    """An authentic event: there will be no account."""

    email: str
    failure: AccountFailure


@dataclass(frozen=True, slots=True)
class TransferReceived:
    """An authentic event: money came in."""

    transfer: Transfer


@dataclass(frozen=True, slots=True)
class TransferHint:
    """Somebody says that money came in for that reference of ours; to be asked about."""

    transaction_id: str
    reference: str


AccountEvent = AccountAssigned | AccountNotAssigned | TransferReceived | TransferHint


@dataclass(frozen=True, slots=True)
class NoTransfer:
    """No money came in by that transaction. `final`: and none will."""

    final: bool


@dataclass(frozen=True, slots=True)
class TransferUnknown:
    """The processor could not say."""

    reason: str


TransferFinding = Transfer | NoTransfer | TransferUnknown


@dataclass(frozen=True, slots=True)
class Listed:
    """What came in on an account of late, as far as its processor knows. A hint has to be asked back."""

    came_in: tuple[Transfer | TransferHint, ...]


TransferList = Listed | TransferUnknown


class AccountGateway(Protocol):
    """One processor that gives account numbers to people."""

    @property
    def name(self) -> str:
        """The processor's name in our books."""
        ...

    @property
    def identities(self) -> tuple[IdentityKind, ...]:
        """The numbers that it takes as proof of who somebody is."""
        ...

    @property
    def compares_bank_account(self) -> bool:
        """Whether it also wants a bank account of that person."""
        ...

    @property
    def can_be_asked(self) -> bool:
        """Whether an account that was asked for can be found again by its e-mail address."""
        ...

    async def banks(self) -> tuple[Bank, ...]:
        """Return the banks that it knows; none if it can't say now."""
        ...

    async def open_account(self, request: AccountRequest) -> AccountOutcome:
        """Ask for an account number, once."""
        ...

    async def find_account(self, email: str) -> AccountFinding:
        """Ask what became of a request. Safe to repeat."""
        ...

    async def find_transfer(self, transaction_id: str) -> TransferFinding:
        """Ask what a transaction brought. Safe to repeat."""
        ...

    async def find_by_reference(self, reference: str) -> TransferFinding:
        """Ask what is known under the processor's own reference. Safe to repeat."""
        ...

    async def list_transfers(
        self, *, reference: str, email: str, number: str, since: datetime
    ) -> TransferList:
        """Ask what came in on that number since then. Safe to repeat.

        :param reference: ours of the account
        :param email: of the customer, as the processor knows it
        """
        ...

    def read_account_event(self, body: bytes) -> AccountEvent | None:
        """Return what an authentic webhook says of accounts; None if it is about something else.

        :raises UnreadableEvent: if it is about an account and can't be understood
        """
        ...
