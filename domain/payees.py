"""Finding whom to send money to, by what the sender knows of them, without letting anybody browse names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.customers import Customer
from domain.errors import Refusal
from domain.phones import Phone
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day
from domain.transfers import OwnWallet
from domain.validating import NameCheckStore, TooManyNameChecks

# Where the name checks of bills have the biller.
_TRANSFER = "transfer"


class NobodyFound(Refusal):
    """No customer has that name or code, or does not want to be found by it."""

    code = "nobody-found"


@dataclass(frozen=True, slots=True)
class Payee:
    """A customer who can be sent money: as much of her as the sender's side may know."""

    customer_id: str
    name: str
    phone: Phone

    @classmethod
    def of(cls, customer: Customer) -> Payee:
        """Return a customer as somebody to send to."""
        return cls(customer.id, customer.name, customer.phone)


class PayeeStore(Protocol):
    """The customers, by what others know of them."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...

    async def by_telegram(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account."""
        ...

    async def by_referral_code(self, code: str) -> Customer | None:
        """Return the customer with a public code."""
        ...


class TelegramNameStore(Protocol):
    """By which @usernames customers are found."""

    async def saw(self, customer_id: str, username: str | None, *, now: datetime) -> None:
        """Keep the name that a customer has now; whoever had it before has it no more."""
        ...

    async def owner(self, username: str) -> str | None:
        """Return the customer who was last seen with a name, if she may be found by it."""
        ...

    async def findable(self, customer_id: str) -> bool:
        """Return whether a customer may be found by her name."""
        ...

    async def let_be_found(self, customer_id: str, *, findable: bool, now: datetime) -> None:
        """Keep whether a customer may be found by her name."""
        ...


class PayeeBooks(Protocol):
    """What finding people needs from one transaction."""

    @property
    def customers(self) -> PayeeStore:
        """The customers."""
        ...

    @property
    def telegram_names(self) -> TelegramNameStore:
        """Their @usernames."""
        ...

    @property
    def name_checks(self) -> NameCheckStore:
        """The name checks."""
        ...


@dataclass(frozen=True)
class Payees:
    """Finding people to send to. Every look at somebody who was not paid before counts as a name check."""

    storage: Storage[PayeeBooks]
    rules: Rules

    async def by_phone(self, sender_id: str, phone: Phone, *, now: datetime) -> Payee | None:
        """Return the customer with a number; None if it is nobody's.

        :raises OwnWallet, TooManyNameChecks: and nothing is told
        """
        async with self.storage.look() as books:
            customer = await books.customers.by_phone(phone)
        return await self._seen(sender_id, customer, phone.e164, now)

    async def by_telegram(self, sender_id: str, telegram_id: int, *, now: datetime) -> Payee | None:
        """Return the customer behind a Telegram account that the sender chose; None if it is nobody's.

        :raises OwnWallet, TooManyNameChecks: and nothing is told
        """
        async with self.storage.look() as books:
            customer = await books.customers.by_telegram(telegram_id)
        return await self._seen(sender_id, customer, f"telegram:{telegram_id}", now)

    async def by_username(self, sender_id: str, username: str, *, now: datetime) -> Payee | None:
        """Return the customer who was last seen with an @username; None if nobody may be found by it.

        :raises OwnWallet, TooManyNameChecks: and nothing is told
        """
        name = username.removeprefix("@").casefold()
        async with self.storage.look() as books:
            owner = await books.telegram_names.owner(name)
            customer = await books.customers.by_id(owner) if owner is not None else None
        return await self._seen(sender_id, customer, f"@{name}", now)

    async def by_code(self, sender_id: str, code: str, *, now: datetime) -> Payee:
        """Return the customer whose QR code or link was shown.

        :raises NobodyFound: if it is nobody's
        :raises OwnWallet, TooManyNameChecks: and nothing is told
        """
        async with self.storage.look() as books:
            customer = await books.customers.by_referral_code(code.upper())
        found = await self._seen(sender_id, customer, f"code:{code.upper()}", now)
        if found is None:
            raise NobodyFound
        return found

    async def known(self, customer_id: str) -> Payee:
        """Return somebody who was found before.

        :raises NobodyFound: if she is no customer any more
        """
        async with self.storage.look() as books:
            customer = await books.customers.by_id(customer_id)
        if customer is None:
            raise NobodyFound
        return Payee.of(customer)

    async def saw(self, customer_id: str, username: str | None, *, now: datetime) -> None:
        """Keep by which @username a customer can be found."""
        async with self.storage.begin() as books:
            await books.telegram_names.saw(customer_id, username, now=now)

    async def findable(self, customer_id: str) -> bool:
        """Return whether a customer may be found by her @username."""
        async with self.storage.look() as books:
            return await books.telegram_names.findable(customer_id)

    async def let_be_found(self, customer_id: str, *, findable: bool, now: datetime) -> None:
        """Keep whether a customer may be found by her @username."""
        async with self.storage.begin() as books:
            await books.telegram_names.let_be_found(customer_id, findable=findable, now=now)

    async def _seen(
        self, sender_id: str, customer: Customer | None, asked_for: str, now: datetime
    ) -> Payee | None:
        """Count the look, whether or not it finds somebody: that there is nobody is an answer too."""
        if customer is not None and customer.id == sender_id:
            raise OwnWallet
        limit = self.rules.name_checks_per_day
        async with self.storage.begin() as books:
            allowed = await books.name_checks.count_unpaid(
                sender_id,
                day=lagos_day(now),
                biller_id=_TRANSFER,
                reference=customer.id if customer is not None else asked_for,
                limit=limit,
            )
        if not allowed:
            raise TooManyNameChecks(limit=limit)
        return Payee.of(customer) if customer is not None else None
