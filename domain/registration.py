"""Becoming a customer: a number of one's own, a PIN, a wallet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.customers import NOBODYS, Customer, PhoneTaken
from domain.limits import CustomerAccounts, Usage
from domain.money import ZERO
from domain.phones import Phone
from domain.pins import PinHasher, PinRecord, PinStore, check_strength
from domain.rules import Rules
from domain.storage import Storage
from domain.times import lagos_day

# Letters and digits that can't be taken for one another when read aloud or copied by hand.
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class CustomerStore(Protocol):
    """Where customers are kept."""

    async def by_telegram(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account."""
        ...

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...

    async def add(self, customer: Customer, accounts: CustomerAccounts) -> None:
        """Keep a new customer with empty accounts.

        :raises PhoneTaken: if the number was taken meanwhile
        """
        ...

    async def speak(self, customer_id: str, language: str) -> None:
        """Change the customer's language."""
        ...


class CustomerBooks(Protocol):
    """What registering needs from one transaction."""

    @property
    def customers(self) -> CustomerStore:
        """The customers."""
        ...

    @property
    def pins(self) -> PinStore:
        """The PINs."""
        ...


@dataclass(frozen=True)
class Customers:
    """Registering and knowing customers."""

    storage: Storage[CustomerBooks]
    hasher: PinHasher
    rules: Rules

    async def known(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account, None if not registered."""
        async with self.storage.look() as books:
            return await books.customers.by_telegram(telegram_id)

    async def get(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        async with self.storage.look() as books:
            return await books.customers.by_id(customer_id)

    async def check_free(self, phone: Phone, *, telegram_id: int) -> None:
        """Refuse a number that another Telegram account registered.

        :raises PhoneTaken: if it did
        """
        async with self.storage.look() as books:
            owner = await books.customers.by_phone(phone)
        if owner is not None and owner.telegram_id != telegram_id:
            raise PhoneTaken

    async def register(
        self,
        customer_id: str,
        *,
        telegram_id: int,
        name: str,
        phone: Phone,
        language: str,
        pin: str,
        now: datetime,
    ) -> Customer:
        """Register a person with her wallet and PIN. Asked twice, she is registered once.

        :raises WeakPin: if the PIN is easy to guess
        :raises PhoneTaken: if another account has the number
        """
        check_strength(pin, phone)
        sealed = await self.hasher.seal(pin)
        customer = Customer(
            id=customer_id,
            telegram_id=telegram_id,
            name=name,
            phone=phone,
            language=language,
            referral_code=_referral_code(customer_id),
            registered_at=now,
            reachable=telegram_id < NOBODYS,
        )
        accounts = CustomerAccounts(
            customer_id, ZERO, ZERO, ZERO, 1, now + self.rules.restricted_for, Usage(lagos_day(now))
        )
        try:
            async with self.storage.begin() as books:
                known = await books.customers.by_telegram(telegram_id)
                if known is not None:
                    return known
                owner = await books.customers.by_phone(phone)
                if owner is not None:
                    raise PhoneTaken
                await books.customers.add(customer, accounts)
                await books.pins.save(PinRecord(customer_id, sealed))
        except PhoneTaken:
            # Her own other tap may have been faster than ours.
            known = await self.known(telegram_id)
            if known is None:
                raise
            return known
        return customer

    async def speak(self, customer_id: str, language: str) -> None:
        """Change the customer's language."""
        async with self.storage.begin() as books:
            await books.customers.speak(customer_id, language)


def _referral_code(customer_id: str) -> str:
    """Return eight letters from the id's random end: 40 bits, unique by an index all the same."""
    number = int(customer_id.replace("-", "")[-10:], 16)
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[rest])
    return "".join(letters)
