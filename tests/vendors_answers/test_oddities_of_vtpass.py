"""What VTpass's answers look like when they are not as its pages say: nothing of it is ever read as a no."""

from __future__ import annotations

import pytest

from domain.cases import CaseKind
from domain.money import Money, naira
from tests.vendors import FakeVendor
from tests.vendors_answers.business import Business, Row, Speaks
from tests.vendors_answers.endings import CHECKING, DELIVERED, RETURNED
from tests.vendors_answers.scripted_company import Answer, DoesNotListen, HangsUp, KeepsSilent, Says
from tests.vendors_answers.vtpass_words import PROCESSING, SAYS_DELIVERED, told

pytestmark = pytest.mark.asyncio(loop_scope="module")

SOMEBODY_ELSES = "202611181200abcdefabcdefabcdefab"
# Answers that leave open what became of an order, although some seem to say it.
UNREADABLE: dict[str, Answer] = {
    "a page of HTML": Says(b"<html><h1>502 Bad Gateway</h1></html>", 502),
    "a page of HTML with 200": Says(b"<html>transaction failed</html>"),
    "nothing at all": Says(b""),
    "half an answer": HangsUp(b'HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"code":"016",'),
    "no HTTP": HangsUp(b"016 FAILED\r\n\r\n"),
    "the line cut": HangsUp(),
    "silence": KeepsSilent(),
    "a list": Says([{"code": "016"}]),
    "a word": Says("failed"),
    "a number": Says(16),
    "null": Says(None),
    "broken JSON": Says(b'{"code":"016"'),
    "bytes that are no text": Says(b"\xff\xfe{}"),
    "brackets without end": Says(b"[" * 100_000),
    "error 500 with a definite code": told("016", http=500),
    "error 503 with a definite code": told("091", "failed", http=503),
    "moved permanently": Says(b"", 301, ("Location: /api/pay",)),
    "moved, with a definite code": told("016", http=302),
    "too many requests": Says({"message": "Too Many Attempts."}, 429),
    "forbidden, without a code": Says({"message": "Forbidden"}, 403),
    "the id of somebody else's order": told("016", requestId=SOMEBODY_ELSES),
    "somebody else's delivery": told("000", "delivered", requestId=SOMEBODY_ELSES),
    "an id that is a number": told("016", requestId=202611181200),
    "an empty object": Says({}),
    "errors only": Says({"errors": "failed"}),
}
# Success that holds nothing to go by.
HOLLOW: dict[str, object] = {
    "null": None,
    "a text": "delivered",
    "a list": ["delivered"],
    "an empty object": {},
    "no transactions": {"transactions": None},
    "a list of transactions": {"transactions": [{"status": "delivered"}]},
    "no status": {"transactions": {"total_amount": 485}},
    "a status of null": {"transactions": {"status": None}},
    "a status that is a flag": {"transactions": {"status": True}},
}
# total_amount: what our float paid. 5 is what 500 naira earn her, whatever it cost us.
COSTS: dict[str, tuple[object, Money]] = {
    "a number": (485, naira(485)),
    "a text": ("485.00", naira(485)),
    "kobo": (482.5, Money(48_250)),
    "with the dust of their arithmetic": (484.99999999999994, naira(485)),
    "with a comma": ("1,485.00", naira(1_485)),
    "more than the bill, so that we pay": (516, naira(516)),
    "all of the bill": ("500", naira(500)),
}
UNTOLD: dict[str, object] = {
    "null": None,
    "an empty text": "",
    "N/A": "N/A",
    "below zero": -485,
    "a flag": True,
    "not a number": "NaN",
    "without end": "Infinity",
    "beyond all sums": "1e400",
    "a list": [485],
}


def _as_json(said: Says, **changes: object) -> Says:
    """Return the same answer with other fields on top."""
    assert isinstance(said.body, dict)
    return Says(said.body | changes, said.http)


class TestAnUnreadableAnswer:
    @pytest.mark.parametrize("what", UNREADABLE)
    async def test_to_an_order_says_nothing_and_a_requery_finds_the_truth(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        other = FakeVendor("flutterwave")

        row = Row(what, (UNREADABLE[what],), CHECKING)
        await business.plays(row, vtpass, other)
        row = Row(f"{what}; then delivered", (UNREADABLE[what],), DELIVERED, (SAYS_DELIVERED,))
        await business.plays(row, vtpass, other)
        row = Row(f"{what}; then failed", (UNREADABLE[what],), RETURNED, (told("000", "failed"),))
        await business.plays(row, vtpass, other)

        assert other.vended == []

    @pytest.mark.parametrize("what", UNREADABLE)
    async def test_to_a_requery_says_nothing_of_the_order(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        row = Row(f"processing; then {what}", (PROCESSING,), CHECKING, (UNREADABLE[what],) * 2)

        await business.plays(row, vtpass)

    @pytest.mark.parametrize("what", HOLLOW)
    async def test_of_success_without_content_is_none(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        hollow = told("000", content=HOLLOW[what])

        await business.plays(Row(f"success around {what}", (hollow,), CHECKING, (hollow,)), vtpass)


class TestALineThatWasNeverThere:
    async def test_is_a_no_for_an_order_because_nothing_was_sent(
        self, business: Business, vtpass: Speaks
    ) -> None:
        await business.plays(Row("connection refused", (DoesNotListen(),), RETURNED), vtpass)

        assert business.script.asked == []

    async def test_lets_another_vendor_deliver(self, business: Business, vtpass: Speaks) -> None:
        other = FakeVendor("flutterwave")

        await business.plays(Row("connection refused", (DoesNotListen(),), DELIVERED), vtpass, other)

        assert len(other.vended) == 1

    async def test_says_nothing_of_an_order_that_was_sent_before(
        self, business: Business, vtpass: Speaks
    ) -> None:
        refused = Row("processing; then refused", (PROCESSING,), CHECKING, (DoesNotListen(),) * 3)

        await business.plays(refused, vtpass)


class TestAnAnswerInAnotherForm:
    @pytest.mark.parametrize("echo", [None, ""], ids=repr)
    async def test_is_understood_without_an_echo_of_the_id(
        self, echo: object, business: Business, vtpass: Speaks
    ) -> None:
        no, yes = told("016", requestId=echo), _as_json(SAYS_DELIVERED, requestId=echo)

        await business.plays(Row("failed, without an id", (no,), RETURNED), vtpass)
        await business.plays(Row("delivered, without an id", (yes,), DELIVERED), vtpass)

    @pytest.mark.parametrize("http", [400, 401, 403, 404])
    async def test_is_understood_with_an_odd_http_status(
        self, http: int, business: Business, vtpass: Speaks
    ) -> None:
        await business.plays(Row(f"wrong keys, with {http}", (told("087", http=http),), RETURNED), vtpass)

    @pytest.mark.parametrize("content", [None, "", [], {}, {"errors": "LOW WALLET BALANCE"}], ids=repr)
    async def test_is_a_no_without_content_too(
        self, content: object, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("018 with nothing around it", (told("018", content=content),), RETURNED)

        await business.plays(row, vtpass)

    @pytest.mark.parametrize(
        "date",
        [
            "2026-11-18T12:00:04.000000Z",
            {"date": "2026-11-18 12:00:04.000000", "timezone_type": 3, "timezone": "Africa/Lagos"},
            None,
        ],
        ids=["a text", "an object", "null"],
    )
    async def test_is_understood_whatever_its_date_looks_like(
        self, date: object, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("delivered", (_as_json(SAYS_DELIVERED, transaction_date=date),), DELIVERED)

        await business.plays(row, vtpass)

    @pytest.mark.parametrize("what", COSTS)
    async def test_takes_from_the_float_what_it_says(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        total, cost = COSTS[what]

        at_once = Row(f"delivered for {what}", (told("000", "delivered", total=total),), DELIVERED, cost=cost)
        later = Row(
            "delivered by requery",
            (PROCESSING,),
            DELIVERED,
            (told("000", "delivered", total=total),),
            cost=cost,
        )

        await business.plays(at_once, vtpass)
        await business.plays(later, vtpass)

    @pytest.mark.parametrize("what", UNTOLD)
    async def test_is_booked_at_face_value_with_a_case_where_it_does_not_say_the_cost(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        row = Row(
            f"delivered for {what}",
            (told("000", "delivered", total=UNTOLD[what]),),
            DELIVERED,
            cases=frozenset({CaseKind.COST_UNKNOWN}),
            cost=naira(500),
        )

        await business.plays(row, vtpass)


class TestTheWordsOfARefusal:
    @pytest.mark.parametrize(
        ("code", "words"),
        [
            ("019", "Glo takes one order for a number in half a minute. Try again in a minute."),
            ("040", "Glo gave it back."),
            ("016", "Glo did not take the payment."),
            ("018", "Glo did not take the payment."),
            ("085", "Glo did not take the payment."),
        ],
    )
    async def test_are_those_of_a_person(
        self, code: str, words: str, business: Business, vtpass: Speaks
    ) -> None:
        back = "₦500 came back today, 12:00 pm. Wallet now <tg-spoiler>₦10,000</tg-spoiler>"

        await business.plays(Row(code, (told(code),), RETURNED, reads=(words, back)), vtpass)

    async def test_of_a_doubt_say_where_the_money_is_and_until_when(
        self, business: Business, vtpass: Speaks
    ) -> None:
        held = (
            "Your ₦500 is held and safe. If it is not delivered by tomorrow, 12:00 pm, your money comes back"
        )

        await business.plays(Row("silence", (KeepsSilent(),), CHECKING, reads=(held,)), vtpass)
