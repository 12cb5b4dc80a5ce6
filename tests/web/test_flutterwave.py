"""A bill that only Flutterwave sells, from the wallet to the delivered thing, and what its webhook may do."""

import json
from datetime import timedelta

import pytest

from domain.money import naira
from domain.payments import Payment, PaymentStatus
from domain.phones import Phone
from domain.quotes import Order, Recipient
from domain.vendors import Category
from storage.checks import problems
from tests.bot.engine import until
from tests.web.conftest import FLUTTERWAVE_HASH, World

ADA, PIN, ACCOUNT = "a" * 32, "2580", "1001001001"


@pytest.fixture
def world_url(sqlite_url: str) -> str:
    return sqlite_url


async def ada_pays_water(world: World) -> str:
    """Register Ada, fund her wallet, and let her pay ₦2,500 for water. Returns the payment's id."""
    services = world.app.services
    now = services.clock()
    phone = Phone("+2348031234567")
    await services.customers.register(
        ADA, telegram_id=42, name="Ada", phone=phone, language="en", pin=PIN, now=now
    )
    top_up = await services.top_ups.open(services.new_id(), ADA, naira(5_000), card=None, now=now)
    await world.paystack.pay(top_up.id, webhook="first")
    recipient = Recipient(ACCOUNT, phone, name="WATER TESTER")
    order = Order(services.new_id(), ADA, "lagos-water", Category.WATER, recipient, naira(2_500))
    sheet = await services.payments.draw_sheet(order, use_cashback=False, now=now)
    approval = await services.pins.approve(ADA, PIN, for_sheet=sheet.hash, try_key="tap", now=now)
    payment = await services.payments.accept(sheet, approval, card=None, now=services.clock())
    services.pay(payment)
    return payment.id


async def payment_of(world: World, payment_id: str) -> Payment:
    return await world.app.services.payments.get(ADA, payment_id)


async def becomes(world: World, payment_id: str, status: PaymentStatus) -> None:
    async def there() -> bool:
        return (await payment_of(world, payment_id)).status is status

    await until(there)


class TestWater:
    async def test_is_delivered_at_flutterwaves_price(self, world: World) -> None:
        payment_id = await ada_pays_water(world)

        await becomes(world, payment_id, PaymentStatus.DELIVERED)

        payment = await payment_of(world, payment_id)
        assert payment.attempt is not None
        assert payment.attempt.vendor == "flutterwave"
        assert payment.cost == naira(2_570)
        assert await world.flutterwave.deliveries() == {payment.attempt.request_id: 1}
        assert await problems(world.app.database) == []

    async def test_is_paid_back_when_flutterwave_says_that_it_failed(self, world: World) -> None:
        await world.flutterwave.next("failed")

        payment_id = await ada_pays_water(world)

        await becomes(world, payment_id, PaymentStatus.RELEASED)
        assert (await world.app.services.wallets.of(ADA)).wallet == naira(5_000)
        assert set((await world.flutterwave.deliveries()).values()) == {0}
        assert await problems(world.app.database) == []


class TestAWebhook:
    async def test_makes_the_bot_ask_at_once_what_became_of_a_doubt(self, world: World) -> None:
        await world.flutterwave.next("pending")
        payment_id = await ada_pays_water(world)
        await becomes(world, payment_id, PaymentStatus.UNRESOLVED)
        doubt = await payment_of(world, payment_id)
        assert doubt.attempt is not None
        assert doubt.requery_at is not None
        assert doubt.requery_at - world.app.clock() > timedelta(seconds=5)

        await world.flutterwave.settle(doubt.attempt.request_id, "delivered")

        await becomes(world, payment_id, PaymentStatus.DELIVERED)
        assert await world.flutterwave.deliveries() == {doubt.attempt.request_id: 1}

    async def test_is_not_believed_whatever_it_says(self, world: World) -> None:
        await world.flutterwave.next("pending")
        payment_id = await ada_pays_water(world)
        await becomes(world, payment_id, PaymentStatus.UNRESOLVED)
        attempt = (await payment_of(world, payment_id)).attempt
        assert attempt is not None
        said = {"customer_reference": attempt.request_id, "status": "success", "amount": 2_500}

        answer = await world.http.post(
            "/webhooks/flutterwave",
            json={"event": "singlebillpayment.status", "data": said},
            headers={"verif-hash": FLUTTERWAVE_HASH},
        )

        async def asked() -> bool:
            return int((await world.flutterwave.vends())[0]["requeried"]) > 0

        await until(asked)
        assert answer.status_code == 200
        assert (await payment_of(world, payment_id)).status is PaymentStatus.UNRESOLVED

    @pytest.mark.parametrize("given", ["", "another-hash", "demo-webhook-hash-", "\u00fc"])
    async def test_has_to_bring_the_secret(self, world: World, given: str) -> None:
        answer = await world.http.post(
            "/webhooks/flutterwave", content=b"{}", headers=[(b"verif-hash", given.encode("latin-1"))]
        )

        assert answer.status_code == 401

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b"[]",
            b"\xff\xfe",
            b"[" * 100_000,
            json.dumps({"event": "singlebillpayment.status", "data": {"status": "fail"}}).encode(),
            json.dumps({"event": "charge.completed", "data": {"customer_reference": "x"}}).encode(),
            json.dumps({"event": "singlebillpayment.status", "data": {"customer_reference": "x"}}).encode(),
        ],
    )
    async def test_is_taken_although_it_means_nothing_to_us(self, world: World, body: bytes) -> None:
        answer = await world.http.post(
            "/webhooks/flutterwave", content=body, headers={"verif-hash": FLUTTERWAVE_HASH}
        )

        assert answer.status_code == 200
