"""Billers that nobody delivers for: paused for everybody, tried again, and told to who waits."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.approvals import Approval
from domain.carts import Carts
from domain.customers import Customer
from domain.money import naira
from domain.outages import BillerPaused, BillerState, Outage, Outages
from domain.paying import Payments
from domain.payments import PaymentStatus
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from domain.vendors import Delivered, Unresolved
from storage.database import Database
from tests.builders import (
    NOON,
    RULES,
    Bank,
    Clock,
    a_light_order,
    a_sheet,
    an_order,
    approved,
    delivered,
)
from tests.vendors import FakeVendor

HEALTH = RULES.health
TIMED_OUT = Unresolved("ReadTimeout")


def watching(database: Database, vendor: FakeVendor, clock: Clock) -> Outages:
    """Watch over the billers as one process does."""
    vendors = {vendor.name: vendor}
    return Outages(database, vendors, VendorHealth(RULES.health), VendorFloats(vendors, RULES.floats), clock)


@pytest.fixture
def outages(database: Database, vendor: FakeVendor, clock: Clock) -> Outages:
    """Watching, in one process."""
    return watching(database, vendor, clock)


@pytest.fixture
def outages_elsewhere(elsewhere: Database, vendor: FakeVendor, clock: Clock) -> Outages:
    """Watching, in another process."""
    return watching(elsewhere, vendor, clock)


@pytest.fixture
def payments(database: Database, vendor: FakeVendor, clock: Clock, outages: Outages) -> Payments:
    """Paying, as the product does: watched over."""
    return Payments(database, {vendor.name: vendor}, RULES, clock, outages)


@pytest.fixture
async def ada(bank: Bank, database: Database) -> Customer:
    """Somebody with money. Glo's airtime comes from one vendor."""
    ada = await bank.customer(wallet=naira(100_000))
    async with database.begin() as books:
        await books.billers.sell_through("glo", {"vtpass": "glo"})
    return ada


async def orders(payments: Payments, ada: Customer, clock: Clock, *, to: str = "08039999999") -> str:
    """Buy airtime for Ada, as far as the first answer."""
    sheet = a_sheet(an_order(ada, naira(500), to=to), now=clock())
    payment = await payments.accept(sheet, approved(sheet), card=None, now=clock())
    await payments.advance(payment.id)
    return payment.id


async def nobody_delivers(
    payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
) -> None:
    """Ten minutes of failures."""
    for minute in range(HEALTH.fewest_failures):
        vendor.will_answer(TIMED_OUT)
        vendor.says_from_now_on(TIMED_OUT)
        await orders(payments, ada, clock, to=f"0803999000{minute}")
        clock.later(minutes=5)
    await outages.watch()


async def is_sold(payments: Payments, ada: Customer, clock: Clock) -> bool:
    try:
        await payments.draw_sheet(an_order(ada, naira(500)), use_cashback=False, now=clock())
    except BillerPaused:
        return False
    return True


class TestABillerThatNobodyDeliversFor:
    async def test_is_sold_for_ten_minutes_and_then_paused(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        sold = []
        for minute in (0, 5, 10):
            clock.now = NOON + timedelta(minutes=minute)
            vendor.will_answer(TIMED_OUT)
            await orders(payments, ada, clock, to=f"080399900{minute:02}")
            await outages.watch()
            sold.append(await is_sold(payments, ada, clock))

        assert sold == [True, True, False]
        assert outages.now() == {"glo": BillerState.PAUSED}

    async def test_takes_no_money_from_a_sheet_that_was_open_already(
        self,
        bank: Bank,
        payments: Payments,
        outages: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        held = (await bank.balances(ada))[2]
        sheet = a_sheet(an_order(ada, naira(500)), now=clock())

        with pytest.raises(BillerPaused) as refusal:
            await payments.accept(sheet, approved(sheet), card=None, now=clock())

        assert refusal.value.reason == "down"
        assert (await bank.balances(ada))[2] == held

    async def test_is_paused_in_other_processes_and_after_a_restart(
        self,
        payments: Payments,
        outages: Outages,
        outages_elsewhere: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)

        await outages_elsewhere.watch()

        assert outages_elsewhere.is_paused("glo")
        assert not outages_elsewhere.is_paused("mtn")

    async def test_is_told_to_staff_once(
        self,
        bank: Bank,
        payments: Payments,
        outages: Outages,
        outages_elsewhere: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        for each in (outages, outages_elsewhere, outages):
            await each.watch()

        assert [key.rsplit(":", 1)[0] for key in await bank.notices(None)] == ["staff-outage:began:glo"]


class TestAPaymentThatIsAskedForItsToken:
    async def test_does_not_end_an_outage_that_began_after_its_delivery(
        self,
        bank: Bank,
        database: Database,
        payments: Payments,
        outages: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        vendor.will_answer(Delivered(naira(4_900)))
        light = a_sheet(a_light_order(ada), now=clock())
        payment = await payments.accept(light, approved(light), card=None, now=clock())
        await payments.advance(payment.id)
        clock.later(minutes=1)
        async with database.begin() as books:
            soon = clock() + HEALTH.pause_for
            await books.outages.begin(Outage("ikeja-electric", clock(), soon))
        vendor.says_from_now_on(Delivered(naira(4_900)))

        clock.later(minutes=1)
        await payments.advance(payment.id)
        await outages.watch()

        assert len(vendor.requeried) == 1
        assert outages.is_paused("ikeja-electric")


class TestAnOrderThatWaitsForMoney:
    async def test_waits_on_while_its_biller_is_paused_and_finishes_when_it_is_back(
        self,
        bank: Bank,
        database: Database,
        payments: Payments,
        outages: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        carts = Carts(database, payments, RULES, clock)
        order = an_order(ada, naira(600))
        sheet = carts.sheet_for(order, a_sheet(order).quote, now=clock())
        await carts.keep(sheet, Approval(ada.id, sheet.hash, clock()), card=None)

        while_paused = await carts.take_on(ada.id)
        clock.now += HEALTH.pause_for
        afterwards = await carts.take_on(ada.id)

        assert while_paused is None
        assert afterwards is not None
        assert afterwards.order == order

    async def test_goes_back_when_its_hour_is_over_while_the_biller_is_still_paused(
        self,
        bank: Bank,
        database: Database,
        payments: Payments,
        outages: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        begun = clock()
        carts = Carts(database, payments, RULES, clock)
        order = an_order(ada, naira(600))
        sheet = carts.sheet_for(order, a_sheet(order).quote, now=begun - RULES.cart_mandate_lasts)
        await carts.keep(sheet, Approval(ada.id, sheet.hash, begun), card=None)

        assert await carts.take_on(ada.id) is None

        assert await carts.due(now=begun, limit=10) == ()
        assert f"cart-back:{order.id}" in await bank.notices(ada)


class TestAfterThePause:
    async def test_one_order_at_a_time_tries(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        clock.later(seconds=HEALTH.pause_for.total_seconds())
        await outages.watch()
        assert outages.now() == {"glo": BillerState.SLOW}
        seen = []

        async def somebody_else_looks(_: object) -> None:
            seen.append(await is_sold(payments, ada, clock))

        vendor.while_vending = somebody_else_looks
        await orders(payments, ada, clock)

        assert seen == [False]

    async def test_a_delivery_ends_it(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        clock.later(seconds=HEALTH.pause_for.total_seconds())
        await outages.watch()

        await orders(payments, ada, clock)
        await outages.watch()

        assert outages.now() == {}
        assert await is_sold(payments, ada, clock)

    async def test_a_failure_pauses_it_again(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        clock.later(seconds=HEALTH.pause_for.total_seconds() + 1)
        await outages.watch()

        vendor.will_answer(TIMED_OUT)
        await orders(payments, ada, clock)
        await outages.watch()

        assert outages.is_paused("glo")

    async def test_it_stays_paused_while_the_vendor_can_not_even_be_reached(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        vendor.float_left = None
        await outages.floats.read_due(now=clock.later(seconds=HEALTH.pause_for.total_seconds()))

        await outages.watch()

        assert outages.is_paused("glo")

    async def test_it_ends_by_itself_when_nobody_orders_and_nothing_fails(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        clock.now += HEALTH.pause_for + HEALTH.trial_for + timedelta(seconds=1)

        await outages.watch()

        assert outages.now() == {}

    async def test_an_older_order_that_is_delivered_at_last_ends_it(
        self, payments: Payments, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        (newest,) = await payments.history(ada.id, limit=1)
        vendor.says_from_now_on(delivered(naira(485)))
        clock.later(minutes=1)
        await payments.advance(newest.id)

        await outages.watch()

        assert (await payments.get(ada.id, newest.id)).status is PaymentStatus.DELIVERED
        assert outages.now() == {}


class TestWhoWaits:
    async def test_is_told_once_when_it_is_sold_again(
        self,
        bank: Bank,
        payments: Payments,
        outages: Outages,
        outages_elsewhere: Outages,
        ada: Customer,
        vendor: FakeVendor,
        clock: Clock,
    ) -> None:
        await nobody_delivers(payments, outages, ada, vendor, clock)
        for _ in range(3):
            await outages.ask_to_be_told(ada.id, "glo")
        await outages.watch()
        assert not [key for key in await bank.notices(ada) if key.startswith("biller-back")]

        clock.now += HEALTH.pause_for + HEALTH.trial_for + timedelta(seconds=1)
        for each in (outages, outages_elsewhere, outages, outages_elsewhere):
            await each.watch()

        told = [key for key in await bank.notices(ada) if key.startswith("biller-back")]
        assert [key.rsplit(":", 1)[0] for key in told] == [f"biller-back:glo:{ada.id}"]

    async def test_is_told_at_once_when_it_was_over_already(
        self, bank: Bank, outages: Outages, ada: Customer
    ) -> None:
        await outages.ask_to_be_told(ada.id, "glo")

        await outages.watch()

        assert len([key for key in await bank.notices(ada) if key.startswith("biller-back")]) == 1

    async def test_for_our_float_is_told_when_there_is_enough_again(
        self, bank: Bank, outages: Outages, ada: Customer, vendor: FakeVendor, clock: Clock
    ) -> None:
        vendor.float_left = naira(100)
        await outages.floats.read_due(now=clock())
        await outages.ask_to_be_told(ada.id, "glo")
        await outages.watch()
        assert not [key for key in await bank.notices(ada) if key.startswith("biller-back")]

        vendor.float_left = naira(1_000_000)
        await outages.floats.read_due(now=clock.later(minutes=1))
        await outages.watch()

        assert len([key for key in await bank.notices(ada) if key.startswith("biller-back")]) == 1


class TestAFloat:
    async def test_is_read_again_soon_when_it_was_low(self, vendor: FakeVendor, clock: Clock) -> None:
        floats = VendorFloats({vendor.name: vendor}, RULES.floats)
        vendor.float_left = naira(10)
        await floats.read_due(now=clock())

        vendor.float_left = naira(900_000)
        await floats.read_due(now=clock.later(seconds=59))
        early = floats.left("vtpass")
        await floats.read_due(now=clock.later(seconds=1))

        assert (early, floats.left("vtpass")) == (naira(10), naira(900_000))

    async def test_that_is_large_is_read_now_and_then_and_counted_in_between(
        self, vendor: FakeVendor, clock: Clock
    ) -> None:
        floats = VendorFloats({vendor.name: vendor}, RULES.floats)
        vendor.float_left = naira(60_000)
        await floats.read_due(now=clock())

        floats.sent("vtpass", naira(5_000))
        vendor.float_left = naira(1)
        await floats.read_due(now=clock.later(minutes=9))

        assert floats.left("vtpass") == naira(55_000)
        assert not floats.covers("vtpass", naira(55_001))

    async def test_that_the_vendor_found_short_is_not_tried_with_as_much_until_it_is_read_again(
        self, vendor: FakeVendor, clock: Clock
    ) -> None:
        floats = VendorFloats({vendor.name: vendor}, RULES.floats)

        floats.was_short("vtpass", naira(900_000), now=clock())

        assert not floats.covers("vtpass", naira(900_000))
        assert floats.covers("vtpass", naira(500))
