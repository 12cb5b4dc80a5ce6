"""Customers: rows ↔ values. Names and numbers are sealed; a keyed hash finds a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.customers import Customer, PhoneTaken
from domain.limits import CustomerAccounts
from domain.moving import TelegramTaken
from domain.phones import Phone
from storage.account_rows import usage_text
from storage.keyring import Keyring
from storage.tables import customer_accounts, customers

_WITH_TIER = select(customers, customer_accounts.c.tier).join(
    customer_accounts, customer_accounts.c.customer_id == customers.c.id
)


@dataclass(frozen=True)
class SqlCustomers:
    """`domain.registration.CustomerStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def by_telegram(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account."""
        return await self._one(customers.c.telegram_id == telegram_id)

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        return await self._one(customers.c.id == customer_id)

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        return await self._one(customers.c.phone_index == self._phone_index(phone))

    async def by_referral_code(self, code: str) -> Customer | None:
        """Return the customer with a public code."""
        return await self._one(customers.c.referral_code == code)

    async def add(self, customer: Customer, accounts: CustomerAccounts) -> None:
        """Keep a new customer with empty accounts.

        :raises PhoneTaken: if the number was taken meanwhile
        """
        try:
            await self.connection.execute(
                customers.insert().values(
                    id=customer.id,
                    telegram_id=customer.telegram_id,
                    name=self.keyring.seal(customer.name.encode()),
                    phone=self.keyring.seal(customer.phone.e164.encode()),
                    phone_index=self._phone_index(customer.phone),
                    language=customer.language,
                    referral_code=customer.referral_code,
                    reachable=customer.reachable,
                    registered_at=customer.registered_at,
                )
            )
        except IntegrityError as error:
            raise PhoneTaken from error
        await self.connection.execute(
            customer_accounts.insert().values(
                customer_id=accounts.customer_id,
                wallet=accounts.wallet.kobo,
                cashback=accounts.cashback.kobo,
                held=accounts.held.kobo,
                tier=accounts.tier,
                restricted_until=accounts.restricted_until,
                usage=usage_text(accounts.usage),
                version=0,
            )
        )

    async def speak(self, customer_id: str, language: str) -> None:
        """Change the customer's language."""
        await self.connection.execute(
            update(customers).where(customers.c.id == customer_id).values(language=language)
        )

    async def move(self, customer_id: str, telegram_id: int) -> None:
        """Let a customer be behind another Telegram account, which can be written to.

        :raises TelegramTaken: if somebody else is behind it
        """
        try:
            await self.connection.execute(
                update(customers)
                .where(customers.c.id == customer_id)
                .values(telegram_id=telegram_id, reachable=True)
            )
        except IntegrityError as error:
            raise TelegramTaken from error

    async def rename(self, customer_id: str, name: str) -> None:
        """Call a customer by another name."""
        sealed = self.keyring.seal(name.encode())
        await self.connection.execute(
            update(customers).where(customers.c.id == customer_id).values(name=sealed)
        )

    async def reachable(self, telegram_id: int, *, reachable: bool) -> None:
        """Keep whether the person can be written to: she may have blocked the bot."""
        await self.connection.execute(
            update(customers).where(customers.c.telegram_id == telegram_id).values(reachable=reachable)
        )

    async def _one(self, condition: ColumnElement[bool]) -> Customer | None:
        rows = await self.connection.execute(_WITH_TIER.where(condition))
        row = rows.mappings().one_or_none()
        return customer_from(row, self.keyring) if row is not None else None

    def _phone_index(self, phone: Phone) -> bytes:
        return self.keyring.index("phone", phone.e164)


def customer_from(row: Mapping[Any, Any], keyring: Keyring) -> Customer:
    """Return the customer of a row, which has her tier too."""
    return Customer(
        id=row["id"],
        telegram_id=row["telegram_id"],
        name=keyring.open(row["name"]).decode(),
        phone=Phone(keyring.open(row["phone"]).decode()),
        language=row["language"],
        referral_code=row["referral_code"],
        registered_at=row["registered_at"],
        tier=row["tier"],
        reachable=bool(row["reachable"]),
    )
