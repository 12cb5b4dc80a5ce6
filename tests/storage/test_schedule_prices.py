"""What a run costs where its biller says so: what is due, and a price that moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.approvals import WrongApproval
from domain.money import Money, naira
from domain.quotes import Order, PlanChoice, Recipient
from domain.recurrence import Recurrence, Rhythm
from domain.schedule_making import Make
from domain.schedules import (
    CapTooSmall,
    Mode,
    RunState,
    Schedule,
    ScheduleOver,
    ScheduleStatus,
    Terms,
    usual_cap,
)
from domain.vendors import Category, MeterKind, Renewal, Validated, ValidationUnavailable
from tests.builders import RULES, Bank, a_sheet, an_order
from tests.schedules import Diary, mandate, terms_of
from tests.vendors import FakeVendor

FIRST = date(2026, 11, 25)  # a week after noon
EVE = FIRST - timedelta(days=1)
ACCOUNT = "AB/12-3456"


def a_postpaid_bill(customer: object, amount: Money = naira(5_000)) -> Order:  # noqa: B008 - a value
    """What Ikeja is paid for an account on which the bill runs up."""
    order = an_order(customer, amount, biller="ikeja-electric")  # type: ignore[arg-type]
    recipient = Recipient(ACCOUNT, order.recipient.phone, MeterKind.POSTPAID, "ADA OBI")
    return replace(order, category=Category.ELECTRICITY, recipient=recipient)


def due(vendor: FakeVendor, amount: Money | None) -> None:
    """Let the company say so much is due."""
    said = Validated("ADA OBI", arrears=amount, meter_kind=MeterKind.POSTPAID)
    vendor.will_know(MeterKind.PREPAID, said)
    vendor.will_know(MeterKind.POSTPAID, said)


class TestWhatIsDue:
    async def made(self, bank: Bank, diary: Diary) -> Schedule:
        """Somebody lets what is due be paid, up to ₦10,000 in all."""
        ada = await bank.customer(wallet=naira(30_000))
        terms = terms_of(a_postpaid_bill(ada), cap=naira(10_000))
        terms = replace(terms, pays_due=True, has_own_cap=True)
        return await diary.schedules.make(terms, mandate(terms), now=diary.clock())

    @pytest.mark.parametrize(
        ("owed", "paid", "state", "reason", "failures"),
        [
            (naira(7_200), naira(7_200), RunState.PAID, None, 0),
            (naira(2_000), naira(2_000), RunState.PAID, None, 0),
            (naira(10_000), None, RunState.NOT_PAID, "over-cap", 1),  # with the fee it is more than the cap
            (naira(0), None, RunState.NOT_PAID, "nothing-due", 0),
            (naira(20), None, RunState.NOT_PAID, "nothing-due", 0),  # less than the company takes
            (None, None, RunState.NOT_PAID, "due-unknown", 1),
        ],
    )
    async def test_is_paid_within_the_cap_and_told_otherwise(
        self,
        owed: Money | None,
        paid: Money | None,
        state: RunState,
        reason: str | None,
        failures: int,
        bank: Bank,
        diary: Diary,
        vendor: FakeVendor,
    ) -> None:
        schedule = await self.made(bank, diary)
        due(vendor, owed)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)

        payments = await diary.tick()

        assert [each.order.amount for each in payments] == ([paid] if paid is not None else [])
        run, now = await diary.run(schedule, FIRST), await diary.now(schedule)
        assert (run.state, run.reason, now.failures) == (state, reason, failures)
        assert now.status is ScheduleStatus.ACTIVE

    async def test_is_tried_again_if_the_company_cannot_be_asked(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        schedule = await self.made(bank, diary)
        for kind in MeterKind:
            vendor.will_know(kind, ValidationUnavailable("timeout"))
        diary.go_to(EVE, 9)
        await diary.tick()
        assert (await diary.run(schedule, FIRST)).expected is None
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []
        due(vendor, naira(3_000))
        diary.go_to(FIRST, 14)

        (payment,) = await diary.tick()

        assert payment.order.amount == naira(3_000)

    async def test_is_announced_with_the_fee(self, bank: Bank, diary: Diary, vendor: FakeVendor) -> None:
        schedule = await self.made(bank, diary)
        due(vendor, naira(7_200))
        diary.go_to(EVE, 9)
        await diary.tick()

        run = await diary.run(schedule, FIRST)

        assert run.expected is not None
        assert naira(7_200) < run.expected < naira(7_500)

    async def test_is_no_consent_to_a_fixed_amount(self, bank: Bank) -> None:
        terms = terms_of(a_postpaid_bill(await bank.customer()))

        assert replace(terms, pays_due=True).hash != terms.hash

    async def test_is_drawn_at_the_usual_amount_while_nothing_is_due(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer()
        due(vendor, naira(0))
        monthly = Recurrence(Rhythm.MONTHLY, FIRST)

        terms = await diary.schedules.prices.draw(
            a_postpaid_bill(ada), monthly, Mode.PAY, schedule_id="s", pays_due=True, now=diary.clock()
        )

        assert terms.pays_due
        assert terms.amount == naira(5_000)
        assert terms.cap == usual_cap(terms.agreed, RULES.schedules)
        with pytest.raises(CapTooSmall):
            await diary.schedules.prices.draw(
                *(a_postpaid_bill(ada), monthly, Mode.PAY),
                schedule_id="s",
                cap=naira(4_000),
                now=diary.clock(),
            )


class TestAnOccurrenceThatWasAskedAbout:
    async def asked(self, bank: Bank, diary: Diary, vendor: FakeVendor) -> Schedule:
        """Let DStv cost more on the day than was agreed upon."""
        ada = await bank.customer(wallet=naira(50_000))
        order = an_order(ada, naira(15_700), to="08031234567", biller="dstv")
        order = replace(order, category=Category.TV, plan=PlanChoice(None, "DStv Compact"))
        terms = terms_of(order)
        schedule = await diary.schedules.make(terms, mandate(terms), now=diary.clock())
        vendor.will_know(None, Validated("ADA OBI", renewal=Renewal("DStv Compact", naira(19_000))))
        diary.go_to(EVE, 9)
        await diary.tick()
        assert (await diary.run(schedule, FIRST)).expected is not None
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []
        return await diary.now(schedule)

    def anew(self, schedule: Schedule, diary: Diary) -> Terms:
        """Return the terms at the new price, beginning with what was asked about."""
        order = schedule.terms.order("new", naira(19_000))
        total = a_sheet(order).quote.total
        return replace(
            schedule.terms,
            schedule_id=f"{schedule.id[:-1]}n",
            amount=naira(19_000),
            agreed=total,
            cap=usual_cap(total, RULES.schedules),
            starts_on=FIRST,
        )

    async def test_is_paid_at_once_when_its_owner_agrees_and_the_next_ones_at_that_price(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        old = await self.asked(bank, diary, vendor)
        diary.go_to(FIRST, 18)
        terms = self.anew(old, diary)

        made = await diary.schedules.make(terms, mandate(terms), replaces=old.id, now=diary.clock())
        (payment,) = await diary.tick()

        assert payment.order.amount == naira(19_000)
        now = await diary.now(made)
        assert now.occurrence == FIRST + timedelta(days=7)
        assert (await diary.now(old)).status is ScheduleStatus.ENDED
        assert await diary.tick() == []

    async def test_is_not_lost_to_who_agrees_on_the_day_before_it_was_tried(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(50_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 8)
        terms = replace(schedule.terms, schedule_id=f"{schedule.id[:-1]}n", starts_on=FIRST)

        await diary.schedules.make(terms, mandate(terms), replaces=schedule.id, now=diary.clock())

        assert len(await diary.tick()) == 1
        diary.go_to(FIRST, 10)
        assert await diary.tick() == []

    async def test_is_agreed_to_once(self, bank: Bank, diary: Diary, vendor: FakeVendor) -> None:
        old = await self.asked(bank, diary, vendor)
        terms = self.anew(old, diary)
        await diary.schedules.make(terms, mandate(terms), replaces=old.id, now=diary.clock())
        again = replace(terms, schedule_id=f"{old.id[:-1]}z")

        with pytest.raises(ScheduleOver):
            await diary.schedules.make(again, mandate(again), replaces=old.id, now=diary.clock())

        assert len(await diary.tick()) == 1

    async def test_is_over_when_its_successor_is_due(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        old = await self.asked(bank, diary, vendor)
        diary.go_to(FIRST + timedelta(days=7), 10)
        terms = self.anew(old, diary)

        with pytest.raises(ScheduleOver):
            await diary.schedules.make(terms, mandate(terms), replaces=old.id, now=diary.clock())

    async def test_is_not_one_that_was_paid_or_left_out(
        self, bank: Bank, diary: Diary, vendor: FakeVendor
    ) -> None:
        ada = await bank.customer(wallet=naira(5_000))
        schedule = await diary.made(ada)
        diary.go_to(EVE, 9)
        await diary.tick()
        diary.go_to(FIRST, 10)
        assert len(await diary.tick()) == 1
        schedule = await diary.now(schedule)
        terms = replace(schedule.terms, schedule_id=f"{schedule.id[:-1]}n", starts_on=FIRST)
        make = Make(terms, mandate(terms), RULES, diary.clock(), schedule)

        with pytest.raises(ScheduleOver):
            await diary.schedules.storage.money.apply(make)
        with pytest.raises(WrongApproval):
            await diary.schedules.storage.money.apply(replace(make, approval=mandate(schedule.terms)))
