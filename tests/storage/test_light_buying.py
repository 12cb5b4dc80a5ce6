"""Light that buys itself: announced when it runs low, bought once, within a cap a month."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.light import Lights, buys_on
from domain.money import Money, naira
from domain.paying import Payments
from domain.payments import Payment
from domain.recurrence import Rhythm
from domain.schedules import RunState, Schedule, ScheduleStatus, runs_at
from domain.times import lagos_day
from storage.database import Database
from tests.builders import RULES, Bank, Clock, a_light_order, a_sheet, approved, delivered
from tests.schedules import Diary, mandate, terms_of
from tests.vendors import FakeVendor

HOME, SHOP = "45012345678", "45098765432"


class Home:
    """Somebody whose meter buys for itself."""

    def __init__(
        self, bank: Bank, diary: Diary, lights: Lights, payments: Payments, vendor: FakeVendor, clock: Clock
    ) -> None:
        self.bank, self.diary, self.lights, self.clock = bank, diary, lights, clock
        self.payments, self.vendor = payments, vendor

    async def moves_in(self, wallet: Money) -> None:
        """Buy light by hand every eight days, four times; the last time now."""
        self.who = await self.bank.customer("Ada", wallet=wallet)
        for purchase in range(4):
            await self.buys()
            self.clock.later(days=8 if purchase < 3 else 0)
        await self.lights.sweep()

    async def buys(self, amount: Money = naira(5_000), *, meter: str = HOME) -> Payment:  # noqa: B008 - a value
        """Buy light by hand."""
        order = a_light_order(self.who, amount, meter=meter)
        sheet = a_sheet(order, now=self.clock())
        payment = await self.payments.accept(sheet, approved(sheet), card=None, now=self.clock())
        return await self.gets(payment)

    async def gets(self, payment: Payment) -> Payment:
        """Get what was bought, and let it be reckoned with."""
        self.vendor.will_answer(delivered(None, token=True))
        await self.payments.advance(payment.id)
        return payment

    async def lets_it_buy(self, a_month: Money = naira(50_000)) -> Schedule:  # noqa: B008 - a value
        """Say yes to its buying by itself."""
        (light,) = await self.lights.of(self.who.id)
        assert light.forecast is not None
        day = buys_on(light.forecast, RULES.light, self.clock())
        terms = terms_of(a_light_order(self.who), Rhythm.WHEN_LOW, starts_on=day)
        terms = replace(terms, a_month=a_month)
        return await self.diary.schedules.make(terms, mandate(terms), now=self.clock())

    async def sees_it_announced(self, schedule: Schedule) -> date:
        """Wait for the morning on which the next one is announced, and return its day."""
        occurrence = (await self.diary.now(schedule)).occurrence
        assert occurrence is not None
        self.diary.go_to(occurrence - timedelta(days=1), 9)
        assert await self.diary.tick() == []
        return occurrence

    async def now(self, schedule: Schedule) -> tuple[ScheduleStatus, date | None]:
        """Return how it waits, and for what."""
        current = await self.diary.now(schedule)
        return current.status, current.occurrence


@pytest.fixture
async def home(
    bank: Bank, diary: Diary, database: Database, payments: Payments, vendor: FakeVendor, clock: Clock
) -> Home:
    """A home with light, and enough money for some more."""
    home = Home(bank, diary, Lights(database, RULES, clock), payments, vendor, clock)
    await home.moves_in(naira(60_000))
    return home


class TestLightThatBuysItself:
    async def test_is_announced_when_it_runs_low_bought_once_and_foreseen_anew(
        self, home: Home, elsewhere: Database
    ) -> None:
        there = replace(home.lights, storage=elsewhere)
        newest = home.clock()
        schedule = await home.lets_it_buy()
        first = await home.sees_it_announced(schedule)
        assert lagos_day(newest) + timedelta(days=5) <= first <= lagos_day(newest) + timedelta(days=8)
        assert await home.diary.told(home.who) == [f"schedule-ahead:{schedule.id}:{first}"]

        home.diary.go_to(first, 9, 59)
        assert await home.diary.tick() == []
        home.diary.go_to(first, 10)
        (payment,) = await home.diary.tick()
        await home.lights.sweep()
        assert await home.now(schedule) == (ScheduleStatus.WAITING, None)  # not before it is delivered

        await home.gets(payment)
        await asyncio.gather(home.lights.sweep(), there.sweep())
        await home.lights.sweep()
        status, second = await home.now(schedule)
        assert status is ScheduleStatus.ACTIVE
        assert second is not None
        assert second >= first + timedelta(days=5)
        assert await home.diary.tick() == []
        assert "light-low" not in {key.split(":")[0] for key in await home.bank.notices(home.who)}

    @pytest.mark.parametrize("looked", [True, False])
    async def test_is_put_off_by_a_purchase_by_hand_also_once_it_is_announced(
        self, home: Home, *, looked: bool
    ) -> None:
        schedule = await home.lets_it_buy()
        first = await home.sees_it_announced(schedule)

        await home.buys(naira(3_000))
        if looked:
            await home.lights.sweep()
        home.diary.go_to(first, 10)
        assert await home.diary.tick() == []
        await home.lights.sweep()

        run = await home.diary.run(schedule, first)
        assert (run.state, run.reason) == (RunState.NOT_PAID, "paid-by-hand")
        assert f"schedule-not-paid:{run.id}" in await home.diary.told(home.who)
        status, later = await home.now(schedule)
        assert status is ScheduleStatus.ACTIVE
        assert later is not None
        assert later > first

    async def test_that_was_skipped_waits_for_something_new(self, home: Home) -> None:
        schedule = await home.lets_it_buy()
        first = await home.sees_it_announced(schedule)

        await home.diary.schedules.skip(home.who.id, f"{schedule.id}:{first}", now=home.clock())
        for _ in range(3):
            home.clock.later(days=1)
            await home.lights.sweep()
            assert await home.diary.tick() == []
        assert await home.now(schedule) == (ScheduleStatus.WAITING, None)

        newest = await home.buys()
        await home.lights.sweep()
        assert (await home.now(schedule))[0] is ScheduleStatus.ACTIVE

        occurrence = (await home.now(schedule))[1]
        home.clock.later(hours=1)
        await home.lights.read(home.who.id, newest.id, 400_000)  # ten times what was bought
        moved = (await home.now(schedule))[1]
        assert occurrence is not None
        assert moved is not None
        assert moved > occurrence

    async def test_takes_no_more_than_its_cap_in_a_month_and_says_so(self, home: Home) -> None:
        home.diary.go_to(date(2027, 1, 1), 12)
        await home.buys()
        await home.lights.sweep()
        cost = a_sheet(a_light_order(home.who)).quote.total
        schedule = await home.lets_it_buy(cost)  # one
        states = []
        for _ in range(5):
            day = await home.sees_it_announced(schedule)
            home.diary.go_to(day, 10)
            for payment in await home.diary.tick():
                await home.gets(payment)
            run = await home.diary.run(schedule, day)
            states.append((day.month, run.state, run.reason))
            if run.state is RunState.NOT_PAID:
                await home.buys()
            await home.lights.sweep()

        assert states[:2] == [(1, RunState.PAID, None), (1, RunState.NOT_PAID, "over-month-cap")]
        for month in (1, 2):
            assert [state for each, state, _ in states if each == month].count(RunState.PAID) == 1

    async def test_tries_again_and_is_paused_where_there_is_no_money(self, home: Home) -> None:
        schedule = await home.lets_it_buy()
        first = await home.sees_it_announced(schedule)
        for amount in (10_000, 10_000, 10_000, 8_000):
            await home.buys(naira(amount), meter=SHOP)  # it leaves about a thousand
        home.diary.go_to(first, 10)
        await home.diary.tick()
        for hours in (4, 24, 48):
            home.clock.now = runs_at(first, RULES.schedules) + timedelta(hours=hours)
            assert await home.diary.tick() == []

        told = [key.split(":")[0] for key in await home.diary.told(home.who)]
        assert {"schedule-short", "schedule-paused"} <= set(told)
        assert (await home.now(schedule))[0] is ScheduleStatus.PAUSED

    async def test_goes_on_after_a_pause_by_what_is_known_then(self, home: Home) -> None:
        schedule = await home.lets_it_buy()
        schedules = home.diary.schedules
        await schedules.pause(home.who.id, schedule.id, now=home.clock())
        home.clock.later(days=9)
        await home.lights.sweep()
        assert await home.diary.tick() == []
        await home.buys()
        await home.lights.sweep()
        assert (await home.now(schedule))[0] is ScheduleStatus.PAUSED

        await schedules.resume(home.who.id, schedule.id, now=home.clock())
        await home.lights.sweep()

        status, occurrence = await home.now(schedule)
        assert status is ScheduleStatus.ACTIVE
        assert occurrence is not None
        assert occurrence > lagos_day(home.clock()) + timedelta(days=1)
