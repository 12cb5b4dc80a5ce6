"""The vendors' lists in our catalogue: read, changed, vanished, and what staff decided of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.billers import Bounds, Plan
from domain.catalogue_sync import CatalogueSync
from domain.money import naira
from domain.vendors import Category, Commission, VendorPlan, VendorService
from storage.database import Database
from tests.builders import Clock
from tests.vendors import FakeVendor

A_GIG = VendorPlan("mtn-1gb", "N1000 1GB - 30 days", naira(1_000))
TWO_GIG = VendorPlan("mtn-2gb", "N1800 2GB - 30 days", naira(1_800))
EVERY = timedelta(hours=6)
FEE_SHARE, FLAT = Commission(250, of_fee=True), Commission(flat=naira(30))
MTN = ("vtpass", "mtn-data")


@pytest.fixture
async def changes(database: Database) -> list[str]:
    """What was said to have changed; with it, the billers that we begin with."""
    async with database.begin() as books:
        await books.billers.add_missing()
        await books.billers.sell_through("mtn", {"vtpass": "mtn"})
    return []


@pytest.fixture
def sync(database: Database, vendor: FakeVendor, clock: Clock, changes: list[str]) -> CatalogueSync:
    """Reading the vendor's lists."""
    vendor.will_list("mtn-data", A_GIG, TWO_GIG)

    async def changed() -> None:
        changes.append("the catalogue")

    return CatalogueSync(database, {vendor.name: vendor}, EVERY, changed, clock)


async def on_sale(database: Database, biller_id: str = "mtn-data") -> list[Plan]:
    async with database.look() as books:
        return list(await books.plans.on_sale(biller_id))


async def commissions(database: Database) -> list[Mapping[str, Commission]]:
    """What vendors leave us of MTN's airtime and of the gigabyte."""
    async with database.look() as books:
        mtn, plan = await books.billers.get("mtn"), await books.plans.get("mtn-data", "n1000-1gb-30-days")
    assert mtn is not None
    assert plan is not None
    return [mtn.commissions, plan.commissions]


class TestReadingTheLists:
    async def test_puts_on_sale_what_they_have(self, database: Database, sync: CatalogueSync) -> None:
        synced = await sync.read_all()

        assert [(plan.name, plan.amount, plan.codes) for plan in await on_sale(database)] == [
            (A_GIG.name, naira(1_000), {"vtpass": "mtn-1gb"}),
            (TWO_GIG.name, naira(1_800), {"vtpass": "mtn-2gb"}),
        ]
        assert synced.unread == ()

    async def test_again_changes_nothing_and_tells_nobody(
        self, sync: CatalogueSync, changes: list[str]
    ) -> None:
        await sync.read_all()

        again = await sync.read_all()

        assert again.changed == 0
        assert changes == ["the catalogue"]

    async def test_follows_prices_and_takes_what_has_vanished_off_sale(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor
    ) -> None:
        await sync.read_all()
        (gig, _) = await on_sale(database)
        vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))

        await sync.read_service("vtpass", "mtn-data")

        (plan,) = await on_sale(database)
        assert (plan.id, plan.amount) == (gig.id, naira(1_100))
        async with database.look() as books:
            gone = await books.plans.get("mtn-data", "n1800-2gb-30-days")
        assert gone is not None
        assert not gone.on_sale

    async def test_keeps_what_staff_decided(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor
    ) -> None:
        await sync.read_all()
        async with database.begin() as books:
            await books.plans.decide("mtn-data", "n1000-1gb-30-days", own_name="1 GB for a month")
            await books.plans.decide("mtn-data", "n1800-2gb-30-days", hidden=True)
        vendor.will_list(
            "mtn-data",
            VendorPlan("mtn-1gb", "1GB - monthly", naira(1_200)),
            VendorPlan("mtn-2gb", TWO_GIG.name, naira(2_000)),
        )

        await sync.read_all()

        (plan,) = await on_sale(database)
        assert (plan.name, plan.amount) == ("1 GB for a month", naira(1_200))

    async def test_keeps_what_vendors_leave_us_and_what_staff_decided_beside_it(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor, changes: list[str]
    ) -> None:
        await sync.read_all()
        async with database.begin() as books:
            await books.plans.decide("mtn-data", "n1000-1gb-30-days", own_name="1 GB for a month")
            await books.billers.limit("mtn", minimum=naira(100), maximum=naira(9_000))
            await books.billers.share_out("mtn", {"vtpass": 1})
        vendor.will_list("mtn-data", replace(A_GIG, commission=FEE_SHARE), replace(TWO_GIG, commission=FLAT))
        vendor.will_leave("mtn", Commission(300))

        synced = await sync.read_all()

        gig, two = await on_sale(database)
        assert (gig.name, gig.commissions) == ("1 GB for a month", {"vtpass": FEE_SHARE})
        assert two.commissions == {"vtpass": FLAT}
        async with database.look() as books:
            mtn = await books.billers.get("mtn")
        assert mtn is not None
        assert mtn.commissions == {"vtpass": Commission(300)}
        assert (mtn.minimum, mtn.maximum, mtn.weights) == (naira(100), naira(9_000), {"vtpass": 1})
        assert (synced.changed, synced.commissions) == (3, {"vtpass": 3})
        assert changes == ["the catalogue"] * 2
        assert (await sync.read_all()).changed == 0

    async def test_keeps_a_commission_until_the_vendor_says_otherwise(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor
    ) -> None:
        vendor.will_list("mtn-data", replace(A_GIG, commission=FLAT))
        vendor.will_leave("mtn", FLAT)
        await sync.read_all()

        vendor.unreadable = {"mtn-data", "mtn"}
        unread = await sync.read_all()
        kept = await commissions(database)
        vendor.unreadable = set()
        vendor.will_list("mtn-data", A_GIG)
        vendor.will_leave("mtn", None)
        await sync.read_all()

        assert set(unread.unread) == {
            "vtpass: mtn: catalogue-unreadable",
            "vtpass: mtn-data: catalogue-unreadable",
        }
        assert kept == [{"vtpass": FLAT}, {"vtpass": FLAT}]
        assert await commissions(database) == [{}, {}]

    async def test_that_can_not_be_read_changes_nothing_and_is_tried_again_soon(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor, clock: Clock
    ) -> None:
        await sync.read_all()
        before = await on_sale(database)
        vendor.unreadable = {"mtn-data"}
        clock.later(hours=7)

        synced = await sync.read_due()
        vendor.unreadable = set()
        vendor.will_list("mtn-data", A_GIG)
        clock.later(minutes=10)
        await sync.read_due()

        assert synced.unread == ("vtpass: mtn-data: catalogue-unreadable",)
        assert await on_sale(database) == before[:1]

    async def test_is_due_after_some_hours_only(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor, clock: Clock
    ) -> None:
        await sync.read_due()
        vendor.will_list("mtn-data", A_GIG)

        clock.later(hours=5)
        early = await sync.read_due()
        clock.later(hours=1, seconds=1)
        late = await sync.read_due()

        assert early.billers == 0
        assert late.changed == 1

    async def test_by_two_processes_at_once_writes_each_plan_once(
        self, database: Database, elsewhere: Database, sync: CatalogueSync, vendor: FakeVendor, clock: Clock
    ) -> None:
        other = CatalogueSync(elsewhere, {vendor.name: vendor}, EVERY, sync.changed, clock)

        first, second = await asyncio.gather(sync.read_all(), other.read_all())

        assert first.changed + second.changed == 2
        assert len(await on_sale(database)) == 2


class TestAListThatWasOvertaken:
    async def test_does_not_undo_what_was_read_after_it(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor, clock: Clock
    ) -> None:
        """One process asks, stands still, and another one asks and keeps the newer list meanwhile."""
        await sync.read_all()
        slow, newer = FakeVendor(), VendorPlan("mtn-1gb", A_GIG.name, naira(1_100))
        slow.will_list("mtn-data", A_GIG)

        async def meanwhile() -> None:
            clock.later(seconds=5)
            vendor.will_list("mtn-data", newer)
            await sync.read_service("vtpass", "mtn-data")

        slow.while_listing = meanwhile
        slowly = CatalogueSync(database, {"vtpass": slow}, EVERY, sync.changed, clock)
        await slowly.read_service("vtpass", "mtn-data")

        assert [plan.amount for plan in await on_sale(database)] == [naira(1_100)]

    async def test_gives_way_to_what_was_asked_for_later_even_if_it_is_kept_first(
        self, database: Database, sync: CatalogueSync, clock: Clock
    ) -> None:
        """Both wait for their lists; who asked first has its list first."""
        early, late = FakeVendor(), FakeVendor()
        early.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_050)))
        late.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))
        early_asks, late_asks, early_is_kept = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def until_the_late_one_asks() -> None:
            early_asks.set()
            await late_asks.wait()
            clock.later(seconds=5)

        async def until_the_early_one_is_kept() -> None:
            late_asks.set()
            await early_is_kept.wait()

        async def read_early() -> None:
            await CatalogueSync(database, {"vtpass": early}, EVERY, sync.changed, clock).read_service(*MTN)
            early_is_kept.set()

        async def read_late() -> None:
            await early_asks.wait()
            clock.later(seconds=5)
            await CatalogueSync(database, {"vtpass": late}, EVERY, sync.changed, clock).read_service(*MTN)

        early.while_listing, late.while_listing = until_the_late_one_asks, until_the_early_one_is_kept
        await asyncio.gather(read_early(), read_late())

        assert [plan.amount for plan in await on_sale(database)] == [naira(1_100)]


class TestWhatAVendorTakes:
    async def test_narrows_what_staff_allow_and_never_replaces_it(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor
    ) -> None:
        vendor.will_sell(Category.AIRTIME, VendorService("mtn", "MTN", naira(100), naira(20_000)))

        await sync.read_all()

        async with database.begin() as books:
            narrowed = await books.billers.get("mtn")
            await books.billers.keep_bounds("mtn", {})
            as_staff_said = await books.billers.get("mtn")
        assert narrowed is not None
        assert as_staff_said is not None
        assert (narrowed.minimum, narrowed.maximum) == (naira(100), naira(20_000))
        assert narrowed.vendor_bounds == {"vtpass": Bounds(naira(100), naira(20_000))}
        assert (as_staff_said.minimum, as_staff_said.maximum) == (naira(50), naira(50_000))

    async def test_never_widens_it(self, database: Database, sync: CatalogueSync, vendor: FakeVendor) -> None:
        vendor.will_sell(Category.AIRTIME, VendorService("mtn", "MTN", naira(1), naira(9_000_000)))

        await sync.read_all()

        async with database.look() as books:
            biller = await books.billers.get("mtn")
        assert biller is not None
        assert (biller.minimum, biller.maximum) == (naira(50), naira(50_000))

    async def test_says_nothing_of_what_has_a_price_on_a_list(
        self, database: Database, sync: CatalogueSync, vendor: FakeVendor
    ) -> None:
        vendor.will_sell(Category.DATA, VendorService("mtn-data", "MTN Data", naira(500), naira(600)))

        await sync.read_all()

        async with database.look() as books:
            biller = await books.billers.get("mtn-data")
        assert biller is not None
        assert biller.maximum == naira(200_000)
