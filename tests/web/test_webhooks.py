"""What companies tell us over HTTP: believed only as far as it is proven, and taken in once."""

import asyncio
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from domain.money import Money, naira
from domain.phones import Phone
from domain.top_ups import TopUp, TopUpStatus
from tests.bot.engine import until
from tests.web.conftest import VTPASS_SECRET, World

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ADA = "a" * 32


async def ada_opens(world: World, amount: Money) -> TopUp:
    """Register Ada and let her open a payment page."""
    services = world.app.services
    await services.customers.register(
        ADA,
        telegram_id=42,
        name="Ada",
        phone=Phone("+2348031234567"),
        language="en",
        pin="2580",
        now=NOW,
    )
    return await services.top_ups.open(services.new_id(), ADA, amount, card=None, now=services.clock())


async def wallet(world: World) -> Money:
    return (await world.app.services.wallets.of(ADA)).wallet


class TestPaystack:
    @pytest.fixture
    def world_url(self, database_url: str) -> str:
        return database_url

    async def test_credits_the_wallet_with_a_signed_webhook_once(self, world: World) -> None:
        top_up = await ada_opens(world, naira(5_000))
        await world.paystack.pay(top_up.id, webhook="never")

        answers = await world.paystack.send_webhook(top_up.id, times=3)

        assert answers == [200, 200, 200]
        assert await wallet(world) == naira(5_000)

    async def test_credits_it_once_when_all_tell_at_the_same_time(self, world: World) -> None:
        top_up = await ada_opens(world, naira(5_000))
        await world.paystack.pay(top_up.id, webhook="never")

        await asyncio.gather(
            world.paystack.send_webhook(top_up.id, times=2),
            world.paystack.send_webhook(top_up.id),
            world.app.services.top_ups.verify(top_up.id, now=world.app.clock()),
            world.http.get("/paid", params={"reference": top_up.id}),
        )

        assert await wallet(world) == naira(5_000)

    async def test_is_not_believed_with_a_forged_signature(
        self, world: World, caplog: pytest.LogCaptureFixture
    ) -> None:
        top_up = await ada_opens(world, naira(5_000))
        await world.paystack.pay(top_up.id, webhook="never")

        answers = await world.paystack.send_webhook(top_up.id, signature="0" * 128)

        assert answers == [401]
        assert await wallet(world) == Money(0)
        assert "forged" in caplog.text

    async def test_never_credits_another_amount_than_asked_for(self, world: World) -> None:
        top_up = await ada_opens(world, naira(5_000))
        await world.paystack.pay(top_up.id, webhook="never")

        answers = await world.paystack.send_webhook(top_up.id, changes={"amount": 900_000})

        assert answers == [200]
        assert await wallet(world) == Money(0)
        reviewed = await world.app.services.top_ups.get(ADA, top_up.id)
        assert reviewed.status is TopUpStatus.IN_REVIEW

    async def test_is_asked_to_come_again_with_what_is_authentic_but_unreadable(self, world: World) -> None:
        body = json.dumps({"event": "charge.success", "data": {"status": "success"}}).encode()
        signature = hmac.new(b"sk_test_demo", body, hashlib.sha512).hexdigest()

        answer = await world.http.post(
            "/webhooks/paystack", content=body, headers={"x-paystack-signature": signature}
        )

        assert answer.status_code == 500


class TestThePageAfterPaying:
    async def test_sends_people_back_to_the_chat_and_asks_what_became_of_it(self, world: World) -> None:
        top_up = await ada_opens(world, naira(5_000))
        await world.paystack.pay(top_up.id, webhook="never")

        page = await world.http.get("/paid", params={"reference": top_up.id, "trxref": top_up.id})

        assert page.status_code == 200
        assert f'href="{world.app.settings.telegram_api_base}"' in page.text
        assert top_up.id not in page.text

        async def credited() -> bool:
            return await wallet(world) == naira(5_000)

        await until(credited)

    async def test_says_the_same_whoever_comes(self, world: World) -> None:
        for reference in ("", "nobody's", "x" * 5_000, "<script>alert(1)</script>"):
            page = await world.http.get("/paid", params={"reference": reference})

            assert page.status_code == 200
            assert "<script>" not in page.text


class TestVtpass:
    async def test_is_thanked_for_a_hint_about_nothing_of_ours(self, world: World) -> None:
        hint = {"type": "transaction-update", "data": {"requestId": "202611231200nobody"}}

        answer = await world.http.post(f"/webhooks/vtpass/{VTPASS_SECRET}", json=hint)

        assert answer.json() == {"response": "success"}

    async def test_is_thanked_for_nonsense(self, world: World) -> None:
        for body in (b"", b"{", b"[]", b"\xff\xfe", b'{"data": 7}', b"[" * 100_000):
            answer = await world.http.post(f"/webhooks/vtpass/{VTPASS_SECRET}", content=body)

            assert answer.json() == {"response": "success"}

    async def test_has_to_know_the_secret(self, world: World) -> None:
        answer = await world.http.post("/webhooks/vtpass/another-secret", json={})

        assert answer.status_code == 404


class TestTelegram:
    async def test_finds_the_door_closed_while_updates_are_polled_for(self, world: World) -> None:
        answer = await world.http.post("/webhooks/telegram", json={"update_id": 1})

        assert answer.status_code == 404
