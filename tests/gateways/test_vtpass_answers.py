"""What VTpass answered, and what we conclude: never a no where there is a doubt."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.money import Money, naira
from domain.vendors import (
    Delivered,
    NotFound,
    Rejected,
    Reversed,
    Unresolved,
    VendorUnavailable,
)
from gateways import vtpass_answers as answers
from gateways.http import Answered
from tests.gateways.requests import airtime

REQUEST = airtime(request_id="202611230400abcdef")


def told(code: object, status: object = None, *, http: int = 200, **more: Any) -> Answered:
    content = {} if status is None else {"transactions": {"status": status, "total_amount": 485}}
    return Answered(http, {"code": code, "requestId": REQUEST.request_id, "content": content, **more})


DELIVERED = Delivered(naira(485))
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
