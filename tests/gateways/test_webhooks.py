"""What the companies post to us, as it really arrives, is what the gateways read."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.money import Money, naira
from domain.processors import CheckoutRequest, ForgedEvent, Paid, PaymentReceived
from gateways.paystack import Paystack
from gateways.vtpass import Vtpass
from gateways.vtpass_answers import updated_request_id, updated_service
from tests.companies import PaystackControl, VtpassControl
from tests.gateways.requests import airtime
from tests.sandbox.receiver import Receiver, receiving

REFERENCE = "topup-0123456789abcdef"


@pytest.fixture
async def bot() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


class TestPaystack:
    @pytest.fixture
    async def opened(self, processor: Paystack, company: PaystackControl, bot: Receiver) -> None:
        await company.set(webhook_url=bot.url)
        await processor.open_checkout(
            CheckoutRequest(REFERENCE, naira(5_000), "c1@customers.example.com", "http://127.0.0.1:8090/paid")
        )

    @pytest.mark.usefixtures("opened")
    async def test_tells_the_same_as_verify(
        self, processor: Paystack, company: PaystackControl, bot: Receiver
    ) -> None:
        await company.pay(REFERENCE, customer_bears_fee=True, webhook_copies=2)
        told = [
            processor.read_event(body, headers["x-paystack-signature"])
            for body, headers in zip(bot.bodies, bot.headers, strict=True)
        ]

        paid = await processor.verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert told == [PaymentReceived(paid)] * 2

    @pytest.mark.usefixtures("opened")
    async def test_shows_an_amount_that_does_not_fit(
        self, processor: Paystack, company: PaystackControl, bot: Receiver
    ) -> None:
        await company.pay(REFERENCE, charged_kobo=499_999, currency="USD")

        event = processor.read_event(bot.bodies[0], bot.headers[0]["x-paystack-signature"])

        assert isinstance(event, PaymentReceived)
        assert (event.paid.amount, event.paid.currency) == (Money(499_999), "USD")

    @pytest.mark.usefixtures("opened")
    async def test_can_not_be_imitated(
        self, processor: Paystack, company: PaystackControl, bot: Receiver
    ) -> None:
        await company.pay(REFERENCE, webhook="never")
        await company.send_webhook(REFERENCE, signature="0" * 128)

        with pytest.raises(ForgedEvent):
            processor.read_event(bot.bodies[0], bot.headers[0]["x-paystack-signature"])


class TestVtpass:
    async def test_names_the_vend_that_was_decided(
        self, vendor: Vtpass, script: VtpassControl, bot: Receiver
    ) -> None:
        await script.set(webhook_url=bot.url)
        await script.next("pending")
        request = airtime()
        await vendor.vend(request)

        await script.settle(request.request_id, "delivered")
        await bot.has(1)

        assert updated_request_id(bot.bodies[0]) == request.request_id

    async def test_names_the_list_that_has_changed(self, script: VtpassControl, bot: Receiver) -> None:
        await script.set(webhook_url=bot.url)
        await script.list_plan("dstv", "dstv-padi", naira=4_900)

        assert await script.announce_list("dstv") == 200
        assert updated_service(bot.bodies[0]) == "dstv"
        assert updated_request_id(bot.bodies[0]) is None
