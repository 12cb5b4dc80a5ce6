"""What VTpass answered, and what we conclude: never a no where there is a doubt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.money import Money, naira
from domain.vendors import (
    Delivered,
    Delivery,
    NotFound,
    Rejected,
    Reversed,
    Unresolved,
    VendorUnavailable,
    VendRequest,
    Voucher,
)
from gateways import vtpass_answers as answers
from gateways.http import Answered
from tests.gateways.requests import airtime, electricity, from_list, package, voucher

REQUEST = airtime(request_id="202611230400abcdef")


def told(code: object, status: object = None, *, http: int = 200, **more: Any) -> Answered:
    content = {} if status is None else {"transactions": {"status": status, "total_amount": 485}}
    return Answered(http, {"code": code, "requestId": REQUEST.request_id, "content": content, **more})


DELIVERED = Delivered(naira(485))
ID = REQUEST.request_id
REQUESTS = [
    pytest.param(REQUEST, id="airtime"),
    pytest.param(from_list("mtn-data", "mtn-1gb", request_id=ID), id="data"),
    pytest.param(electricity(request_id=ID), id="electricity"),
    pytest.param(package("dstv", "dstv-padi", request_id=ID), id="package"),
    pytest.param(package("gotv", None, renews=True, request_id=ID), id="renewal"),
    pytest.param(from_list("smile-direct", "624", request_id=ID), id="internet"),
    pytest.param(voucher("waec", "waecdirect", request_id=ID), id="exam"),
]
# Every code that VTpass lists: may `/pay` conclude that nothing was bought, may `/requery`?
LISTED = {
    "000": (False, False),
    "001": (False, False),
    "010": (True, False),
    "011": (True, False),
    "012": (True, False),
    "013": (True, False),
    "014": (False, False),
    "015": (False, "not-found"),
    "016": (True, True),
    "017": (True, False),
    "018": (True, False),
    "019": (True, False),
    "020": (False, False),
    "021": (True, False),
    "022": (True, False),
    "023": (True, False),
    "024": (True, False),
    "025": (True, False),
    "026": (True, False),
    "027": (True, False),
    "028": (True, False),
    "030": (True, False),
    "031": (True, False),
    "032": (True, False),
    "034": (True, False),
    "035": (True, False),
    "040": (True, "reversed"),
    "044": (False, False),
    "083": (False, False),
    "085": (True, False),
    "087": (True, False),
    "089": (False, False),
    "091": (True, True),
    "099": (False, False),
    "998": (False, False),  # listed nowhere
}
DOUBT = Unresolved


class TestAVend:
    @pytest.mark.parametrize("code", ["000", "001", "044"])
    def test_is_delivered_by_its_inner_status_only(self, code: str) -> None:
        assert answers.vend(told(code, "delivered"), REQUEST) == DELIVERED
        assert answers.vend(told(code), REQUEST) == DOUBT("status-missing")

    @pytest.mark.parametrize("code", sorted(answers.NOTHING_BOUGHT))
    def test_is_rejected_by_the_codes_of_the_table(self, code: str) -> None:
        assert answers.vend(told(code), REQUEST) == Rejected(answers.NOTHING_BOUGHT[code])
        assert answers.vend(told(code, content=None), REQUEST) == Rejected(answers.NOTHING_BOUGHT[code])

    @pytest.mark.parametrize("code", ["099", "089", "014", "083", "020", "086", "999", "", "0", "00", "1000"])
    def test_is_in_doubt_by_any_other_code(self, code: str) -> None:
        assert isinstance(answers.vend(told(code), REQUEST), DOUBT)
        assert isinstance(answers.vend(told(code, "delivered"), REQUEST), DOUBT)

    @pytest.mark.parametrize("code", [None, 0, 16, True, ["000"], {"code": "000"}])
    def test_is_in_doubt_where_the_code_is_no_text(self, code: object) -> None:
        assert isinstance(answers.vend(told(code, "failed"), REQUEST), DOUBT)

    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            ("delivered", DELIVERED),
            (" Delivered ", DELIVERED),
            ("failed", Rejected("failed")),
            ("reversed", Rejected("reversed")),
            ("initiated", DOUBT("status-initiated")),
            ("pending", DOUBT("status-pending")),
            ("resolved", DOUBT("status-resolved")),
            ("a surprise <b>", DOUBT("status-asurpriseb")),
            (7, DOUBT("status-missing")),
        ],
    )
    def test_with_code_000_goes_by_its_status(self, status: object, outcome: object) -> None:
        assert answers.vend(told("000", status), REQUEST) == outcome

    @pytest.mark.parametrize("code", ["016", "091", "018", "040"])
    def test_is_in_doubt_where_code_and_status_contradict_each_other(self, code: str) -> None:
        assert isinstance(answers.vend(told(code, "delivered"), REQUEST), DOUBT)
        assert isinstance(answers.vend(told(code, "pending"), REQUEST), DOUBT)

    def test_is_in_doubt_where_the_answer_belongs_to_another_request(self) -> None:
        answer = told("016", requestId="202611230400zzzzzz")

        assert answers.vend(answer, REQUEST) == DOUBT("answer-to-another-request")

    @pytest.mark.parametrize("echo", [{}, {"requestId": None}, {"requestId": ""}])
    def test_is_understood_without_an_echo_of_its_id(self, echo: dict[str, object]) -> None:
        said = {"code": "018", "content": None, **echo}

        assert answers.vend(Answered(200, said), REQUEST) == Rejected("vendor-float-short")

    @pytest.mark.parametrize("http", [301, 500, 502, 503])
    def test_is_in_doubt_when_their_server_stumbled(self, http: int) -> None:
        assert answers.vend(told("016", http=http), REQUEST) == DOUBT(f"http-{http}")

    def test_is_rejected_when_the_keys_are_refused(self) -> None:
        assert answers.vend(told("087", http=401), REQUEST) == Rejected("vendor-keys-refused")

    def test_is_in_doubt_when_a_refusal_has_no_code(self) -> None:
        assert isinstance(answers.vend(Answered(403, {"message": "Forbidden"}), REQUEST), DOUBT)

    @pytest.mark.parametrize("content", [None, "", [], "text", {"transactions": None}, {"transactions": []}])
    def test_is_in_doubt_where_success_has_no_content(self, content: object) -> None:
        assert answers.vend(told("000", content=content), REQUEST) == DOUBT("status-missing")

    @pytest.mark.parametrize(
        ("total", "cost"),
        [
            (485, naira(485)),
            ("485.00", naira(485)),
            (Decimal("48.5"), Money(4_850)),
            (Decimal("1969.9999999999998"), naira(1_970)),
            (Decimal("965.625"), Money(96_563)),
            (None, None),
            ("", None),
            (-3, None),
            (True, None),
            ("1e400", None),
            ("1e999999", None),
            ("NaN", None),
            ("Infinity", None),
            ("sNaN", None),
        ],
    )
    def test_costs_what_was_taken_from_the_float(self, total: object, cost: Money | None) -> None:
        content = {"transactions": {"status": "delivered", "total_amount": total, "amount": "500"}}

        assert answers.vend(told("000", content=content), REQUEST) == Delivered(cost)


class TestEveryListedCode:
    """For every product the same: a plan, a package or a voucher changes nothing of what a code means."""

    @pytest.mark.parametrize("request_", REQUESTS)
    @pytest.mark.parametrize(("code", "promise"), [(code, promise) for code, (promise, _) in LISTED.items()])
    def test_has_one_meaning_in_an_answer_to_pay(
        self, code: str, promise: bool, request_: VendRequest
    ) -> None:
        outcome = answers.vend(told(code), request_)

        assert isinstance(outcome, Rejected) == promise
        assert isinstance(outcome, Unresolved) == (not promise)

    @pytest.mark.parametrize("request_", REQUESTS)
    @pytest.mark.parametrize(("code", "promise"), [(code, promise) for code, (_, promise) in LISTED.items()])
    def test_has_one_meaning_in_an_answer_to_requery(
        self, code: str, promise: bool | str, request_: VendRequest
    ) -> None:
        expected = {True: Rejected, False: Unresolved, "not-found": NotFound, "reversed": Reversed}

        assert type(answers.requery(told(code), request_)) is expected[promise]

    def test_is_in_the_table(self) -> None:
        assert set(answers.NOTHING_BOUGHT) == {code for code, (promise, _) in LISTED.items() if promise}


class TestADelivery:
    def test_of_a_voucher_is_one_although_the_voucher_is_still_owed(self) -> None:
        request = voucher("waec", "waecdirect", request_id=ID)

        assert answers.vend(told("000", "delivered", purchased_code=""), request) == DELIVERED
        assert answers.requery(told("000", "delivered"), request) == DELIVERED

    def test_of_a_voucher_has_it_in_the_answer_to_a_requery(self) -> None:
        request = voucher("waec", "waecdirect", request_id=ID)
        answer = told("000", "delivered", extras="Serial No:WRN123456790, pin: 098765432112")

        assert answers.requery(answer, request) == Delivered(
            naira(485), Delivery(vouchers=(Voucher("098765432112", "WRN123456790"),))
        )

    def test_of_anything_else_has_no_voucher_whatever_is_written_there(self) -> None:
        answer = told("000", "delivered", purchased_code="Pin : 367574683050773")

        assert answers.vend(answer, REQUEST) == DELIVERED


class TestARequery:
    def test_tells_of_an_id_that_vtpass_never_saw(self) -> None:
        assert answers.requery(told("015"), REQUEST) == NotFound()

    def test_tells_of_money_that_came_back(self) -> None:
        assert answers.requery(told("040"), REQUEST) == Reversed()
        assert answers.requery(told("040", "reversed"), REQUEST) == Reversed()
        assert answers.requery(told("000", "reversed"), REQUEST) == Reversed()

    def test_tells_of_a_delivery_and_of_a_failure(self) -> None:
        assert answers.requery(told("000", "delivered"), REQUEST) == DELIVERED
        assert answers.requery(told("000", "failed"), REQUEST) == Rejected("failed")
        assert answers.requery(told("016"), REQUEST) == Rejected("failed")
        assert answers.requery(told("091"), REQUEST) == Rejected("not-processed")

    @pytest.mark.parametrize("code", sorted(set(answers.NOTHING_BOUGHT) - {"016", "091", "040"}))
    def test_concludes_nothing_from_a_refusal_of_the_requery_itself(self, code: str) -> None:
        assert isinstance(answers.requery(told(code), REQUEST), DOUBT)

    def test_is_in_doubt_where_an_unknown_id_has_a_status(self) -> None:
        assert isinstance(answers.requery(told("015", "pending"), REQUEST), DOUBT)


class TestTheFloat:
    @pytest.mark.parametrize("balance", [Decimal("1081.82"), "1081.82", "1,081.82"])
    def test_is_read_where_success_is_the_number_one(self, balance: object) -> None:
        answer = Answered(200, {"code": 1, "contents": {"balance": balance}})

        assert answers.float_balance(answer) == Money(108_182)

    @pytest.mark.parametrize(
        "said", [{"code": "087"}, {"code": 1, "contents": {}}, {"code": 1, "content": {"balance": 5}}]
    )
    def test_is_unavailable_otherwise(self, said: dict[str, object]) -> None:
        with pytest.raises(VendorUnavailable):
            answers.float_balance(Answered(200, said))


class TestAWebhook:
    def test_is_asked_only_whose_vend_it_speaks_of(self) -> None:
        body = (
            b'{"type":"transaction-update","data":{"code":"040","requestId":"202611230400abc","amount":48.5}}'
        )

        assert answers.updated_request_id(body) == "202611230400abc"

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"not json",
            b"[]",
            b"\xff\xfe",
            b"[" * 100_000,
            b'{"type":"variations-update","serviceID":"dstv"}',
            b'{"type":"transaction-update"}',
            b'{"type":"transaction-update","data":{"requestId":7}}',
        ],
    )
    def test_is_let_go_where_it_speaks_of_none(self, body: bytes) -> None:
        assert answers.updated_request_id(body) is None


class TestAWebhookOfAList:
    @pytest.mark.parametrize(
        "body",
        [
            b'{"type":"variations-update","serviceID":"dstv","summary":{},"datetime":"2026-11-23 07-16-57"}',
            b'{"type":"variations-update","data":{"content":{"serviceID":"dstv","variations":[]}}}',
            b'{"type":"variations-update","data":{"serviceID":"dstv"}}',
        ],
    )
    def test_is_asked_only_which_list_has_changed(self, body: bytes) -> None:
        assert answers.updated_service(body) == "dstv"
        assert answers.updated_request_id(body) is None

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"not json",
            b"[]",
            b'{"type":"transaction-update","serviceID":"dstv"}',
            b'{"type":"variations-update"}',
            b'{"type":"variations-update","serviceID":7}',
            b'{"type":"variations-update","serviceID":{"id":"dstv"}}',
            b'{"type":"variations-update","data":[]}',
        ],
    )
    def test_is_let_go_where_it_names_none(self, body: bytes) -> None:
        assert answers.updated_service(body) is None
