"""Flutterwave's payment pages: what opens one, what is believed, and what is only a hint."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import httpx
import pytest

from domain.money import Money, naira
from domain.processors import (
    CheckoutOpened,
    CheckoutRequest,
    CheckoutUnavailable,
    ForgedEvent,
    NotPaid,
    OtherEvent,
    Paid,
    PaymentHinted,
    PaymentUnknown,
    StaffNeeded,
    UnreadableEvent,
)
from gateways.flutterwave_checkout import FlutterwaveCheckout

REFERENCE = "topup-0123456789abcdef"
HASH = "our-webhook-hash"
HINT = PaymentHinted("6100000001", REFERENCE)
PAGE = "https://checkout.flutterwave.example/v3/hosted/pay/abc"
PAID = Paid("6100000001", REFERENCE, naira(5_000), naira(5_000), naira(70), "NGN")


class Answering:
    """A Flutterwave that says one thing, and remembers what it was asked."""

    def __init__(self, status: int, said: object) -> None:
        self.asked: list[httpx.Request] = []
        self._status, self._said = status, said
        transport = httpx.MockTransport(self._answer)
        self.gateway = FlutterwaveCheckout(
            "http://flw.example/v3", "FLWSECK_TEST-x", HASH, transport=transport
        )

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return httpx.Response(self._status, content=json.dumps(self._said))


def a_request(amount: Money) -> CheckoutRequest:
    return CheckoutRequest(REFERENCE, amount, "c1@vision.invalid", "https://vision.example/paid")


def told(**changes: Any) -> Answering:
    data = {
        "id": 6_100_000_001,
        "tx_ref": REFERENCE,
        "amount": 5_000,
        "charged_amount": 5_000,
        "app_fee": 70,
        "currency": "NGN",
        "status": "successful",
    }
    return Answering(200, {"status": "success", "message": "fetched", "data": {**data, **changes}})


class TestAPage:
    async def test_is_opened_for_exactly_that_amount_and_closes_by_itself(self) -> None:
        company = Answering(200, {"status": "success", "message": "Hosted Link", "data": {"link": PAGE}})

        assert await company.gateway.open_checkout(a_request(naira("1500.50"))) == CheckoutOpened(PAGE)

        (request,) = company.asked
        page = json.loads(request.content)
        assert request.url.path == "/v3/payments"
        assert (page["tx_ref"], page["amount"], page["currency"]) == (REFERENCE, "1500.50", "NGN")
        assert page["configurations"] == {"session_duration": timedelta(minutes=30) // timedelta(minutes=1)}

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            (400, {"status": "error", "message": "tx_ref exists", "data": None}),
            (401, {"status": "error", "message": "Authorization required", "data": None}),
            (503, {"status": "error", "message": "An error occurred", "data": None}),
            (200, {"status": "success", "data": {}}),
            (200, {"status": "success", "data": {"link": "javascript:alert(1)"}}),
            (200, []),
        ],
    )
    async def test_is_not_offered_where_there_is_none(self, status: int, said: object) -> None:
        outcome = await Answering(status, said).gateway.open_checkout(a_request(naira(500)))

        assert isinstance(outcome, CheckoutUnavailable)


class TestVerify:
    async def test_believes_a_success_by_reference_and_by_id(self) -> None:
        company = told()

        assert await company.gateway.verify(REFERENCE) == PAID
        assert await company.gateway.confirm(HINT) == PAID
        assert [request.url.path for request in company.asked] == [
            "/v3/transactions/verify_by_reference",
            "/v3/transactions/6100000001/verify",
        ]

    async def test_leaves_out_the_fee_that_the_customer_bore(self) -> None:
        outcome = await told(charged_amount=5_070).gateway.verify(REFERENCE)

        assert isinstance(outcome, Paid)
        assert (outcome.amount, outcome.charged, outcome.fee) == (naira(5_000), naira(5_070), naira(70))

    @pytest.mark.parametrize("charged", [4_000, 6_000])
    async def test_shows_what_was_charged_where_it_does_not_fit(self, charged: int) -> None:
        outcome = await told(charged_amount=charged).gateway.verify(REFERENCE)

        assert isinstance(outcome, Paid)
        assert outcome.amount == naira(charged)

    @pytest.mark.parametrize("status", ["failed", "pending", "cancelled", "FAILED"])
    async def test_waits_where_the_page_can_still_be_paid(self, status: str) -> None:
        assert await told(status=status).gateway.verify(REFERENCE) == NotPaid(status.lower(), final=False)

    async def test_finds_nothing_before_anybody_tried(self) -> None:
        said = {"status": "error", "message": "No transaction was found for this id", "data": None}

        assert await Answering(400, said).gateway.verify(REFERENCE) == NotPaid("not-found", final=False)

    @pytest.mark.parametrize(
        "changes",
        [
            {"status": "succeeded?"},
            {"status": None},
            {"tx_ref": "somebody-elses"},
            {"amount": None},
            {"amount": -5_000},
            {"amount": "5000"},
            {"amount": True},
            {"amount": 0.001},
            {"amount": 10**30},
            {"app_fee": "x"},
            {"id": None},
            {"id": 0},
            {"currency": None},
        ],
    )
    async def test_is_unsure_of_what_it_can_not_read(self, changes: dict[str, Any]) -> None:
        assert isinstance(await told(**changes).gateway.verify(REFERENCE), PaymentUnknown)

    async def test_does_not_take_the_answer_to_another_question(self) -> None:
        assert isinstance(await told(id=6_100_000_002).gateway.confirm(HINT), PaymentUnknown)

    @pytest.mark.parametrize("status", [401, 429, 500, 503])
    async def test_is_unsure_when_flutterwave_is(self, status: int) -> None:
        said = {"status": "error", "message": "An error occurred. Please contact support", "data": None}

        assert isinstance(await Answering(status, said).gateway.verify(REFERENCE), PaymentUnknown)


def read(event: object, secret: str = HASH) -> object:
    return told().gateway.read_event(json.dumps(event).encode(), secret)


class TestAnEvent:
    @pytest.mark.parametrize("status", ["successful", "failed", "anything"])
    def test_of_a_charge_is_a_hint_whatever_it_says(self, status: str) -> None:
        data = {"id": 6_100_000_001, "tx_ref": REFERENCE, "status": status, "amount": 10**9}

        assert read({"event": "charge.completed", "data": data}) == HINT

    def test_of_a_refund_is_for_a_person(self) -> None:
        data = {"id": 7, "tx_ref": REFERENCE, "status": "completed", "amount_refunded": 5_000}

        event = read({"event": "refund.completed", "data": data})

        assert isinstance(event, StaffNeeded)
        assert (event.kind, event.reference) == ("refund.completed", REFERENCE)

    def test_of_a_refund_tells_a_person_what_is_known_of_its_form_and_nothing_else(self) -> None:
        data = {"id": 8612, "tx_id": 5708, "amount_refunded": 5000, "status": "completed", "comment": "x 1"}

        assert read({"event": "refund.completed", "data": data}) == StaffNeeded(
            "refund.completed", "5708", "5708", "refund 8612, says 500000 kobo, says completed"
        )

    @pytest.mark.parametrize("kind", ["transfer.completed", "singlebillpayment.status", "bvn.completed"])
    def test_of_another_kind_asks_for_nothing(self, kind: str) -> None:
        assert read({"event": kind, "data": {}}) == OtherEvent(kind)

    @pytest.mark.parametrize("secret", ["", "another-hash", HASH + " ", HASH[:-1], "ü"])
    def test_without_the_secret_is_not_read(self, secret: str) -> None:
        with pytest.raises(ForgedEvent):
            read({"event": "charge.completed", "data": {"id": 1, "tx_ref": REFERENCE}}, secret)

    def test_is_not_believed_where_no_secret_is_set(self) -> None:
        gateway = FlutterwaveCheckout("http://flw.example/v3", "FLWSECK_TEST-x", None)

        with pytest.raises(ForgedEvent):
            gateway.read_event(b"{}", "")

    @pytest.mark.parametrize("event", [[], {}, {"event": "charge.completed"}, {"event": 7}])
    def test_that_can_not_be_read_is_never_guessed(self, event: object) -> None:
        with pytest.raises(UnreadableEvent):
            read(event)
