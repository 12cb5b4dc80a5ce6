"""Whatever an outside company says, however odd, there is an outcome and it is not a guess."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from functools import partial

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.processors import OtherEvent, Paid, PaymentReceived, UnreadableEvent
from domain.vendors import (
    Category,
    Delivered,
    NotFound,
    Rejected,
    Reversed,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationUnavailable,
    VendorUnavailable,
)
from gateways import vtpass_answers as answers
from gateways import vtpass_customers, vtpass_plans
from gateways.http import Answered, Json, read_json
from gateways.paystack import Paystack
from tests.gateways.requests import electricity, voucher

REQUEST = electricity(request_id="202611230400abcdef")
VOUCHER_REQUEST = voucher("waec", "waecdirect", request_id="202611230400abcdef")
KEY = "sk_test_ours"
PAYSTACK = Paystack("http://paystack.example", KEY)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=30)
    | st.sampled_from(
        ["000", "016", "040", "015", "099", "delivered", "failed", "reversed", "pending", "true"]
    )
    | st.sampled_from(
        ["1" * 20, "N/A", "1e99999999", "NaN", "-0", REQUEST.request_id, "success", "charge.success"]
    )
)
NAMES = st.text(max_size=8) | st.sampled_from(
    [
        *("code", "content", "transactions", "status", "total_amount", "requestId", "token", "kct1", "units"),
        *(
            "error",
            "Customer_Name",
            "WrongBillersCode",
            "Minimum_Amount",
            "Can_Vend",
            "Meter_Type",
            "contents",
        ),
        *(
            "purchased_code",
            "extras",
            "cards",
            "Serial",
            "Pin",
            "Voucher",
            "tokens",
            "expiresOn",
            "AccountList",
        ),
        *("variations", "varations", "variation_code", "name", "variation_amount", "Account", "AccountId"),
        *("Renewal_Amount", "Due_Date", "Current_Bouquet", "response_description"),
        *("event", "data", "reference", "amount", "requested_amount", "fees", "currency", "id", "serviceID"),
    ]
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)
OBJECTS = st.dictionaries(NAMES, JSON, max_size=8)
STATUSES = st.sampled_from([200, 201, 302, 400, 401, 404, 500, 503])


def heard(said: object) -> Json:
    received = read_json(json.dumps(said).encode())
    assert received is not None
    return received


@settings(max_examples=150, deadline=None)
@given(STATUSES, OBJECTS)
def test_a_vend_is_rejected_only_by_a_word_that_says_so(status: int, said: dict[str, object]) -> None:
    answer = Answered(status, heard(said))

    vended, asked = answers.vend(answer, REQUEST), answers.requery(answer, REQUEST)

    assert isinstance(vended, Delivered | Rejected | Unresolved)
    assert isinstance(asked, Delivered | Rejected | Unresolved | NotFound | Reversed)
    if isinstance(vended, Rejected):
        assert said["code"] in answers.NOTHING_BOUGHT or "failed" in repr(said) or "reversed" in repr(said)
    if isinstance(vended, Delivered):
        assert vended.cost is None or vended.cost.kobo >= 0
        assert all(token.digits.isdigit() and len(token.digits) == 20 for token in vended.delivery.tokens)


@settings(max_examples=150, deadline=None)
@given(OBJECTS)
def test_a_voucher_is_something_that_was_said(said: dict[str, object]) -> None:
    delivered = {"code": "000", "content": {"transactions": {"status": "delivered"}}}
    answer = Answered(200, heard({**said, **delivered, "requestId": None}))

    outcome = answers.requery(answer, VOUCHER_REQUEST)

    assert isinstance(outcome, Delivered)
    for one in outcome.delivery.vouchers:
        assert one.code in json.dumps(said)
        assert any(letter.isdigit() for letter in one.code) or one.code.startswith("SHM")


@settings(max_examples=150, deadline=None)
@given(STATUSES, OBJECTS, st.sampled_from(Category))
def test_the_other_answers_of_vtpass_are_read_or_said_to_be_unreadable(
    status: int, said: dict[str, object], category: Category
) -> None:
    answer = Answered(status, heard(said))

    outcome = vtpass_customers.validation(answer)

    assert isinstance(outcome, Validated | UnknownReference | ValidationUnavailable)
    for read in (
        partial(vtpass_plans.services, category=category),
        vtpass_plans.plans,
        answers.float_balance,
    ):
        with contextlib.suppress(VendorUnavailable):
            read(answer)
    answers.updated_request_id(json.dumps(said).encode())
    answers.updated_service(json.dumps(said).encode())


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200)
    | OBJECTS.map(lambda said: json.dumps(said).encode())
    | OBJECTS.map(
        lambda said: json.dumps({"event": "charge.success", "data": {"status": "success", **said}}).encode()
    )
)
def test_a_signed_event_is_read_or_said_to_be_unreadable(body: bytes) -> None:
    signature = hmac.new(KEY.encode(), body, hashlib.sha512).hexdigest()

    try:
        event = PAYSTACK.read_event(body, signature)
    except UnreadableEvent:
        return

    assert isinstance(event, PaymentReceived | OtherEvent)
    if isinstance(event, PaymentReceived):
        assert isinstance(event.paid, Paid)
        assert event.paid.amount.kobo >= 0
