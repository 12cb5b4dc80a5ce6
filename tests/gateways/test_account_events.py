"""What each event and answer about account numbers means, in a table: Paystack's and Flutterwave's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from domain.account_processors import (
    AccountAssigned,
    AccountDetails,
    AccountFailure,
    AccountNotAssigned,
    AccountOpened,
    AccountOutcome,
    AccountRefused,
    AccountRequest,
    AccountUnavailable,
    AccountUnclear,
    AccountUnderWay,
    NoTransfer,
    Transfer,
    TransferFinding,
    TransferHint,
    TransferReceived,
    TransferUnknown,
)
from domain.money import Money, naira
from domain.processors import UnreadableEvent
from gateways.flutterwave_accounts import FlutterwaveAccounts
from gateways.paystack_accounts import PaystackAccounts
from tests.account_builders import BVN, an_identity

Json = dict[str, Any]
EMAIL = "customer-ada@vision.invalid"
PAID_AT = datetime(2026, 11, 23, 11, 0, 1, tzinfo=UTC)
REQUEST = AccountRequest("a" * 32, EMAIL, "+2348031234567", an_identity())

DETAILS = AccountDetails("9930000001", "Wema Bank", "VISION / ADA OBI")
DEDICATED: Json = {
    "account_number": "9930000001",
    "account_name": "VISION / ADA OBI",
    "bank": {"name": "Wema Bank", "id": 20, "slug": "wema-bank"},
    "active": True,
}
CHARGE: Json = {
    "id": 5_200_000_001,
    "status": "success",
    "reference": "1699ac2f",
    "amount": 500_000,
    "paid_at": "2026-11-23T11:00:01.000Z",
    "channel": "dedicated_nuban",
    "currency": "NGN",
    "fees": 5_000,
    "metadata": "",
    "authorization": {
        "sender_name": "CHIDI OKAFOR",
        "sender_bank": "GTBank",
        "receiver_bank_account_number": "9930000001",
    },
    "customer": {"email": EMAIL},
}
TRANSFER = Transfer(
    transaction_id="5200000001",
    account_number="9930000001",
    reference=None,
    amount=naira(5_000),
    fee=naira(50),
    currency="NGN",
    sender="CHIDI OKAFOR",
    sender_bank="GTBank",
    paid_at=PAID_AT,
    known_as="1699ac2f",
)


def event(kind: str, data: Json) -> bytes:
    """Return an event as it is sent."""
    return json.dumps({"event": kind, "data": data}).encode()


def paystack(handler: Any = None) -> PaystackAccounts:
    """Return the gateway; `handler` answers in Paystack's place."""
    return PaystackAccounts(
        "https://paystack.example", "sk_live_x", transport=httpx.MockTransport(handler) if handler else None
    )


def flutterwave(handler: Any = None) -> FlutterwaveAccounts:
    """Return the gateway; `handler` answers in Flutterwave's place."""
    return FlutterwaveAccounts(
        "https://flutterwave.example",
        "FLWSECK-x",
        patience=timedelta(seconds=1),
        transport=httpx.MockTransport(handler) if handler else None,
    )


@dataclass
class Answering:
    """A company that always answers the same, and notes what it was asked."""

    status: int = 200
    said: object = None
    error: Exception | None = None
    asked: list[httpx.Request] | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked = [*(self.asked or []), request]
        if self.error is not None:
            raise self.error
        if isinstance(self.said, bytes):
            return httpx.Response(self.status, content=self.said)
        return httpx.Response(self.status, json=self.said)


class TestAnEventOfPaystack:
    def test_of_a_transfer_is_known_by_its_receiver_and_not_by_its_reference(self) -> None:
        read = paystack().read_account_event(event("charge.success", CHARGE))

        assert read == TransferReceived(TRANSFER)

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"amount": "500000"}, naira(5_000)),
            ({"amount": 1}, Money(1)),
            ({"fees": None}, naira(5_000)),
            ({"requested_amount": 400_000}, naira(5_000)),
            ({"metadata": None, "customer": None}, naira(5_000)),
        ],
    )
    def test_of_a_transfer_brings_what_was_sent(self, changes: Json, expected: Money) -> None:
        read = paystack().read_account_event(event("charge.success", CHARGE | changes))

        assert isinstance(read, TransferReceived)
        assert read.transfer.amount == expected

    def test_of_a_transfer_may_name_its_channel_where_cards_do(self) -> None:
        told = CHARGE | {
            "channel": "",
            "authorization": CHARGE["authorization"] | {"channel": "dedicated_nuban"},
        }

        assert isinstance(paystack().read_account_event(event("charge.success", told)), TransferReceived)

    @pytest.mark.parametrize(
        "changes",
        [
            {"id": None},
            {"id": -1},
            {"amount": -5},
            {"amount": 10.5},
            {"amount": 0},
            {"paid_at": "yesterday"},
            {"authorization": {}},
            {"authorization": None},
            {"currency": ""},
            {"status": "failed"},
            {"fees": "many"},
        ],
    )
    def test_of_a_transfer_that_can_not_be_read_is_never_guessed(self, changes: Json) -> None:
        with pytest.raises(UnreadableEvent):
            paystack().read_account_event(event("charge.success", CHARGE | changes))

    def test_of_an_assigned_account_brings_the_number(self) -> None:
        data = {"customer": {"email": EMAIL}, "dedicated_account": DEDICATED, "identification": {}}

        read = paystack().read_account_event(event("dedicatedaccount.assign.success", data))

        assert read == AccountAssigned(EMAIL, DETAILS)

    @pytest.mark.parametrize(
        ("kind", "data", "failure"),
        [
            (
                "dedicatedaccount.assign.failed",
                {
                    "customer": {"email": EMAIL},
                    "dedicated_account": None,
                    "identification": {"status": "failed"},
                },
                AccountFailure.IDENTITY,
            ),
            (
                "dedicatedaccount.assign.failed",
                {"customer": {"email": EMAIL}, "identification": {"status": "success"}},
                AccountFailure.REFUSED,
            ),
            (
                "customeridentification.failed",
                {"email": EMAIL, "reason": "Account number or BVN is incorrect"},
                AccountFailure.IDENTITY,
            ),
        ],
    )
    def test_of_a_refused_account_says_why(self, kind: str, data: Json, failure: AccountFailure) -> None:
        assert paystack().read_account_event(event(kind, data)) == AccountNotAssigned(EMAIL, failure)

    @pytest.mark.parametrize(
        ("kind", "data"),
        [
            ("dedicatedaccount.assign.success", {"customer": {"email": EMAIL}, "dedicated_account": None}),
            ("dedicatedaccount.assign.success", {"customer": {}, "dedicated_account": DEDICATED}),
            ("dedicatedaccount.assign.failed", {"customer": None}),
            ("customeridentification.failed", {}),
        ],
    )
    def test_of_an_account_that_can_not_be_read_is_never_guessed(self, kind: str, data: Json) -> None:
        with pytest.raises(UnreadableEvent):
            paystack().read_account_event(event(kind, data))

    @pytest.mark.parametrize(
        ("kind", "changes"),
        [
            ("charge.success", {"channel": "card", "authorization": {"channel": "card"}}),
            ("charge.dispute.create", {}),
            ("customeridentification.success", {"email": EMAIL}),
            ("transfer.success", {}),
            ("transfer.reversed", {}),
            ("refund.processed", {}),
            ("bank.transfer.rejected", {}),
        ],
    )
    def test_about_something_else_is_left_to_others(self, kind: str, changes: Json) -> None:
        assert paystack().read_account_event(event(kind, CHARGE | changes)) is None

    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"event": 7}', b"\xff"])
    def test_that_is_none_is_left_to_others(self, body: bytes) -> None:
        assert paystack().read_account_event(body) is None


class TestAskingPaystack:
    async def test_hands_everything_on_that_it_compares(self) -> None:
        company = Answering(200, {"status": True, "message": "Assign dedicated account in progress"})

        assert await paystack(company).open_account(REQUEST) == AccountUnderWay()

        assert company.asked is not None
        assert json.loads(company.asked[0].content) == {
            "email": EMAIL,
            "first_name": "Ada",
            "last_name": "Obi",
            "phone": "+2348031234567",
            "preferred_bank": "titan-paystack",
            "country": "NG",
            "account_number": "0123456789",
            "bank_code": "058",
            "bvn": BVN,
        }

    @pytest.mark.parametrize(
        ("company", "outcome"),
        [
            (
                Answering(400, {"status": False, "message": "BVN is invalid"}),
                AccountRefused(AccountFailure.IDENTITY),
            ),
            (
                Answering(400, {"status": False, "message": "Dedicated NUBAN is not available"}),
                AccountRefused(AccountFailure.REFUSED),
            ),
            (Answering(429, {"status": False, "code": "rate_limited"}), AccountUnavailable("throttled")),
            (Answering(500, {"status": False, "message": "An error occurred"}), AccountUnclear("http-500")),
            (Answering(200, b"<html>"), AccountUnclear("http-200-not-json")),
            (Answering(error=httpx.ConnectError("no")), AccountUnavailable("processor-unreachable")),
            (Answering(error=httpx.ReadTimeout("slow")), AccountUnclear("ReadTimeout")),
        ],
    )
    async def test_ends_in_one_of_five_ways(self, company: Answering, outcome: AccountOutcome) -> None:
        assert await paystack(company).open_account(REQUEST) == outcome

    async def test_finds_an_account_by_the_e_mail_address(self) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path.startswith("/customer/"):
                return httpx.Response(200, json={"status": True, "data": {"id": 7, "email": EMAIL}})
            assert request.url.params["customer"] == "7"
            rows = [
                DEDICATED | {"customer": {"email": "somebody@else.example"}},
                DEDICATED | {"customer": {"email": EMAIL.upper()}},
            ]
            return httpx.Response(200, json={"status": True, "data": rows})

        assert await paystack(answer).find_account(EMAIL) == AccountOpened(DETAILS)

    async def test_never_takes_anothers_account_for_hers(self) -> None:
        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path.startswith("/customer/"):
                return httpx.Response(200, json={"status": True, "data": {"id": 7, "email": EMAIL}})
            rows = [DEDICATED | {"customer": {"email": "somebody@else.example"}}]
            return httpx.Response(200, json={"status": True, "data": rows})

        assert await paystack(answer).find_account(EMAIL) == AccountUnderWay()

    @pytest.mark.parametrize(
        "company",
        [
            Answering(404, {"status": False, "message": "Customer not found"}),
            Answering(500, {"status": False}),
            Answering(error=httpx.ConnectError("no")),
        ],
    )
    async def test_knows_nothing_where_nothing_can_be_asked(self, company: Answering) -> None:
        assert isinstance(await paystack(company).find_account(EMAIL), AccountUnclear)

    async def test_opens_test_accounts_at_the_test_bank(self) -> None:
        company = Answering(200, {"status": True})
        gateway = PaystackAccounts(
            "https://paystack.example", "sk_test_x", transport=httpx.MockTransport(company)
        )

        await gateway.open_account(REQUEST)

        assert company.asked is not None
        assert json.loads(company.asked[0].content)["preferred_bank"] == "test-bank"


FLUTTERWAVE_CHARGE: Json = {
    "id": 6_100_000_001,
    "tx_ref": "a" * 32,
    "amount": 5000,
    "app_fee": 70,
    "currency": "NGN",
    "payment_type": "bank_transfer",
    "status": "successful",
    "created_at": "2026-11-23T11:00:01.000Z",
    "meta": {"originatorname": "CHIDI OKAFOR", "bankname": "GTBank"},
}


class TestAnEventOfFlutterwave:
    def test_of_a_transfer_is_a_hint_and_no_more(self) -> None:
        read = flutterwave().read_account_event(event("charge.completed", FLUTTERWAVE_CHARGE))

        assert read == TransferHint("6100000001", "a" * 32)

    @pytest.mark.parametrize(
        ("kind", "changes"),
        [
            ("charge.completed", {"payment_type": "card"}),
            ("charge.completed", {"id": None}),
            ("charge.completed", {"tx_ref": ""}),
            ("transfer.completed", {}),
            ("singlebillpayment.status", {}),
            ("bvn.completed", {}),
            ("subscription.cancelled", {}),
        ],
    )
    def test_about_something_else_is_left_to_others(self, kind: str, changes: Json) -> None:
        assert flutterwave().read_account_event(event(kind, FLUTTERWAVE_CHARGE | changes)) is None


class TestAskingFlutterwave:
    async def test_hands_on_what_it_needs_for_a_permanent_account(self) -> None:
        data = {"response_code": "02", "account_number": "8812345678", "bank_name": "Sterling BANK"}
        company = Answering(200, {"status": "success", "data": data})

        outcome = await flutterwave(company).open_account(REQUEST)

        assert outcome == AccountOpened(AccountDetails("8812345678", "Sterling BANK", "Ada Obi"))
        assert company.asked is not None
        asked = json.loads(company.asked[0].content)
        assert (asked["tx_ref"], asked["is_permanent"], asked["bvn"]) == ("a" * 32, True, BVN)

    @pytest.mark.parametrize(
        ("company", "outcome"),
        [
            (
                Answering(400, {"status": "error", "message": "Invalid bvn", "data": None}),
                AccountRefused(AccountFailure.IDENTITY),
            ),
            (
                Answering(400, {"status": "error", "message": "Not enabled", "data": None}),
                AccountRefused(AccountFailure.REFUSED),
            ),
            (Answering(429, {"status": "error"}), AccountUnavailable("http-429")),
            (Answering(401, {"status": "error"}), AccountUnavailable("http-401")),
            (Answering(503, {"status": "error"}), AccountUnclear("http-503")),
            (Answering(200, {"status": "success", "data": {}}), AccountUnclear("http-200-no-account")),
            (Answering(200, {"status": "success", "data": None}), AccountUnclear("http-200-no-account")),
            (Answering(error=httpx.ConnectError("no")), AccountUnavailable("processor-unreachable")),
            (Answering(error=httpx.ReadTimeout("slow")), AccountUnclear("ReadTimeout")),
        ],
    )
    async def test_ends_in_one_of_four_ways(self, company: Answering, outcome: AccountOutcome) -> None:
        assert await flutterwave(company).open_account(REQUEST) == outcome

    async def test_back_brings_the_transfer_under_our_reference(self) -> None:
        company = Answering(200, {"status": "success", "data": FLUTTERWAVE_CHARGE})

        found = await flutterwave(company).find_transfer("6100000001")

        assert found == Transfer(
            transaction_id="6100000001",
            account_number=None,
            reference="a" * 32,
            amount=naira(5_000),
            fee=naira(70),
            currency="NGN",
            sender="CHIDI OKAFOR",
            sender_bank="GTBank",
            paid_at=PAID_AT,
        )

    @pytest.mark.parametrize(
        ("changes", "finding"),
        [
            ({"status": "failed"}, NoTransfer(final=True)),
            ({"status": "pending"}, NoTransfer(final=False)),
            ({"status": "wonderful"}, TransferUnknown("unlisted-status")),
            ({"id": 1}, TransferUnknown("answer-to-another-transaction")),
            ({"amount": None}, TransferUnknown("unreadable-success")),
            ({"amount": 0}, TransferUnknown("unreadable-success")),
            ({"amount": 10.005}, TransferUnknown("unreadable-success")),
            ({"currency": None}, TransferUnknown("unreadable-success")),
            ({"created_at": 7}, TransferUnknown("unreadable-success")),
        ],
    )
    async def test_back_believes_only_what_is_clear(self, changes: Json, finding: TransferFinding) -> None:
        company = Answering(200, {"status": "success", "data": FLUTTERWAVE_CHARGE | changes})

        assert await flutterwave(company).find_transfer("6100000001") == finding

    @pytest.mark.parametrize(("amount", "kobo"), [(10.5, 1_050), (0.01, 1), (1_000_000, 100_000_000)])
    async def test_back_reads_naira(self, amount: float, kobo: int) -> None:
        company = Answering(200, {"status": "success", "data": FLUTTERWAVE_CHARGE | {"amount": amount}})

        found = await flutterwave(company).find_transfer("6100000001")

        assert isinstance(found, Transfer)
        assert found.amount == Money(kobo)

    @pytest.mark.parametrize(
        "company",
        [
            Answering(404, {"status": "error", "message": "No transaction was found", "data": None}),
            Answering(503, {"status": "error"}),
            Answering(error=httpx.ConnectError("no")),
            Answering(200, b"<html>"),
        ],
    )
    async def test_back_knows_nothing_where_nothing_is_said(self, company: Answering) -> None:
        assert isinstance(await flutterwave(company).find_transfer("6100000001"), TransferUnknown)
