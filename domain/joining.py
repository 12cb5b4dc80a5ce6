"""Joining elsewhere than in the chat: a number, a code that went there, a PIN and a password.

Who has a wallet already (from the chat) and proves number and PIN is given a password for it: the same
customer, on both sides. What is said before the code is the same for everybody, so that nobody learns from
here which numbers have wallets.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.customers import NOBODYS, Customer
from domain.one_time_codes import CodeExpired, OneTimeCodes, Purpose
from domain.passwords import check_password
from domain.phones import Phone
from domain.pins import Pins, check_strength
from domain.registration import Customers
from domain.sign_ins import SignIns, Tokens
from domain.storage import Storage

SIGNING_IN = "password"  # what the PIN approves


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody who wants to join. Her id will be the customer's."""

    id: str
    phone: Phone = field(repr=False)
    name: str = field(repr=False)
    language: str
    begun_at: datetime

    @property
    def as_customer(self) -> Customer:
        """Whom codes are sent to before there is a customer."""
        return Customer(
            id=self.id,
            telegram_id=NOBODYS,
            name=self.name,
            phone=self.phone,
            language=self.language,
            referral_code="",
            registered_at=self.begun_at,
            reachable=False,
        )


class JoiningStore(Protocol):
    """Where those are kept who want to join."""

    async def keep(self, joining: Joining) -> Joining:
        """Keep who wants to join, and return it with the id that its number had before."""
        ...

    async def by_phone(self, phone: Phone) -> Joining | None:
        """Return who wants to join with a number."""
        ...

    async def forget(self, joining_id: str) -> None:
        """Forget one: she has joined."""
        ...


class LookedUpStore(Protocol):
    """Customers by their number."""

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...


class JoiningBooks(Protocol):
    """What joining needs from one transaction."""

    @property
    def joinings(self) -> JoiningStore:
        """Who wants to join."""
        ...

    @property
    def customers(self) -> LookedUpStore:
        """The customers."""
        ...


@dataclass(frozen=True)
class Joinings:
    """Becoming a customer, or giving the wallet from the chat a password."""

    storage: Storage[JoiningBooks]
    customers: Customers
    pins: Pins
    codes: OneTimeCodes
    sign_ins: SignIns
    new_id: Callable[[], str]

    async def begin(self, phone: Phone, name: str, language: str, *, now: datetime) -> Customer:
        """Keep who wants to join, and return to whom a code has to be sent."""
        async with self.storage.begin() as books:
            known = await books.customers.by_phone(phone)
            if known is not None:
                return known
            joining = await books.joinings.keep(Joining(self.new_id(), phone, name, language, now))
        return joining.as_customer

    async def known(self, phone: Phone) -> Customer | None:
        """Return to whom a code has to be sent to give a wallet a new password; None if there is none.

        That takes as long as drawing a code, so that time tells nobody who is there.
        """
        async with self.storage.look() as books:
            found = await books.customers.by_phone(phone)
        if found is None:
            await self.codes.hasher.seal(self.codes.draw())
        return found

    async def finish(
        self, phone: Phone, digits: str, *, pin: str, password: str, now: datetime
    ) -> tuple[Customer, Tokens]:
        """Sign somebody in who has the number and knows the PIN: the wallet's, or for a new wallet a new one.

        :raises WrongCode, CodeVoid, CodeExpired: if the code is not right, or nobody asked for one
        :raises WeakPin, WeakPassword: if one is easy to guess; the code stays good. The same for whoever
            has a wallet already, or it would tell who has
        :raises WrongPin, PinLocked: if it is not the wallet's
        """
        check_password(password, phone)
        check_strength(pin, phone)
        async with self.storage.look() as books:
            customer = await books.customers.by_phone(phone)
            joining = await books.joinings.by_phone(phone) if customer is None else None
        who = customer.id if customer is not None else joining.id if joining is not None else None
        if who is None:
            raise CodeExpired
        try_key = self.new_id()
        step_up = await self.codes.check(who, Purpose.PASSWORD, digits, try_key=try_key, now=now)
        if customer is not None:
            await self.pins.approve(
                customer.id, pin, for_sheet=SIGNING_IN, try_key=try_key, now=now, takes_money=False
            )
        else:
            assert joining is not None
            customer = await self._register(joining, pin, now)
        return customer, await self.sign_ins.set_password(customer, step_up, password, now=now)

    async def _register(self, joining: Joining, pin: str, now: datetime) -> Customer:
        customer = await self.customers.register(
            joining.id,
            telegram_id=NOBODYS + 1 + secrets.randbits(60),
            name=joining.name,
            phone=joining.phone,
            language=joining.language,
            pin=pin,
            now=now,
        )
        async with self.storage.begin() as books:
            await books.joinings.forget(joining.id)
        return customer
