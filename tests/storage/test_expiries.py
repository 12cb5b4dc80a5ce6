"""What runs out: told the day before, once, unless it was seen to."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.catalogue_sync import CatalogueSync
from domain.customers import Customer
from domain.errors import NotAllowed
from domain.expiries import Expiries
from domain.money import naira
from domain.paying import Payments
from domain.payments import Payment
from domain.quotes import Order, PlanChoice
from domain.recurrence import Rhythm, lagos_moment
from domain.scheduling import Schedules
from domain.times import lagos_day
from domain.validating import Validations
from domain.vendors import Category, Renewal, Validated, ValidationUnavailable, VendorPlan
from storage.database import Database
from tests.builders import RULES, Bank, Clock, a_sheet, an_order, approved
from tests.schedules import mandate as consent
from tests.schedules import terms_of
from tests.vendors import FakeVendor

CARD = "4600123451"
MONTH = PlanChoice("n1000-1gb-30-days", "N1000 1GB - 30 days")
DAYS = PlanChoice("n1000-2gb-2-days", "N1000 2GB - 2 days")


def of_data(who: Customer, plan: PlanChoice = MONTH, *, to: str | None = None) -> Order:
    """Return an order of data, for her own line if nothing else is said."""
    order = an_order(who, naira(1_000), biller="mtn-data", to=to or who.phone.national)
    return replace(order, category=Category.DATA, plan=plan)


def of_tv(who: Customer) -> Order:
    """Return an order of TV."""
    order = an_order(who, naira(9_000), biller="dstv", to="08031234567")
    return replace(
        order,
        category=Category.TV,
        recipient=replace(order.recipient, reference=CARD),
        plan=PlanChoice(None, "DStv Compact"),
    )


async def _nobody() -> None:
    """Nobody has to be told of changes here."""


class Subscriber:
    """Somebody who pays for what runs out."""

    def __init__(self, who: Customer, payments: Payments, bank: Bank, clock: Clock) -> None:
        self.who, self.payments, self.bank, self.clock = who, payments, bank, clock

    async def pays(self, order: Order) -> Payment:
        """Pay, and get it."""
        sheet = a_sheet(order, now=self.clock())
        payment = await self.payments.accept(sheet, approved(sheet), card=None, now=self.clock())
        await self.payments.advance(payment.id)
        return payment

    def wakes(self, day: date, hour: int = 9) -> None:
        """Let it be that hour of a day."""
        self.clock.now = lagos_moment(day, hour)

    async def reminders(self) -> list[str]:
        """Return what she is owed to be told of it."""
        return [key for key in await self.bank.notices(self.who) if key.startswith("expiry")]


@pytest.fixture
def expiries(database: Database, vendor: FakeVendor, clock: Clock) -> Expiries:
    """Telling of what runs out."""
    return Expiries(database, Validations(database, {vendor.name: vendor}, RULES), RULES.expiries, clock)


@pytest.fixture
async def ada(
    bank: Bank, payments: Payments, database: Database, vendor: FakeVendor, clock: Clock
) -> Subscriber:
    """Ada, who has a line and a decoder."""
    async with database.begin() as books:
        await books.billers.add_missing()
    plans = (VendorPlan(each.name, each.name, naira(1_000)) for each in (MONTH, DAYS))
    vendor.will_list("mtn-data", *plans)
    await CatalogueSync(database, {vendor.name: vendor}, timedelta(hours=6), _nobody, clock).read_all()
    return Subscriber(await bank.customer("Ada", wallet=naira(100_000)), payments, bank, clock)


class TestADataPlan:
    async def test_is_told_of_once_the_day_before_whoever_looks(
        self, ada: Subscriber, expiries: Expiries, elsewhere: Database
    ) -> None:
        there = replace(expiries, storage=elsewhere)
        payment = await ada.pays(of_data(ada.who))
        await asyncio.gather(expiries.sweep(), there.sweep())
        eve = lagos_day(payment.accepted_at) + timedelta(days=29)

        ada.wakes(eve, 8)
        await expiries.sweep()
        assert await ada.reminders() == []
        ada.wakes(eve)
        await asyncio.gather(expiries.sweep(), there.sweep())
        await expiries.sweep()

        assert await ada.reminders() == [f"expiry-ahead:{payment.id}"]

    async def test_is_told_of_by_the_newest_payment_for_it(self, ada: Subscriber, expiries: Expiries) -> None:
        first = await ada.pays(of_data(ada.who))
        await expiries.sweep()
        ada.clock.later(days=27)
        second = await ada.pays(of_data(ada.who))

        ada.wakes(lagos_day(first.accepted_at) + timedelta(days=29))
        await expiries.sweep()
        assert await ada.reminders() == []

        ada.wakes(lagos_day(second.accepted_at) + timedelta(days=29), 12)
        await expiries.sweep()
        assert await ada.reminders() == [f"expiry-ahead:{second.id}"]

    async def test_is_not_told_of_where_it_lasts_shortly_is_a_present_or_nobody_was_there_in_time(
        self, ada: Subscriber, expiries: Expiries
    ) -> None:
        await ada.pays(of_data(ada.who, DAYS))
        await ada.pays(of_data(ada.who, to="08039999999"))
        await expiries.sweep()
        ada.clock.later(days=29)
        await expiries.sweep()
        assert await ada.reminders() == []

        last = await ada.pays(of_data(ada.who, to="08039999999"))  # once more: no present
        await expiries.sweep()
        assert (await expiries.get(ada.who.id, last.id))[0].remind_at is not None
        ada.clock.later(days=40)
        await expiries.sweep()
        assert await ada.reminders() == []

    async def test_that_pays_itself_or_is_not_wanted_to_be_told_of_is_not(
        self, ada: Subscriber, bank: Bank, expiries: Expiries, schedules: Schedules, clock: Clock
    ) -> None:
        payment = await ada.pays(of_data(ada.who))
        silent = await ada.pays(of_tv(ada.who))
        await expiries.sweep()
        starts_on = lagos_day(clock()) + timedelta(days=30)
        terms = terms_of(payment.order, Rhythm.MONTHLY, starts_on=starts_on)
        await schedules.make(terms, consent(terms), now=clock())
        await expiries.switch(ada.who.id, silent.id, reminds=False)

        clock.later(days=29, hours=23)
        await expiries.sweep()

        assert await ada.reminders() == []
        ben = await bank.customer("Ben")
        with pytest.raises(NotAllowed):
            await expiries.switch(ben.id, silent.id, reminds=True)


class TestTv:
    async def test_is_told_of_on_the_day_that_its_company_says(
        self, ada: Subscriber, expiries: Expiries, vendor: FakeVendor
    ) -> None:
        payment = await ada.pays(of_tv(ada.who))
        await expiries.sweep()
        paid_on = lagos_day(payment.accepted_at)
        assert (await expiries.get(ada.who.id, payment.id))[0].ends_on == date(2026, 12, 18)

        due_on = paid_on + timedelta(days=45)  # it was paid before its time
        vendor.will_know(None, Validated("ADA OBI", renewal=Renewal("DStv Compact", naira(9_000), due_on)))
        ada.wakes(date(2026, 12, 17))
        await expiries.sweep()
        assert await ada.reminders() == []

        ada.wakes(due_on - timedelta(days=1))
        await expiries.sweep()
        assert await ada.reminders() == [f"expiry-ahead:{payment.id}"]

    @pytest.mark.parametrize(
        "says",
        [
            ValidationUnavailable("timeout"),
            Validated("ADA OBI"),
            Validated("ADA OBI", renewal=Renewal(None, None, date(2025, 2, 6))),  # a day that is long past
        ],
    )
    async def test_is_told_of_after_a_month_where_its_company_says_nothing(
        self,
        ada: Subscriber,
        expiries: Expiries,
        vendor: FakeVendor,
        says: Validated | ValidationUnavailable,
    ) -> None:
        payment = await ada.pays(of_tv(ada.who))
        await expiries.sweep()

        vendor.will_know(None, says)
        ada.wakes(date(2026, 12, 17))
        await expiries.sweep()

        assert await ada.reminders() == [f"expiry-ahead:{payment.id}"]
