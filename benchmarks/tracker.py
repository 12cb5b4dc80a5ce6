"""The Money Tracker against a vendor that lies, under a clock that jumps.

What must come of it: value or money for each order, no deadline that passes without a word, at most one
apology, and books that are right.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import uvloop
from sqlalchemy import select

from benchmarks.bank import RULES, Bank, clock, new_id, open_bank
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note, quick
from benchmarks.liar import LyingVendor
from domain.approvals import Approval
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payments import OVER, Payment, PaymentStatus
from domain.phones import Phone
from domain.quotes import Order, Recipient, Sheet, price
from domain.vendors import Category, MeterKind
from storage.checks import problems
from storage.tables import outbox, payment_states
from tests.data_servers import start_postgres

SEED = 11_23
_PEOPLE = 100
_PLACED_AT_ONCE = 40
_ABOVE_THE_LIMIT = 0.02  # of the orders: only a person may give them back
_JUMPS = (
    *((timedelta(seconds=20),) * 6),
    *((timedelta(minutes=7),) * 4),
    *((timedelta(hours=1),) * 3),
    timedelta(hours=5),
    timedelta(hours=25),  # nobody was at work for a day
)
_UNTIL_ALL_IS_SAID = timedelta(days=4)


@dataclass
class JumpingClock:
    """A clock that is moved on by the simulation alone."""

    now: datetime = field(default_factory=clock)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Outcome:
    """What came of a simulation. `violations` are sentences."""

    orders: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    late_deliveries: int = 0
    apologies: int = 0
    violations: list[str] = field(default_factory=list)


@dataclass
class Simulation:
    """One run."""

    bank: Bank
    payments: Payments
    vendor: LyingVendor
    clock: JumpingClock
    dice: random.Random
    found: Outcome = field(default_factory=Outcome)
    _told: dict[str, datetime] = field(default_factory=dict)  # the deadline that each customer knows

    async def run(self, orders: int) -> Outcome:
        """Let people pay and time pass, until everything is said; then reckon up."""
        people = await self.bank.customers(range(_PEOPLE), balance=naira(100_000_000))
        while self.found.orders < orders:
            batch = min(_PLACED_AT_ONCE, orders - self.found.orders)
            await asyncio.gather(*(self.pay(self.dice.choice(people)) for _ in range(batch)))
            self.found.orders += batch
            await self.work()
            self.clock.now += self.dice.choice(_JUMPS)
            await self.work()
        end = self.clock.now + _UNTIL_ALL_IS_SAID
        while self.clock.now < end:
            self.clock.now += timedelta(hours=1)
            await self.work()
        await self.reckon()
        return self.found

    async def pay(self, customer: str) -> None:
        """Let a customer confirm an order."""
        order = self._order(customer)
        now = self.clock()
        quote = price(
            RULES, order, cashback_available=ZERO, use_cashback=False, cashback_earned_this_month={}, now=now
        )
        sheet = Sheet(order, quote, now + RULES.sheet_open_for)
        payment = await self.payments.accept(sheet, Approval(customer, sheet.hash, now), card=None, now=now)
        self._told[payment.id] = payment.deadline_at

    def _order(self, customer: str) -> Order:
        amount = naira(self.dice.randint(10, 50) * 100)
        if self.dice.random() < _ABOVE_THE_LIMIT:
            amount = RULES.release_limit + naira(self.dice.randint(1, 5) * 1_000)
        number = f"0803{self.dice.randrange(10**7):07d}"
        phone = Phone("+234" + number[1:])
        if self.dice.random() < 0.5:
            recipient = Recipient(number, phone)
            return Order(new_id(), customer, "mtn", Category.AIRTIME, recipient, min(amount, naira(50_000)))
        meter = Recipient(f"45{self.dice.randrange(10**9):09d}", phone, MeterKind.PREPAID, "ADA", None)
        return Order(new_id(), customer, "ikeja-electric", Category.ELECTRICITY, meter, amount)

    async def work(self) -> None:
        """Do all that is due, as the workers do, and look whether every promise was kept."""
        hints, self.vendor.hints = self.vendor.hints, []
        for request_id in hints:
            if self.dice.random() < 0.5:
                self.vendor.hints.append(request_id)  # It takes its time.
            else:
                await self.payments.hinted(request_id, now=self.clock())
        while due := await self.payments.due(now=self.clock(), limit=200):
            await asyncio.gather(*(self.payments.advance(payment_id) for payment_id in due))
        await self.look_at_the_promises()

    async def look_at_the_promises(self) -> None:
        """Note each deadline that passed, or moved, without a word."""
        for payment_id, deadline_at, kind in await self._open():
            if deadline_at <= self.clock():
                self._broken(payment_id, f"{kind} past the deadline that was told")
            if deadline_at != self._told[payment_id]:
                self._told[payment_id] = deadline_at
                key = f"payment-still-held:{payment_id}:{self.clock():%Y%m%d%H%M}"
                if not await self._was_told(key):
                    self._broken(payment_id, "a later deadline without a word")

    async def _open(self) -> list[tuple[str, datetime, str]]:
        columns = payment_states.c
        async with self.bank.database.look() as books:
            rows = await books.connection.execute(
                select(columns.payment_id, columns.deadline_at, columns.status).where(
                    columns.status.not_in([status.value for status in OVER])
                )
            )
            return [(row.payment_id, row.deadline_at, row.status) for row in rows]

    async def _was_told(self, key: str) -> bool:
        async with self.bank.database.look() as books:
            rows = await books.connection.execute(select(outbox.c.key).where(outbox.c.key == key))
            return rows.first() is not None

    def _broken(self, payment_id: str, what: str) -> None:
        self.found.violations.append(f"{payment_id}: {what}")

    async def reckon(self) -> None:
        """Hold the books against what the vendor really did."""
        cases = await self._cases()
        for payment_id in self._told:
            async with self.bank.database.look() as books:
                payment = await books.payments.get(payment_id)
                apology = await books.payments.apology(payment_id)
            assert payment is not None
            self.found.ends[payment.status.value] += 1
            self.found.apologies += apology is not None
            self._check_end(payment, cases)
            self._check_apology(payment, apology)
        self.found.violations += await problems(self.bank.database)

    def _check_end(self, payment: Payment, cases: frozenset[str]) -> None:
        assert payment.attempt is not None
        has_value = self.vendor.really_delivered(payment.attempt.request_id)
        match payment.status:
            case PaymentStatus.DELIVERED:
                if not has_value:
                    self._broken(payment.id, "delivered by our books and not by the vendor")
            case PaymentStatus.RELEASED | PaymentStatus.REFUNDED | PaymentStatus.CANCELLED:
                known = f"late-delivery:{payment.id}" in cases
                self.found.late_deliveries += has_value and known
                if has_value and not known:
                    self._broken(payment.id, "value and money, and nobody knows")
            case _:
                if f"unresolved-at-deadline:{payment.id}" not in cases:
                    self._broken(payment.id, f"still {payment.status.value}, and nobody's case")

    def _check_apology(self, payment: Payment, apology: Money | None) -> None:
        if apology is not None and not RULES.apology.minimum <= apology <= RULES.apology.maximum:
            self._broken(payment.id, f"an apology of {apology.kobo} kobo")

    async def _cases(self) -> frozenset[str]:
        async with self.bank.database.look() as books:
            return frozenset(await books.cases.open_ones())


async def simulate(url: str, *, orders: int, seed: int = SEED) -> Outcome:
    """Run a simulation on an empty database."""
    async with open_bank(url) as bank:
        dice, now = random.Random(seed), JumpingClock()

        async def hint(request_id: str) -> object:
            return await payments.hinted(request_id, now=now())

        vendor = LyingVendor(dice, now, hint)
        payments: Payments = replace(bank.payments, vendors={vendor.name: vendor}, clock=now)
        return await Simulation(bank, payments, vendor, now, dice).run(orders)


def simulation(figures: Figures, wanted: frozenset[str]) -> None:
    """Simulate on PostgreSQL."""
    with start_postgres(durable=True) as server:
        found = uvloop.run(simulate(new_database(server, "vision"), orders=1_000 if quick() else 10_000))
    figures.add(
        "tracker.simulation",
        orders=found.orders,
        violations=len(found.violations),
        late_deliveries=found.late_deliveries,
        apologies=found.apologies,
        **dict(sorted(found.ends.items())),
    )
    for violation in found.violations[:20]:
        note(violation)
