"""Bills that pay themselves: announced before, paid once or told why not, whatever else happens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.catalogue_sync import CatalogueSync
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.quotes import PlanChoice
from domain.recurrence import Rhythm
from domain.schedules import (
    PRICE_CHANGED,
    Mode,
    RunState,
    ScheduleStatus,
)
from domain.scheduling import LEASE, Schedules
from domain.vendors import Category, Renewal, Validated, VendorPlan
from storage.database import Database
from tests.builders import Bank, Clock, a_sheet, an_order, approved
from tests.schedules import Diary, elsewhere_of, mandate, terms_of
from tests.vendors import FakeVendor

FIRST = date(2026, 11, 25)  # a week after noon
EVE = FIRST - timedelta(days=1)
SECOND = FIRST + timedelta(days=7)


class TestAnOccurrence:
    async def test_is_announced_the_day_before_and_paid_on_its_day(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        schedule = await diary.made(ada)

        diary.go_to(EVE, 8, 59)
        assert await diary.claimed() == ()
        diary.go_to(EVE, 9)
        assert await diary.tick() == []
        assert await diary.told(ada) == [f"schedule-ahead:{schedule.id}:{FIRST}"]
        assert (await bank.balances(ada))[0] == naira(2_000)

        diary.go_to(FIRST, 9, 59)
        assert await diary.claimed() == ()
        diary.go_to(FIRST, 10)
        (payment,) = await diary.tick()

        assert payment.order.amount == naira(500)
        assert await bank.balances(ada) == (naira(1_500), ZERO, naira(500))
        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.payment_id) == (RunState.PAID, payment.id)
        assert (now.occurrence, now.failures) == (SECOND, 0)
        assert await diary.tick() == []

    async def test_is_paid_once_however_many_processes_take_it_on(
        self, bank: Bank, diary: Diary, schedules: Schedules, elsewhere: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        there = elsewhere_of(schedules, elsewhere)
        diary.go_to(EVE, 9)
        await asyncio.gather(*((schedules, there)[n % 2].take_on(schedule.id) for n in range(6)))

        diary.go_to(FIRST, 10)
        paid = await asyncio.gather(*((schedules, there)[n % 2].take_on(schedule.id) for n in range(6)))

        assert len([each for each in paid if each is not None]) == 1
        assert await bank.balances(ada) == (naira(4_500), ZERO, naira(500))

    async def test_is_claimed_by_one_process_until_that_one_must_be_dead(
        self, bank: Bank, diary: Diary, schedules: Schedules, elsewhere: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        made = {(await diary.made(ada, naira(500 + n))).id for n in range(5)}
        there, now = elsewhere_of(schedules, elsewhere), diary.go_to(EVE, 9)

        here_first = await schedules.claim(now=now, limit=3)
        rest = await there.claim(now=now, limit=10)

        assert len(here_first) == 3
        assert {each.id for each in (*here_first, *rest)} == made
        assert await there.claim(now=now + LEASE - timedelta(seconds=1), limit=10) == ()
        # It died with what it had claimed. So it is if the clock was put back meanwhile.
        assert {each.id for each in await there.claim(now=now + LEASE, limit=10)} == made
        diary.go_to(EVE, 9, -30)
        assert await there.claim(now=diary.clock(), limit=10) == ()
        assert await there.claim(now=now, limit=10) != ()

    async def test_that_can_not_be_read_keeps_nobody_else_waiting(
        self, bank: Bank, diary: Diary, logged: list[MutableMapping[str, Any]]
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        broken, fine = await diary.made(ada), await diary.made(ada, naira(600))
        async with bank.database.begin() as books:
            spoil = text("UPDATE schedules SET content = :nothing WHERE id = :id")
            await books.connection.execute(spoil, {"nothing": b"\x01", "id": broken.id})

        diary.go_to(EVE, 9)

        assert await diary.claimed() == (fine.id,)
        assert await diary.claimed() == ()
        assert [entry["schedule"] for entry in logged if entry["log_level"] == "error"] == [broken.id]

    async def test_is_announced_a_whole_day_before_it_even_where_nobody_was_there_in_time(
        self, bank: Bank, diary: Diary
    ) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        schedule = await diary.made(ada)

        diary.go_to(FIRST, 14)  # everything was down for more than a day
        assert await diary.tick() == []
        diary.go_to(FIRST + timedelta(days=1), 13, 59)
        assert await diary.tick() == []
        diary.go_to(FIRST + timedelta(days=1), 14)

        assert len(await diary.tick()) == 1
        assert (await diary.now(schedule)).occurrence == SECOND

    async def test_is_passed_over_and_told_where_its_successor_is_due(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)

        diary.go_to(SECOND + timedelta(days=7), 10)  # down for two weeks
        assert await diary.tick() == []

        third = SECOND + timedelta(days=7)
        assert (await diary.run(schedule, FIRST)).state is RunState.MISSED
        assert (await diary.run(schedule, SECOND)).state is RunState.MISSED
        assert (await diary.run(schedule, third)).state is RunState.ANNOUNCED
        diary.go_to(third + timedelta(days=1), 10)
        assert len(await diary.tick()) == 1
        assert await diary.told(ada) == [
            f"schedule-ahead:{schedule.id}:{third}",
            f"schedule-not-paid:{schedule.id}:{FIRST}",
            f"schedule-not-paid:{schedule.id}:{SECOND}",
        ]

    async def test_is_only_told_where_that_was_wanted(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        schedule = await diary.made(ada, mode=Mode.REMIND)

        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)

        assert await diary.tick() == []
        assert (await diary.run(schedule, FIRST)).state is RunState.REMINDED
        assert (await diary.now(schedule)).occurrence == SECOND

    async def test_may_be_the_last_one(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(2_000))
        schedule = await diary.made(ada, last=FIRST)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)

        assert len(await diary.tick()) == 1
        assert (await diary.now(schedule)).status is ScheduleStatus.ENDED
        assert await diary.schedules.of(ada.id) == ()


class TestAShortWallet:
    async def test_is_asked_again_by_the_ladder_and_then_left_alone(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(100))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()

        for day, hour in ((FIRST, 10), (FIRST, 14), (FIRST + timedelta(days=1), 10)):
            diary.go_to(day, hour)
            assert await diary.tick() == []
            assert (await diary.run(schedule, FIRST)).state is RunState.SHORT
            assert await diary.claimed() == ()
        diary.go_to(FIRST + timedelta(days=2), 10)
        assert await diary.tick() == []

        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.reason, run.tries) == (RunState.NOT_PAID, "insufficient-funds", 4)
        assert now.status is ScheduleStatus.PAUSED
        assert [key.partition(":")[0] for key in await diary.told(ada)] == [
            "schedule-ahead",
            "schedule-paused",
            "schedule-short",
        ]

    async def test_is_asked_once_for_all_the_tries_that_nobody_was_there_for(
        self, bank: Bank, diary: Diary
    ) -> None:
        ada = await bank.customer(wallet=naira(100))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)
        await diary.tick()

        diary.go_to(FIRST + timedelta(days=1), 12)
        await diary.tick()

        run = await diary.run(schedule, FIRST)
        assert (run.tries, run.next_try_at) == (2, run.due_at + timedelta(hours=48))

    async def test_pays_as_soon_as_the_money_is_in(self, bank: Bank, diary: Diary) -> None:
        ada = await bank.customer(wallet=naira(100))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)
        await diary.tick()

        diary.go_to(FIRST, 10, 5)
        await bank.top_up(ada, naira(399))
        assert await diary.claimed() == ()
        await bank.top_up(ada, naira(1))

        assert len(await diary.tick()) == 1
        assert (await diary.run(schedule, FIRST)).state is RunState.PAID
        assert (await bank.balances(ada))[0] == ZERO

    async def test_that_fills_but_may_not_be_spent_from_uses_up_no_try(
        self, bank: Bank, diary: Diary, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(100), tier=1)
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)
        await diary.tick()
        await bank.top_up(ada, naira(50_000))
        other = a_sheet(an_order(ada, naira(49_900), to="08031112222"), now=diary.clock())
        await payments.accept(other, replace(approved(other)), card=None, now=diary.clock())
        await bank.top_up(ada, naira(500))

        assert await diary.tick() == []

        run = await diary.run(schedule, FIRST)
        assert (run.tries, run.reason) == (1, "over-daily-limit")
        assert await diary.claimed() == ()


class TestAPrice:
    A_GIG = VendorPlan("mtn-1gb", "N1000 1GB - 30 days", naira(1_000))

    @pytest.fixture
    async def costs(
        self, database: Database, vendor: FakeVendor, clock: Clock
    ) -> Callable[[int], Awaitable[None]]:
        """Let the gigabyte cost so much."""
        async with database.begin() as books:
            await books.billers.add_missing()

        async def nobody() -> None: ...

        sync = CatalogueSync(database, {vendor.name: vendor}, timedelta(hours=6), nobody, clock)

        async def costs(amount: int) -> None:
            vendor.will_list("mtn-data", replace(self.A_GIG, amount=naira(amount)))
            await sync.read_all()

        return costs

    @pytest.mark.parametrize(
        ("price", "paid"), [(1_000, True), (1_100, True), (1_101, False), (899, False), (900, True)]
    )
    async def test_is_paid_as_far_as_it_is_near_to_the_one_agreed_upon(
        self, price: int, *, paid: bool, bank: Bank, diary: Diary, costs: Callable[[int], Awaitable[None]]
    ) -> None:
        await costs(1_000)
        ada = await bank.customer(wallet=naira(5_000))
        plan = PlanChoice("n1000-1gb-30-days", self.A_GIG.name)
        order = replace(an_order(ada, naira(1_000), biller="mtn-data"), category=Category.DATA, plan=plan)
        terms = terms_of(order)
        schedule = await diary.schedules.make(terms, mandate(terms), now=diary.clock())
        diary.go_to(EVE, 9)
        await diary.tick()
        await costs(price)
        diary.go_to(FIRST, 10)

        payments = await diary.tick()

        assert [each.quote.total for each in payments] == ([naira(price)] if paid else [])
        run = await diary.run(schedule, FIRST)
        assert (run.state, run.reason) == (
            (RunState.PAID, None) if paid else (RunState.NOT_PAID, PRICE_CHANGED)
        )
        assert (await diary.now(schedule)).status is ScheduleStatus.ACTIVE

    @pytest.mark.parametrize(("now_costs", "paid"), [(16_000, True), (19_000, False)])
    async def test_of_a_renewal_is_asked_for_on_the_day(
        self, now_costs: int, *, paid: bool, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(50_000))
        order = an_order(ada, naira(15_700), to="08031234567", biller="dstv")
        order = replace(order, category=Category.TV, plan=PlanChoice(None, "DStv Compact"))
        terms = terms_of(order)
        schedule = await diary.schedules.make(terms, mandate(terms), now=diary.clock())
        diary.go_to(EVE, 9)
        await diary.tick()
        vendor.will_know(None, Validated("ADA OBI", renewal=Renewal("DStv Compact", naira(now_costs))))
        diary.go_to(FIRST, 10)

        payments = await diary.tick()

        assert [each.order.amount for each in payments] == ([naira(now_costs)] if paid else [])
        run = await diary.run(schedule, FIRST)
        assert run.reason == (None if paid else PRICE_CHANGED)

    async def test_that_was_asked_about_three_times_in_a_row_pauses_it(
        self, bank: Bank, diary: Diary, costs: Callable[[int], Awaitable[None]]
    ) -> None:
        await costs(1_000)
        ada = await bank.customer(wallet=naira(5_000))
        plan = PlanChoice("n1000-1gb-30-days", self.A_GIG.name)
        order = replace(an_order(ada, naira(1_000), biller="mtn-data"), category=Category.DATA, plan=plan)
        terms = terms_of(order)
        schedule = await diary.schedules.make(terms, mandate(terms), now=diary.clock())
        await costs(2_000)

        for week in range(3):
            diary.go_to(EVE + timedelta(weeks=week), 9)
            await diary.tick()
            diary.go_to(FIRST + timedelta(weeks=week), 10)
            assert await diary.tick() == []

        assert (await diary.now(schedule)).status is ScheduleStatus.PAUSED
        assert (await bank.balances(ada))[0] == naira(5_000)


class TestWhatWasPaidByHand:
    async def test_is_not_paid_again(self, bank: Bank, diary: Diary, payments: Payments) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 12)
        await diary.tick()
        hers = a_sheet(an_order(ada, naira(500)), now=diary.clock())
        await payments.accept(hers, approved(hers), card=None, now=diary.clock())

        diary.go_to(FIRST, 12)
        assert await diary.tick() == []

        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.reason, now.failures) == (RunState.NOT_PAID, "paid-by-hand", 0)
        assert (await bank.balances(ada))[0] == naira(4_500)

    async def test_is_not_what_the_occurrence_before_paid_late(
        self, bank: Bank, diary: Diary, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada, rhythm=Rhythm.EVERY_DAYS, every_days=2)
        diary.go_to(FIRST, 14)  # nobody was there in time
        await diary.tick()
        diary.go_to(FIRST + timedelta(days=1), 14)
        (late,) = await diary.tick()
        await payments.advance(late.id)
        await diary.tick()

        second = FIRST + timedelta(days=2)
        diary.go_to(second, 14)

        assert len(await diary.tick()) == 1
        assert (await diary.run(schedule, second)).state is RunState.PAID
