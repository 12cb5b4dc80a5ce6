"""A year of recurring payments in minutes: the product's services under a clock that jumps, against a model.

What must come of it: each occurrence paid once or told why not, each notice a day before its payment, each
result told once, and books that are right. The model (`year_model`) knows nothing of the product's code.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from benchmarks.bank import Fund
from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, note, quick
from benchmarks.year_biller import Biller, reference
from benchmarks.year_lives import Script, Size, draw
from benchmarks.year_model import Life, Model, Plan
from benchmarks.year_reckoning import Outcome, Reckoning
from bot.schedule_ticks import ScheduleTicks
from domain.account_steps import SetFreeze
from domain.controls import Freeze, FreezeReason
from domain.customers import Customer
from domain.errors import Refusal
from domain.money import Money, naira
from domain.outages import Outage, Outages
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.payments import Payment
from domain.quotes import PlanChoice
from domain.recurrence import Rhythm
from domain.schedule_results import PaidRun
from domain.schedules import Mode, Schedule, Terms, run_id
from domain.scheduling import Schedules
from domain.validating import Validations
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from domain.vendors import Category, Reversed
from storage.database import Database
from storage.migrate import upgrade
from tests.builders import RULES as ALL_RULES
from tests.builders import Bank, Clock, an_order, new_id, opened
from tests.data_servers import start_postgres
from tests.schedules import mandate, terms_of

SEED = 20_28
_AIRTIME, _TV = "glo", "dstv"
_NOBODY_IS_JUDGED = 1_000_000  # vendors fail on purpose here, and each person on her own
_AT_ONCE = 10_000
# One vendor's bad year is not what is looked at: only what its answers make of the payments.
RULES = replace(
    ALL_RULES,
    health=replace(ALL_RULES.health, fewest_calls=_NOBODY_IS_JUDGED, fewest_failures=_NOBODY_IS_JUDGED),
    release_limit=naira(_NOBODY_IS_JUDGED),  # nobody of the staff is there to decide
    release_budget_per_day=naira(_NOBODY_IS_JUDGED),
)


@dataclass
class _Process:
    """The services of one process."""

    database: Database
    payments: Payments
    schedules: Schedules
    outages: Outages
    ticks: ScheduleTicks
    accepted: list[Payment]
    stack: AsyncExitStack

    @classmethod
    async def start(cls, url: str, vendor: Biller, clock: Clock) -> _Process:
        """Start it."""
        stack = AsyncExitStack()
        database = await stack.enter_async_context(opened(url))
        vendors = {vendor.name: vendor}
        floats = VendorFloats(vendors, RULES.floats)
        outages = Outages(database, (vendor.name,), VendorHealth(RULES.health), floats, clock)
        await outages.watch()
        payments = Payments(database, vendors, RULES, clock, outages)
        schedules = Schedules(database, payments, Validations(database, vendors, RULES), RULES, clock, new_id)
        accepted: list[Payment] = []
        ticks = ScheduleTicks(schedules, clock, accepted.append)
        return cls(database, payments, schedules, outages, ticks, accepted, stack)

    async def send(self) -> None:
        """Send what was accepted here."""
        accepted = [*self.accepted]
        self.accepted.clear()
        await asyncio.gather(*(self.payments.advance(each.id) for each in accepted))


@dataclass
class Year:
    """One year on one database."""

    url: str
    script: Script
    clock: Clock
    models: list[Model]
    vendor: Biller
    people: list[Customer] = field(default_factory=list)
    mine: dict[int, list[str]] = field(default_factory=dict)  # the schedules of each person
    _processes: list[_Process] = field(default_factory=list)

    async def pass_by(self) -> Outcome:
        """Let it pass, and compare."""
        began = time.perf_counter()
        self.clock.now = self.script.moments[0] - timedelta(hours=1)
        self._processes = [await _Process.start(self.url, self.vendor, self.clock) for _ in range(2)]
        try:
            await self._begin()
            for number, moment in enumerate(self.script.moments):
                self.clock.now = moment
                await self._moment(number, moment)
            customer_ids = [each.id for each in self.people]
            found = await Reckoning(self.models, customer_ids, self.mine).of(self._processes[0].database)
        finally:
            for each in self._processes:
                await each.stack.aclose()
        found.seconds = time.perf_counter() - began
        return found

    async def _begin(self) -> None:
        bank = Bank(self._processes[0].database)
        for model in self.models:
            life = model.life
            customer = await bank.customer(f"Person {life.number}")
            self.people.append(customer)
            schedule = await self._made(life, life.plan)
            self.mine[life.number] = [schedule.id]

    async def _made(self, life: Life, plan: Plan, *, replaces: str | None = None) -> Schedule:
        terms = self._terms(life, plan)
        schedules = self._processes[0].schedules
        return await schedules.make(
            terms, mandate(terms, at=self.clock()), replaces=replaces, now=self.clock()
        )

    def _terms(self, life: Life, plan: Plan) -> Terms:
        customer = self.people[life.number]
        biller = _TV if life.is_tv else _AIRTIME
        order = an_order(customer, Money(plan.amount), to=reference(life.number), biller=biller)
        if life.is_tv:
            order = replace(order, category=Category.TV, plan=PlanChoice(None, "DStv Compact"))
        return terms_of(
            order,
            Rhythm(plan.rhythm),
            starts_on=plan.starts,
            last=plan.last,
            every_days=plan.every,
            mode=Mode.PAY if life.pays else Mode.REMIND,
            cap=Money(plan.cap) if plan.cap is not None else None,
        )

    # --- one moment ---------------------------------------------------------------------------

    async def _moment(self, number: int, now: datetime) -> None:
        script = self.script
        for model in self.models:
            model.world(number, is_paused=number in script.is_paused)
        await self._world(number, now)
        if number in script.is_down:
            return
        if number in script.restarts:
            await self._restart(number % 2)
        worker, other = self._processes[number % 2], self._processes[1 - number % 2]
        await self._results(worker, now)
        await self._acts(number, now)
        for model in self.models:
            model.results(now)
            model.act(number, now)
            model.send()
        if number in script.loses_claims:
            await worker.schedules.claim(now=now, limit=_AT_ONCE)
            return
        await worker.ticks.run()
        for model in self.models:
            model.steps(now)
        if number in script.loses_sends:
            worker.accepted.clear()
            await other.ticks.run()
            return
        if worker.accepted:  # what becomes of these may leave something to do for another process
            await worker.send()
            await other.ticks.run()
            await other.send()
        for model in self.models:
            model.send()
            model.steps(now)
            model.send()

    async def _world(self, number: int, now: datetime) -> None:
        database = self._processes[0].database
        work: list[Awaitable[object]] = []
        for life, customer in zip(self.vendor.lives, self.people, strict=True):
            if number in life.funds:
                fund = Fund(customer.id, Money(life.funds[number]), now, str(number))
                work.append(database.money.apply(fund))
            if number in life.frozen:
                freeze = Freeze(FreezeReason.PANIC, now) if life.frozen[number] else None
                work.append(database.money.apply(SetFreeze(customer.id, freeze)))
            if number in life.prices:
                self.vendor.prices[life.number] = life.prices[number]
            if number in life.out_of_reach:
                (
                    self.vendor.out_of_reach.add
                    if life.out_of_reach[number]
                    else self.vendor.out_of_reach.discard
                )(life.number)
        await asyncio.gather(*work)
        await self._outage(number, now)

    async def _outage(self, number: int, now: datetime) -> None:
        is_paused = number in self.script.is_paused
        if is_paused == (number > 0 and number - 1 in self.script.is_paused):
            return
        outage = Outage(_AIRTIME, now, now + timedelta(days=366))
        async with self._processes[0].database.begin() as books:
            if is_paused:
                await books.outages.begin(outage)
            else:
                for each in await books.outages.open_ones():
                    await books.outages.end(each, now=now)
        for process in self._processes:
            await process.outages.watch()

    async def _restart(self, place: int) -> None:
        await self._processes[place].stack.aclose()
        self._processes[place] = await _Process.start(self.url, self.vendor, self.clock)

    async def _results(self, process: _Process, now: datetime) -> None:
        """Let what is open go on: sent at last, asked about, or taken back by the vendor."""
        due = await process.payments.due(now=now, limit=_AT_ONCE)
        await asyncio.gather(*(process.payments.advance(each) for each in due))
        taken_back = [order_id for at, order_id in self.vendor.reversals if at <= now]
        self.vendor.reversals = [each for each in self.vendor.reversals if each[0] > now]
        for order_id in taken_back:
            payment = await Bank(process.database).payment(order_id)
            who, run = (payment.id, payment.customer_id), PaidRun.of(payment, RULES)
            word = Resolve(*who, 1, 0, Reversed(), self.vendor.patience, RULES, now, run=run)
            await process.database.money.apply(word)
            await process.database.money.apply(word)

    async def _acts(self, number: int, now: datetime) -> None:
        for life in self.vendor.lives:
            act = life.acts.get(number)
            if act is None:
                continue
            try:
                await self._act(life, act.name, act.plan, now)
            except Refusal:
                continue

    async def _act(self, life: Life, name: str, plan: Plan | None, now: datetime) -> None:
        process = self._processes[0]
        schedules, who, which = process.schedules, self.people[life.number].id, self.mine[life.number][-1]
        schedule = await schedules.get(who, which)
        known_as = run_id(which, schedule.occurrence) if schedule.occurrence is not None else None
        match name:
            case "pause":
                await schedules.pause(who, which, now=now)
            case "resume":
                await schedules.resume(who, which, now=now)
            case "end":
                await schedules.end(who, which, now=now)
            case "skip" if known_as is not None:
                await schedules.skip(who, known_as, now=now)
            case "pay" if known_as is not None:
                process.accepted.append(await schedules.pay_now(who, known_as, now=now))
                await process.send()
            case "change" if plan is not None:
                made = await self._made(life, plan, replaces=which)
                self.mine[life.number].append(made.id)


async def live(url: str, size: Size, seed: int = SEED) -> Outcome:
    """Let a year pass on a migrated database."""
    script, clock = draw(size, seed), Clock()
    models = [Model(life) for life in script.lives]
    return await Year(url, script, clock, models, Biller(models, clock)).pass_by()


def whole(figures: Figures, wanted: frozenset[str]) -> None:
    """Let it pass for a thousand people on both databases, and compare with the model."""
    size = Size(people=60, days=120) if quick() else Size()
    with new_file() as path:
        found = [asyncio.run(_lived(sqlite_url(path), size, "SQLite"))]
    with start_postgres(durable=True) as server:
        found.append(asyncio.run(_lived(new_database(server, "year"), size, "PostgreSQL")))
    one = found[0]
    figures.add(
        "schedules.year",
        customers=size.people,
        days=size.days,
        occurrences=one.occurrences,
        paid=one.paid,
        put_off=one.put_off,
        given_up=one.given_up,
        given_back=one.given_back,
        notices=one.notices,
        results=one.results,
        differences=sum(len(each.differences) for each in found),
        audit_problems=sum(len(each.problems) for each in found),
        sqlite_s=round(found[0].seconds),
        postgres_s=round(found[1].seconds),
    )


async def _lived(url: str, size: Size, name: str) -> Outcome:
    await upgrade(url)
    found = await live(url, size)
    note(f"{name}: {found.occurrences:,} occurrences in {found.seconds:.0f} s")
    for difference in [*found.differences[:5], *found.problems[:5]]:
        note(difference)
    return found
