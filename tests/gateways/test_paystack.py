"""The Paystack gateway: money is believed only where Paystack says so, and only as much as fits."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, naira
from domain.processors import (
    CheckoutOpened,
    CheckoutRequest,
    CheckoutUnavailable,
    ForgedEvent,
    NotPaid,
    OtherEvent,
    Paid,
    PaymentReceived,
    PaymentUnknown,
    ProcessorGateway,
    UnreadableEvent,
)
from gateways.paystack import Paystack, is_signed
from sandbox.paystack import World
from tests.companies import PaystackControl

KEY = "sk_test_ours"
REFERENCE = "topup-0123456789abcdef"


def a_checkout(*, reference: str = REFERENCE, amount: Money | None = None) -> CheckoutRequest:
    return CheckoutRequest(
        reference=reference,
        amount=amount or naira(5_000),
        email="c1@customers.example.com",
        callback_url="http://127.0.0.1:8090/paid",
    )


def data(**changes: Any) -> dict[str, Any]:
    usual = {
        "id": 4_099_260_516,
        "status": "success",
        "reference": REFERENCE,
        "amount": 500_000,
        "requested_amount": 500_000,
        "fees": 17_500,
        "currency": "NGN",
    }
    return {**usual, **changes}


def answering(http: int, said: object) -> Paystack:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(http, content=json.dumps(said))

    return Paystack("http://paystack.example", KEY, transport=httpx.MockTransport(answer))


def verified(**changes: Any) -> Paystack:
    return answering(200, {"status": True, "message": "Verification successful", "data": data(**changes)})


def signed(body: bytes, key: str = KEY) -> str:
    return hmac.new(key.encode(), body, hashlib.sha512).hexdigest()


def read(event: object) -> object:
    body = json.dumps(event).encode()
    return answering(200, {}).read_event(body, signed(body))


PAID = Paid("4099260516", REFERENCE, naira(5_000), naira(5_000), naira(175), "NGN")


class TestVerify:
    async def test_believes_a_success(self) -> None:
        assert await verified().verify(REFERENCE) == PAID

    async def test_reads_amounts_that_are_texts(self) -> None:
        assert (
            await verified(amount="500000", requested_amount="500000", fees="17500").verify(REFERENCE) == PAID
        )

    async def test_leaves_out_the_fee_that_the_customer_bore(self) -> None:
        paid = await verified(amount=40_333, requested_amount=30_050, fees=10_283).verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert (paid.amount, paid.charged, paid.fee) == (Money(30_050), Money(40_333), Money(10_283))

    @pytest.mark.parametrize("charged", [499_999, 100, 517_501, 5_000_000])
    async def test_shows_what_was_charged_where_it_does_not_fit(self, charged: int) -> None:
        paid = await verified(amount=charged).verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert paid.amount == Money(charged)

    async def test_goes_by_the_charge_where_nothing_else_is_said(self) -> None:
        paid = await verified(requested_amount=None, fees=None).verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert (paid.amount, paid.fee) == (naira(5_000), Money(0))

    async def test_tells_the_currency_as_it_is(self) -> None:
        paid = await verified(currency="USD").verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert paid.currency == "USD"

    @pytest.mark.parametrize("status", ["abandoned", "failed", "ongoing", "pending", "processing", "queued"])
    async def test_waits_where_the_page_can_still_be_paid(self, status: str) -> None:
        assert await verified(status=status).verify(REFERENCE) == NotPaid(status, final=False)

    async def test_gives_up_on_what_was_reversed(self) -> None:
        assert await verified(status="reversed").verify(REFERENCE) == NotPaid("reversed", final=True)

    @pytest.mark.parametrize(
        "changes",
        [
            {"status": "sucess"},
            {"status": None},
            {"status": True},
            {"reference": "somebody-elses"},
            {"amount": None},
            {"amount": -500_000},
            {"amount": "5,000.00"},
            {"amount": "five"},
            {"amount": True},
            {"amount": 10**30},
            {"amount": "9" * 40},
            {"requested_amount": "x"},
            {"fees": "x"},
            {"id": None},
            {"id": 0},
            {"id": True},
            {"currency": None},
            {"currency": ""},
        ],
    )
    async def test_is_unsure_of_what_it_can_not_read(self, changes: dict[str, Any]) -> None:
        assert isinstance(await verified(**changes).verify(REFERENCE), PaymentUnknown)

    @pytest.mark.parametrize(
        ("http", "said"),
        [
            (400, {"status": False, "message": "Transaction reference not found."}),
            (404, {"status": False, "message": "Transaction reference not found", "data": None}),
            (404, {"status": False, "message": "No", "code": "transaction_not_found"}),
        ],
    )
    async def test_knows_no_payment_for_an_unknown_reference(self, http: int, said: object) -> None:
        assert await answering(http, said).verify(REFERENCE) == NotPaid("not-found", final=False)

    @pytest.mark.parametrize(
        ("http", "said"),
        [
            (401, {"status": False, "message": "Invalid key"}),
            (429, {"status": False, "code": "rate_limited"}),
            (500, {"status": False, "message": "An error occurred"}),
            (200, {"status": "true", "data": data()}),
            (200, {"status": True}),
            (200, {"status": True, "data": []}),
            (200, {"status": True, "data": "success"}),
            (200, []),
        ],
    )
    async def test_is_unsure_otherwise(self, http: int, said: object) -> None:
        assert isinstance(await answering(http, said).verify(REFERENCE), PaymentUnknown)


class TestOpening:
    @pytest.mark.parametrize(
        ("http", "said", "reason"),
        [
            (400, {"status": False, "message": "Duplicate Transaction Reference"}, "duplicate-reference"),
            (400, {"status": False, "code": "duplicate_reference"}, "duplicate-reference"),
            (401, {"status": False, "message": "Invalid key"}, "http-401"),
            (500, {"status": False}, "http-500"),
            (200, {"status": True, "data": {"reference": REFERENCE}}, "no-address"),
            (
                200,
                {
                    "status": True,
                    "data": {"reference": REFERENCE, "authorization_url": "javascript:alert(1)"},
                },
                "no-address",
            ),
            (
                200,
                {"status": True, "data": {"reference": "other", "authorization_url": "https://x.example"}},
                "answer-to-another-reference",
            ),
            (200, {"status": True, "data": None}, "answer-to-another-reference"),
        ],
    )
    async def test_fails_with_a_reason(self, http: int, said: object, reason: str) -> None:
        assert await answering(http, said).open_checkout(a_checkout()) == CheckoutUnavailable(reason)


class TestASignature:
    @given(st.binary(), st.binary(min_size=1, max_size=1))
    def test_fits_exactly_the_bytes_it_was_made_for(self, body: bytes, more: bytes) -> None:
        signature = signed(body)

        assert is_signed(body, signature, KEY)
        assert is_signed(body, signature.upper(), KEY)
        assert not is_signed(body + more, signature, KEY)
        assert not is_signed(body, signed(body, "sk_test_theirs"), KEY)

    @pytest.mark.parametrize("signature", ["", "0" * 128, "₦", "x" * 10_000])
    def test_may_be_any_text(self, signature: str) -> None:
        assert not is_signed(b"{}", signature, KEY)

    def test_is_over_the_bytes_and_not_over_what_they_mean(self) -> None:
        body = b'{"event":"charge.success","data":{}}'

        assert not is_signed(body.replace(b":", b": "), signed(body), KEY)


class TestAnEvent:
    def test_of_a_paid_page_is_read(self) -> None:
        assert read({"event": "charge.success", "data": data()}) == PaymentReceived(PAID)

    def test_keeps_a_wrong_amount_and_currency_visible(self) -> None:
        event = read({"event": "charge.success", "data": data(amount=100, currency="GHS")})

        assert isinstance(event, PaymentReceived)
        assert (event.paid.amount, event.paid.currency) == (Money(100), "GHS")

    @pytest.mark.parametrize("kind", ["transfer.success", "subscription.create", "new.one"])
    def test_of_another_kind_asks_for_nothing(self, kind: str) -> None:
        assert read({"event": kind, "data": {"amount": "x"}}) == OtherEvent(kind)

    def test_that_is_forged_is_not_read(self) -> None:
        body = json.dumps({"event": "charge.success", "data": data()}).encode()

        for signature in ("", signed(body, "guess"), signed(body + b" ")):
            with pytest.raises(ForgedEvent):
                answering(200, {}).read_event(body, signature)

    def test_that_is_forged_is_refused_before_it_is_parsed(self) -> None:
        with pytest.raises(ForgedEvent):
            answering(200, {}).read_event(b"not json", "0" * 128)

    @pytest.mark.parametrize(
        "event",
        [
            [],
            {},
            {"event": 7},
            {"event": "charge.success"},
            {"event": "charge.success", "data": []},
            {"event": "charge.success", "data": data(status="failed")},
            {"event": "charge.success", "data": data(amount="x")},
            {"event": "charge.success", "data": data(id=None)},
            {"event": "charge.success", "data": data(reference=None)},
        ],
    )
    def test_that_can_not_be_understood_is_said_to_be_so(self, event: object) -> None:
        with pytest.raises(UnreadableEvent):
            read(event)


class TestOverHttp:
    def test_is_what_the_domain_asks_for(self, processor: Paystack) -> None:
        gateway: ProcessorGateway = processor

        assert gateway.name == "paystack"

    async def test_opens_a_page_and_learns_that_it_was_paid(
        self, processor: Paystack, company: PaystackControl
    ) -> None:
        opened = await processor.open_checkout(a_checkout())
        before = await processor.verify(REFERENCE)
        await company.pay(REFERENCE)
        after = await processor.verify(REFERENCE)

        assert isinstance(opened, CheckoutOpened)
        assert "/paystack/checkout/" in opened.url
        assert before == NotPaid("abandoned", final=False)
        assert after == PAID

    async def test_opens_no_second_page_for_a_reference(
        self, processor: Paystack, paystack_world: World
    ) -> None:
        await processor.open_checkout(a_checkout())

        assert await processor.open_checkout(a_checkout()) == CheckoutUnavailable("duplicate-reference")
        assert len(paystack_world.transactions) == 1

    async def test_learns_of_a_fee_that_the_customer_bore(
        self, processor: Paystack, company: PaystackControl
    ) -> None:
        await processor.open_checkout(a_checkout())
        await company.pay(REFERENCE, customer_bears_fee=True)

        paid = await processor.verify(REFERENCE)

        assert isinstance(paid, Paid)
        assert paid.amount == naira(5_000)
        assert paid.charged == paid.amount + paid.fee

    async def test_tells_of_a_declined_card(self, processor: Paystack, company: PaystackControl) -> None:
        await processor.open_checkout(a_checkout())
        await company.decline(REFERENCE)

        assert await processor.verify(REFERENCE) == NotPaid("failed", final=False)

    @pytest.mark.parametrize("kind", ["never", "drop", "garbage", "500", "429", "late"])
    async def test_is_unsure_in_trouble(
        self, kind: str, impatient_processor: Paystack, company: PaystackControl
    ) -> None:
        await impatient_processor.open_checkout(a_checkout())
        await company.next(kind, call="verify")
        await company.next(kind, call="initialize")

        assert isinstance(await impatient_processor.verify(REFERENCE), PaymentUnknown)
        opened = await impatient_processor.open_checkout(a_checkout(reference=REFERENCE + "2"))
        assert isinstance(opened, CheckoutUnavailable)

    async def test_says_so_with_nobody_there_or_a_wrong_key(self, outside: str) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            nobody = Paystack(f"http://127.0.0.1:{closed.getsockname()[1]}", KEY)
        stranger = Paystack(f"{outside}/paystack", "sk_test_wrong")

        assert await nobody.verify(REFERENCE) == PaymentUnknown("processor-unreachable")
        assert await nobody.open_checkout(a_checkout()) == CheckoutUnavailable("processor-unreachable")
        assert await stranger.open_checkout(a_checkout()) == CheckoutUnavailable("http-401")
        await nobody.close()
        await stranger.close()

    async def test_keeps_secrets_out_of_logs(
        self,
        processor: Paystack,
        paystack_world: World,
        logged: Callable[[], str],
    ) -> None:
        await processor.open_checkout(a_checkout())
        await processor.verify(REFERENCE)
        printed = logged()

        assert "outside call answered" in printed
        assert paystack_world.secret_key not in printed + repr(processor)
        assert "c1@customers" not in printed


def test_amounts_are_never_floats() -> None:
    body = json.dumps({"event": "charge.success", "data": data()}).replace("500000", "500000.0").encode()

    event = answering(200, {}).read_event(body, signed(body))

    assert isinstance(event, PaymentReceived)
    assert event.paid.amount == naira(5_000)
    assert Decimal(event.paid.amount.kobo) == 500_000
