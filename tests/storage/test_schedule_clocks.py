"""Recurring payments under a clock that nobody can rely on: it stands still, leaps ahead and is put back."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest

from domain.money import naira
from domain.paying import Payments
from domain.payments import Payment
from domain.recurrence import Rhythm, lagos_moment
from domain.schedules import RunState, Schedule, ScheduleStatus
from domain.scheduling import LEASE
from tests.builders import Bank
from tests.schedules import Diary

FIRST = date(2026, 11, 25)
WEEKS = [FIRST + timedelta(weeks=n) for n in range(3)]
HOUR = timedelta(hours=1)


async def tick(diary: Diary, payments: Payments) -> list[Payment]:
    """Take on what is due, and deliver what was paid: it is not in the way of the next one."""
    paid = await diary.tick()
    for payment in paid:
        await payments.advance(payment.id)
    return paid


async def states(diary: Diary, schedule: Schedule, days: list[date]) -> list[RunState]:
    return [(await diary.run(schedule, day)).state for day in days]


class TestAClock:
    async def test_that_is_put_back_pays_nothing_twice_and_holds_nothing_up(
        self, bank: Bank, diary: Diary, payments: Payments
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada, last=WEEKS[-1])
        paid: list[Payment] = []
        for day in WEEKS:
            for back in (timedelta(), timedelta(hours=30), timedelta(hours=3), timedelta(minutes=1)):
                for moment in (lagos_moment(day, 9) - timedelta(days=1), lagos_moment(day, 10)):
                    diary.clock.now = moment - back
                    paid += await tick(diary, payments)

        assert await states(diary, schedule, WEEKS) == [RunState.PAID] * 3
        assert len(paid) == 3
        assert (await diary.now(schedule)).status is ScheduleStatus.ENDED

    async def test_that_leaps_about_while_processes_die_still_ends_each_occurrence_once(
        self, bank: Bank, diary: Diary, payments: Payments
    ) -> None:
        dice = random.Random(1)
        ada = await bank.customer(wallet=naira(50_000))
        schedule = await diary.made(ada, last=WEEKS[-1])
        now = lagos_moment(FIRST, 0) - timedelta(days=2)
        paid: list[Payment] = []
        while (await diary.now(schedule)).status is ScheduleStatus.ACTIVE:
            assert now < lagos_moment(WEEKS[-1], 0) + timedelta(days=3), "it is held up"
            now += timedelta(hours=dice.randint(1, 16))
            diary.clock.now = now + dice.choice((0, 0, 0, 1, -1)) * dice.randint(1, 30) * HOUR
            if dice.random() < 0.3:
                await diary.claimed()  # by a process that dies with it
                diary.clock.now += LEASE
            paid += await tick(diary, payments)

        ended = await states(diary, schedule, WEEKS)
        assert ended.count(RunState.PAID) == len(paid) == len({payment.run_id for payment in paid})
        assert set(ended) <= {RunState.PAID, RunState.MISSED}


class TestDaysThatNotEveryMonthHas:
    @pytest.mark.parametrize(
        ("rhythm", "starts_on", "days"),
        [
            (Rhythm.MONTHLY, date(2027, 12, 31), ["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]),
            (Rhythm.QUARTERLY, date(2027, 11, 30), ["2027-11-30", "2028-02-29", "2028-05-30"]),
            (Rhythm.MONTH_END, date(2027, 1, 31), ["2027-01-31", "2027-02-28", "2027-03-31"]),
        ],
    )
    async def test_are_announced_the_day_before_and_paid_on_time(
        self,
        bank: Bank,
        diary: Diary,
        payments: Payments,
        rhythm: Rhythm,
        starts_on: date,
        days: list[str],
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        await diary.made(ada, naira(500), rhythm=rhythm, starts_on=starts_on)
        paid_at: list[datetime] = []
        for day in map(date.fromisoformat, days):
            for moment in (lagos_moment(day, 9) - timedelta(days=1), lagos_moment(day, 10)):
                diary.clock.now = moment
                paid_at += [payment.accepted_at for payment in await tick(diary, payments)]

        assert paid_at == [lagos_moment(date.fromisoformat(day), 10) for day in days]
