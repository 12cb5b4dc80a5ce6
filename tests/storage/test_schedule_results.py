"""What the end of its payment makes of an occurrence, and of the schedule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.customers import Customer
from domain.money import ZERO, naira
from domain.paying import Payments
from domain.payment_outcomes import Resolve
from domain.payments import PaymentStatus
from domain.schedule_results import PaidRun
from domain.schedules import OccurrenceOver, RunState, Schedule, ScheduleStatus, run_id
from domain.vendors import Rejected, Reversed, Unresolved, VendOutcome
from storage.database import Database
from tests.builders import RULES, Bank, delivered
from tests.schedules import Diary
from tests.vendors import FakeVendor

FIRST = date(2026, 11, 25)  # a week after noon
A_WEEK, A_DAY = timedelta(weeks=1), timedelta(days=1)


class Weeks:
    """Lets one week after the other pass, in which an occurrence is announced, accepted and sent."""

    def __init__(self, diary: Diary, payments: Payments, vendor: FakeVendor) -> None:
        self.diary, self.payments, self.vendor = diary, payments, vendor
        self.day = FIRST

    async def passes(self, *answers: VendOutcome) -> list[str]:
        """Let as many weeks pass as there are answers. Returns the payments."""
        paid = []
        for answer in answers:
            self.diary.go_to(self.day - A_DAY, 9)
            await self.diary.tick()
            self.diary.go_to(self.day, 10)
            self.vendor.will_answer(answer)
            for payment in await self.diary.tick():
                await self.payments.advance(payment.id)
                paid.append(payment.id)
            await self.diary.tick()
            self.day += A_WEEK
        return paid


@pytest.fixture
def weeks(diary: Diary, payments: Payments, vendor: FakeVendor) -> Weeks:
    return Weeks(diary, payments, vendor)


@pytest.fixture
async def ada(bank: Bank) -> Customer:
    return await bank.customer(wallet=naira(5_000))


@pytest.fixture
async def schedule(ada: Customer, diary: Diary) -> Schedule:
    """Airtime of ₦500 every week."""
    return await diary.made(ada)


NO, YES = Rejected("refused"), delivered(naira(485))


class TestMoneyThatCameBack:
    async def test_ends_the_occurrence_unpaid_and_is_not_charged_again(
        self, weeks: Weeks, schedule: Schedule, diary: Diary, bank: Bank, ada: Customer
    ) -> None:
        (payment_id,) = await weeks.passes(NO)

        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.reason, run.payment_id) == (RunState.RETURNED, "refused", payment_id)
        assert (now.failures, now.status, now.occurrence) == (1, ScheduleStatus.ACTIVE, FIRST + A_WEEK)
        assert await bank.balances(ada) == (naira(5_000), ZERO, ZERO)
        with pytest.raises(OccurrenceOver):
            await diary.schedules.pay_now(schedule.customer_id, run_id(schedule.id, FIRST), now=diary.clock())
        assert len(weeks.vendor.vended) == 1

    async def test_three_times_in_a_row_pauses_it_and_is_told_once_each(
        self, weeks: Weeks, schedule: Schedule, diary: Diary, bank: Bank, ada: Customer
    ) -> None:
        payments = await weeks.passes(NO, NO, NO)

        now = await diary.now(schedule)
        assert (now.status, now.reason, now.failures) == (ScheduleStatus.PAUSED, "given-up", 3)
        told = await bank.notices(ada)
        assert sorted(key for key in told if "returned" in key) == [f"payment-returned:{p}" for p in payments]
        assert not [key for key in told if key.startswith(("schedule-paused", "schedule-not-paid"))]
        weeks.diary.go_to(weeks.day, 10)
        assert await diary.tick() == []

    async def test_is_forgotten_once_value_came(self, weeks: Weeks, schedule: Schedule, diary: Diary) -> None:
        await weeks.passes(NO, NO, YES, NO, NO)

        now = await diary.now(schedule)
        assert (now.status, now.failures) == (ScheduleStatus.ACTIVE, 2)

    async def test_counts_when_the_vendor_took_its_word_back(
        self, weeks: Weeks, schedule: Schedule, diary: Diary, payments: Payments, database: Database
    ) -> None:
        (payment_id,) = await weeks.passes(YES)
        payment = await payments.get(schedule.customer_id, payment_id)
        reversal = Resolve(
            *(payment_id, payment.customer_id, 1, 0, Reversed(), A_DAY, RULES, diary.clock()),
            run=PaidRun.of(payment, RULES),
        )
        await database.money.apply(reversal)
        await database.money.apply(reversal)

        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.reason, now.failures) == (RunState.RETURNED, "reversed", 1)

    async def test_counts_as_no_failure_where_its_owner_stopped_it(
        self, weeks: Weeks, schedule: Schedule, diary: Diary, payments: Payments
    ) -> None:
        diary.go_to(FIRST - A_DAY, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)
        (payment,) = await diary.tick()

        await payments.cancel(schedule.customer_id, payment.id, now=diary.clock())

        assert (await diary.run(schedule, FIRST)).state is RunState.RETURNED
        assert (await diary.now(schedule)).failures == 0


class TestAnOpenResult:
    async def test_is_neither_until_its_deadline(
        self, weeks: Weeks, schedule: Schedule, diary: Diary, payments: Payments
    ) -> None:
        await weeks.passes(NO, NO)
        (payment_id,) = await weeks.passes(Unresolved("ReadTimeout"))
        weeks.vendor.says_from_now_on(Unresolved("still"))
        assert (await diary.now(schedule)).failures == 2
        assert (await diary.run(schedule, FIRST + 2 * A_WEEK)).state is RunState.PAID

        diary.clock.later(hours=24, minutes=1)
        await payments.advance(payment_id)
        await diary.tick()

        payment = await payments.get(schedule.customer_id, payment_id)
        assert (payment.status, payment.reason) == (PaymentStatus.RELEASED, "deadline")
        assert (await diary.run(schedule, FIRST + 2 * A_WEEK)).state is RunState.RETURNED
        assert (await diary.now(schedule)).status is ScheduleStatus.PAUSED

    async def test_that_comes_when_the_next_one_is_announced_stops_that_one_too(
        self, bank: Bank, diary: Diary, payments: Payments, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(200_000))
        schedule = await diary.made(ada, naira(30_000))
        weeks = Weeks(diary, payments, vendor)
        await weeks.passes(NO, NO)
        (payment_id,) = await weeks.passes(Unresolved("ReadTimeout"))
        diary.go_to(weeks.day - A_DAY, 9)
        await diary.tick()
        assert (await diary.run(schedule, weeks.day)).state is RunState.ANNOUNCED

        vendor.says_from_now_on(NO)
        await payments.advance(payment_id)
        await diary.tick()

        stopped = await diary.run(schedule, weeks.day)
        assert (stopped.state, stopped.reason) == (RunState.STOPPED, "given-up")
        assert (await diary.now(schedule)).status is ScheduleStatus.PAUSED
        diary.go_to(weeks.day, 10)
        assert await diary.tick() == []
