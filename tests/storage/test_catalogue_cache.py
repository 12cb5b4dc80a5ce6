"""What is on sale, remembered: by one process for seconds, by all of them in Redis, by nobody without it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest

from domain.billers import Plan
from domain.catalogue import Billers
from domain.catalogue_sync import CatalogueSync
from domain.money import naira
from domain.money_books import MoneyDoor
from domain.vendors import Category, Commission, VendorPlan, VendorService
from storage.books import Books
from storage.catalogue_cache import RedisLists
from storage.database import Database
from storage.redis import open_redis
from tests.builders import Clock
from tests.vendors import FakeVendor

A_GIG = VendorPlan("mtn-1gb", "N1000 1GB - 30 days", naira(1_000), Commission(250, naira(1), of_fee=True))
NOBODY = "redis://127.0.0.1:1/0"


class Counted:
    """The database, and how often somebody looked into it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.looks = 0

    def look(self) -> AbstractAsyncContextManager[Books]:
        self.looks += 1
        return self.database.look()

    def begin(self) -> AbstractAsyncContextManager[Books]:
        return self.database.begin()

    @property
    def money(self) -> MoneyDoor:
        return self.database.money


@pytest.fixture
def lists(redis_url: str) -> RedisLists:
    """What the processes remember together."""
    return RedisLists(open_redis(redis_url))


async def filled(database: Database, vendor: FakeVendor, clock: Clock, billers: Billers) -> CatalogueSync:
    """Fill the catalogue from a vendor, and tell `billers` of what changes."""
    async with database.begin() as books:
        await books.billers.add_missing()
    vendor.will_list("mtn-data", A_GIG)
    vendor.will_leave("mtn", Commission(300))
    vendor.will_sell(Category.AIRTIME, VendorService("mtn", "MTN", naira(100), None))
    sync = CatalogueSync(database, {vendor.name: vendor}, timedelta(hours=6), billers.forget, clock)
    await sync.read_all()
    return sync


class TestOneProcess:
    async def test_asks_the_database_once_in_some_seconds(
        self, database: Database, vendor: FakeVendor, clock: Clock
    ) -> None:
        asked = Counted(database)
        billers = Billers(asked, clock)
        await filled(database, vendor, clock, billers)

        for _ in range(3):
            await billers.plans("mtn-data")
            await billers.on_sale(Category.DATA)
        before = asked.looks
        clock.later(seconds=10)
        await billers.plans("mtn-data")

        assert (before, asked.looks) == (2, 3)

    async def test_shows_what_has_changed_at_once(
        self, database: Database, vendor: FakeVendor, clock: Clock
    ) -> None:
        billers = Billers(database, clock)
        sync = await filled(database, vendor, clock, billers)
        await billers.plans("mtn-data")

        vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))
        await sync.read_all()

        assert [plan.amount for plan in await billers.plans("mtn-data")] == [naira(1_100)]

    async def test_remembers_a_list_that_is_empty(self, database: Database, clock: Clock) -> None:
        asked = Counted(database)
        billers = Billers(asked, clock)

        for _ in range(3):
            assert await billers.plans("mtn-data") == ()

        assert asked.looks == 1


class TestManyProcesses:
    async def test_remember_together(
        self, database: Database, vendor: FakeVendor, clock: Clock, lists: RedisLists
    ) -> None:
        asked = Counted(database)
        here, there = Billers(database, clock, lists), Billers(asked, clock, lists)
        await filled(database, vendor, clock, here)
        plans, billers = await here.plans("mtn-data"), await here.on_sale(Category.AIRTIME)

        assert plans[0].commissions == {"vtpass": A_GIG.commission}
        assert await there.plans("mtn-data") == plans
        assert await there.on_sale(Category.AIRTIME) == billers
        assert asked.looks == 0

    async def test_learn_of_changes_in_seconds(
        self, database: Database, vendor: FakeVendor, clock: Clock, lists: RedisLists
    ) -> None:
        here, there = Billers(database, clock, lists), Billers(database, clock, lists)
        sync = await filled(database, vendor, clock, here)
        await there.plans("mtn-data")

        vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))
        await sync.read_all()
        clock.later(seconds=10)

        assert [plan.amount for plan in await there.plans("mtn-data")] == [naira(1_100)]

    async def test_leave_nothing_old_behind_however_slowly_they_read(
        self, database: Database, vendor: FakeVendor, clock: Clock, lists: RedisLists
    ) -> None:
        billers = Billers(database, clock, lists)
        sync = await filled(database, vendor, clock, billers)
        old = await billers.plans("mtn-data")
        await lists.forget()

        async def slowly() -> tuple[Plan, ...]:
            vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))
            await sync.read_all()
            return old

        await lists.plans("mtn-data", slowly)

        assert [plan.amount for plan in await billers.plans("mtn-data")] == [naira(1_100)]

    async def test_read_the_database_when_redis_is_gone(
        self, database: Database, vendor: FakeVendor, clock: Clock
    ) -> None:
        billers = Billers(database, clock, RedisLists(open_redis(NOBODY)))
        await filled(database, vendor, clock, billers)

        assert [plan.amount for plan in await billers.plans("mtn-data")] == [naira(1_000)]


class TestAPrice:
    async def test_is_looked_up_and_never_remembered(
        self, database: Database, vendor: FakeVendor, clock: Clock
    ) -> None:
        elsewhere = Billers(database, clock)
        billers = Billers(database, clock)
        sync = await filled(database, vendor, clock, elsewhere)
        (shown,) = await billers.plans("mtn-data")

        vendor.will_list("mtn-data", VendorPlan("mtn-1gb", A_GIG.name, naira(1_100)))
        await sync.read_all()

        assert (await billers.plan("mtn-data", shown.id)).amount == naira(1_100)
