"""A plan that changes its price or vanishes between choosing and paying: said, and never swapped silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.billers import UnknownPlan
from domain.catalogue_sync import CatalogueSync
from domain.customers import Customer
from domain.money import ZERO, Money, naira
from domain.paying import Payments
from domain.payments import PaymentStatus, QuoteChanged
from domain.quotes import Order, PlanChoice
from domain.vendors import Category, Rejected, VendorPlan
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved
from tests.vendors import FakeVendor

A_GIG = VendorPlan("mtn-1gb", "N1000 1GB - 30 days", naira(1_000))
TWO_GIG = VendorPlan("mtn-2gb", "N1800 2GB - 30 days", naira(1_800))


async def nobody() -> None:
    """Nobody has to be told of changes here."""


@pytest.fixture
async def sync(database: Database, vendor: FakeVendor, clock: Clock) -> CatalogueSync:
    """Reading the vendor's list, which was read once."""
    async with database.begin() as books:
        await books.billers.add_missing()
    vendor.will_list("mtn-data", A_GIG, TWO_GIG)
    sync = CatalogueSync(database, {vendor.name: vendor}, timedelta(hours=6), nobody, clock)
    await sync.read_all()
    return sync


@pytest.fixture
async def ada(bank: Bank, sync: CatalogueSync) -> Customer:
    """Somebody who wants a gigabyte."""
    return await bank.customer(wallet=naira(10_000))


def a_data_order(ada: Customer, amount: Money = naira(1_000)) -> Order:  # noqa: B008 - a value
    choice = PlanChoice("n1000-1gb-30-days", A_GIG.name)
    return replace(an_order(ada, amount, biller="mtn-data"), category=Category.DATA, plan=choice)


async def becomes_dearer(sync: CatalogueSync, vendor: FakeVendor) -> None:
    vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)), TWO_GIG)
    await sync.read_all()


async def becomes(sync: CatalogueSync, vendor: FakeVendor, name: str) -> None:
    vendor.will_list("mtn-data", VendorPlan("mtn-1gb", name, naira(1_000)), TWO_GIG)
    await sync.read_all()


async def vanishes(sync: CatalogueSync, vendor: FakeVendor) -> None:
    vendor.will_list("mtn-data", TWO_GIG)
    await sync.read_all()


class TestAPlanThatIsDearerNow:
    async def test_is_not_paid_from_the_old_sheet_and_holds_no_money(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)
        await becomes_dearer(sync, vendor)

        with pytest.raises(QuoteChanged):
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)
        assert vendor.vended == []

    async def test_is_paid_from_a_new_sheet_with_the_new_price(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        await becomes_dearer(sync, vendor)
        with pytest.raises(UnknownPlan):
            await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)

        sheet = await payments.draw_sheet(a_data_order(ada, naira(1_100)), use_cashback=False, now=NOON)
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        assert vendor.vended[0].plan == "mtn-1gb"
        assert (await bank.balances(ada))[0] == naira(8_900)

    async def test_gives_the_money_back_when_the_order_was_accepted_but_not_sent_yet(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = a_sheet(a_data_order(ada))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await becomes_dearer(sync, vendor)

        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.CANCELLED
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)
        assert vendor.vended == []


class TestAPlanThatIsSomethingElseNow:
    """The vendor's code and the price are the same, and stand for less."""

    async def test_is_not_paid_from_the_old_sheet(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)
        await becomes(sync, vendor, "N1000 750MB - 30 days")

        with pytest.raises(QuoteChanged):
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        with pytest.raises(UnknownPlan):
            await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_gives_the_money_back_when_the_order_was_accepted_but_not_sent_yet(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = a_sheet(a_data_order(ada))
        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await becomes(sync, vendor, "N1000 1GB - 7 days")

        await payments.advance(payment.id)

        assert vendor.vended == []
        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_is_paid_if_only_its_name_is_written_otherwise(
        self, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)
        await becomes(sync, vendor, "MTN Data Bundle 1 GB, monthly")

        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        assert [request.plan for request in vendor.vended] == ["mtn-1gb"]


class TestAPlanThatHasVanished:
    async def test_is_not_paid(
        self, bank: Bank, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)
        await vanishes(sync, vendor)

        with pytest.raises(QuoteChanged):
            await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        with pytest.raises(UnknownPlan):
            await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)

        assert await bank.balances(ada) == (naira(10_000), ZERO, ZERO)

    async def test_was_accepted_all_the_same_if_it_still_was_there(
        self, payments: Payments, sync: CatalogueSync, vendor: FakeVendor, ada: Customer
    ) -> None:
        """Handled again after a crash: the answer is the one that was given."""
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)
        first = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await vanishes(sync, vendor)

        assert await payments.accept(sheet, approved(sheet), card=None, now=NOON) == first

    async def test_at_one_vendor_is_delivered_by_the_other_that_still_lists_it(
        self, bank: Bank, database: Database, sync: CatalogueSync, vendor: FakeVendor, clock: Clock
    ) -> None:
        ada, second = await bank.customer(wallet=naira(10_000)), FakeVendor("flutterwave")
        second.will_list("MTN", VendorPlan("MD1", "MTN 1GB 30 days", naira(1_000)))
        async with database.begin() as books:
            await books.billers.sell_through("mtn-data", {"vtpass": "mtn-data", "flutterwave": "MTN"})
        both = {vendor.name: vendor, second.name: second}
        await CatalogueSync(database, both, timedelta(hours=6), nobody, clock).read_all()
        vendor.will_answer(Rejected("unknown-plan"))
        payments = Payments(database, both, RULES, clock)
        sheet = await payments.draw_sheet(a_data_order(ada), use_cashback=False, now=NOON)

        payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
        await payments.advance(payment.id)

        assert (await bank.payment(payment.id)).status is PaymentStatus.DELIVERED
        assert [request.plan for request in second.vended] == ["MD1"]
