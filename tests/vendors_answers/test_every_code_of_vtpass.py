"""Every response code of VTpass, in its answer to an order and in its answer to a requery.

The table is the one of VTpass's page, with what becomes of a payment: a code is a no only where VTpass
promises that nothing was bought, and a requery concludes from its own codes alone.
"""

from __future__ import annotations

import pytest

from domain.ledger import HouseAccount
from domain.money import naira
from gateways.vtpass_answers import NOTHING_BOUGHT
from tests.builders import Bank
from tests.vendors import FakeVendor
from tests.vendors_answers.business import Business, Row, Speaks
from tests.vendors_answers.endings import CHECKING, DELIVERED, REFUNDED, RETURNED, Ending
from tests.vendors_answers.vtpass_words import PROCESSING, SAYS_DELIVERED, told

pytestmark = pytest.mark.asyncio(loop_scope="module")

ELSEWHERE = True  # another vendor may deliver what this one has refused
# code: what it says, the end if an order is answered so, may another vendor be asked, the end if a requery is
CODES: dict[str, tuple[str, Ending, bool, Ending]] = {
    "000": ("processed, but without a status", CHECKING, False, CHECKING),
    "001": ("a query, without a status", CHECKING, False, CHECKING),
    "010": ("no such variation", RETURNED, ELSEWHERE, CHECKING),
    "011": ("invalid arguments", RETURNED, False, CHECKING),
    "012": ("no such product", RETURNED, ELSEWHERE, CHECKING),
    "013": ("below the minimum", RETURNED, False, CHECKING),
    "014": ("this id was used already", CHECKING, False, CHECKING),
    "015": ("this id is unknown", CHECKING, False, CHECKING),
    "016": ("it failed", RETURNED, False, RETURNED),
    "017": ("above the maximum", RETURNED, False, CHECKING),
    "018": ("our float is short", RETURNED, ELSEWHERE, CHECKING),
    "019": ("a twin within 30 seconds", RETURNED, False, CHECKING),
    "020": ("the customer is confirmed", CHECKING, False, CHECKING),
    "021": ("our account is locked", RETURNED, ELSEWHERE, CHECKING),
    "022": ("our account is suspended", RETURNED, ELSEWHERE, CHECKING),
    "023": ("no access for us", RETURNED, ELSEWHERE, CHECKING),
    "024": ("our account is inactive", RETURNED, ELSEWHERE, CHECKING),
    "025": ("no such bank", RETURNED, False, CHECKING),
    "026": ("no such bank account", RETURNED, False, CHECKING),
    "027": ("our address is not on its list", RETURNED, ELSEWHERE, CHECKING),
    "028": ("the product is not on our list", RETURNED, ELSEWHERE, CHECKING),
    "030": ("it can't reach the biller", RETURNED, ELSEWHERE, CHECKING),
    "031": ("too few", RETURNED, False, CHECKING),
    "032": ("too many", RETURNED, False, CHECKING),
    "034": ("the service is suspended", RETURNED, ELSEWHERE, CHECKING),
    "035": ("the service is inactive", RETURNED, ELSEWHERE, CHECKING),
    "040": ("it gave the money back to our float", RETURNED, False, RETURNED),
    "044": ("resolved, whatever that means", CHECKING, False, CHECKING),
    "083": ("a system error", CHECKING, False, CHECKING),
    "085": ("an improper id", RETURNED, False, CHECKING),
    "087": ("wrong keys", RETURNED, ELSEWHERE, CHECKING),
    "089": ("an earlier request is still processed", CHECKING, False, CHECKING),
    "091": ("not processed, not charged", RETURNED, ELSEWHERE, RETURNED),
    "099": ("it is processed", CHECKING, False, CHECKING),
    # listed nowhere
    "086": ("a code of other people's pages", CHECKING, False, CHECKING),
    "998": ("a code of no page", CHECKING, False, CHECKING),
    "": ("no code", CHECKING, False, CHECKING),
}
NO_TEXT: list[object] = [None, 0, 16, 40, True, ["016"], {"code": "016"}]

# The inner status decides where the code says no more than that there is one: on an order, on a requery.
STATUSES: dict[object, tuple[Ending, Ending]] = {
    "delivered": (DELIVERED, DELIVERED),
    " Delivered ": (DELIVERED, DELIVERED),
    "failed": (RETURNED, RETURNED),
    "reversed": (RETURNED, RETURNED),
    "initiated": (CHECKING, CHECKING),
    "pending": (CHECKING, CHECKING),
    "resolved": (CHECKING, CHECKING),
    "successful": (CHECKING, CHECKING),
    "<b>odd</b>": (CHECKING, CHECKING),
    7: (CHECKING, CHECKING),
}
DECIDING = ("000", "001", "044")


class TestAnOrder:
    @pytest.mark.parametrize(
        "row",
        [Row(f"{code} {says}", (told(code),), end) for code, (says, end, _, _) in CODES.items()],
        ids=str,
    )
    async def test_answered_with_a_code(self, row: Row, business: Business, vtpass: Speaks) -> None:
        await business.plays(row, vtpass)

    @pytest.mark.parametrize("code", NO_TEXT, ids=repr)
    async def test_answered_with_a_code_that_is_no_text_is_in_doubt(
        self, code: object, business: Business, vtpass: Speaks
    ) -> None:
        await business.plays(Row("it failed, perhaps", (told(code, "failed"),), CHECKING), vtpass)

    @pytest.mark.parametrize(
        "row",
        [
            Row(f"{code} {status!r}", (told(code, status),), end)
            for code in DECIDING
            for status, (end, _) in STATUSES.items()
        ],
        ids=str,
    )
    async def test_answered_with_a_status(self, row: Row, business: Business, vtpass: Speaks) -> None:
        await business.plays(row, vtpass)

    @pytest.mark.parametrize("status", ["delivered", "pending", "initiated"])
    @pytest.mark.parametrize("code", ["016", "018", "040", "099"])
    async def test_answered_with_a_code_and_a_status_that_contradict_each_other_is_in_doubt(
        self, code: str, status: str, business: Business, vtpass: Speaks
    ) -> None:
        await business.plays(Row("yes and no", (told(code, status),), CHECKING), vtpass)


class TestARequery:
    @pytest.mark.parametrize(
        "row",
        [
            Row(f"processed; then {code} {says}", (PROCESSING,), end, (told(code),))
            for code, (says, _, _, end) in CODES.items()
        ],
        ids=str,
    )
    async def test_answered_with_a_code(self, row: Row, business: Business, vtpass: Speaks) -> None:
        await business.plays(row, vtpass)

    @pytest.mark.parametrize(
        "row",
        [
            Row(f"processed; then {code} {status!r}", (PROCESSING,), end, (told(code, status),))
            for code in DECIDING
            for status, (_, end) in STATUSES.items()
        ],
        ids=str,
    )
    async def test_answered_with_a_status(self, row: Row, business: Business, vtpass: Speaks) -> None:
        await business.plays(row, vtpass)

    @pytest.mark.parametrize(
        ("code", "end"), [(code, end) for code, (_, end, _, _) in CODES.items() if end is CHECKING]
    )
    async def test_ends_every_doubt_about_an_order(
        self, code: str, end: Ending, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("something; then delivered", (told(code),), DELIVERED, (SAYS_DELIVERED,))

        await business.plays(row, vtpass)


class TestAnotherVendor:
    @pytest.mark.parametrize(
        ("code", "may"), [(code, elsewhere) for code, (_, _, elsewhere, _) in CODES.items()]
    )
    async def test_is_asked_only_after_a_no_that_is_the_first_ones_own(
        self, code: str, may: bool, business: Business, vtpass: Speaks
    ) -> None:
        other = FakeVendor("flutterwave")
        row = Row(CODES[code][0], (told(code),), DELIVERED if may else CODES[code][1])

        story = await business.plays(row, vtpass, other)

        assert len(other.vended) == may
        assert len(business.script.asked) == 1
        assert story.payment.attempt is not None
        assert story.payment.attempt.vendor == ("flutterwave" if may else "vtpass")


class TestTheTable:
    async def test_says_the_same_as_that_of_the_gateway(self) -> None:
        assert {code for code, (_, end, _, _) in CODES.items() if end is RETURNED} == set(NOTHING_BOUGHT)

    async def test_is_about_whole_naira_that_anybody_can_add_up(
        self, business: Business, vtpass: Speaks
    ) -> None:
        bank = Bank(business.database)
        before = await bank.of_the_house(HouseAccount.FLOAT, "vtpass")

        delivered = await business.tell(Row("delivered", (SAYS_DELIVERED,), DELIVERED), vtpass)
        returned = await business.tell(Row("failed", (told("016"),), RETURNED), vtpass)
        checking = await business.tell(Row("processing", (PROCESSING,), CHECKING), vtpass)

        # She had ₦10,000 and ₦100 cashback; ₦500 of airtime cost us ₦485 and earn her 1 %.
        assert await bank.balances(delivered.customer) == (naira(9_600), naira(5), naira(0))
        assert await bank.balances(returned.customer) == (naira(10_000), naira(100), naira(0))
        assert await bank.balances(checking.customer) == (naira(9_600), naira(0), naira(500))
        assert await bank.of_the_house(HouseAccount.FLOAT, "vtpass") - before == naira(485)
        assert REFUNDED.accounts(delivered.payment.quote) == RETURNED.accounts(delivered.payment.quote)
