"""Flutterwave's payment pages over real HTTP, as the stand-in serves them to gateways and to people."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from domain.money import Money, naira
from domain.processors import (
    CheckoutOpened,
    CheckoutRequest,
    CheckoutUnavailable,
    NotPaid,
    Paid,
    PaymentHinted,
    PaymentUnknown,
)
from gateways.flutterwave_checkout import FlutterwaveCheckout
from sandbox import flutterwave
from tests.companies import FlutterwaveControl
from tests.gateways.conftest import PATIENCE, Outside
from tests.loopback import NO_TLS
from tests.sandbox.receiver import receiving

REFERENCE = "topup-0123456789abcdef"


@pytest.fixture
async def pages(servers: Outside, flutterwave_world: flutterwave.World) -> AsyncIterator[FlutterwaveCheckout]:
    """The gateway, with the secret of the stand-in's webhooks."""
    gateway = FlutterwaveCheckout(
        f"{servers.address}/flutterwave/v3",
        flutterwave_world.secret_key,
        flutterwave_world.webhook_hash,
        patience=PATIENCE,
    )
    yield gateway
    await gateway.close()


async def opened(pages: FlutterwaveCheckout, amount: Money) -> str:
    request = CheckoutRequest(REFERENCE, amount, "c1@vision.invalid", "https://vision.example/paid")
    outcome = await pages.open_checkout(request)
    assert isinstance(outcome, CheckoutOpened)
    return outcome.url


class TestAPage:
    async def test_is_declined_paid_and_left_for_the_chat(self, pages: FlutterwaveCheckout) -> None:
        address = await opened(pages, naira("1500.50"))
        assert await pages.verify(REFERENCE) == NotPaid("not-found", final=False)

        async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as person:
            shown = await person.get(address)
            declined = await person.post(address, data={"act": "fail", "webhook": "never"})
            assert await pages.verify(REFERENCE) == NotPaid("failed", final=False)
            paid = await person.post(address, data={"act": "pay", "webhook": "never"})

        assert "Pay ₦1,500.50" in shown.text
        assert "Card declined" in declined.text
        assert paid.status_code == 303
        assert f"tx_ref={REFERENCE}" in paid.headers["location"]
        outcome = await pages.verify(REFERENCE)
        assert isinstance(outcome, Paid)
        assert (outcome.amount, outcome.currency) == (naira("1500.50"), "NGN")
        assert await pages.confirm(PaymentHinted(outcome.transaction_id, REFERENCE)) == outcome

    async def test_is_told_of_by_the_secret_alone(
        self, pages: FlutterwaveCheckout, flutterwave_script: FlutterwaveControl
    ) -> None:
        await opened(pages, naira(500))
        async with receiving() as bot:
            await flutterwave_script.set(webhook_url=bot.url)
            paid = await flutterwave_script.pay_page(REFERENCE)

            event = pages.read_event(bot.bodies[0], bot.headers[0]["verif-hash"])

        assert event == PaymentHinted(str(paid["id"]), REFERENCE)

    async def test_is_in_doubt_when_the_company_is(
        self, pages: FlutterwaveCheckout, flutterwave_script: FlutterwaveControl
    ) -> None:
        request = CheckoutRequest(REFERENCE, naira(500), "c1@vision.invalid", "https://vision.example/paid")
        for kind in ("503", "drop", "garbage", "throttled"):
            await flutterwave_script.next(kind, call="payments")
            assert isinstance(await pages.open_checkout(request), CheckoutUnavailable)
        for kind in ("503", "drop", "garbage", "throttled"):
            await flutterwave_script.next(kind, call="verify")
            assert isinstance(await pages.verify(REFERENCE), PaymentUnknown)
