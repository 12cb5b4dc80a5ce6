"""What Flutterwave answered, and what we conclude: never a no where there is a doubt."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.money import Money, naira
from domain.vendors import (
    Delivered,
    Delivery,
    MeterKind,
    NotFound,
    Rejected,
    Token,
    TokenKind,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendorUnavailable,
)
from gateways import flutterwave_answers as answers
from gateways.flutterwave_catalogue import Item, NotSold, choose, plain_name
from gateways.http import Answered, read_json
from tests.gateways.flutterwave_bills import airtime, light

REQUEST = light()
OURS = REQUEST.request_id
TOKEN = "26362054405982757802"
PREPAID = Delivery((Token(TokenKind.ENERGY, TOKEN),))
BOUGHT = {
    "phone_number": "1111111111111",
    "amount": 5_000,
    "network": "IKEDC PREPAID TOPUP",
    "code": "200",
    "tx_ref": "CF-FLYAPI-20261123000000000001",
    "reference": "BPUSSD0000000001",
    "batch_reference": None,
    "recharge_token": "2636-2054-4059-8275-7802",
    "fee": 100,
}
FOUND = {
    "currency": "NGN",
    "customer_id": "1111111111111",
    "amount": "5000.00",
    "fee": 100,
    "commission": 40,
    "customer_reference": OURS,
    "flw_ref": "BPUSSD0000000001",
    "tx_ref": "CF-FLYAPI-20261123000000000001",
    "extra": TOKEN,
}


def good(data: object, *, http: int = 200) -> Answered:
    return Answered(http, {"status": "success", "message": "Bill payment successful", "data": data})


def bad(message: object, *, http: int = 400, data: object = None) -> Answered:
    return Answered(http, {"status": "error", "message": message, "data": data})


class TestAVend:
    def test_is_delivered_without_a_word_about_its_cost(self) -> None:
        assert answers.vend(good(BOUGHT), REQUEST) == Delivered(None, PREPAID)

    @pytest.mark.parametrize("data", [None, [], "text", 7])
    def test_is_in_doubt_where_success_has_no_data(self, data: object) -> None:
        assert isinstance(answers.vend(good(data), REQUEST), Unresolved)

    @pytest.mark.parametrize(
        "changes", [{"code": "202"}, {"status": "pending"}, {"status": "failed"}, {"code": "500"}]
    )
    def test_is_in_doubt_where_success_is_taken_back_inside(self, changes: dict[str, object]) -> None:
        assert answers.vend(good({**BOUGHT, **changes}), REQUEST) == answers.UNDER_WAY

    @pytest.mark.parametrize(("sentence", "reason"), sorted({**answers.FAILED, **answers.REFUSED}.items()))
    def test_is_rejected_by_the_sentences_of_the_tables(self, sentence: str, reason: str) -> None:
        for message in (sentence, sentence.upper(), f"{sentence.capitalize()}."):
            assert answers.vend(bad(message), REQUEST) == Rejected(reason)
            assert answers.vend(bad(message, http=401), REQUEST) == Rejected(reason)

    @pytest.mark.parametrize("sentence", sorted({**answers.FAILED, **answers.REFUSED}))
    @pytest.mark.parametrize("http", [301, 429, 500, 502, 503])
    def test_is_in_doubt_when_their_server_stumbled(self, sentence: str, http: int) -> None:
        assert answers.vend(bad(sentence, http=http), REQUEST) == Unresolved(f"http-{http}")

    def test_is_in_doubt_where_a_refusal_has_data(self) -> None:
        assert isinstance(answers.vend(bad("Bill payment failed", data=BOUGHT), REQUEST), Unresolved)

    @pytest.mark.parametrize(
        ("message", "reason"),
        [
            ("An error occurred. Please contact support", "said-an-error-occurred-please-contac"),
            ("Duplicate reference", "duplicate-reference"),
            ("Transaction with this reference is a DUPLICATE", "duplicate-reference"),
            ("Bill payment failed to be confirmed in time", "said-bill-payment-failed-to-be-confirmed"),
            ("Transaction failed: no answer yet, please query", "said-transaction-failed-no-answer-yet"),
            ("We think the bill payment failed", "said-we-think-the-bill-payment-faile"),
            ("No bill was found", "said-no-bill-was-found"),
            ("customer 08031234567 is odd", "said-customer--is-odd"),
            ("", "said-nothing"),
            (None, "said-nothing"),
            (7, "said-nothing"),
        ],
    )
    def test_is_in_doubt_by_any_other_sentence(self, message: object, reason: str) -> None:
        outcome = answers.vend(bad(message), REQUEST)

        assert isinstance(outcome, Unresolved)
        assert outcome.reason == reason[: len("said-") + 30]

    @pytest.mark.parametrize("status", [None, True, "ok", "SUCCESS", 1, ["success"]])
    def test_is_in_doubt_by_a_status_that_is_not_theirs(self, status: object) -> None:
        said = {"status": status, "message": "Bill payment failed", "data": None}

        assert isinstance(answers.vend(Answered(400, said), REQUEST), Unresolved)
        assert isinstance(answers.vend(Answered(200, {**said, "data": BOUGHT}), REQUEST), Unresolved)


class TestARequery:
    def test_finds_what_was_delivered_by_its_data_alone(self) -> None:
        assert answers.requery(good(FOUND), REQUEST) == Delivered(naira(5_060), PREPAID)

    @pytest.mark.parametrize(
        ("changes", "cost"),
        [
            ({"fee": 0}, naira(4_960)),
            ({"fee": None}, naira(4_960)),
            ({"commission": 0}, naira(5_100)),
            ({"commission": "150.50"}, Money(4_949_50)),
            ({"commission": Decimal("0.005")}, Money(5_099_99)),
            ({"amount": "5,000.00"}, naira(5_060)),
            ({"amount": 5_000}, naira(5_060)),
            ({"commission": None}, None),
            ({"commission": ""}, None),
            ({"commission": -1}, None),
            ({"commission": 9_000}, None),
            ({"amount": None}, None),
            ({"amount": "many"}, None),
        ],
    )
    def test_tells_the_cost_where_it_is_said(self, changes: dict[str, Any], cost: Money | None) -> None:
        assert answers.requery(good({**FOUND, **changes}), REQUEST) == Delivered(cost, PREPAID)

    def test_is_in_doubt_where_the_answer_belongs_to_another_request(self) -> None:
        answer = good({**FOUND, "customer_reference": "somebody-elses"})

        assert answers.requery(answer, REQUEST) == Unresolved("answer-to-another-request")

    @pytest.mark.parametrize("echo", [None, ""])
    def test_is_understood_without_an_echo_of_its_id(self, echo: object) -> None:
        answer = good({**FOUND, "customer_reference": echo})

        assert answers.requery(answer, REQUEST) == Delivered(naira(5_060), PREPAID)

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("successful", Delivered(naira(5_060), PREPAID)),
            (" Success ", Delivered(naira(5_060), PREPAID)),
            ("failed", Rejected("failed")),
            ("fail", Rejected("failed")),
            ("pending", answers.UNDER_WAY),
            ("reversed?", answers.UNDER_WAY),
        ],
    )
    def test_goes_by_a_status_if_there_is_one_after_all(self, status: str, expected: object) -> None:
        assert answers.requery(good({**FOUND, "status": status}), REQUEST) == expected

    @pytest.mark.parametrize(("sentence", "reason"), sorted(answers.FAILED.items()))
    def test_is_rejected_where_the_bill_failed(self, sentence: str, reason: str) -> None:
        assert answers.requery(bad(sentence), REQUEST) == Rejected(reason)
        assert answers.requery(bad(sentence, http=200), REQUEST) == Rejected(reason)
        assert isinstance(answers.requery(bad(sentence, http=503), REQUEST), Unresolved)

    @pytest.mark.parametrize("sentence", sorted(answers.REFUSED))
    def test_is_in_doubt_where_only_the_question_was_refused(self, sentence: str) -> None:
        assert isinstance(answers.requery(bad(sentence, http=401), REQUEST), Unresolved)

    @pytest.mark.parametrize(
        "answer",
        [
            bad("No bill was found", http=404),
            bad("Not Found", http=404),
            bad(None, http=404),
            bad("Transaction not found"),
            bad("No transaction was found for this id"),
        ],
    )
    def test_may_find_nothing(self, answer: Answered) -> None:
        assert answers.requery(answer, REQUEST) == NotFound()

    @pytest.mark.parametrize(
        "answer",
        [
            Answered(404, {"message": "Cannot GET /v3/bills/x"}),
            Answered(404, {"status": "success", "message": "", "data": None}),
            good(None),
            good([]),
            good(FOUND, http=201),
            bad("This transaction is still being processed"),
        ],
    )
    def test_is_in_doubt_by_anything_else(self, answer: Answered) -> None:
        assert isinstance(answers.requery(answer, REQUEST), Unresolved)


class TestAToken:
    @pytest.mark.parametrize(
        "data",
        [
            {"recharge_token": TOKEN},
            {"recharge_token": "2636 2054 4059 8275 7802"},
            {"recharge_token": None, "extra": f"Token: {TOKEN}"},
            {"recharge_token": "", "extra": {"token": TOKEN, "units": "79.9"}},
            {"extra": [{"kind": "x", "token": TOKEN}]},
        ],
    )
    def test_is_found_wherever_it_stands(self, data: dict[str, object]) -> None:
        assert answers.vend(good(data), REQUEST) == Delivered(None, PREPAID)

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"recharge_token": TOKEN[:-1]},
            {"recharge_token": TOKEN + "1"},
            {"recharge_token": int(TOKEN)},
            {"reference": TOKEN},
            {"extra": ["1234567890", "1234567890"]},
        ],
    )
    def test_is_never_made_up(self, data: dict[str, object]) -> None:
        assert answers.vend(good(data), REQUEST) == Delivered(None)

    def test_belongs_to_prepaid_meters_only(self) -> None:
        assert answers.vend(good(BOUGHT), airtime()) == Delivered(None)
        assert answers.vend(good(BOUGHT), light(kind=MeterKind.POSTPAID)) == Delivered(None)


class TestAValidation:
    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            (good({"response_code": "00", "name": "ADA OBI", "minimum": 0}), Validated("ADA OBI")),
            (good({"response_code": "00", "name": " "}), UnknownReference("no-name")),
            (good({"response_code": "10", "name": "ADA OBI"}), UnknownReference("wrong-number")),
            (good({"name": "ADA OBI"}), UnknownReference("wrong-number")),
            (bad("Invalid meter number"), UnknownReference("wrong-number")),
            (bad("invalid customer id"), UnknownReference("wrong-number")),
            (bad("Invalid request"), ValidationUnavailable("http-400")),
            (bad("Invalid meter number", http=503), ValidationUnavailable("http-503")),
            (bad("Authorization required", http=401), ValidationUnavailable("http-401")),
            (good(None), ValidationUnavailable("http-200")),
        ],
    )
    def test_tells_a_wrong_number_from_trouble(self, answer: Answered, expected: object) -> None:
        assert answers.validation(answer) == expected


class TestTheFloat:
    @pytest.mark.parametrize(
        ("balance", "float_"),
        [(1081.82, Money(1_081_82)), ("1081.829", Money(1_081_82)), (0, Money(0))],
    )
    def test_is_never_rounded_up(self, balance: object, float_: Money) -> None:
        read = read_json(json.dumps({"status": "success", "data": {"available_balance": balance}}).encode())
        assert read is not None

        assert answers.float_balance(Answered(200, read)) == float_

    @pytest.mark.parametrize("balance", [None, "", "much", -5, True])
    def test_may_be_unreadable(self, balance: object) -> None:
        with pytest.raises(VendorUnavailable):
            answers.float_balance(good({"available_balance": balance}))


class TestAChoice:
    OPEN = Item("B", "U1", "IKEDC Pre-paid", None, is_airtime=False)
    OTHER = Item("B", "U2", "IKEDC POSTPAID TOPUP", None, is_airtime=False)

    def test_reads_the_kind_of_meter_in_a_name(self) -> None:
        assert choose((self.OPEN, self.OTHER), REQUEST) == self.OPEN

    @pytest.mark.parametrize(
        "items",
        [
            (),
            (OTHER,),
            (OPEN, OPEN),
            (Item("B", "U3", "IKEDC", None, is_airtime=False),),
            (Item("B", "U4", "IKEDC PREPAID", naira(4_000), is_airtime=False),),
        ],
    )
    def test_is_not_made_where_it_would_be_a_guess(self, items: tuple[Item, ...]) -> None:
        with pytest.raises(NotSold, match="unknown-plan"):
            choose(items, REQUEST)

    def test_of_airtime_is_an_item_that_says_so(self) -> None:
        vtu = Item("B", "A1", "MTN VTU", None, is_airtime=True)

        assert choose((self.OPEN, vtu), airtime()) == vtu

    @pytest.mark.parametrize("name", ["LAGOS WATER", " lagos   water.", "Lagos-Water", "LAGOS_WATER"])
    def test_of_a_biller_does_not_mind_how_its_name_is_written(self, name: str) -> None:
        assert plain_name(name) == "LAGOS WATER"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=30)
    | st.sampled_from([TOKEN, OURS, "00", "200", "success", "error", "failed", "Bill payment failed"])
)
NAMES = st.text(max_size=8) | st.sampled_from(
    [
        *("status", "message", "data", "code", "amount", "fee", "commission", "customer_reference", "extra"),
        *("recharge_token", "response_code", "name", "minimum", "available_balance", "event"),
    ]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([200, 201, 302, 400, 401, 404, 429, 503]), st.dictionaries(NAMES, JSON, max_size=8))
def test_whatever_is_said_there_is_an_outcome_and_no_rejection_without_its_sentence(
    http: int, said: dict[str, object]
) -> None:
    heard = read_json(json.dumps(said).encode())
    assert heard is not None
    answer = Answered(http, heard)

    vended, asked = answers.vend(answer, REQUEST), answers.requery(answer, REQUEST)

    assert isinstance(vended, Delivered | Rejected | Unresolved)
    for outcome in (vended, asked):
        if isinstance(outcome, Rejected):
            assert "failed" in repr(said)
        if isinstance(outcome, Delivered):
            assert http == 200 or outcome is vended
            assert outcome.cost is None or outcome.cost.kobo >= 0
    assert isinstance(answers.validation(answer), Validated | UnknownReference | ValidationUnavailable)
    with contextlib.suppress(VendorUnavailable):
        answers.float_balance(answer)
    answers.hinted_reference(json.dumps(said).encode())
