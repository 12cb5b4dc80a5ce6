"""The customer's own bank accounts: which bank, whose account, and what was used before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol, assert_never

from domain.account_checks import CountCheck
from domain.banks import (
    COMMON_BANKS,
    Bank,
    BankAccount,
    NoSuchBankAccount,
    NotYourBankAccount,
    UnknownBank,
    find_banks,
    read_account_number,
    same_person,
)
from domain.customers import Customer
from domain.errors import Refusal
from domain.payouts import BankUnreachable, HolderFound, NoSuchAccount, PayoutGateway
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day
from domain.withdrawals import WithdrawalsOff

_BANKS_READ_EVERY = timedelta(hours=12)


class BanksUnreachable(Refusal):
    """Nobody can be asked about bank accounts now."""

    code = "banks-unreachable"


class BankAccountStore(Protocol):
    """The bank accounts that customers have withdrawn to."""

    async def of(self, customer_id: str) -> tuple[tuple[str, BankAccount], ...]:
        """Return a customer's accounts under their ids, the newest first."""
        ...

    async def put(self, customer_id: str, account_id: str, account: BankAccount, *, now: datetime) -> None:
        """Keep an account; the same again takes its place."""
        ...


class BankAccountBooks(Protocol):
    """What looking accounts up needs from one transaction."""

    @property
    def bank_accounts(self) -> BankAccountStore:
        """The bank accounts."""
        ...


@dataclass
class _List:
    banks: tuple[Bank, ...] = ()
    read_at: datetime | None = None


@dataclass(frozen=True)
class BankAccounts:
    """Finding the account that money shall go to. It has to be in the customer's own name."""

    storage: Storage[BankAccountBooks]
    gateway: PayoutGateway
    rules: Rules
    is_on: bool
    _list: _List = field(default_factory=_List, init=False)

    async def banks(self, *, now: datetime) -> tuple[Bank, ...]:
        """Return the banks that can be paid into.

        :raises WithdrawalsOff: if nothing is paid out here
        :raises BanksUnreachable: if they can't be read, and never were
        """
        if not self.is_on:
            raise WithdrawalsOff
        known = self._list
        if known.read_at is None or now >= known.read_at + _BANKS_READ_EVERY:
            found = await self.gateway.banks()
            if not isinstance(found, BankUnreachable):
                known.banks, known.read_at = found, now
        if not known.banks:
            raise BanksUnreachable
        return known.banks

    async def common_banks(self, *, now: datetime) -> tuple[Bank, ...]:
        """Return the banks that most people have, as far as they are on the list."""
        by_code = {bank.code: bank for bank in await self.banks(now=now)}
        return tuple(by_code[code] for code in COMMON_BANKS if code in by_code)

    async def find_banks(self, said: str, *, now: datetime) -> tuple[Bank, ...]:
        """Return the banks that a person may mean.

        :raises UnknownBank: if there is none like it
        """
        found = find_banks(await self.banks(now=now), said)
        if not found:
            raise UnknownBank
        return found

    async def bank(self, code: str, *, now: datetime) -> Bank:
        """Return the bank of a code.

        :raises UnknownBank: if there is none
        """
        found = next((bank for bank in await self.banks(now=now) if bank.code == code), None)
        if found is None:
            raise UnknownBank
        return found

    async def look_up(self, customer: Customer, bank: Bank, number: str, *, now: datetime) -> BankAccount:
        """Return the account, if it is in the customer's own name.

        :raises NotABankAccountNumber, TooManyAccountChecks: before anybody is asked
        :raises BanksUnreachable, NoSuchBankAccount, NotYourBankAccount: after it
        """
        if not self.is_on:
            raise WithdrawalsOff
        digits, day = read_account_number(number), lagos_day(now).isoformat()
        await self.storage.money.apply(CountCheck(customer.id, day, self.rules, now))
        match await self.gateway.holder(bank, digits):
            case HolderFound(name) if same_person(customer.name, name):
                return BankAccount(bank, digits, name)
            case HolderFound():
                await self.storage.money.apply(CountCheck(customer.id, day, self.rules, now, mismatch=True))
                raise NotYourBankAccount(name=customer.name)
            case NoSuchAccount():
                raise NoSuchBankAccount(bank=bank.name)
            case BankUnreachable():
                raise BanksUnreachable
            case other:
                assert_never(other)

    async def accounts_of(self, customer: Customer) -> tuple[tuple[str, BankAccount], ...]:
        """Return the bank accounts that a customer has withdrawn to, and whose name is still hers."""
        async with self.storage.look() as books:
            kept = await books.bank_accounts.of(customer.id)
        return tuple((id_, account) for id_, account in kept if same_person(customer.name, account.name))
