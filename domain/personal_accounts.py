"""Personal account numbers: bank accounts at a processor whose money goes into one customer's wallet.

What comes in on them is in `inflows`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.account_processors import (
    AccountAssigned,
    AccountDetails,
    AccountFailure,
    AccountGateway,
    AccountNotAssigned,
    AccountOpened,
    AccountRefused,
    AccountRequest,
    AccountUnavailable,
    AccountUnclear,
    AccountUnderWay,
    Bank,
    Identity,
    IdentityKind,
)
from domain.customers import Customer
from domain.errors import NotAllowed, Refusal
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.storage import Storage

_SHOWN_DIGITS = 4
_TRIES = 3  # to write down what a processor said while something else was written


class AccountsNotOffered(Refusal):
    """No processor has an account number for this customer."""

    code = "accounts-not-offered"


class AccountsDown(Refusal):
    """No processor could be asked. Nothing was sent anywhere that stayed there."""

    code = "accounts-down"


class AccountStatus(StrEnum):
    """Where a personal account number is."""

    REQUESTED = "requested"
    OPEN = "open"
    FAILED = "failed"
    CLOSED = "closed"  # what still comes in on it goes to its customer


_LIVE = frozenset({AccountStatus.REQUESTED, AccountStatus.OPEN})


@dataclass(frozen=True, slots=True)
class PersonalAccount:
    """One request for an account number, and what came of it. Its id is our reference at the processor."""

    id: str
    customer_id: str
    processor: str
    identity: IdentityKind
    identity_ends: str  # the last 4 digits; more is never kept
    requested_at: datetime
    status: AccountStatus = AccountStatus.REQUESTED
    details: AccountDetails | None = None
    failure: AccountFailure | None = None
    ended_at: datetime | None = None  # when it opened, failed or closed
    ask_at: datetime | None = None  # when to ask the processor what became of it
    questions: int = 0

    def opened(self, details: AccountDetails, *, now: datetime) -> PersonalAccount:
        """Return it with its number."""
        return replace(
            self, status=AccountStatus.OPEN, details=details, failure=None, ended_at=now, ask_at=None
        )

    def failed(self, failure: AccountFailure, *, now: datetime) -> PersonalAccount:
        """Return it without one."""
        return replace(self, status=AccountStatus.FAILED, failure=failure, ended_at=now, ask_at=None)

    def closed(self, *, now: datetime) -> PersonalAccount:
        """Return it as given up for another one."""
        return replace(self, status=AccountStatus.CLOSED, ended_at=now, ask_at=None)


@dataclass(frozen=True, slots=True)
class Demands:
    """What the next processor wants to know of a customer before it gives her a number."""

    processor: str
    identities: tuple[IdentityKind, ...]
    bank_account: bool


class PersonalAccountStore(Protocol):
    """Where personal account numbers are kept."""

    async def add(self, account: PersonalAccount) -> bool:
        """Keep a new request; False if the customer has one there that is open or on its way."""
        ...

    async def save(self, account: PersonalAccount, *, was: AccountStatus) -> bool:
        """Keep what became of it, if it is still in that state. A number has one owner: who has it now."""
        ...

    async def get(self, account_id: str) -> PersonalAccount | None:
        """Return one."""
        ...

    async def of(self, customer_id: str) -> tuple[PersonalAccount, ...]:
        """Return a customer's, newest first."""
        ...

    async def by_number(self, processor: str, number: str) -> PersonalAccount | None:
        """Return whose number that is: the open one, else the one that had it last."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the requests whose processor should be asked now."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class AccountBooks(Protocol):
    """What personal account numbers need from one transaction."""

    @property
    def personal_accounts(self) -> PersonalAccountStore:
        """The account numbers."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages."""
        ...


@dataclass(frozen=True)
class PersonalAccounts:
    """Asking processors for account numbers. `gateways` are in the order of preference."""

    storage: Storage[AccountBooks]
    gateways: Mapping[str, AccountGateway]
    rules: Rules
    email_of: str = "customer-{customer_id}@vision.invalid"

    async def of(self, customer_id: str) -> tuple[PersonalAccount, ...]:
        """Return what a customer has and what she asked for, newest first."""
        async with self.storage.look() as books:
            return await books.personal_accounts.of(customer_id)

    async def open_ones(self, customer_id: str) -> tuple[PersonalAccount, ...]:
        """Return the numbers that a customer can give away, newest first."""
        return tuple(each for each in await self.of(customer_id) if each.status is AccountStatus.OPEN)

    async def demands(self, customer_id: str, *, but: frozenset[str] = frozenset()) -> Demands:
        """Return what the next processor wants to know.

        :param but: processors that can't be asked now
        :raises AccountsNotOffered: if there is none, or she has a number at each of them
        """
        taken = {each.processor for each in await self.of(customer_id) if each.status in _LIVE}
        for gateway in self.gateways.values():
            if gateway.name not in taken | but:
                return Demands(gateway.name, gateway.identities, gateway.compares_bank_account)
        raise AccountsNotOffered

    async def banks(self, processor: str) -> tuple[Bank, ...]:
        """Return the banks that a processor knows."""
        return await self.gateways[processor].banks()

    async def ask(
        self, account_id: str, customer: Customer, processor: str, identity: Identity, *, now: datetime
    ) -> PersonalAccount:
        """Ask for an account number: that processor first, and another one where it can't be asked.

        Two requests at once, or one more while one is on its way, are one.

        :raises AccountsDown: if none could be asked
        :raises AccountsNotOffered: if that processor gives no account numbers
        """
        if processor not in self.gateways:
            raise AccountsNotOffered
        others = [gateway for gateway in self.gateways.values() if gateway.name != processor]
        for position, gateway in enumerate((self.gateways[processor], *others)):
            if not _suffices(identity, gateway):
                continue
            request = PersonalAccount(
                id=account_id if position == 0 else f"{account_id}{position}",
                customer_id=customer.id,
                processor=gateway.name,
                identity=identity.kind,
                identity_ends=identity.number[-_SHOWN_DIGITS:],
                requested_at=now,
                ask_at=now + self.rules.personal_accounts.ask_after[0],
            )
            async with self.storage.begin() as books:
                is_new = await books.personal_accounts.add(request)
            if is_new:
                asked = await self._ask(gateway, request, customer, identity, now)
                if asked.failure not in (AccountFailure.UNREACHABLE, AccountFailure.NO_ANSWER):
                    return asked
            elif position == 0:
                return await self._live_at(processor, customer.id)
        raise AccountsDown

    async def receive(
        self, processor: str, event: AccountAssigned | AccountNotAssigned, *, now: datetime
    ) -> PersonalAccount | None:
        """Take in what a processor says of a request. A number is believed whenever it comes."""
        customer_id = self._customer_of(event.email)
        account: PersonalAccount | None = None
        for _ in range(_TRIES):
            theirs = [each for each in await self.of(customer_id) if each.processor == processor]
            if not theirs:
                return None
            if isinstance(event, AccountNotAssigned):
                waiting = next((each for each in theirs if each.status is AccountStatus.REQUESTED), None)
                if waiting is None:
                    return theirs[0]
                return await self._end(waiting, waiting.failed(event.failure, now=now))
            account = await self._open(theirs, event.details, now)
            if account.status is AccountStatus.OPEN:
                break
        return account

    async def ask_again(self, account_id: str, *, now: datetime) -> PersonalAccount | None:
        """Ask a processor what became of a request that it said nothing of. Safe to repeat."""
        async with self.storage.look() as books:
            account = await books.personal_accounts.get(account_id)
        if account is None or account.status is not AccountStatus.REQUESTED:
            return account
        gateway = self.gateways.get(account.processor)
        if gateway is not None and gateway.can_be_asked:
            found = await gateway.find_account(self.email_of.format(customer_id=account.customer_id))
            if isinstance(found, AccountOpened):
                return await self._end(account, account.opened(found.details, now=now))
        if now >= account.requested_at + self.rules.personal_accounts.given_up_after:
            return await self._end(account, account.failed(AccountFailure.NO_ANSWER, now=now))
        pauses = self.rules.personal_accounts.ask_after
        pause = pauses[min(account.questions + 1, len(pauses) - 1)]
        later = replace(account, ask_at=now + pause, questions=account.questions + 1)
        async with self.storage.begin() as books:
            await books.personal_accounts.save(later, was=account.status)
        return later

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the requests whose processor should be asked now."""
        async with self.storage.look() as books:
            return await books.personal_accounts.due(now=now, limit=limit)

    async def get(self, customer_id: str, account_id: str) -> PersonalAccount:
        """Return one of a customer's own.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.look() as books:
            account = await books.personal_accounts.get(account_id)
        if account is None or account.customer_id != customer_id:
            raise NotAllowed
        return account

    async def close(self, customer_id: str, account_id: str, *, now: datetime) -> PersonalAccount:
        """Give a number up: it is shown no more. What still comes in on it goes to her all the same.

        :raises NotAllowed: if it is not hers
        """
        account = await self.get(customer_id, account_id)
        return await self._end(account, account.closed(now=now))

    async def _ask(
        self,
        gateway: AccountGateway,
        request: PersonalAccount,
        customer: Customer,
        identity: Identity,
        now: datetime,
    ) -> PersonalAccount:
        email = self.email_of.format(customer_id=customer.id)
        outcome = await gateway.open_account(AccountRequest(request.id, email, customer.phone.e164, identity))
        match outcome:
            case AccountOpened(details):
                return await self._end(request, request.opened(details, now=now), tell=False)
            case AccountRefused(failure):
                return await self._end(request, request.failed(failure, now=now), tell=False)
            case AccountUnavailable():
                return await self._end(
                    request, request.failed(AccountFailure.UNREACHABLE, now=now), tell=False
                )
            case AccountUnclear() if not gateway.can_be_asked:
                return await self._end(request, request.failed(AccountFailure.NO_ANSWER, now=now), tell=False)
            case AccountUnderWay() | AccountUnclear():
                return request

    async def _live_at(self, processor: str, customer_id: str) -> PersonalAccount:
        for account in await self.of(customer_id):
            if account.processor == processor and account.status in _LIVE:
                return account
        raise AccountsDown  # It failed at this very moment.

    async def _open(
        self, theirs: list[PersonalAccount], details: AccountDetails, now: datetime
    ) -> PersonalAccount:
        known = next((each for each in theirs if each.details == details), None)
        if known is not None and known.status is AccountStatus.OPEN:
            return known
        for old in theirs:
            if old.status is AccountStatus.OPEN:
                await self._end(old, old.closed(now=now))  # The processor gave her another one.
        waiting = next((each for each in theirs if each.status is AccountStatus.REQUESTED), theirs[0])
        return await self._end(waiting, waiting.opened(details, now=now))

    async def _end(
        self, before: PersonalAccount, account: PersonalAccount, *, tell: bool = True
    ) -> PersonalAccount:
        """Keep what became of a request, unless something else did meanwhile; return what is kept.

        In the answer to a tap she sees it at once; later she is told.
        """
        kinds = {
            AccountStatus.OPEN: NoticeKind.ACCOUNT_OPENED,
            AccountStatus.FAILED: NoticeKind.ACCOUNT_FAILED,
        }
        kind = kinds.get(account.status)
        async with self.storage.begin() as books:
            if not await books.personal_accounts.save(account, was=before.status):
                return await books.personal_accounts.get(account.id) or account
            if tell and kind is not None and account.ended_at is not None:
                key = f"{kind.value}:{account.id}"
                await books.outbox.add(Notice(key, kind, account.id, account.customer_id, account.ended_at))
        return account

    def _customer_of(self, email: str) -> str:
        before, _, after = self.email_of.partition("{customer_id}")
        lowered = email.strip().lower()
        if lowered.startswith(before) and lowered.endswith(after):
            return lowered[len(before) : len(lowered) - len(after)]
        return ""


def _suffices(identity: Identity, gateway: AccountGateway) -> bool:
    """Return whether that is all that a processor wants to know."""
    has_bank = identity.bank_code is not None and identity.bank_account is not None
    return identity.kind in gateway.identities and (has_bank or not gateway.compares_bank_account)
