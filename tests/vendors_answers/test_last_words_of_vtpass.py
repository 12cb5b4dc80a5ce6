"""What VTpass says after it seemed to be over, by webhook or asked again: value or money, never both unseen.

A webhook is unsigned, so it moves nothing. It makes us ask, and the answer decides.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.cases import CaseKind
from domain.money import naira
from tests.builders import NOON, Bank
from tests.vendors import FakeVendor
from tests.vendors_answers.business import Business, Hint, Row, Speaks
from tests.vendors_answers.endings import CHECKING, DELIVERED, REFUNDED, RETURNED, Ending
from tests.vendors_answers.scripted_company import Answer, DoesNotListen, HangsUp, KeepsSilent, Says
from tests.vendors_answers.vtpass_words import PROCESSING, SAYS_DELIVERED, told, webhook

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAYS_FAILED, SAYS_REVERSED, UNKNOWN_ID = told("016"), told("040", "reversed"), told("015")
HINTS = {
    "delivered": webhook(),
    "reversed": webhook("040", "reversed", amount=48.5, wallet_credit_id="1"),
    "failed": webhook("016", "failed"),
}
TRUTHS: dict[str, tuple[Answer, Ending]] = {
    "delivered": (SAYS_DELIVERED, DELIVERED),
    "failed": (SAYS_FAILED, RETURNED),
    "reversed": (SAYS_REVERSED, RETURNED),
    "processing": (PROCESSING, CHECKING),
}
A_LATE_DELIVERY = frozenset({CaseKind.LATE_DELIVERY})
A_CONTRADICTION = frozenset({CaseKind.CONTRADICTION})

AFTER_A_DELIVERY = [
    Row("delivered; webhook; reversed", (SAYS_DELIVERED,), REFUNDED, (webhook("040"), SAYS_REVERSED)),
    Row(
        "delivered; webhook; 000 reversed", (SAYS_DELIVERED,), REFUNDED, (webhook(), told("000", "reversed"))
    ),
    Row(
        "processing; delivered; webhook; reversed",
        (PROCESSING,),
        REFUNDED,
        (SAYS_DELIVERED, webhook(), SAYS_REVERSED),
    ),
    Row(
        "delivered; webhook says reversed; still delivered",
        (SAYS_DELIVERED,),
        DELIVERED,
        (webhook("040"), SAYS_DELIVERED),
    ),
    Row(
        "delivered; webhook; failed", (SAYS_DELIVERED,), DELIVERED, (webhook(), SAYS_FAILED), A_CONTRADICTION
    ),
    Row(
        "delivered; webhook; 000 failed",
        (SAYS_DELIVERED,),
        DELIVERED,
        (webhook(), told("000", "failed")),
        A_CONTRADICTION,
    ),
    Row(
        "delivered; webhook; not processed",
        (SAYS_DELIVERED,),
        DELIVERED,
        (webhook(), told("091")),
        A_CONTRADICTION,
    ),
    Row("delivered; webhook; unknown id", (SAYS_DELIVERED,), DELIVERED, (webhook(), UNKNOWN_ID, UNKNOWN_ID)),
    Row("delivered; webhook; processing", (SAYS_DELIVERED,), DELIVERED, (webhook(), PROCESSING, PROCESSING)),
    Row(
        "delivered; webhook; silence; reversed",
        (SAYS_DELIVERED,),
        REFUNDED,
        (webhook(), KeepsSilent(), webhook(), SAYS_REVERSED),
    ),
]
AFTER_A_REFUND = [
    Row("reversed twice", (SAYS_DELIVERED,), REFUNDED, (webhook(), SAYS_REVERSED, webhook(), SAYS_REVERSED)),
    Row("reversed; failed", (SAYS_DELIVERED,), REFUNDED, (webhook(), SAYS_REVERSED, webhook(), SAYS_FAILED)),
    Row(
        "reversed; delivered once more",
        (SAYS_DELIVERED,),
        REFUNDED,
        (webhook(), SAYS_REVERSED, webhook(), SAYS_DELIVERED),
        A_LATE_DELIVERY,
    ),
]
AFTER_A_RETURN = [
    Row("failed; webhook; delivered", (SAYS_FAILED,), RETURNED, (webhook(), SAYS_DELIVERED), A_LATE_DELIVERY),
    Row(
        "failed; webhook; delivered twice",
        (SAYS_FAILED,),
        RETURNED,
        (webhook(), SAYS_DELIVERED, webhook(), SAYS_DELIVERED),
        A_LATE_DELIVERY,
    ),
    Row("failed; webhook says delivered; still failed", (SAYS_FAILED,), RETURNED, (webhook(), SAYS_FAILED)),
    Row("failed; webhook; reversed", (SAYS_FAILED,), RETURNED, (webhook("040"), SAYS_REVERSED)),
    Row("failed; webhook; processing", (SAYS_FAILED,), RETURNED, (webhook(), PROCESSING)),
    Row("float short; webhook; unknown id", (told("018"),), RETURNED, (webhook(), UNKNOWN_ID)),
    Row("reversed; webhook; reversed", (SAYS_REVERSED,), RETURNED, (webhook("040"), SAYS_REVERSED)),
    Row(
        "never connected; webhook; delivered",
        (DoesNotListen(),),
        RETURNED,
        (webhook(), SAYS_DELIVERED),
        A_LATE_DELIVERY,
    ),
]
# Asked again after 10 s, 30 s, 1 min and 2 min, and when the call must be over for 5 min.
NEVER_SEEN = [
    Row("silence; unknown", (KeepsSilent(),), CHECKING, (UNKNOWN_ID,)),
    Row("hung up; unknown 4 times, too early to tell", (HangsUp(),), CHECKING, (UNKNOWN_ID,) * 4),
    Row(
        "hung up; unknown 5 times",
        (HangsUp(),),
        RETURNED,
        (UNKNOWN_ID,) * 5,
        reads=("Glo never received it.",),
    ),
    Row("hung up; unknown 3 times; delivered", (HangsUp(),), DELIVERED, (*(UNKNOWN_ID,) * 3, SAYS_DELIVERED)),
    Row("hung up; unknown and processing in turns", (HangsUp(),), CHECKING, (UNKNOWN_ID, PROCESSING) * 2),
    Row("unknown in the answer to the order itself", (UNKNOWN_ID,), CHECKING),
    Row(
        "unknown 5 times; webhook; delivered",
        (HangsUp(),),
        RETURNED,
        (*(UNKNOWN_ID,) * 5, webhook(), SAYS_DELIVERED),
        A_LATE_DELIVERY,
    ),
    Row("used already; delivered", (told("014"),), DELIVERED, (SAYS_DELIVERED,)),
    Row("used already; failed", (told("014"),), RETURNED, (SAYS_FAILED,)),
    Row("used already; unknown", (told("014"),), CHECKING, (UNKNOWN_ID,)),
]
OF_NOBODY = {
    "another id": webhook(of="202611181200somebodyelses0000000"),
    "no id": Hint('{"type":"transaction-update","data":{"code":"000"}}'),
    "an id that is a number": Hint('{"type":"transaction-update","data":{"requestId":7}}'),
    "a list that has changed": Hint('{"type":"variations-update","serviceID":"dstv"}'),
    "no JSON": Hint("delivered"),
    "nothing": Hint(""),
}


class TestAWebhook:
    @pytest.mark.parametrize("lie", HINTS)
    @pytest.mark.parametrize("truth", TRUTHS)
    async def test_is_never_believed(self, lie: str, truth: str, business: Business, vtpass: Speaks) -> None:
        answer, end = TRUTHS[truth]
        row = Row(f"processing; webhook says {lie}; {truth}", (PROCESSING,), end, (HINTS[lie], answer))

        story = await business.plays(row, vtpass)

        assert story.clock.now == NOON  # It is the reason to ask at once.

    @pytest.mark.parametrize("lie", HINTS)
    async def test_moves_nothing_by_itself(self, lie: str, business: Business, vtpass: Speaks) -> None:
        await business.plays(
            Row(f"processing; webhook says {lie}", (PROCESSING,), CHECKING, (HINTS[lie],)), vtpass
        )
        await business.plays(
            Row(f"delivered; webhook says {lie}", (SAYS_DELIVERED,), DELIVERED, (HINTS[lie],)), vtpass
        )
        await business.plays(
            Row(f"failed; webhook says {lie}", (SAYS_FAILED,), RETURNED, (HINTS[lie],)), vtpass
        )

    @pytest.mark.parametrize("whose", OF_NOBODY)
    async def test_that_speaks_of_nobody_changes_nothing(
        self, whose: str, business: Business, vtpass: Speaks
    ) -> None:
        story = await business.plays(Row(whose, (PROCESSING,), CHECKING, (OF_NOBODY[whose],)), vtpass)

        assert story.payment.requery_at is not None
        assert story.payment.requery_at > NOON

    async def test_that_comes_five_times_is_told_once(self, business: Business, vtpass: Speaks) -> None:
        again = (webhook(), SAYS_DELIVERED)

        story = await business.plays(Row("delivered, 5 times", (PROCESSING,), DELIVERED, again * 5), vtpass)

        assert len([text for text in story.reads["en"] if text.startswith("✅")]) == 1

    @pytest.mark.parametrize(
        "late", [SAYS_DELIVERED, PROCESSING, Says(b"", 500)], ids=["yes", "doubt", "500"]
    )
    async def test_may_come_before_the_answer(self, late: Answer, business: Business, vtpass: Speaks) -> None:
        row = Row("webhook and requery before the answer", (), DELIVERED)
        story = await business.tell(row, vtpass, go_on=False)

        async def the_webhook_comes() -> None:
            await story.payments.hinted(business.script.request_id, now=story.clock.now)
            await story.payments.advance(story.payment.id)

        business.script.before_answering = the_webhook_comes
        business.script.will_answer((late, SAYS_DELIVERED))
        await business.go_on(story)

        await business.check(story, row, cost=naira(485))

    async def test_before_the_answer_does_not_hide_that_the_answer_says_no(
        self, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("delivered, then the answer: failed", (), DELIVERED, cases=A_CONTRADICTION)
        story = await business.tell(row, vtpass, go_on=False)

        async def the_webhook_comes() -> None:
            await story.payments.hinted(business.script.request_id, now=story.clock.now)
            await story.payments.advance(story.payment.id)

        business.script.before_answering = the_webhook_comes
        business.script.will_answer((SAYS_FAILED, SAYS_DELIVERED))
        await business.go_on(story)

        await business.check(story, row, cost=naira(485))


class TestALastWord:
    @pytest.mark.parametrize("row", [*AFTER_A_DELIVERY, *AFTER_A_REFUND, *AFTER_A_RETURN], ids=str)
    async def test_may_be_followed_by_another(self, row: Row, business: Business, vtpass: Speaks) -> None:
        await business.plays(row, vtpass)

    @pytest.mark.parametrize("row", [*AFTER_A_DELIVERY, *AFTER_A_REFUND], ids=str)
    async def test_of_delivery_is_never_followed_by_a_second_vendor(
        self, row: Row, business: Business, vtpass: Speaks
    ) -> None:
        other = FakeVendor("flutterwave")

        await business.plays(row, vtpass, other)

        assert other.vended == []

    async def test_that_a_delivery_is_taken_back_leaves_the_house_with_nothing_of_it(
        self, business: Business, vtpass: Speaks
    ) -> None:
        said = told("000", "delivered", total=None)  # booked at face value, with a case
        unknown_cost = frozenset({CaseKind.COST_UNKNOWN})
        row = Row("delivered at an unknown cost; reversed", (said,), REFUNDED, cases=unknown_cost)

        story = await business.plays(replace(row, then=(webhook("040"), SAYS_REVERSED)), vtpass)

        assert await Bank(business.database).balances(story.customer) == (naira(10_000), naira(100), naira(0))


class TestAnOrderThatWasNeverSeen:
    @pytest.mark.parametrize("row", NEVER_SEEN, ids=str)
    async def test_is_given_up_only_when_it_cannot_be_on_its_way_any_more(
        self, row: Row, business: Business, vtpass: Speaks
    ) -> None:
        other = FakeVendor("flutterwave")

        await business.plays(row, vtpass, other)

        assert other.vended == []
