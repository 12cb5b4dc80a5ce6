"""Every way in which Flutterwave answers: which of its few promises are believed, and which doubts stay.

Its errors are sentences, its status has no status, and its webhook for a failure may name nobody.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.cases import CaseKind
from domain.money import Money, naira
from domain.notices import NoticeKind
from gateways.flutterwave_answers import FAILED as FAILING_SENTENCES
from gateways.flutterwave_answers import REFUSED as REFUSING_SENTENCES
from tests.builders import NOON
from tests.vendors_answers.bills import light, postpaid_light
from tests.vendors_answers.business import Business, Hint, Row, Speaks
from tests.vendors_answers.endings import CHECKING, CODE_COMES_LATER, DELIVERED, RETURNED, Ending
from tests.vendors_answers.flutterwave_words import (
    FAILED,
    GAVE_UP,
    NOT_FOUND,
    THEIRS,
    bad,
    bought,
    flutterwave_at,
    found,
    good,
    webhook,
)
from tests.vendors_answers.scripted_company import OURS, Answer, DoesNotListen, HangsUp, KeepsSilent, Says

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKEN, IN_FOURS = "26362054405982757802", "2636 2054 4059 8275 7802"
UNDER_WAY = found(status="pending")
A_CASE = frozenset({CaseKind.COST_UNKNOWN})
A_CONTRADICTION = frozenset({CaseKind.CONTRADICTION})
A_LATE_DELIVERY = frozenset({CaseKind.LATE_DELIVERY})

# Said of a payment these promise that nothing was bought; may another vendor be asked?
REFUSALS = {
    "Bill payment failed": False,
    "Transaction failed": False,
    "Insufficient funds in your wallet": True,
    "Authorization required": True,
    "Invalid authorization key": True,
    "Please enable IP Whitelisting to access this service": True,
    "Please contact your account administrator": True,
    "Contact your account administrator to enable this feature": True,
    "Invalid customer id": False,
    "Invalid phone number": False,
}
DOUBTS: dict[str, Answer] = {
    "503, it stopped waiting for the biller": GAVE_UP,
    "503 with a sentence of refusal": bad("Bill payment failed", http=503),
    "500": bad("Internal server error", http=500),
    "502, not JSON": Says(b"<html>Bad Gateway</html>", 502),
    "429": bad("Too many requests", http=429),
    "301": Says(b"", 301, ("Location: /v3/bills",)),
    "200, not JSON": Says(b"<html>"),
    "an empty answer": Says(b""),
    "a list": Says(["error"]),
    "silence": KeepsSilent(),
    "the line cut": HangsUp(),
    "half an answer": HangsUp(b'HTTP/1.1 400 Bad\r\nContent-Length: 90\r\n\r\n{"status":"error",'),
    "a duplicate reference": bad("Duplicate reference"),
    "a duplicate, in other words": bad("Transaction with this reference is a duplicate"),
    "an unknown sentence": bad("Something went wrong"),
    "the sentence of 503 with 400": bad("An error occurred. Please contact support"),
    "no sentence": bad(None),
    "a sentence that only begins elsewhere": bad("We think that the bill payment failed"),
    "not found": NOT_FOUND,
    "a refusal with data": bad("Bill payment failed", data={"tx_ref": THEIRS}),
    "a status that is none of theirs": Says({"status": "failure?", "message": "Bill payment failed"}, 400),
    "no status": Says({"message": "Bill payment failed", "data": None}, 400),
    "success without data": good(None),
    "success with a list": good([]),
    "success with another code inside": bought(code="202"),
    "success that is pending inside": bought(status="pending"),
    "success that failed inside": bought(status="failed"),
}
BY_REQUERY: dict[str, tuple[Answer, ...]] = {
    "data without a status": (found(),),
    "data with a status": (found(status="successful"),),
    "data without our reference": (found(customer_reference=None),),
    "a doubt, then data": (GAVE_UP, found()),
    "pending, then data": (UNDER_WAY, found()),
    "not found, then data": (NOT_FOUND, found()),
    "too many requests, then data": (bad("Too many requests", http=429), found()),
}
NOT_BY_REQUERY: dict[str, Answer] = {
    "somebody else's bill": found(customer_reference="somebody-elses"),
    "pending": UNDER_WAY,
    "a status of no page": found(status="completed?"),
    "success without data": good(None),
    "success with 201": good({"amount": "500"}, http=201),
    "503": GAVE_UP,
    "429": bad("Too many requests", http=429),
    "not JSON": Says(b"<html>"),
    "not found": NOT_FOUND,
    "wrong keys now": bad("Authorization required", http=401),
    "a refusal of the question": bad("Invalid customer id"),
    "an unknown sentence": bad("Something went wrong"),
    "the line cut": HangsUp(),
    "no connection": DoesNotListen(),
}
COSTS: dict[str, tuple[Answer, Money]] = {
    "less its commission": (found(), naira(485)),
    "in kobo": (found(commission="15.55"), Money(48_445)),
    "with a fee": (found(fee=10), naira(495)),
    "without commission": (found(commission=0), naira(500)),
}
NO_COSTS: dict[str, Answer] = {
    "no commission": found(commission=None),
    "a commission above the price": found(commission=900),
    "an amount that is none": found(amount="many"),
}


class TestAPayment:
    @pytest.mark.parametrize("what", COSTS)
    async def test_is_delivered_and_its_cost_is_asked_for(
        self, what: str, business: Business, flutterwave: Speaks
    ) -> None:
        status, cost = COSTS[what]

        await business.plays(Row(what, (bought(), status), DELIVERED, cost=cost), flutterwave)

        asked = [path.rpartition("/")[2] for path, _ in business.script.asked]
        assert asked == ["payment", business.script.request_id]

    @pytest.mark.parametrize("what", NO_COSTS)
    async def test_is_delivered_at_face_value_with_a_case_where_the_cost_is_not_said(
        self, what: str, business: Business, flutterwave: Speaks
    ) -> None:
        row = Row(what, (bought(), NO_COSTS[what]), DELIVERED, cases=A_CASE, cost=naira(500))

        await business.plays(row, flutterwave)

    @pytest.mark.parametrize("answers", [(GAVE_UP, GAVE_UP), (NOT_FOUND, NOT_FOUND), (HangsUp(), HangsUp())])
    async def test_is_delivered_also_where_nothing_more_is_heard_of_it(
        self, answers: tuple[Answer, ...], business: Business, flutterwave: Speaks
    ) -> None:
        row = Row("bought; no status", (bought(), *answers), DELIVERED, cases=A_CASE, cost=naira(500))

        await business.plays(row, flutterwave)

    async def test_is_found_by_their_reference_where_ours_is_unknown(
        self, business: Business, flutterwave: Speaks
    ) -> None:
        await business.plays(Row("bought", (bought(), NOT_FOUND, found()), DELIVERED), flutterwave)

        assert business.script.asked[-1][0].endswith(THEIRS)

    @pytest.mark.parametrize("answer", [UNDER_WAY, FAILED, found(status="failed")])
    async def test_is_in_doubt_where_its_status_takes_the_success_back(
        self, answer: Answer, business: Business, flutterwave: Speaks
    ) -> None:
        await business.plays(Row("bought, but", (bought(), answer), CHECKING), flutterwave)
        await business.plays(Row("bought, but", (bought(), answer), DELIVERED, (found(),)), flutterwave)
        await business.plays(Row("bought, but", (bought(), answer), RETURNED, (FAILED,)), flutterwave)

    @pytest.mark.parametrize(
        ("sentence", "http"),
        [
            *((sentence, 400) for sentence in REFUSALS),
            ("Bill payment failed", 200),
            ("Authorization required", 401),
        ],
    )
    async def test_is_refused_by_sentences_that_promise_it(
        self, sentence: str, http: int, business: Business, flutterwave: Speaks
    ) -> None:
        story = await business.plays(Row(sentence, (bad(sentence, http=http),), RETURNED), flutterwave)

        attempt = story.payment.attempt
        assert attempt is not None
        assert attempt.outcome is not None
        assert attempt.outcome.startswith("rejected: vendor-") == REFUSALS[sentence]

    async def test_knows_every_sentence_of_the_gateway(self) -> None:
        known = {*FAILING_SENTENCES, *REFUSING_SENTENCES}

        for beginning in known:
            assert any(sentence.lower().startswith(beginning) for sentence in REFUSALS)

    @pytest.mark.parametrize("what", DOUBTS)
    async def test_is_in_doubt_by_anything_else(
        self, what: str, business: Business, flutterwave: Speaks
    ) -> None:
        row = Row(what, (DOUBTS[what],), CHECKING)

        await business.plays(row, flutterwave)
        await business.plays(replace(row, end=DELIVERED, then=(found(),)), flutterwave)
        await business.plays(replace(row, end=RETURNED, then=(FAILED,)), flutterwave)

    async def test_that_was_never_connected_was_not_made(
        self, business: Business, flutterwave: Speaks
    ) -> None:
        await business.plays(Row("connection refused", (DoesNotListen(),), RETURNED), flutterwave)

    async def test_is_not_made_where_nobody_has_that_name(self, business: Business) -> None:
        async with flutterwave_at(business.script) as company:
            empty = replace(company, always={path: good([]).body for path in company.always})

            await business.plays(Row("no such biller", (), RETURNED), empty)

        assert business.script.asked == []

    @pytest.mark.parametrize("answer", [GAVE_UP, HangsUp(), Says(b"<html>")], ids=["503", "hung up", "HTML"])
    async def test_is_not_made_where_the_catalogue_cannot_be_read(
        self, answer: Answer, business: Business
    ) -> None:
        async with flutterwave_at(business.script) as company:
            await business.plays(Row("no catalogue", (answer,), RETURNED), replace(company, always={}))

        assert [path for path, _ in business.script.asked] == ["/v3/top-bill-categories"]


class TestARequery:
    @pytest.mark.parametrize("what", BY_REQUERY)
    async def test_finds_a_delivery(self, what: str, business: Business, flutterwave: Speaks) -> None:
        await business.plays(Row(f"503; {what}", (GAVE_UP,), DELIVERED, BY_REQUERY[what]), flutterwave)

    @pytest.mark.parametrize("what", NO_COSTS)
    async def test_finds_a_delivery_that_does_not_say_its_cost(
        self, what: str, business: Business, flutterwave: Speaks
    ) -> None:
        row = Row(what, (GAVE_UP,), DELIVERED, (NO_COSTS[what],), A_CASE, cost=naira(500))

        await business.plays(row, flutterwave)

    @pytest.mark.parametrize("http", [200, 400])
    @pytest.mark.parametrize("sentence", FAILING_SENTENCES)
    async def test_finds_a_failure_by_its_sentence(
        self, sentence: str, http: int, business: Business, flutterwave: Speaks
    ) -> None:
        row = Row(f"503; {sentence}", (GAVE_UP,), RETURNED, (bad(sentence, http=http),))

        await business.plays(row, flutterwave)

    @pytest.mark.parametrize("status", ["failed", "fail", "Failed"])
    async def test_finds_a_failure_by_a_status_if_there_is_one(
        self, status: str, business: Business, flutterwave: Speaks
    ) -> None:
        await business.plays(Row("503; failed", (GAVE_UP,), RETURNED, (found(status=status),)), flutterwave)

    @pytest.mark.parametrize("what", NOT_BY_REQUERY)
    async def test_leaves_a_doubt(self, what: str, business: Business, flutterwave: Speaks) -> None:
        row = Row(f"503; {what}", (GAVE_UP,), CHECKING, (NOT_BY_REQUERY[what],) * 2)

        await business.plays(row, flutterwave)

    async def test_that_finds_nothing_means_nothing_while_nobody_knows_by_which_reference_to_ask(
        self, business: Business
    ) -> None:
        async with flutterwave_at(business.script) as newcomer:
            story = await business.tell(Row("not found", (GAVE_UP,), CHECKING, (NOT_FOUND,) * 6), newcomer)

        assert story.payment.attempt is not None
        assert story.payment.attempt.not_found == 0
        assert story.told == {NoticeKind.PAYMENT_CHECKING, NoticeKind.PAYMENT_STILL_CHECKING}

    async def test_that_finds_nothing_for_long_means_that_it_never_came_where_ours_are_known(
        self, business: Business
    ) -> None:
        never = Row("not found", (GAVE_UP,), RETURNED, (NOT_FOUND,) * 5, reads=("Glo never received it.",))
        early = Row("not found, too early to tell", (GAVE_UP,), CHECKING, (NOT_FOUND,) * 4)

        async with flutterwave_at(business.script) as company:
            await business.plays(Row("bought", (bought(), found()), DELIVERED), company)
            await business.plays(never, company)
            await business.plays(early, company)


class TestAToken:
    @pytest.mark.parametrize(
        "told",
        [
            {"recharge_token": TOKEN},
            {"recharge_token": "2636-2054-4059-8275-7802"},
            {"recharge_token": f"Token: {TOKEN}"},
        ],
        ids=["digits", "groups", "labelled"],
    )
    async def test_comes_with_the_payment(
        self, told: dict[str, object], business: Business, flutterwave: Speaks
    ) -> None:
        answers = (bought(**told), found("5000.00", 150))

        await business.plays(Row("a token", answers, DELIVERED, order=light, reads=(IN_FOURS,)), flutterwave)

    @pytest.mark.parametrize(
        "extra", [TOKEN, f"Token: {TOKEN}", {"token": TOKEN, "units": "79.9"}, [{"token": TOKEN}]], ids=str
    )
    async def test_comes_with_the_status(
        self, extra: object, business: Business, flutterwave: Speaks
    ) -> None:
        status = found("5000.00", 150, extra=extra)
        row = Row("a token", (bought(), status), DELIVERED, order=light, reads=(IN_FOURS,))

        await business.plays(row, flutterwave)
        await business.plays(replace(row, answers=(GAVE_UP,), then=(status,)), flutterwave)

    @pytest.mark.parametrize("nothing", [None, "", "N/A", TOKEN[:-1], int(TOKEN), {}], ids=repr)
    async def test_is_owed_until_it_is_there(
        self, nothing: object, business: Business, flutterwave: Speaks
    ) -> None:
        without = found("5000.00", 150, extra=nothing)
        owed = Row("no token", (bought(recharge_token=nothing), without), CODE_COMES_LATER, order=light)
        answers: tuple[Answer, ...] = (without, GAVE_UP, UNDER_WAY, NOT_FOUND)

        story = await business.plays(replace(owed, then=answers), flutterwave)
        with_token = found("5000.00", 150, extra=TOKEN)
        await business.plays(
            replace(owed, end=DELIVERED, then=(without, with_token), reads=(IN_FOURS,)), flutterwave
        )

        assert NoticeKind.PAYMENT_TOKEN not in story.told

    async def test_that_is_denied_after_a_delivery_is_for_a_person_to_find_out(
        self, business: Business, flutterwave: Speaks
    ) -> None:
        answers = (bought(), found("5000.00", 150))
        row = Row("no token; failed", answers, CODE_COMES_LATER, (FAILED,), A_CONTRADICTION, order=light)

        await business.plays(row, flutterwave)

    async def test_is_not_owed_by_a_postpaid_account(self, business: Business, flutterwave: Speaks) -> None:
        answers = (bought(recharge_token=TOKEN), found("5000.00", 150, extra=TOKEN))

        story = await business.plays(Row("postpaid", answers, DELIVERED, order=postpaid_light), flutterwave)

        assert NoticeKind.PAYMENT_TOKEN not in story.told


class TestAWebhook:
    @pytest.mark.parametrize("lie", ["success", "fail", "failed", "pending"])
    @pytest.mark.parametrize(
        ("truth", "end"),
        [(found(), DELIVERED), (FAILED, RETURNED), (UNDER_WAY, CHECKING)],
        ids=["delivered", "failed", "pending"],
    )
    async def test_is_a_reason_to_ask_and_nothing_else(
        self, lie: str, truth: Answer, end: Ending, business: Business, flutterwave: Speaks
    ) -> None:
        hint = webhook(lie, customer_reference=OURS, tx_ref=THEIRS)

        await business.plays(Row(f"503; webhook says {lie}", (GAVE_UP,), CHECKING, (hint,)), flutterwave)
        story = await business.plays(
            Row(f"503; webhook says {lie}", (GAVE_UP,), end, (hint, truth)), flutterwave
        )

        assert story.clock.now == NOON

    @pytest.mark.parametrize(
        "hint",
        [
            webhook("fail", message="Insufficient funds in your wallet"),
            webhook("failed", customer_reference="somebody-elses"),
            webhook("fail", customer_reference=None, tx_ref=THEIRS),
            Hint('{"event":"charge.completed","data":{"status":"failed","customer_reference":"<the id>"}}'),
            Hint("[]"),
            Hint(""),
        ],
        ids=["no reference", "somebody else's", "their reference only", "another event", "a list", "nothing"],
    )
    async def test_that_names_nobody_changes_nothing_and_the_next_requery_finds_out(
        self, hint: Hint, business: Business, flutterwave: Speaks
    ) -> None:
        row = Row("503; a webhook about nobody", (GAVE_UP,), CHECKING, (hint,))

        story = await business.plays(row, flutterwave)
        await business.plays(replace(row, end=RETURNED, then=(hint, FAILED)), flutterwave)

        assert story.payment.requery_at is not None
        assert story.payment.requery_at > NOON

    async def test_after_the_end_opens_a_case_where_the_answer_contradicts_it(
        self, business: Business, flutterwave: Speaks
    ) -> None:
        hint = webhook(customer_reference=OURS)
        delivered = Row("bought; webhook; failed", (bought(), found()), DELIVERED, (hint, FAILED))
        returned = Row("failed; webhook; found", (FAILED,), RETURNED, (hint, found()), A_LATE_DELIVERY)

        await business.plays(replace(delivered, cases=A_CONTRADICTION), flutterwave)
        await business.plays(returned, flutterwave)
        await business.plays(replace(delivered, then=(hint, found(), hint, found())), flutterwave)
