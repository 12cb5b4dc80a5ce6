"""Lists of plans: read after the start, again when VTpass says that one has changed, and on command."""

from __future__ import annotations

import asyncio

import pytest

from bot.commands.sync import read_lists
from domain.billers import Plan
from domain.catalogue import Billers
from domain.money import naira
from domain.vendors import Commission
from sandbox.app import create_app
from storage.database import Database
from tests.builders import opened
from tests.chat import settings_for
from tests.companies import VtpassControl
from tests.servers import running as serving
from tests.servers import sandbox_settings
from tests.web.conftest import World

FLUTTERWAVE_KEY = "FLWSECK_TEST-demo"


async def until_listed(database: Database, biller: str, name: str) -> Plan:
    """Wait until a plan of that name is on sale."""
    async with asyncio.timeout(10):
        while True:
            async with database.look() as books:
                plans = await books.plans.on_sale(biller)
            found = next((plan for plan in plans if plan.name == name), None)
            if found is not None:
                return found
            await asyncio.sleep(0.05)


async def until_shown(billers: Billers, name: str) -> None:
    """Wait until customers see a plan of that name, for less than a list is remembered."""
    async with asyncio.timeout(5):
        while True:
            if name in [plan.name for plan in await billers.plans("mtn-data")]:
                return
            await asyncio.sleep(0.05)


class TestAListThatHasChanged:
    async def test_is_read_when_vtpass_says_so(self, world: World) -> None:
        await world.vtpass.list_plan("mtn-data", "mtn-new", name="A new gigabyte", naira=777)

        answer = await world.vtpass.announce_list("mtn-data")

        assert answer == 200
        plan = await until_listed(world.app.database, "mtn-data", "A new gigabyte")
        assert plan.amount == naira(777)
        assert plan.codes == {"vtpass": "mtn-new"}

    async def test_is_shown_to_customers_at_once(self, world: World) -> None:
        billers = world.app.services.billers
        await world.vtpass.list_plan("mtn-data", "mtn-new", name="A gigabyte", naira=777)
        await world.vtpass.announce_list("mtn-data")
        await until_listed(world.app.database, "mtn-data", "A gigabyte")
        await until_shown(billers, "A gigabyte")

        await world.vtpass.list_plan("mtn-data", "mtn-new", name="The same gigabyte", naira=888)
        await world.vtpass.announce_list("mtn-data")

        await until_shown(billers, "The same gigabyte")

    @pytest.mark.parametrize("service", ["", "no-such-service", "x" * 5_000])
    async def test_of_nobody_changes_nothing(self, world: World, service: str) -> None:
        hint = {"type": "variations-update", "serviceID": service}

        answer = await world.http.post("/webhooks/vtpass/a-secret-of-vtpass", json=hint)

        assert answer.json() == {"response": "success"}


class TestTheCommand:
    async def test_fills_the_catalogue_from_both_vendors_and_changes_nothing_twice(
        self, database_url: str
    ) -> None:
        stand_ins = create_app(sandbox_settings(friendly=True, paystack_secret_key="sk_test_demo"))
        async with serving(stand_ins) as address:
            settings = settings_for(address, database_url, flutterwave_secret_key=FLUTTERWAVE_KEY)

            first = await read_lists(settings)
            again = await read_lists(settings)

            assert (first.unread, again.unread) == ((), ())
            assert first.changed > 100
            assert again.changed == 0
            assert first.commissions == again.commissions
            assert list(first.commissions) == ["flutterwave"]
            async with opened(database_url) as database, database.look() as books:
                vendors = {v for plan in await books.plans.on_sale("dstv") for v in plan.codes}
                assert vendors == {"vtpass", "flutterwave"}
                mtn = await books.billers.get("mtn")
                assert mtn is not None
                assert mtn.commissions == {"flutterwave": Commission(300)}
                for biller in await books.billers.all():
                    if biller.kind.has_plans:
                        assert await books.plans.on_sale(biller.id), biller.id

    async def test_says_which_list_could_not_be_read(self, database_url: str) -> None:
        stand_ins = create_app(sandbox_settings(friendly=True, paystack_secret_key="sk_test_demo"))
        async with serving(stand_ins) as address:
            vtpass = VtpassControl(address)
            await vtpass.next("500", call="service-variations", times=1)

            synced = await read_lists(settings_for(address, database_url))

            await vtpass.close()
            assert len(synced.unread) == 1
