"""Recurring payments for tests: terms, the consent to them, and a clock that is moved through their days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from domain.approvals import Approval
from domain.customers import Customer
from domain.money import Money, naira
from domain.payments import Payment
from domain.quotes import Order
from domain.recurrence import Recurrence, Rhythm, lagos_moment
from domain.schedules import Mode, Schedule, ScheduleRun, Terms, run_id, usual_cap
from domain.scheduling import Schedules
from domain.times import lagos_day
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, new_id

WEEKLY = Rhythm.WEEKLY


def terms_of(
    order: Order,
    rhythm: Rhythm = WEEKLY,
    *,
    starts_on: date | None = None,
    last: date | None = None,
    mode: Mode = Mode.PAY,
    every_days: int | None = None,
    cap: Money | None = None,
) -> Terms:
    """Return the terms of paying an order again and again, from a week after it on."""
    first = starts_on or lagos_day(NOON) + timedelta(days=7)
    total = a_sheet(order).quote.total
    return Terms(
        schedule_id=new_id(),
        customer_id=order.customer_id,
        biller_id=order.biller_id,
        category=order.category,
        recipient=order.recipient,
        amount=order.amount,
        plan=order.plan,
        recurrence=Recurrence(rhythm, first, every_days, last),
        starts_on=first,
        agreed=total,
        cap=cap or usual_cap(total, RULES.schedules),
        mode=mode,
    )


def mandate(terms: Terms, *, at: datetime = NOON) -> Approval:
    """Return the consent that the right PIN gives to terms."""
    return Approval(terms.customer_id, terms.hash, at)


@dataclass(frozen=True)
class Diary:
    """Moves the clock through the days of recurring payments, and looks at what became of them."""

    schedules: Schedules
    bank: Bank
    clock: Clock

    async def made(self, customer: Customer, amount: Money = naira(500), **how: Any) -> Schedule:  # noqa: B008 - a value
        """Begin a schedule of airtime."""
        terms = terms_of(an_order(customer, amount), **how)
        return await self.schedules.make(terms, mandate(terms), now=self.clock())

    def go_to(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Let it be that time in Lagos."""
        self.clock.now = lagos_moment(day, hour) + timedelta(minutes=minute)
        return self.clock.now

    async def tick(self) -> list[Payment]:
        """Take on all that is due, as one process does. Returns what was paid."""
        claimed = await self.schedules.claim(now=self.clock(), limit=1_000)
        facts = await self.schedules.facts(claimed)
        paid = [await self.schedules.take_on(each.id, each, facts) for each in claimed]
        return [each for each in paid if each is not None]

    async def claimed(self, limit: int = 1_000) -> tuple[str, ...]:
        """Return what one process claims now, by its ids."""
        return tuple(each.id for each in await self.schedules.claim(now=self.clock(), limit=limit))

    async def run(self, schedule: Schedule, day: date) -> ScheduleRun:
        """Return what became of an occurrence."""
        return (await self.schedules.run(schedule.customer_id, run_id(schedule.id, day)))[1]

    async def told(self, customer: Customer) -> list[str]:
        """Return what a customer is owed to be told of recurring payments, by its keys."""
        return [key for key in await self.bank.notices(customer) if key.startswith("schedule")]

    async def now(self, schedule: Schedule) -> Schedule:
        """Return a schedule as it is now."""
        return await self.schedules.get(schedule.customer_id, schedule.id)


def elsewhere_of(schedules: Schedules, storage: Database) -> Schedules:
    """Return the same service in another process."""
    payments = replace(schedules.payments, storage=storage)
    return replace(schedules, storage=storage, payments=payments)
