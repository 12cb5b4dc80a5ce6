"""People and sums: what tests of money talk about, with defaults for all that does not matter.

    ada = await bank.customer("Ada")
    await bank.top_up(ada, naira(10_000))
    sheet = a_sheet(an_order(ada, naira(500)))
    await payments.accept(sheet, approved(sheet), card=None, now=NOON)

The bank moves money through the money path alone, so that the books stay right. No rule is written here:
they come from the file that the product reads.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import uuid_utils
from sqlalchemy import text

from bot.business_rules import read_rules
from domain import ledger
from domain.approvals import Approval
from domain.customers import Customer
from domain.ledger import CustomerAccount, EntryKind, HouseAccount, Posting
from domain.limits import CustomerAccounts, Usage
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyBooks, Touches
from domain.payments import Attempt, Payment, PaymentStatus
from domain.phones import Phone
from domain.processors import Paid
from domain.quotes import Order, Recipient, Sheet, price
from domain.staff import RoleGrant
from domain.times import lagos_day
from domain.top_up_steps import Credit
from domain.top_ups import TopUp
from domain.vendors import Category, Delivered, Delivery, MeterKind, Token, TokenKind
from storage.checks import problems
from storage.database import Database, open_database
from storage.keyring import Keyring

NOON = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)  # in Lagos, on a Wednesday in the middle of a month
RULES = read_rules()
KEYS = "first:" + base64.b64encode(b"1" * 32).decode()
LOOKUP_KEY = b"l" * 32
TOKEN = Token(TokenKind.ENERGY, "12345678901234567890")
HIGHEST_TIER = 3  # most tests are not about limits

_numbers = itertools.count(8_030_000_000)
_telegram_ids = itertools.count(100)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def later(self, **span: float) -> datetime:
        """Move it on, e.g. `later(minutes=3)`."""
        self.now += timedelta(**span)
        return self.now


def new_id() -> str:
    """Return an id as the product mints it: later ones after earlier ones."""
    return uuid_utils.uuid7().hex


def a_keyring(keys: str = KEYS) -> Keyring:
    """Return the keys of a test installation."""
    return Keyring.from_text(keys, LOOKUP_KEY)


@asynccontextmanager
async def opened(url: str, keys: str = KEYS) -> AsyncIterator[Database]:
    """Open a database as one process of the product does. Two of them are two processes."""
    database = open_database(url, a_keyring(keys), spawn=asyncio.create_task)
    try:
        yield database
    finally:
        await database.close()


# --- people ----------------------------------------------------------------------------------


def a_customer(name: str = "Ada", *, phone: str | None = None, tier: int = HIGHEST_TIER) -> Customer:
    """Return a registered person with a number of her own."""
    customer_id = new_id()
    return Customer(
        id=customer_id,
        telegram_id=next(_telegram_ids),
        name=name,
        phone=Phone(phone or f"+234{next(_numbers)}"),
        language="en",
        referral_code=customer_id[-8:].upper(),
        registered_at=NOON - timedelta(days=30),
        tier=tier,
    )


def accounts_of(
    customer: Customer | None = None,
    *,
    wallet: Money = ZERO,
    cashback: Money = ZERO,
    tier: int = HIGHEST_TIER,
    restricted_until: datetime | None = None,
    usage: Usage | None = None,
) -> CustomerAccounts:
    """Return accounts that hold this, unused today."""
    customer_id = customer.id if customer else "ada"
    unused = Usage(lagos_day(NOON))
    return CustomerAccounts(
        customer_id, wallet, cashback, ZERO, tier, restricted_until, usage if usage is not None else unused
    )


# --- what they want --------------------------------------------------------------------------


def an_order(
    customer: Customer | None = None,
    amount: Money = naira(500),  # noqa: B008 - a value
    *,
    to: str = "08039999999",
    biller: str = "glo",
    order_id: str | None = None,
) -> Order:
    """Return an order of airtime for that line."""
    return Order(
        id=order_id or new_id(),
        customer_id=customer.id if customer else "ada",
        biller_id=biller,
        category=Category.AIRTIME,
        recipient=Recipient(reference=to, phone=Phone("+234" + to[1:])),
        amount=amount,
    )


def a_light_order(
    customer: Customer | None = None,
    amount: Money = naira(5_000),  # noqa: B008 - a value
    *,
    meter: str = "45012345678",
    kind: MeterKind = MeterKind.PREPAID,
    name: str = "ADA OBI",
    address: str = "1 Marina, Lagos",
) -> Order:
    """Return an order of electricity, for a prepaid meter if nothing else is said."""
    phone = customer.phone if customer else Phone("+2348031234567")
    return Order(
        id=new_id(),
        customer_id=customer.id if customer else "ada",
        biller_id="ikeja-electric",
        category=Category.ELECTRICITY,
        recipient=Recipient(meter, phone, kind, name, address),
        amount=amount,
    )


def a_sheet(
    order: Order,
    *,
    cashback: Money = ZERO,
    earned_this_month: Mapping[str, Money] | None = None,
    now: datetime = NOON,
) -> Sheet:
    """Return the pay sheet for an order, of which cashback pays a part."""
    quote = price(
        RULES,
        order,
        cashback_available=cashback,
        use_cashback=bool(cashback),
        cashback_earned_this_month=earned_this_month or {},
        now=now,
    )
    return Sheet(order, quote, now + RULES.sheet_open_for)


def approved(sheet: Sheet) -> Approval:
    """Return the consent that the right PIN gives."""
    return Approval(sheet.order.customer_id, sheet.hash, sheet.expires_at - RULES.sheet_open_for)


def a_payment(
    order: Order | None = None, status: PaymentStatus = PaymentStatus.ACCEPTED, *, attempts: int = 1
) -> Payment:
    """Return a payment in that state, accepted at noon and marked when it was."""
    sheet = a_sheet(order or an_order())
    sent = status not in (PaymentStatus.ACCEPTED, PaymentStatus.CANCELLED)
    settled = status in (PaymentStatus.DELIVERED, PaymentStatus.AWAITING_TOKEN, PaymentStatus.REFUNDED)
    over = status not in (PaymentStatus.ACCEPTED, PaymentStatus.SUBMITTED, PaymentStatus.UNRESOLVED)
    return Payment(
        order=sheet.order,
        quote=sheet.quote,
        sheet_hash=sheet.hash,
        accepted_at=NOON,
        deadline_at=NOON + RULES.promises[sheet.order.category].deadline,
        status=status,
        attempt=Attempt(attempts, "vtpass", f"{sheet.order.id}-{attempts}", NOON) if sent else None,
        requery_at=None if over else NOON,
        ended_at=NOON if over else None,
        cost=sheet.quote.amount if settled else None,
    )


def delivered(cost: Money | None, *, token: bool = False) -> Delivered:
    """Return a vendor's final yes, with a token or without."""
    return Delivered(cost, Delivery(tokens=(TOKEN,) if token else (), units="40 kWh" if token else None))


# --- the bank --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Granted:
    """Somebody of the staff has a role, by nobody's word."""

    grant: RoleGrant

    @property
    def touches(self) -> Touches:
        """The role."""
        return Touches(records=((RoleGrant, self.grant.id),))

    def decide(self, books: MoneyBooks) -> RoleGrant:
        """Return it."""
        books.save_record(self.grant)
        return self.grant


@dataclass(frozen=True, slots=True)
class Gift:
    """Cashback from the house, so that a test need not earn it first."""

    customer_id: str
    amount: Money
    now: datetime
    gift_id: str = field(default_factory=new_id)

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Post it."""
        books.post(
            ledger.entry(
                EntryKind.CASHBACK,
                f"gift-{self.gift_id}",
                self.now,
                Posting(HouseAccount.PROMO_EXPENSE, -self.amount),
                Posting(CustomerAccount.CASHBACK, self.amount, self.customer_id),
            )
        )


@dataclass(frozen=True)
class Bank:
    """Opens accounts, puts money in and looks at the books."""

    database: Database

    async def customer(
        self,
        name: str = "Ada",
        *,
        wallet: Money = ZERO,
        cashback: Money = ZERO,
        tier: int = HIGHEST_TIER,
        restricted_until: datetime | None = None,
        phone: str | None = None,
    ) -> Customer:
        """Register somebody, with money if wanted."""
        customer = a_customer(name, tier=tier, phone=phone)
        async with self.database.begin() as books:
            await books.billers.add_missing()
            await books.customers.add(
                customer, accounts_of(customer, tier=tier, restricted_until=restricted_until)
            )
        if wallet:
            await self.top_up(customer, wallet)
        if cashback:
            await self.database.money.apply(Gift(customer.id, cashback, NOON))
        return customer

    async def intent(self, customer: Customer, amount: Money, *, now: datetime = NOON) -> TopUp:
        """Keep the intent to fund a wallet."""
        top_up = TopUp(
            id=new_id(),
            customer_id=customer.id,
            processor="paystack",
            amount=amount,
            opened_at=now,
            expires_at=now + RULES.checkout_open_for,
            verify_at=now + RULES.verify_after[0],
        )
        async with self.database.begin() as books:
            await books.top_ups.add(top_up)
        return top_up

    async def top_up(self, customer: Customer, amount: Money) -> None:
        """Fund a wallet."""
        intent = await self.intent(customer, amount)
        paid = paid_for(intent)
        await self.database.money.apply(Credit("paystack", paid, customer.id, RULES, NOON))

    async def accounts(self, customer: Customer) -> CustomerAccounts:
        """Return what a customer has now."""
        async with self.database.begin() as books:
            return await books.accounts.of(customer.id)

    async def balances(self, customer: Customer) -> tuple[Money, Money, Money]:
        """Return her wallet, cashback and held money."""
        accounts = await self.accounts(customer)
        return accounts.wallet, accounts.cashback, accounts.held

    async def of_the_house(self, account: HouseAccount, company: str | None = None) -> Money:
        """Return the sum of the postings of a house account, as they were signed."""
        async with self.database.begin() as books:
            rows = await books.connection.execute(
                text("SELECT COALESCE(SUM(amount), 0) FROM postings WHERE account = :account"),
                {"account": ledger.house(account, company)},
            )
            return Money(int(rows.scalar_one()))

    async def payment(self, payment_id: str) -> Payment:
        """Return a payment."""
        async with self.database.begin() as books:
            payment = await books.payments.get(payment_id)
        assert payment is not None
        return payment

    async def entries(self, subject_id: str | None = None) -> list[str]:
        """Return the keys of the journal's entries, of one payment or top-up if given."""
        question = "SELECT key FROM journal_entries"
        if subject_id is not None:
            question += " WHERE subject_id = :subject"
        async with self.database.begin() as books:
            rows = await books.connection.execute(
                text(question + " ORDER BY key"), {"subject": subject_id} if subject_id else {}
            )
            return list(rows.scalars())

    async def notices(self, customer: Customer | None) -> list[str]:
        """Return what a customer is owed to be told (None: staff), by its keys."""
        async with self.database.begin() as books:
            owed = await books.outbox.due(now=NOON + timedelta(days=365), limit=1_000)
        customer_id = customer.id if customer else None
        return sorted(each.notice.key for each in owed if each.notice.customer_id == customer_id)

    async def cases(self) -> tuple[str, ...]:
        """Return the names of the open cases."""
        async with self.database.begin() as books:
            return await books.cases.open_ones()

    async def problems(self) -> list[str]:
        """Return what is wrong with the books."""
        return await problems(self.database)


def paid_for(
    intent: TopUp,
    amount: Money | None = None,
    *,
    transaction: str | None = None,
    fee: Money = ZERO,
    currency: str = "NGN",
) -> Paid:
    """Return a processor's word that an intent was paid."""
    amount = amount if amount is not None else intent.amount
    return Paid(
        transaction_id=transaction or f"t-{intent.id}",
        reference=intent.id,
        amount=amount,
        charged=amount,
        fee=fee,
        currency=currency,
    )
