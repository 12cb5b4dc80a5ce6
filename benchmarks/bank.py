"""A bank of many customers with money in their wallets, and a vendor that delivers at once."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import uuid_utils

from bot.business_rules import read_rules
from domain import ledger
from domain.approvals import Approval
from domain.customers import Customer
from domain.limits import CustomerAccounts, Usage
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyBooks, Touches
from domain.paying import Payments
from domain.payments import Payment
from domain.phones import Phone
from domain.pins import PinRecord
from domain.quotes import Order, Recipient, Sheet, price
from domain.times import lagos_day
from domain.vendors import (
    Category,
    Commission,
    Delivered,
    Delivery,
    MeterKind,
    RequeryOutcome,
    ValidationOutcome,
    ValidationUnavailable,
    VendorGateway,
    VendorPlan,
    VendorService,
    VendOutcome,
    VendRequest,
)
from storage.database import Database, open_database
from storage.keyring import Keyring
from storage.migrate import upgrade
from storage.pin_hasher import Argon2PinHasher

RULES = read_rules()
KEYS = "bench:" + base64.b64encode(b"k" * 32).decode()
LOOKUP_KEY = b"l" * 32
LOOKUP_KEY_TEXT = base64.b64encode(LOOKUP_KEY).decode()
PEPPER = "the pepper of the benchmarks"
PIN = "2580"
_HIGHEST_TIER = 3
_LINES = 100_000_000  # how many different numbers there are to buy airtime for


class PromptVendor:
    """A vendor whose every answer is "delivered", at once."""

    name = "vtpass"
    patience = timedelta(seconds=75)

    def can_renew(self, service: str) -> bool:
        """Renew everything."""
        return True

    def mint_request_id(self, order_id: str, attempt: int, *, now: datetime) -> str:
        """Return an id like the real one: the minute, then what the order is called."""
        return f"{now:%Y%m%d%H%M}{order_id[-20:]}{attempt}"

    async def vend(self, request: VendRequest) -> VendOutcome:
        """Deliver, with 3 % commission."""
        return Delivered(request.amount - request.amount.share(300), Delivery())

    async def requery(self, request: VendRequest) -> RequeryOutcome:
        """Say the same again."""
        return Delivered(request.amount - request.amount.share(300), Delivery())

    async def validate(
        self,
        service: str,
        customer_reference: str,
        meter_kind: MeterKind | None = None,
        *,
        plan: str | None = None,
    ) -> ValidationOutcome:
        """Know nobody's meter."""
        return ValidationUnavailable("not-asked-here")

    async def services(self, category: Category) -> tuple[VendorService, ...]:
        """Sell nothing that has to be listed."""
        return ()

    async def plans(self, service: str) -> tuple[VendorPlan, ...]:
        """Have nothing to choose from."""
        return ()

    async def commission(self, service: str) -> Commission | None:
        """Say nothing of it."""
        return None

    async def float_balance(self) -> Money:
        """Be rich."""
        return naira(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Fund:
    """Money comes into a wallet, as if a processor had taken it in."""

    customer_id: str
    amount: Money
    now: datetime
    known_as: str = "once"  # that it comes under this name, once

    @property
    def touches(self) -> Touches:
        """The wallet."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Post it."""
        name = f"bench-{self.customer_id}-{self.known_as}"
        books.post(
            ledger.top_up(
                self.customer_id,
                name,
                key=f"top-up:{name}",
                processor="paystack",
                amount=self.amount,
                charged=self.amount,
                fee=ZERO,
                to_suspense=False,
                now=self.now,
            )
        )


@dataclass(frozen=True)
class Bank:
    """The domain services on one database."""

    database: Database
    payments: Payments

    async def customers(self, telegram_ids: Sequence[int], *, balance: Money, pin: str = "") -> list[str]:
        """Open an account for each of these people, with a PIN if wanted, and return the customers' ids."""
        hasher = Argon2PinHasher(PEPPER.encode())
        sealed = await hasher.seal(pin) if pin else b""
        hasher.close()
        ids = []
        for telegram_id in telegram_ids:
            now, id_ = clock(), new_id()
            customer = Customer(
                id=id_,
                telegram_id=telegram_id,
                name="Ada",
                phone=phone_of(telegram_id),
                language="en",
                referral_code=id_[-12:],
                registered_at=now,
                tier=_HIGHEST_TIER,
            )
            empty = CustomerAccounts(id_, ZERO, ZERO, ZERO, _HIGHEST_TIER, None, Usage(lagos_day(now)))
            async with self.database.begin() as books:
                await books.customers.add(customer, empty)
                if pin:
                    await books.pins.save(PinRecord(id_, sealed))
            ids.append(id_)
        await asyncio.gather(*(self.database.money.apply(Fund(id_, balance, clock())) for id_ in ids))
        return ids

    async def accept(self, customer_id: str, amount: Money, *, line: int) -> Payment:
        """Confirm a sheet for airtime, with the approval that a right PIN would give."""
        now = clock()
        reference = f"0803{line % _LINES:07d}"
        order = Order(
            id=new_id(),
            customer_id=customer_id,
            biller_id="mtn",
            category=Category.AIRTIME,
            recipient=Recipient(reference, Phone("+234" + reference[1:])),
            amount=amount,
        )
        quote = price(
            RULES, order, cashback_available=ZERO, use_cashback=False, cashback_earned_this_month={}, now=now
        )
        sheet = Sheet(order, quote, now + timedelta(minutes=2))
        return await self.payments.accept(sheet, Approval(customer_id, sheet.hash, now), card=None, now=now)


@asynccontextmanager
async def open_bank(url: str) -> AsyncIterator[Bank]:
    """Migrate a database and open the bank on it."""
    await upgrade(url)
    keyring = Keyring.from_text(KEYS, LOOKUP_KEY)
    database = open_database(url, keyring, spawn=asyncio.create_task)
    try:
        async with database.begin() as books:
            await books.billers.add_missing()
        vendor: VendorGateway = PromptVendor()
        yield Bank(database, Payments(database, {vendor.name: vendor}, RULES, clock))
    finally:
        await database.close()


def phone_of(telegram_id: int) -> Phone:
    """Return the number that a person has."""
    return Phone(f"+23480{telegram_id:08d}")


def clock() -> datetime:
    """Return what time it is."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a new id, as the bot makes them."""
    return uuid_utils.uuid7().hex
