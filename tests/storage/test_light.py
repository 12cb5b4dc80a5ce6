"""Meters: reckoned with when light was bought, and reminded of once."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from domain.customers import Customer
from domain.errors import NotAllowed
from domain.light import Lights
from domain.money import naira
from domain.paying import Payments
from domain.payments import Payment
from domain.vendors import MeterKind
from storage.database import Database
from storage.tables import outbox
from tests.builders import NOON, RULES, Bank, Clock, a_light_order, a_sheet, approved, delivered
from tests.vendors import FakeVendor

HOME, SHOP = "45012345678", "45098765432"


@pytest.fixture
def lights(database: Database, clock: Clock) -> Lights:
    """Looking after meters."""
    return Lights(database, RULES, clock)


class Household:
    """Somebody who buys light again and again."""

    def __init__(self, who: Customer, payments: Payments, vendor: FakeVendor, clock: Clock) -> None:
        self.who, self.payments, self.vendor, self.clock = who, payments, vendor, clock

    async def buys(self, amount: int = 5_000, *, meter: str = HOME) -> Payment:
        """Buy 40 kWh, as the vendor says."""
        self.vendor.will_answer(delivered(None, token=True))
        order = a_light_order(self.who, naira(amount), meter=meter)
        sheet = a_sheet(order, now=self.clock())
        payment = await self.payments.accept(sheet, approved(sheet), card=None, now=self.clock())
        await self.payments.advance(payment.id)
        return payment

    async def lives(self, *, purchases: int, days: int = 8) -> Payment:
        """Buy so often, every so many days; the last time now."""
        for _ in range(purchases - 1):
            await self.buys()
            self.clock.later(days=days)
        return await self.buys()


@pytest.fixture
async def ada(bank: Bank, payments: Payments, vendor: FakeVendor, clock: Clock) -> Household:
    """Ada, who has a meter."""
    return Household(await bank.customer("Ada", wallet=naira(200_000)), payments, vendor, clock)


async def reminders(bank: Bank, customer: Customer) -> int:
    """Return how many times she was reminded."""
    async with bank.database.look() as books:
        rows = await books.connection.execute(
            select(func.count()).where(outbox.c.kind == "light-low", outbox.c.customer_id == customer.id)
        )
        return int(rows.scalar_one())


class TestALightReminder:
    async def test_is_owed_once_for_each_purchase_whoever_looks(
        self, ada: Household, bank: Bank, lights: Lights, elsewhere: Database, clock: Clock
    ) -> None:
        there = Lights(elsewhere, RULES, clock)
        await ada.lives(purchases=4)
        for both in (lights, there):
            await both.sweep()
        assert await reminders(bank, ada.who) == 0

        clock.later(days=6)  # of the 8.8 that it lasts
        for both in (lights, there, lights):
            await both.sweep()

        assert await reminders(bank, ada.who) == 1

    async def test_goes_by_the_newest_purchase_and_by_what_the_meter_showed(
        self, ada: Household, bank: Bank, lights: Lights, clock: Clock
    ) -> None:
        await ada.lives(purchases=4)
        await lights.sweep()
        clock.later(days=5)
        newest = await ada.buys()
        clock.later(days=1)
        await lights.sweep()
        assert await reminders(bank, ada.who) == 0  # there is more than a week's light left of both

        light = await lights.read(ada.who.id, newest.id, 20_000)
        assert light.forecast is not None
        assert light.forecast.days_left(clock()) == 4

        clock.later(days=2)  # half of what was left
        await lights.sweep()
        assert await reminders(bank, ada.who) == 1

    async def test_stays_away_when_it_was_switched_off(
        self, ada: Household, bank: Bank, lights: Lights, clock: Clock
    ) -> None:
        newest = await ada.lives(purchases=4)
        await lights.sweep()

        await lights.switch(ada.who.id, newest.id, reminds=False)
        clock.later(days=7)
        await lights.sweep()
        assert await reminders(bank, ada.who) == 0

        light = await lights.switch(ada.who.id, newest.id, reminds=True)
        assert (light.meter.reminds, light.meter.remind_at) == (True, None)  # its morning has passed


class TestMeters:
    async def test_are_told_apart_with_the_usual_amount_of_each(self, ada: Household, lights: Lights) -> None:
        await ada.buys(10_000, meter=SHOP)
        await ada.lives(purchases=3)
        last = await ada.buys(2_000)

        home, shop = await lights.of(ada.who.id)

        assert (home.newest.id, home.usual) == (last.id, naira(5_000))
        assert home.forecast is not None
        assert (shop.newest.order.recipient.reference, shop.usual) == (SHOP, naira(10_000))
        assert shop.forecast is None  # bought once

    async def test_are_their_owners_alone_and_prepaid(
        self, ada: Household, bank: Bank, lights: Lights, payments: Payments, vendor: FakeVendor
    ) -> None:
        hers = await ada.buys()
        ben = await bank.customer("Ben", wallet=naira(20_000))
        with pytest.raises(NotAllowed):
            await lights.read(ben.id, hers.id, 1_000)

        vendor.will_answer(delivered(None))
        sheet = a_sheet(a_light_order(ben, kind=MeterKind.POSTPAID))
        postpaid = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(postpaid.id)
        with pytest.raises(NotAllowed):
            await lights.get(ben.id, postpaid.id)
        assert await lights.of(ben.id) == ()
