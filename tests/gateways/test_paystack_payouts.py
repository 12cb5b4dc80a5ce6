"""Paystack's transfers: what each of its answers means for the money, against its words and the stand-in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from domain.banks import Bank, BankAccount
from domain.money import naira
from domain.payouts import (
    BankUnreachable,
    HolderFound,
    NoSuchAccount,
    NotPaidOut,
    PaidBack,
    PaidOut,
    PayoutNotFound,
    PayoutRequest,
    PayoutUnderWay,
    PayoutUnknown,
)
from gateways.paystack_payouts import PaystackPayouts, hinted_payout
from sandbox.paystack import World, create_transfers_router
from sandbox.paystack.world import Fault

KEY = "sk_test_ours"
REFERENCE = "wd-0123456789abcdef0123456789abcdef-1"
ZENITH = Bank("057", "Zenith Bank")


def a_request(number: str = "0123456789", *, reference: str = REFERENCE) -> PayoutRequest:
    return PayoutRequest(reference, naira(5_000), BankAccount(ZENITH, number, "OBI ADA"), "Vision wallet")


def answering(answer: Callable[[httpx.Request], httpx.Response]) -> PaystackPayouts:
    return PaystackPayouts("http://paystack.example", KEY, transport=httpx.MockTransport(answer))


def saying(status: str, *, http: int = 200, reference: str = REFERENCE, **more: Any) -> PaystackPayouts:
    """A Paystack that says this of the transfer, asked for or asked about."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("transferrecipient"):
            return httpx.Response(201, json={"status": True, "data": {"recipient_code": "RCP_1"}})
        data = {"status": status, "reference": reference, "transfer_code": "TRF_1", **more}
        return httpx.Response(http, json={"status": True, "message": "", "data": data})

    return answering(answer)


def refusing(http: int, message: str, code: str = "unknown", *, at: str = "transfer") -> PaystackPayouts:
    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith(at) and request.url.path.endswith("transferrecipient"):
            return httpx.Response(201, json={"status": True, "data": {"recipient_code": "RCP_1"}})
        return httpx.Response(http, json={"status": False, "message": message, "code": code})

    return answering(answer)


def raising(error: Exception, *, at: str) -> PaystackPayouts:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith(at):
            raise error
        return httpx.Response(201, json={"status": True, "data": {"recipient_code": "RCP_1"}})

    return answering(answer)


class TestWhatIsSaidWhenAsked:
    @pytest.mark.parametrize(
        ("status", "meaning"),
        [
            ("success", PaidOut()),
            ("failed", NotPaidOut("failed")),
            ("abandoned", NotPaidOut("abandoned")),
            ("blocked", NotPaidOut("blocked")),
            ("rejected", NotPaidOut("rejected")),
            ("reversed", PaidBack()),
            ("pending", PayoutUnderWay("pending")),
            ("otp", PayoutUnderWay("otp", needs_code=True)),
            ("received", PayoutUnderWay("received")),
            ("", PayoutUnknown("unlisted-status")),
            ("done", PayoutUnknown("unlisted-status")),
        ],
    )
    async def test_has_one_meaning(self, status: str, meaning: object) -> None:
        assert await saying(status).verify_payout(REFERENCE) == meaning

    async def test_tells_what_paystack_kept(self) -> None:
        assert await saying("success", fee_charged=2_688).verify_payout(REFERENCE) == PaidOut(naira("26.88"))

    async def test_counts_for_its_own_reference_alone(self) -> None:
        other = saying("failed", reference="wd-another")

        assert await other.verify_payout(REFERENCE) == PayoutUnknown("answer-to-another-reference")

    @pytest.mark.parametrize(
        ("http", "message", "code", "meaning"),
        [
            (404, "Transfer not found", "transfer_not_found", PayoutNotFound()),
            (400, "Transfer not found", "unknown", PayoutNotFound()),
            (404, "Not here", "unknown", PayoutUnknown("http-404")),
            (401, "Invalid key", "invalid_Key", PayoutUnknown("http-401")),
            (429, "Too many requests", "rate_limited", PayoutUnknown("http-429")),
            (500, "An error occurred", "unknown", PayoutUnknown("http-500")),
        ],
    )
    async def test_is_no_word_about_the_money_where_it_is_a_refusal(
        self, http: int, message: str, code: str, meaning: object
    ) -> None:
        gateway = refusing(http, message, code, at=REFERENCE)

        assert await gateway.verify_payout(REFERENCE) == meaning


class TestTheFirstAnswer:
    @pytest.mark.parametrize(
        ("status", "meaning"),
        [
            ("pending", PayoutUnderWay("pending")),
            ("otp", PayoutUnderWay("otp", needs_code=True)),
            ("received", PayoutUnderWay("received")),
            ("success", PaidOut()),
            ("failed", PayoutUnknown("odd-first-answer")),
            ("reversed", PayoutUnknown("odd-first-answer")),
            ("done", PayoutUnknown("odd-first-answer")),
        ],
    )
    async def test_is_a_beginning_or_a_doubt(self, status: str, meaning: object) -> None:
        assert await saying(status).pay_out(a_request()) == meaning

    @pytest.mark.parametrize(
        ("http", "message", "code", "meaning"),
        [
            (
                400,
                "Your balance is not enough to fulfil this request",
                "insufficient_balance",
                NotPaidOut("processor-balance-low"),
            ),
            (400, "Recipient specified is invalid", "invalid_params", NotPaidOut("refused-http-400")),
            (401, "Invalid key", "invalid_Key", NotPaidOut("refused-http-401")),
            (429, "Too many requests", "rate_limited", NotPaidOut("rate-limited", passing=True)),
            (400, "Reference already exists", "duplicate_reference", PayoutUnknown("reference-used")),
            (500, "An error occurred", "unknown", PayoutUnknown("http-500")),
            (503, "Later", "unknown", PayoutUnknown("http-503")),
            (200, "Odd", "unknown", PayoutUnknown("http-200")),
        ],
    )
    async def test_is_a_no_only_where_nothing_began(
        self, http: int, message: str, code: str, meaning: object
    ) -> None:
        assert await refusing(http, message, code).pay_out(a_request()) == meaning

    async def test_that_never_came_is_a_doubt(self) -> None:
        late = raising(httpx.ReadTimeout("late"), at="transfer")

        assert await late.pay_out(a_request()) == PayoutUnknown("ReadTimeout")

    async def test_is_a_no_where_nobody_heard_us(self) -> None:
        gone = raising(httpx.ConnectError("gone"), at="transfer")

        assert await gone.pay_out(a_request()) == NotPaidOut("processor-unreachable", passing=True)

    @pytest.mark.parametrize("error", [httpx.ReadTimeout("late"), httpx.ConnectError("gone")])
    async def test_is_a_no_where_there_is_no_recipient_yet(self, error: Exception) -> None:
        gateway = raising(error, at="transferrecipient")

        assert await gateway.pay_out(a_request()) == NotPaidOut("no-recipient", passing=True)

    async def test_is_final_where_the_recipient_is_refused(self) -> None:
        gateway = refusing(400, "Account number is invalid", at="transferrecipient")

        assert await gateway.pay_out(a_request()) == NotPaidOut("recipient-refused")


class TestWhoseAccountItIs:
    @pytest.mark.parametrize(
        ("http", "meaning"),
        [
            (422, NoSuchAccount()),
            (400, NoSuchAccount()),
            (429, BankUnreachable("http-429")),
            (500, BankUnreachable("http-500")),
        ],
    )
    async def test_is_unknown_or_can_not_be_asked(self, http: int, meaning: object) -> None:
        assert await refusing(http, "Could not resolve", at="resolve").holder(ZENITH, "0123456789") == meaning


class TestAnEventAboutATransfer:
    @pytest.mark.parametrize("kind", ["transfer.success", "transfer.failed", "transfer.reversed"])
    def test_names_its_reference(self, kind: str) -> None:
        assert (
            hinted_payout(json.dumps({"event": kind, "data": {"reference": REFERENCE}}).encode()) == REFERENCE
        )

    @pytest.mark.parametrize(
        "body", [b"", b"[]", b"{}", b'{"event": "charge.success", "data": {"reference": "x"}}', b"\xff"]
    )
    def test_is_not_any_other(self, body: bytes) -> None:
        assert hinted_payout(body) is None


@pytest.fixture
def world() -> World:
    return World(secret_key=KEY)


@pytest.fixture
def paystack(world: World) -> PaystackPayouts:
    app = FastAPI()
    app.include_router(create_transfers_router(world), prefix="/paystack")
    return PaystackPayouts(
        "http://pay/paystack", KEY, patience=timedelta(seconds=5), transport=httpx.ASGITransport(app)
    )


class TestTheStandIn:
    async def test_lists_banks_and_tells_whose_account_it_is(self, paystack: PaystackPayouts) -> None:
        banks = await paystack.banks()

        assert not isinstance(banks, BankUnreachable)
        assert ZENITH in banks
        assert await paystack.holder(ZENITH, "0123456789") == HolderFound("ADA OBI")
        assert await paystack.holder(ZENITH, "0123450001") == HolderFound("CHUKWUEMEKA DANJUMA")
        assert await paystack.holder(ZENITH, "0123450000") == NoSuchAccount()

    @pytest.mark.parametrize(
        ("number", "first", "last"),
        [
            ("0123456789", PayoutUnderWay("pending"), PaidOut(naira(10))),
            ("0123450002", PayoutUnderWay("pending"), PayoutUnderWay("pending")),
            ("0123450003", PayoutUnderWay("pending"), NotPaidOut("failed")),
            ("0123450004", PayoutUnderWay("pending"), PaidBack()),
            ("0123450005", PayoutUnderWay("otp", needs_code=True), PayoutUnderWay("otp", needs_code=True)),
            ("0123450006", PaidOut(naira(10)), PaidOut(naira(10))),
            ("0123450007", PayoutUnderWay("pending"), NotPaidOut("blocked")),
            ("0123450008", PayoutUnderWay("pending"), NotPaidOut("rejected")),
            ("0123450009", PayoutUnderWay("received"), PayoutUnderWay("received")),
        ],
    )
    async def test_pays_as_the_account_number_says(
        self, world: World, paystack: PaystackPayouts, number: str, first: object, last: object
    ) -> None:
        world.payout_book.decides_after_s = 0.0
        assert await paystack.pay_out(a_request(number)) == first
        fate = world.payout_book.payouts[REFERENCE].fate
        if fate in ("success", "failed", "reversed", "blocked", "rejected", "at-once"):
            world.payout_book.decide(
                world.payout_book.payouts[REFERENCE], "success" if fate == "at-once" else fate
            )

        assert await paystack.verify_payout(REFERENCE) == last

    async def test_takes_a_reference_once_and_pays_once(
        self, world: World, paystack: PaystackPayouts
    ) -> None:
        before = world.payout_book.balance_kobo
        await paystack.pay_out(a_request("0123450002"))

        assert await paystack.pay_out(a_request("0123450002")) == PayoutUnknown("reference-used")
        assert before - world.payout_book.balance_kobo == 501_000

    async def test_pays_although_its_answer_is_an_error(
        self, world: World, paystack: PaystackPayouts
    ) -> None:
        world.faults.append(Fault("transfer", "500", done=True))

        assert await paystack.pay_out(a_request("0123450006")) == PayoutUnknown("http-500")
        assert await paystack.verify_payout(REFERENCE) == PaidOut(naira(10))

    async def test_pays_nothing_that_it_does_not_have(self, world: World, paystack: PaystackPayouts) -> None:
        world.payout_book.balance_kobo = 100

        assert await paystack.pay_out(a_request()) == NotPaidOut("processor-balance-low")
        assert await paystack.verify_payout(REFERENCE) == PayoutNotFound()
