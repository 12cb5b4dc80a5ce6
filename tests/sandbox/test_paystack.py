"""The Paystack stand-in: strict about references, generous with webhooks, and a page for people."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sandbox.paystack import World, create_router
from sandbox.paystack.world import fee_borne_for, fee_of
from tests.loopback import NO_TLS
from tests.sandbox.receiver import REFUSING, Receiver, receiving

Json = dict[str, Any]
CALLBACK = "http://127.0.0.1:8090/paid?topup=1"


class Business:
    """A merchant with a key, and a customer with a browser."""

    def __init__(self, world: World) -> None:
        app = FastAPI()
        app.include_router(create_router(world), prefix="/paystack")
        self.app = app
        self.world = world
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://pay/paystack", verify=NO_TLS
        )
        self._bearer = {"Authorization": f"Bearer {world.secret_key}"}

    async def opens(self, reference: str = "topup-1", **changes: Any) -> httpx.Response:
        usual = {
            "email": "ada@example.com",
            "amount": "500000",
            "reference": reference,
            "callback_url": CALLBACK,
        }
        return await self.http.post(
            "/transaction/initialize", headers=self._bearer, json={**usual, **changes}
        )

    async def page(self, reference: str = "topup-1", **changes: Any) -> str:
        return str((await self.opens(reference, **changes)).json()["data"]["authorization_url"])

    async def verifies(self, reference: str = "topup-1") -> Json:
        answer = await self.http.get(f"/transaction/verify/{reference}", headers=self._bearer)
        data: Json = answer.json()["data"]
        return data

    async def control(self, path: str, body: Json) -> Json:
        answer = await self.http.post(f"/control/{path}", json=body)
        assert answer.status_code == 200, answer.text
        said: Json = answer.json()
        return said

    async def pays(self, reference: str = "topup-1", **choices: Any) -> Json:
        return await self.control(f"transactions/{reference}/pay", choices)


@pytest.fixture
async def business() -> AsyncIterator[Business]:
    business = Business(World())
    yield business
    await business.http.aclose()


@pytest.fixture
async def bot(business: Business) -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        business.world.webhook_url = receiver.url
        business.world.webhook_pauses_s = (0.0, 0.0, 0.0)
        yield receiver


class TestOpening:
    async def test_answers_with_the_address_of_a_page(self, business: Business) -> None:
        said = (await business.opens()).json()

        assert said["status"] is True
        assert said["data"]["reference"] == "topup-1"
        assert said["data"]["authorization_url"].endswith(f"/paystack/checkout/{said['data']['access_code']}")

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"email": "nobody"}, "Invalid Email Address Passed"),
            ({"amount": "5000.50"}, "Invalid Amount Sent"),
            ({"amount": 0}, "Invalid Amount Sent"),
            ({"amount": -500}, "Invalid Amount Sent"),
            ({"amount": None}, "Invalid Amount Sent"),
            ({"currency": "USD"}, "Currency not supported by merchant"),
            ({"reference": "top up #1"}, "Only -, ., = and alphanumeric"),
        ],
    )
    async def test_is_refused_by_the_rules(self, changes: Json, message: str, business: Business) -> None:
        answer = await business.opens(**changes)

        assert answer.status_code == 400
        assert answer.json()["status"] is False
        assert answer.json()["message"].startswith(message)

    async def test_is_refused_for_a_reference_that_was_used(self, business: Business) -> None:
        await business.opens()
        answer = await business.opens()

        assert (answer.status_code, answer.json()["code"]) == (400, "duplicate_reference")

    async def test_needs_the_key(self, business: Business) -> None:
        answer = await business.http.post("/transaction/initialize", json={})

        assert (answer.status_code, answer.json()["message"]) == (401, "Invalid key")


class TestThePage:
    async def test_shows_what_is_paid_and_is_safe(self, business: Business) -> None:
        page = await business.http.get(await business.page(email='"><script>@evil.example'))

        assert "Pay ₦5,000" in page.text
        assert "Test mode" in page.text
        assert "<script>" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]

    async def test_takes_the_money_and_sends_the_customer_back(
        self, business: Business, bot: Receiver
    ) -> None:
        page = await business.page()
        answer = await business.http.post(page, data={"act": "pay", "webhook": "first"})

        assert answer.status_code == 303
        assert answer.headers["location"] == f"{CALLBACK}&trxref=topup-1&reference=topup-1"
        assert (await business.verifies())["status"] == "success"
        assert len(bot.bodies) == 1
        assert "Payment received" in (await business.http.get(page)).text

    async def test_takes_the_money_once(self, business: Business, bot: Receiver) -> None:
        page = await business.page()
        for _ in range(3):
            await business.http.post(page, data={"act": "pay"})

        assert len(bot.bodies) == 1

    async def test_can_be_paid_after_a_declined_card(self, business: Business) -> None:
        page = await business.page()
        declined = await business.http.post(page, data={"act": "fail"})
        status = (await business.verifies())["status"]
        await business.http.post(page, data={"act": "pay"})

        assert "Card declined" in declined.text
        assert status == "failed"
        assert (await business.verifies())["status"] == "success"

    async def test_can_be_left(self, business: Business) -> None:
        page = await business.page()
        left = await business.http.post(page, data={"act": "abandon"})

        assert "You left without paying" in left.text
        assert re.search(r'href="http://127\.0\.0\.1:8090/paid\?topup=1&amp;trxref=topup-1', left.text)
        assert (await business.verifies())["status"] == "abandoned"

    async def test_leads_nowhere_else(self, business: Business) -> None:
        page = await business.page(callback_url="javascript:alert(1)")
        answer = await business.http.post(page, data={"act": "pay"})

        assert answer.status_code == 200
        assert "javascript" not in answer.text

    async def test_obeys_its_drawer(self, business: Business, bot: Receiver) -> None:
        page = await business.page()
        form = {"act": "pay", "webhook": "first", "twice": "on", "charged": "1,000.50", "currency": "USD"}
        await business.http.post(page, data=form)

        told = json.loads(bot.bodies[1])["data"]
        assert bot.bodies[0] == bot.bodies[1]
        assert (told["amount"], told["requested_amount"], told["currency"]) == (100_050, 500_000, "USD")

    async def test_that_does_not_exist_says_so(self, business: Business) -> None:
        assert (await business.http.get("/checkout/nothing")).status_code == 404


class TestFees:
    @pytest.mark.parametrize(
        ("amount", "fee"),
        [(100_00, 1_50), (2_499_99, 37_50), (2_500_00, 137_50), (5_000_00, 175_00), (1_000_000_00, 2_000_00)],
    )
    def test_are_one_and_a_half_percent_and_a_hundred_capped(self, amount: int, fee: int) -> None:
        assert fee_of(amount) == fee

    @pytest.mark.parametrize("amount", [100_00, 2_480_00, 2_500_00, 30_050, 999_999_99])
    def test_borne_by_the_customer_leave_the_whole_amount(self, amount: int) -> None:
        fee = fee_borne_for(amount)

        assert amount + fee - fee_of(amount + fee) == amount

    async def test_borne_by_the_customer_are_charged_on_top(self, business: Business) -> None:
        await business.opens()
        await business.pays(customer_bears_fee=True)
        paid = await business.verifies()

        assert paid["requested_amount"] == 500_000
        assert paid["amount"] == 500_000 + paid["fees"]


class TestVerify:
    async def test_answers_200_although_nothing_was_paid(self, business: Business) -> None:
        await business.opens()

        data = await business.verifies()

        assert (data["status"], data["fees"], data["paid_at"]) == ("abandoned", None, None)

    async def test_does_not_know_other_references(self, business: Business) -> None:
        bearer = {"Authorization": f"Bearer {business.world.secret_key}"}
        answer = await business.http.get("/transaction/verify/other", headers=bearer)

        assert (answer.status_code, answer.json()["code"]) == (400, "transaction_not_found")


class TestAWebhook:
    async def test_is_signed_over_its_bytes(self, business: Business, bot: Receiver) -> None:
        await business.opens()
        await business.pays()

        expected = hmac.new(business.world.secret_key.encode(), bot.bodies[0], hashlib.sha512).hexdigest()
        assert bot.headers[0]["x-paystack-signature"] == expected
        assert json.loads(bot.bodies[0])["event"] == "charge.success"

    async def test_is_repeated_until_it_is_taken(self, business: Business, bot: Receiver) -> None:
        bot.answers = [REFUSING, REFUSING]
        await business.opens()
        await business.pays()
        await bot.has(3)

        assert bot.bodies[0] == bot.bodies[1] == bot.bodies[2]

    async def test_may_come_late_or_never(self, business: Business, bot: Receiver) -> None:
        await business.opens("late-1")
        await business.opens("never-1")
        await business.pays("never-1", webhook="never")
        await business.pays("late-1", webhook="late", webhook_delay_s=0.05)
        at_once = len(bot.bodies)
        await bot.has(1)

        assert at_once == 0
        assert json.loads(bot.bodies[0])["data"]["reference"] == "late-1"

    async def test_can_be_forged_and_repeated_on_demand(self, business: Business, bot: Receiver) -> None:
        await business.opens()
        await business.pays(webhook="never")
        path = "transactions/topup-1/webhook"

        forged = await business.control(path, {"signature": "0" * 128, "times": 2})
        changed = await business.control(path, {"changes": {"amount": 1}})
        raw = await business.control(path, {"body": "not json"})

        assert (forged, changed, raw) == ({"answers": [200, 200]}, {"answers": [200]}, {"answers": [200]})
        assert bot.headers[1]["x-paystack-signature"] == "0" * 128
        assert json.loads(bot.bodies[2])["data"]["amount"] == 1
        assert bot.bodies[3] == b"not json"

    async def test_does_not_hold_the_customer_up_where_nobody_takes_it(self, business: Business) -> None:
        business.world.webhook_url = "http://127.0.0.1:9/webhooks"
        page = await business.page()

        assert (await business.http.post(page, data={"act": "pay"})).status_code == 303


class TestMemory:
    async def test_outlives_a_crash_with_its_webhooks(
        self, business: Business, bot: Receiver, tmp_path: Path
    ) -> None:
        path = tmp_path / "paystack.jsonl"
        business.world.keep_in(path)
        bot.usual = REFUSING
        business.world.webhook_pauses_s = ()
        page = await business.page()
        await business.pays()
        await bot.has(2)

        bot.usual = Receiver().usual
        reborn = World(webhook_url=bot.url)
        reborn.keep_in(path)
        after = Business(reborn)
        async with after.app.router.lifespan_context(after.app):
            await bot.has(3)

        assert (await after.verifies())["status"] == "success"
        assert "Payment received" in (await after.http.get(page)).text
        assert (await after.opens()).status_code == 400
        assert bot.bodies[2] == bot.bodies[0]


class TestFaults:
    @pytest.mark.parametrize(
        ("kind", "status"), [("500", 500), ("429", 429), ("garbage", 200), ("late", 200)]
    )
    async def test_concern_the_next_call(self, kind: str, status: int, business: Business) -> None:
        await business.control("faults", {"call": "initialize", "kind": kind, "delay_s": 0})

        first, second = await business.opens("a-1"), await business.opens("a-2")

        assert (first.status_code, second.status_code) == (status, 200)

    async def test_may_come_after_the_work_was_done(self, business: Business) -> None:
        await business.control("faults", {"call": "initialize", "kind": "500", "done": True})

        assert (await business.opens()).status_code == 500
        assert (await business.verifies())["status"] == "abandoned"
