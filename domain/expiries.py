"""What runs out on a day: data plans and TV. Told the day before, once, unless it is seen to already.

A data plan ends when its name says so, TV when its biller says so, who is asked that morning: where nobody
answers, or a day that is long past, a month after it was paid. Kept is only whose end is told of and when;
so a lost row costs a reminder, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.billers import UnknownBiller
from domain.catalogue import BillerStore
from domain.customers import Customer
from domain.data_plans import read_bundle
from domain.errors import NotAllowed
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.payments import Payment
from domain.quotes import Order
from domain.recurrence import Recurrence, Rhythm, lagos_moment
from domain.rules import ExpiryRules
from domain.schedules import Schedule, ScheduleStatus
from domain.storage import Storage
from domain.times import lagos_day
from domain.validating import BillerUnreachable, TooManyNameChecks, UnknownToBiller, Validations
from domain.vendors import Category

EXPIRING = frozenset({Category.DATA, Category.TV})

_LATEST_DELIVERY = timedelta(hours=48)  # after the PIN; what comes later is not told of
_LEASE = timedelta(minutes=5)  # a process that asks a biller and dies keeps the others from it for so long
_AT_ONCE = 50

_RHYTHMS = {
    7: Rhythm.WEEKLY,
    14: Rhythm.TWO_WEEKLY,
    30: Rhythm.MONTHLY,
    31: Rhythm.MONTHLY,
    90: Rhythm.QUARTERLY,
}


@dataclass(frozen=True, slots=True)
class ExpiryKey:
    """What a customer paid for: a line with data, a decoder. `hash` only tells them apart."""

    customer_id: str
    hash: bytes


@dataclass(frozen=True, slots=True)
class Expiry:
    """When something runs out that was paid for."""

    key: ExpiryKey
    payment_id: str  # the newest payment for it
    ends_on: date | None  # None: nobody knows
    remind_at: datetime | None = None
    reminds: bool = True


class ExpiryStore(Protocol):
    """Where it is kept what runs out, and found among the payments."""

    async def get(self, key: ExpiryKey) -> Expiry | None:
        """Return what is kept."""
        ...

    async def key_of(self, payment: Payment) -> ExpiryKey:
        """Return what a payment was for."""
        ...

    async def bought_lately(self, *, since: datetime, limit: int) -> tuple[tuple[ExpiryKey, str], ...]:
        """Return what was paid for lately and not reckoned with, and its newest delivered payment."""
        ...

    async def is_habit(self, key: ExpiryKey) -> bool:
        """Return whether it was paid for more than once lately."""
        ...

    async def claim(self, *, now: datetime, until: datetime, limit: int) -> tuple[Expiry, ...]:
        """Return reminders that are due. Nobody else gets them until that moment."""
        ...

    async def put(self, expiry: Expiry) -> None:
        """Keep when something runs out."""
        ...


class ExpiryPayments(Protocol):
    """The payments, as expiries need them."""

    async def get(self, payment_id: str) -> Payment | None:
        """Return a payment."""
        ...


class ExpirySchedules(Protocol):
    """The recurring payments, as expiries need them."""

    async def of(self, customer_id: str) -> tuple[Schedule, ...]:
        """Return a customer's schedules that are not over."""
        ...


class ExpiryCustomers(Protocol):
    """The customers, as expiries need them."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class ExpiryBooks(Protocol):
    """What expiries need from one transaction."""

    @property
    def expiries(self) -> ExpiryStore:
        """What runs out."""
        ...

    @property
    def payments(self) -> ExpiryPayments:
        """The payments."""
        ...

    @property
    def schedules(self) -> ExpirySchedules:
        """The recurring payments."""
        ...

    @property
    def customers(self) -> ExpiryCustomers:
        """The customers."""
        ...

    @property
    def billers(self) -> BillerStore:
        """The billers."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class Expiries:
    """Telling in time of what runs out."""

    storage: Storage[ExpiryBooks]
    validations: Validations
    rules: ExpiryRules
    clock: Callable[[], datetime]

    async def get(self, customer_id: str, payment_id: str) -> tuple[Expiry, Payment]:
        """Return when something of a customer's runs out, by any payment for it, and that payment.

        :raises NotAllowed: if it is not hers
        """
        async with self.storage.look() as books:
            payment = await books.payments.get(payment_id)
            if payment is None or payment.customer_id != customer_id:
                raise NotAllowed
            key = await books.expiries.key_of(payment)
            return await books.expiries.get(key) or Expiry(key, payment_id, None), payment

    async def switch(self, customer_id: str, payment_id: str, *, reminds: bool) -> None:
        """Remind of it from now on, or no more.

        :raises NotAllowed: if it is not hers
        """
        expiry, _ = await self.get(customer_id, payment_id)
        async with self.storage.begin() as books:
            await books.expiries.put(self._at(replace(expiry, reminds=reminds), expiry.ends_on))

    async def sweep(self) -> None:
        """Reckon with what was paid lately, and owe the reminders that are due."""
        await self._reckon()
        while True:
            now = self.clock()
            async with self.storage.begin() as books:
                due = await books.expiries.claim(now=now, until=now + _LEASE, limit=_AT_ONCE)
            for expiry in due:
                await self._remind(expiry)
            if len(due) < _AT_ONCE:
                return

    async def _reckon(self) -> None:
        """Say when to remind of what was paid for lately."""
        since = self.clock() - _LATEST_DELIVERY
        while True:
            async with self.storage.begin() as books:
                lately = await books.expiries.bought_lately(since=since, limit=_AT_ONCE)
                for key, payment_id in lately:
                    known = await books.expiries.get(key) or Expiry(key, payment_id, None)
                    ends_on = await self._ends_on(books, key, payment_id)
                    await books.expiries.put(self._at(replace(known, payment_id=payment_id), ends_on))
            if len(lately) < _AT_ONCE:
                return

    async def _ends_on(self, books: ExpiryBooks, key: ExpiryKey, payment_id: str) -> date | None:
        """Return the last day of what was paid; None if nobody knows, or nobody wants to hear of it.

        Data for somebody else's line, bought for the first time, is a present.
        """
        payment = await books.payments.get(payment_id)
        if payment is None:
            return None
        if payment.order.category is Category.DATA and not await books.expiries.is_habit(key):
            payer = await books.customers.by_id(key.customer_id)
            if payer is None or payer.phone.national != payment.order.recipient.reference:
                return None
        return last_day(payment, self.rules)

    def _at(self, expiry: Expiry, ends_on: date | None) -> Expiry:
        """Return it with the time of its reminder, as far as that lies ahead."""
        if ends_on is None or not expiry.reminds:
            return replace(expiry, ends_on=ends_on, remind_at=None)
        at = lagos_moment(ends_on - timedelta(days=1), self.rules.remind_at_hour)
        return replace(expiry, ends_on=ends_on, remind_at=at if at > self.clock() else None)

    async def _remind(self, expiry: Expiry) -> None:
        """Owe a reminder, unless it was paid for since, pays itself, or runs out on another day."""
        now = self.clock()
        async with self.storage.look() as books:
            payment = await books.payments.get(expiry.payment_id)
        said = await self._said_by_biller(payment, now) if payment is not None else None
        ends_on = said if said is not None and said >= lagos_day(now) else expiry.ends_on
        moved = self._at(expiry, ends_on)
        async with self.storage.begin() as books:
            current = await books.expiries.get(expiry.key)
            if payment is None or current is None or current.payment_id != expiry.payment_id:
                return
            is_due = moved.remind_at is None and ends_on is not None and ends_on >= lagos_day(now)
            if (
                is_due
                and current.reminds
                and not covered(payment.order, await books.schedules.of(payment.customer_id))
            ):
                key = f"{NoticeKind.EXPIRY_AHEAD.value}:{payment.id}"
                await books.outbox.add(
                    Notice(key, NoticeKind.EXPIRY_AHEAD, payment.id, payment.customer_id, now)
                )
            await books.expiries.put(replace(moved, reminds=current.reminds))

    async def _said_by_biller(self, payment: Payment, now: datetime) -> date | None:
        """Return the day on which TV ends, as its biller says; None if nobody says it."""
        order = payment.order
        if order.category is not Category.TV:
            return None
        async with self.storage.look() as books:
            biller = await books.billers.get(order.biller_id)
        if biller is None:
            return None
        try:
            known = await self.validations.reference(
                biller, order.recipient.reference, customer_id=order.customer_id, now=now
            )
        except (BillerUnreachable, TooManyNameChecks, UnknownBiller, UnknownToBiller):
            return None
        return known.renewal.due_on if known.renewal is not None else None


def last_day(payment: Payment, rules: ExpiryRules) -> date | None:
    """Return the last day of what was paid, by its name; None if that says nothing, or it is over shortly.

    TV of which the name says nothing lasts a month, as the calendar counts it.
    """
    paid_on = lagos_day(payment.accepted_at)
    lasts = lasting(payment.order)
    if lasts is None:
        is_tv = payment.order.category is Category.TV
        return Recurrence(Rhythm.MONTHLY, paid_on).next_after(paid_on) if is_tv else None
    return paid_on + lasts if lasts >= rules.shortest else None


def lasting(order: Order) -> timedelta | None:
    """Return how long the plan of an order lasts, as its name says; None: it does not."""
    return read_bundle(order.plan.name).lasts if order.plan is not None else None


def rhythm_of(order: Order) -> Rhythm | None:
    """Return how often to pay it so that it never runs out; None: none that has a name."""
    lasts = lasting(order)
    if lasts is None:
        return Rhythm.MONTHLY if order.category is Category.TV else None
    return _RHYTHMS.get(lasts.days)


def covered(order: Order, schedules: tuple[Schedule, ...]) -> bool:
    """Return whether it is paid, or reminded of, by a schedule already."""
    return any(
        each.status is ScheduleStatus.ACTIVE
        and each.terms.category is order.category
        and each.terms.biller_id == order.biller_id
        and each.terms.recipient.reference == order.recipient.reference
        for each in schedules
    )
