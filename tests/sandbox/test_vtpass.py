"""The VTpass stand-in keeps VTpass's rules, counts what it delivered and forgets nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sandbox.vtpass import World, create_control_router, create_router
from sandbox.vtpass.mischief import KINDS, Chaos
from sandbox.vtpass.world import LAGOS
from tests.loopback import NO_TLS
from tests.sandbox.receiver import REFUSING, Receiver, receiving

Json = dict[str, Any]


class Shop:
    """A merchant with the right keys."""

    def __init__(self, world: World) -> None:
        app = FastAPI()
        app.include_router(create_router(world), prefix="/vtpass/api")
        app.include_router(create_control_router(world), prefix="/vtpass/control")
        self.world = world
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://vtpass/vtpass", verify=NO_TLS
        )
        self._made = 0

    @property
    def reading(self) -> dict[str, str]:
        return {"api-key": self.world.api_key, "public-key": self.world.public_key}

    @property
    def writing(self) -> dict[str, str]:
        return {"api-key": self.world.api_key, "secret-key": self.world.secret_key}

    def request_id(self) -> str:
        self._made += 1
        return self.world.now().astimezone(LAGOS).strftime("%Y%m%d%H%M") + f"n{self._made}"

    async def get(self, path: str) -> Json:
        said: Json = (await self.http.get(f"/api/{path}", headers=self.reading)).json()
        return said

    async def post(self, call: str, body: Json) -> Json:
        said: Json = (await self.http.post(f"/api/{call}", headers=self.writing, json=body)).json()
        return said

    async def pays(self, **changes: Any) -> Json:
        usual = {
            "request_id": self.request_id(),
            "serviceID": "mtn",
            "amount": "500",
            "phone": "08011111111",
        }
        return await self.post("pay", usual | changes)

    async def pays_light(self, **changes: Any) -> Json:
        usual = {"serviceID": "ikeja-electric", "billersCode": "1111111111111", "variation_code": "prepaid"}
        return await self.pays(**(usual | {"amount": "5000"} | changes))

    async def asks(self, request_id: str) -> Json:
        return await self.post("requery", {"request_id": request_id})

    async def verifies(self, meter: str, kind: str = "prepaid", disco: str = "ikeja-electric") -> Json:
        return await self.post("merchant-verify", {"billersCode": meter, "serviceID": disco, "type": kind})

    async def control(self, path: str, body: Json, method: str = "POST") -> Any:
        answer = await self.http.request(method, f"/control/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def vends(self) -> list[Json]:
        vends: list[Json] = (await self.http.get("/control/vends")).json()
        return vends


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    shop = Shop(World())
    yield shop
    await shop.http.aclose()


@pytest.fixture
async def friendly_shop() -> AsyncIterator[Shop]:
    shop = Shop(World(friendly=True))
    yield shop
    await shop.http.aclose()


@pytest.fixture
async def bot() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


class TestKeys:
    async def test_differ_between_get_and_post(self, shop: Shop) -> None:
        swapped = await shop.http.get("/api/balance", headers=shop.writing)
        mixed = await shop.http.post("/api/pay", headers=shop.reading, json={})

        assert swapped.status_code == mixed.status_code == 401
        assert swapped.json()["code"] == mixed.json()["code"] == "087"
        assert (await shop.get("balance"))["code"] == 1


class TestARequestId:
    @pytest.mark.parametrize(
        "request_id", ["", "abc", "12345678901", "20200101120012abc", "2026-11-23-order"]
    )
    async def test_must_begin_with_this_day_in_lagos(self, request_id: str, shop: Shop) -> None:
        said = await shop.pays(request_id=request_id)

        assert said["code"] == ("085" if request_id else "011")
        assert await shop.vends() == []

    async def test_goes_by_the_clock_of_the_world(self, shop: Shop) -> None:
        yesterday = shop.request_id()
        shop.world.clock_offset_s = timedelta(days=1).total_seconds()

        assert (await shop.pays(request_id=yesterday))["code"] == "085"
        assert (await shop.pays())["code"] == "000"

    async def test_is_used_once(self, shop: Shop) -> None:
        request_id = shop.request_id()
        first = await shop.pays(request_id=request_id)
        second = await shop.pays(request_id=request_id)

        assert (first["code"], second["code"]) == ("000", "014")
        assert [(vend["deliveries"], vend["asked"]) for vend in await shop.vends()] == [(1, 2)]


class TestAPurchase:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"serviceID": "9mobile"}, "012"),
            ({"amount": "49"}, "013"),
            ({"amount": "50001"}, "017"),
            ({"amount": "five"}, "011"),
            ({"amount": "NaN"}, "011"),
            ({"amount": "1.005"}, "011"),
            ({"amount": ""}, "011"),
            ({"phone": ""}, "011"),
        ],
    )
    async def test_is_refused_by_the_rules(self, changes: Json, code: str, shop: Shop) -> None:
        float_before = shop.world.float_kobo

        assert (await shop.pays(**changes))["code"] == code
        assert await shop.vends() == []
        assert shop.world.float_kobo == float_before

    async def test_needs_a_kind_of_meter(self, shop: Shop) -> None:
        assert (await shop.pays_light(variation_code="ikeja-electric-prepaid"))["code"] == "010"

    async def test_needs_a_float(self, shop: Shop) -> None:
        shop.world.float_kobo = 100_00

        assert (await shop.pays())["code"] == "018"

    async def test_has_no_twin_within_30_seconds(self, shop: Shop) -> None:
        assert (await shop.pays())["code"] == "000"
        assert (await shop.pays())["code"] == "019"
        shop.world.clock_offset_s += 31
        assert (await shop.pays())["code"] == "000"

    async def test_writes_texts_at_first_and_rounded_numbers_later(self, shop: Shop) -> None:
        paid = await shop.pays(amount="90")
        asked = await shop.asks(paid["requestId"])
        at_first, later = paid["content"]["transactions"], asked["content"]["transactions"]

        assert (at_first["amount"], at_first["unit_price"], at_first["commission"]) == ("90", "90", 3.15)
        assert (later["amount"], later["unit_price"], later["commission"]) == (90, 90, 3)
        assert at_first["total_amount"] == later["total_amount"] == 86.85
        assert asked["requestId"] == paid["requestId"]

    async def test_that_fails_gives_the_float_back(self, shop: Shop) -> None:
        float_before = shop.world.float_kobo
        paid = await shop.pays(phone="08022222222")
        asked = await shop.asks(paid["requestId"])

        assert (paid["code"], asked["code"]) == ("016", "000")
        assert asked["content"]["transactions"]["status"] == "failed"
        assert shop.world.float_kobo == float_before

    async def test_of_nobody_knows_nothing(self, shop: Shop) -> None:
        assert (await shop.asks(shop.request_id()))["code"] == "015"


class TestDiscos:
    async def test_write_tokens_each_in_its_own_way(self, shop: Shop) -> None:
        ikeja = await shop.pays_light()
        eko = await shop.pays_light(serviceID="eko-electric")
        kano = await shop.pays_light(serviceID="kano-electric")
        abuja = await shop.pays_light(serviceID="abuja-electric")

        assert ikeja["token"].startswith("Token : ")
        assert len(eko["mainToken"]) == 20
        assert len(eko["KCT1"].replace("-", "")) == len(eko["KCT2"].replace("-", "")) == 20
        assert kano["Token"].count("-") == 4
        assert abuja["purchased_code"] == ""
        assert len((await shop.asks(abuja["requestId"]))["extras"]) == 28

    async def test_change_the_key_of_a_meter_once(self, shop: Shop) -> None:
        await shop.pays_light(serviceID="eko-electric")
        shop.world.clock_offset_s += 60
        second = await shop.pays_light(serviceID="eko-electric")

        assert (second["KCT1"], second["KCT2"]) == ("", "")

    async def test_say_a_wrong_meter_with_the_code_of_success(self, shop: Shop) -> None:
        said = await shop.verifies("45012345678")

        assert said["code"] == "000"
        assert said["content"]["WrongBillersCode"] is True
        assert "error" in said["content"]

    async def test_know_a_customer_with_odd_letters(self, shop: Shop) -> None:
        assert (await shop.verifies("1111111111116"))["content"]["Customer_Name"] == '<&>"'

    async def test_have_postpaid_accounts_without_tokens(self, shop: Shop) -> None:
        paid = await shop.pays_light(billersCode="1010101010101", variation_code="postpaid")

        assert (paid["purchased_code"], paid["meterNumber"]) == ("", None)


class TestAFriendlyWorld:
    @pytest.mark.parametrize("meter", ["45012345678", "0101234567890", "04123456789"])
    async def test_knows_every_meter_under_a_name_of_its_own(self, meter: str, friendly_shop: Shop) -> None:
        first, second = await friendly_shop.verifies(meter), await friendly_shop.verifies(meter)

        assert first["content"]["Customer_Name"]
        assert first == second
        assert len((await friendly_shop.pays_light(billersCode=meter))["token"]) == 28

    @pytest.mark.parametrize("phone", ["08031234567", "09161234567", "07031234567", "+2348031234567"])
    async def test_recharges_every_line(self, phone: str, friendly_shop: Shop) -> None:
        assert (await friendly_shop.pays(phone=phone))["code"] == "000"

    async def test_knows_failure_all_the_same(self, friendly_shop: Shop) -> None:
        assert "error" in (await friendly_shop.verifies("99999999999"))["content"]
        assert "error" in (await friendly_shop.verifies("1234"))["content"]
        assert (await friendly_shop.pays(phone="08099999999"))["code"] == "016"

    async def test_lets_a_pending_purchase_come_through(self, friendly_shop: Shop) -> None:
        pending = await friendly_shop.pays(phone="201000000000")
        friendly_shop.world.clock_offset_s += 30

        assert pending["code"] == "099"
        assert (await friendly_shop.asks(pending["requestId"]))["code"] == "000"


class TestFaults:
    @pytest.mark.parametrize(
        "kind", sorted(set(KINDS) - {"never", "drop", "deliver-then-timeout", "deliver-then-drop"})
    )
    async def test_can_be_scripted_by_name(self, kind: str, shop: Shop) -> None:
        await shop.control("faults", {"call": "pay", "kind": kind, "delay_s": 0})

        answer = await shop.http.post(
            "/api/pay",
            headers=shop.writing,
            json={"request_id": shop.request_id(), "serviceID": "mtn", "amount": 500, "phone": "08011111111"},
        )

        assert answer.status_code in (200, 500, 502)
        assert shop.world.faults == []

    async def test_may_concern_one_customer_and_several_calls(self, shop: Shop) -> None:
        await shop.control("faults", {"kind": "pending", "customer_reference": "08022222222", "times": 2})

        assert (await shop.pays())["code"] == "000"
        assert (await shop.pays(phone="08022222222"))["code"] == "099"
        shop.world.clock_offset_s += 31
        assert (await shop.pays(phone="08022222222"))["code"] == "099"
        shop.world.clock_offset_s += 31
        assert (await shop.pays(phone="08022222222"))["code"] == "016"

    async def test_that_do_not_exist_are_refused(self, shop: Shop) -> None:
        for fault in ({"kind": "nonsense"}, {"kind": "late", "colour": "red"}):
            assert (await shop.http.post("/control/faults", json=fault)).status_code == 422

    async def test_can_lie_about_other_calls(self, shop: Shop) -> None:
        await shop.control("faults", {"call": "merchant-verify", "kind": "deliver", "code": "030"})

        assert (await shop.verifies("1111111111111"))["code"] == "030"
        assert (await shop.verifies("1111111111111"))["code"] == "000"


class TestChaos:
    def test_is_the_same_for_the_same_seed(self) -> None:
        chaos = Chaos(7, {"deliver": 5, "never": 1, "pending": 1, "failed": 1})
        ids = [f"order-{n}" for n in range(400)]

        plans = [chaos.plan(request_id) for request_id in ids]

        assert plans == [chaos.plan(request_id) for request_id in ids]
        assert plans != [Chaos(8, chaos.weights).plan(request_id) for request_id in ids]
        assert Counter(plan == KINDS["deliver"] for plan in plans)[True] in range(200, 300)

    async def test_delivers_at_most_once_whatever_is_said(self, shop: Shop) -> None:
        weights = dict.fromkeys(("deliver", "garbage", "500", "duplicate", "failed", "pending", "refuse"), 1)
        await shop.control("settings", {"twin_window_s": 0})
        await shop.control("chaos", {"seed": 3, "weights": weights}, "PUT")
        for _ in range(60):
            request_id = shop.request_id()
            for _ in range(2):
                await shop.http.post(
                    "/api/pay",
                    headers=shop.writing,
                    json={
                        "request_id": request_id,
                        "serviceID": "mtn",
                        "amount": 100,
                        "phone": "08031234567",
                    },
                )

        vends = await shop.vends()

        assert {vend["deliveries"] for vend in vends} == {0, 1}
        assert 5_000_000_00 - shop.world.float_kobo == sum(
            vend["total_kobo"] for vend in vends if vend["fate"] in ("delivered", "pending")
        )

    async def test_knows_only_kinds_that_there_are(self, shop: Shop) -> None:
        answer = await shop.http.put("/control/chaos", json={"seed": 1, "weights": {"explode": 1}})

        assert answer.status_code == 422


class TestAWebhook:
    async def test_is_repeated_until_it_is_taken(self, shop: Shop, bot: Receiver) -> None:
        empty = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        bot.answers = [REFUSING, empty]
        await shop.control("settings", {"webhook_url": bot.url, "webhook_pauses_s": [0, 0, 0, 0]})
        await shop.control("faults", {"kind": "pending"})
        request_id = (await shop.pays())["requestId"]

        await shop.control(f"vends/{request_id}/settle", {"fate": "delivered"})
        await bot.has(3)

        update = json.loads(bot.bodies[0])
        assert update["type"] == "transaction-update"
        assert update["data"]["requestId"] == request_id
        assert update["data"]["transaction_date"] is None
        assert bot.bodies[0] == bot.bodies[1] == bot.bodies[2]

    async def test_of_a_reversal_tells_what_came_back_to_the_float(self, shop: Shop, bot: Receiver) -> None:
        await shop.control("settings", {"webhook_url": bot.url})
        request_id = (await shop.pays(amount="50"))["requestId"]
        await shop.control(f"vends/{request_id}/settle", {"fate": "reversed", "webhook": False})

        sent = await shop.control(f"vends/{request_id}/webhook", {"times": 2})

        update = json.loads(bot.bodies[0])["data"]
        assert sent == {"answers": [200, 200]}
        assert (update["code"], update["amount"]) == ("040", 48.25)
        assert update["content"]["transactions"]["status"] == "reversed"

    async def test_is_given_up_after_five_tries(self, shop: Shop, bot: Receiver) -> None:
        bot.usual = REFUSING
        await shop.control("settings", {"webhook_url": bot.url, "webhook_pauses_s": [0, 0, 0, 0]})
        request_id = (await shop.pays())["requestId"]
        await shop.control(f"vends/{request_id}/settle", {"fate": "reversed"})
        await bot.has(5)
        bot.usual = Receiver().usual

        await shop.control(f"vends/{request_id}/webhook", {})

        assert len(bot.bodies) == 6  # the fifth, and the one that was asked for

    async def test_follows_a_purchase_that_settles_by_itself(self, shop: Shop, bot: Receiver) -> None:
        await shop.control("settings", {"webhook_url": bot.url})
        await shop.control("faults", {"kind": "pending", "settles_as": "delivered", "settles_after_s": 0.05})
        paid = await shop.pays()

        await bot.has(1)

        assert paid["code"] == "099"
        assert json.loads(bot.bodies[0])["data"]["code"] == "000"


class TestMemory:
    async def test_outlives_a_crash(self, tmp_path: Path) -> None:
        path = tmp_path / "vtpass.jsonl"
        world = World()
        world.keep_in(path)
        shop = Shop(world)
        paid = await shop.pays_light(serviceID="eko-electric")
        await shop.control("faults", {"kind": "pending", "settles_as": "delivered", "settles_after_s": 0})
        pending = await shop.pays()
        with path.open("ab") as file:
            file.write(b'{"float_kobo": 1, "cut of')

        reborn = World()
        reborn.keep_in(path)
        after = Shop(reborn)

        assert reborn.transactions == world.transactions
        assert reborn.float_kobo == world.float_kobo
        assert (await after.asks(paid["requestId"]))["mainToken"] == paid["mainToken"]
        assert (await after.asks(pending["requestId"]))["code"] == "000"
        assert (await after.pays(request_id=paid["requestId"]))["code"] == "014"

    async def test_is_lost_on_demand(self, shop: Shop, tmp_path: Path) -> None:
        shop.world.keep_in(tmp_path / "vtpass.jsonl")
        await shop.pays()
        await shop.control("reset", {})

        reborn = World()
        reborn.keep_in(tmp_path / "vtpass.jsonl")

        assert await shop.vends() == []
        assert reborn.transactions == {}


class TestTheCatalogue:
    async def test_has_categories_and_services_in_their_own_spelling(self, shop: Shop) -> None:
        categories = {row["identifier"] for row in (await shop.get("service-categories"))["content"]}
        rows = (await shop.get("services?identifier=electricity-bill"))["content"]

        assert {"airtime", "electricity-bill"} <= categories
        assert {row["serviceID"] for row in rows} >= {
            "ikeja-electric",
            "eko-electric",
            "portharcourt-electric",
        }
        assert "minimium_amount" in rows[0]
        assert (await shop.get("services?identifier=nonsense")) == {"errors": "INVALID IDENTIFIER"}
