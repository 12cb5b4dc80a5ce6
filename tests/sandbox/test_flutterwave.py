"""The Flutterwave stand-in keeps Flutterwave's manners, counts what it delivered and forgets nothing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sandbox.flutterwave import World, create_control_router, create_router
from sandbox.flutterwave.mischief import Fate
from tests.loopback import NO_TLS
from tests.sandbox.receiver import REFUSING, Receiver, receiving

Json = dict[str, Any]


class Shop:
    """A merchant with the right key."""

    def __init__(self, world: World) -> None:
        app = FastAPI()
        app.include_router(create_router(world), prefix="/flutterwave/v3")
        app.include_router(create_control_router(world), prefix="/flutterwave/control")
        self.world = world
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://flutterwave/flutterwave", verify=NO_TLS
        )
        self._made = 0

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.world.secret_key}"}

    async def asks(self, path: str, **params: str) -> tuple[int, Json]:
        answer = await self.http.get(f"/v3/{path}", headers=self.key, params=params)
        return answer.status_code, answer.json()

    async def codes(self, category: str, biller: str) -> tuple[str, list[Json]]:
        """Return a biller's code of today and its items."""
        _, billers = await self.asks(f"bills/{category}/billers", country="NG")
        code = next(row["biller_code"] for row in billers["data"] if row["name"] == biller)
        _, items = await self.asks(f"billers/{code}/items")
        return code, items["data"]

    async def pays(
        self, category: str = "AIRTIME", biller: str = "MTN NIGERIA", item: str = "AT099", **changes: Any
    ) -> tuple[int, Json]:
        self._made += 1
        code, _ = await self.codes(category, biller)
        usual = {
            "country": "NG",
            "customer_id": "+2348011111111",
            "amount": 500,
            "reference": f"n{self._made}",
        }
        path = f"/v3/billers/{code}/items/{item}/payment"
        answer = await self.http.post(path, headers=self.key, json=usual | changes)
        return answer.status_code, answer.json()

    async def pays_light(self, **changes: Any) -> tuple[int, Json]:
        light = {"customer_id": "1111111111111", "amount": 5_000}
        return await self.pays("UTILITYBILLS", "IKEJA DISCO", "UB157", **(light | changes))

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


class TestTheKey:
    async def test_is_asked_for_everywhere(self, shop: Shop) -> None:
        for path in ("top-bill-categories", "bills/AIRTIME/billers", "balances/NGN", "bills/n1"):
            answer = await shop.http.get(f"/v3/{path}", headers={"Authorization": "Bearer other"})

            assert (answer.status_code, answer.json()["message"]) == (401, "Authorization required")


class TestTheCatalogue:
    async def test_leads_from_categories_over_billers_to_items(self, shop: Shop) -> None:
        _, categories = await shop.asks("top-bill-categories", country="NG")
        _, items = await shop.codes("CABLEBILLS", "DSTV")

        assert {"AIRTIME", "MOBILEDATA", "CABLEBILLS", "UTILITYBILLS"} <= {
            row["code"] for row in categories["data"]
        }
        assert {"item_code": "CB141", "name": "DSTV COMPACT", "amount": 19_000, "fee": 100}.items() <= next(
            row for row in items if row["item_code"] == "CB141"
        ).items()

    async def test_has_codes_that_change(self, shop: Shop) -> None:
        before, _ = await shop.codes("UTILITYBILLS", "LAGOS WATER")
        await shop.control("billers/LAGOS WATER", {"code": "BIL121"})
        after, items = await shop.codes("UTILITYBILLS", "LAGOS WATER")

        assert before != after == "BIL121"
        assert items[0]["biller_code"] == "BIL121"
        assert (await shop.asks(f"billers/{before}/items"))[0] == 404

    async def test_has_the_same_name_in_two_categories(self, shop: Shop) -> None:
        airtime, _ = await shop.codes("AIRTIME", "MTN NIGERIA")
        data, bundles = await shop.codes("MOBILEDATA", "MTN NIGERIA")

        assert airtime != data
        assert len(bundles) == 40


class TestAPayment:
    async def test_names_flutterwaves_references_and_not_the_merchants(self, shop: Shop) -> None:
        status, said = await shop.pays(reference="ours")

        assert (status, said["status"], said["message"]) == (200, "success", "Bill payment successful")
        assert said["data"]["tx_ref"].startswith("CF-FLYAPI-")
        assert "ours" not in json.dumps(said)

    async def test_takes_amount_and_fee_and_leaves_the_commission(self, shop: Shop) -> None:
        before = shop.world.float_kobo

        await shop.pays_light()

        assert before - shop.world.float_kobo == (5_000 + 100 - 40) * 100

    @pytest.mark.parametrize(
        "changes", [{"amount": 0}, {"amount": "five"}, {"customer_id": ""}, {"country": "GH"}]
    )
    async def test_is_refused_by_the_rules(self, shop: Shop, changes: Json) -> None:
        assert (await shop.pays(**changes))[0] == 400
        assert await shop.vends() == []

    async def test_is_refused_at_another_price(self, shop: Shop) -> None:
        status, _ = await shop.pays("CABLEBILLS", "DSTV", "CB141", customer_id="0025401100", amount=18_000)

        assert status == 400

    async def test_is_refused_under_a_used_reference(self, shop: Shop) -> None:
        await shop.pays(reference="n")
        status, said = await shop.pays(reference="n")

        assert (status, said["message"].split(":")[0]) == (400, "Duplicate reference")
        assert [(vend["deliveries"], vend["asked"]) for vend in await shop.vends()] == [(1, 2)]

    async def test_that_fails_gives_the_balance_back(self, shop: Shop) -> None:
        before = shop.world.float_kobo
        paid, said = await shop.pays(customer_id="+2348022222222", reference="n")
        asked, told = await shop.asks("bills/n")

        assert (paid, said["message"]) == (asked, told["message"]) == (400, "Bill payment failed")
        assert shop.world.float_kobo == before

    async def test_needs_a_balance(self, shop: Shop) -> None:
        shop.world.float_kobo = 100_00

        assert (await shop.pays())[1]["message"] == "Insufficient funds in your wallet"


class TestTheStatus:
    async def test_has_no_status_and_the_amount_as_a_text(self, shop: Shop) -> None:
        _, paid = await shop.pays_light(reference="n")
        _, said = await shop.asks("bills/n", verbose="1")
        _, by_theirs = await shop.asks(f"bills/{paid['data']['tx_ref']}")

        assert "status" not in said["data"]
        assert (said["data"]["amount"], said["data"]["commission"]) == ("5000.00", 40)
        assert said["data"]["customer_reference"] == "n"
        assert said["data"]["extra"] == paid["data"]["recharge_token"]
        assert by_theirs == said

    async def test_of_nobody_is_not_found(self, shop: Shop) -> None:
        assert (await shop.asks("bills/nobody"))[0] == 404

    async def test_may_be_known_by_flutterwaves_reference_only(self, shop: Shop) -> None:
        await shop.control("settings", {"finds_by_our_reference": False})
        _, paid = await shop.pays(reference="n")

        assert (await shop.asks("bills/n"))[0] == 404
        assert (await shop.asks(f"bills/{paid['data']['tx_ref']}"))[0] == 200

    async def test_may_have_the_token_that_the_payment_had_not(self, shop: Shop) -> None:
        await shop.control("faults", {"kind": "without-token"})
        _, paid = await shop.pays_light(reference="n")
        _, said = await shop.asks("bills/n")

        assert paid["data"]["recharge_token"] is None
        assert len(said["data"]["extra"].replace("-", "")) == 20


class TestACustomer:
    @pytest.mark.parametrize(
        ("biller", "item", "number", "name"),
        [
            ("DSTV", "CB141", "0025401100", "MTEST VIEWER"),
            ("DSTV", "CB141", "1234567890", None),
        ],
    )
    async def test_is_known_or_has_another_code_inside_a_success(
        self, shop: Shop, biller: str, item: str, number: str, name: str | None
    ) -> None:
        code, _ = await shop.codes("CABLEBILLS", biller)
        status, said = await shop.asks(f"bill-items/{item}/validate", code=code, customer=number)

        assert (status, said["status"], said["data"]["name"]) == (200, "success", name)
        assert said["data"]["response_code"] == ("00" if name else "10")

    async def test_is_everybody_in_a_friendly_world(self, friendly_shop: Shop) -> None:
        code, _ = await friendly_shop.codes("UTILITYBILLS", "LAGOS WATER")
        _, said = await friendly_shop.asks("bill-items/UB201/validate", code=code, customer="5550001234")
        _, nobody = await friendly_shop.asks("bill-items/UB201/validate", code=code, customer="9999999999")

        assert said["data"]["name"]
        assert nobody["data"]["name"] is None


class TestAWebhook:
    async def test_brings_the_secret_and_comes_again_until_it_is_taken(
        self, shop: Shop, bot: Receiver
    ) -> None:
        bot.answers = [REFUSING, REFUSING]
        await shop.control("settings", {"webhook_url": bot.url, "webhook_pauses_s": [0, 0, 0]})

        await shop.pays(reference="n")
        await bot.has(3)

        assert [headers["verif-hash"] for headers in bot.headers] == ["demo-webhook-hash"] * 3
        assert {body["data"]["customer_reference"] for body in map(json.loads, bot.bodies)} == {"n"}
        assert json.loads(bot.bodies[0])["data"]["status"] == "success"

    async def test_comes_when_a_pending_bill_is_decided(self, shop: Shop, bot: Receiver) -> None:
        await shop.control("settings", {"webhook_url": bot.url})
        await shop.control("faults", {"kind": "pending"})
        status, said = await shop.pays(reference="n")

        await shop.control("vends/n/settle", {"fate": "failed"})
        await bot.has(1)

        assert (status, said["message"]) == (503, "An error occurred. Please contact support")
        assert json.loads(bot.bodies[0])["data"]["status"] == "fail"

    async def test_of_a_failure_may_name_nobody(self, shop: Shop, bot: Receiver) -> None:
        await shop.pays(customer_id="+2348022222222", reference="n")
        await shop.control("settings", {"webhook_url": bot.url})

        await shop.control("vends/n/webhook", {"anonymous": True, "times": 2})

        assert [json.loads(body)["data"] for body in bot.bodies] == [
            {"status": "fail", "message": "Bill payment failed", "reference": None}
        ] * 2


class TestTheMemory:
    async def test_survives_a_restart(self, tmp_path: Path) -> None:
        before = World()
        before.keep_in(tmp_path / "flutterwave.jsonl")
        shop = Shop(before)
        await shop.control("faults", {"kind": "pending"})
        await shop.pays_light(reference="n")

        after = World()
        after.keep_in(tmp_path / "flutterwave.jsonl")

        assert after.bills == before.bills
        assert after.bills["n"].fate is Fate.PENDING
        assert after.float_kobo == before.float_kobo
        await shop.http.aclose()

    async def test_is_gone_after_a_reset(self, shop: Shop) -> None:
        await shop.pays()
        await shop.control("billers/DSTV", {"code": "BIL1"})

        await shop.control("reset", {})

        assert await shop.vends() == []
        assert shop.world.biller("BIL1") is None
        assert shop.world.float_kobo == World().float_kobo
