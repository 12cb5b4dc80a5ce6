"""Meter tokens and vouchers, as each company behind VTpass writes them: owed until the customer has them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.cases import CaseKind
from domain.money import naira
from domain.notices import NoticeKind
from domain.vendors import TokenKind
from tests.vendors_answers.bills import from_the_list_of, light, postpaid_light, price_at
from tests.vendors_answers.business import Business, Row, Speaks
from tests.vendors_answers.endings import CHECKING, CODE_COMES_LATER, DELIVERED, REFUNDED
from tests.vendors_answers.scripted_company import Answer, KeepsSilent, Says
from tests.vendors_answers.vtpass_words import PROCESSING, told

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKEN, BONUS = "26362054405982757802", "11112222333344445555"
FIRST_KEY, SECOND_KEY = "10000000000000000001", "20000000000000000002"
IN_FOURS = "2636 2054 4059 8275 7802"


def lit(**more: Any) -> Says:
    """Return the answer of a delivery of ₦5,000 of light."""
    return told("000", "delivered", total=4_850, **more)


def sold(biller_id: str, **more: Any) -> Says:
    """Return the answer of a delivery of what a biller has on its list."""
    price = price_at(biller_id)
    return told("000", "delivered", total=str((price - price.share(300)).kobo / 100), **more)


WITHOUT_TOKEN = lit(purchased_code="", customerName="ADA OBI")
WITH_TOKEN = lit(purchased_code=f"Token : {TOKEN}", extras=f"Token : {TOKEN}")
TOKENS: dict[str, dict[str, object]] = {
    "as Ikeja does": {"purchased_code": f"Token : {TOKEN}", "token": f"Token : {TOKEN}", "units": "79.9 kWh"},
    "as Eko does": {
        "mainToken": TOKEN,
        "mainTokenUnits": 79.9,
        "bonusToken": "N/A",
        "KCT1": "",
        "KCT2": None,
    },
    "with a capital": {"Token": TOKEN, "PurchasedUnits": "79.9"},
    "in groups": {"token": "2636-2054-4059-8275-7802", "Units": "79.9 kWh"},
    "in groups of their own": {"token": "Token: 26362 05440 59827 57802", "units": "79.9"},
    "in the bought code alone": {"purchased_code": TOKEN, "units": "79.9 kWh"},
    "in the extras alone": {"purchased_code": "", "extras": f"Token: {TOKEN}", "units": 79.9},
    "in a list": {"tokens": [TOKEN], "units": "79.9 kWh"},
}
NO_TOKENS: dict[str, dict[str, object]] = {
    "nothing": {},
    "empty fields": {"purchased_code": "", "token": "", "extras": ""},
    "null": {"purchased_code": None, "token": None},
    "N/A": {"purchased_code": "N/A", "token": "N/A", "units": 0},
    "19 digits": {"token": TOKEN[:-1]},
    "21 digits": {"token": f"{TOKEN}1"},
    "a number": {"token": int(TOKEN)},
    "a word": {"token": "Token : pending"},
    "only what resets the meter": {"resetToken": TOKEN, "configureToken": BONUS},
    "only new keys for the meter": {"kct1": FIRST_KEY, "kct2": SECOND_KEY, "token": "N/A"},
    "only a bonus": {"bonusToken": BONUS, "mainToken": ""},
}
# biller: how its code is written at once, how by requery, what the customer reads
CODES: dict[str, tuple[dict[str, object], dict[str, object], tuple[str, ...]]] = {
    "waec": (
        {
            "purchased_code": "Serial No:WRN123456790, pin: 098765432112",
            "cards": [{"Serial": "WRN123456790", "Pin": "098765432112"}],
            "amount": "900.00",
        },
        {"extras": "Serial No:WRN123456790, pin: 098765432112"},
        ("Serial number <code>WRN123456790</code>", "PIN <code>098765432112</code>"),
    ),
    "waec-registration": (
        {"purchased_code": "Token: 0100123456789012", "tokens": ["0100123456789012"]},
        {"purchased_code": "Token: 0100123456789012"},
        ("PIN <code>0100123456789012</code>",),
    ),
    "jamb": (
        {"purchased_code": "Pin : 367574683050773", "Pin": "Pin : 367574683050773"},
        {"extras": "Pin : 367574683050773", "commission": "150"},
        ("PIN <code>367574683050773</code>",),
    ),
    "showmax": (
        {"purchased_code": "SHMABCDEFGHJKL", "Voucher": ["SHMABCDEFGHJKL"]},
        {"purchased_code": "SHMABCDEFGHJKL"},
        ("Voucher <code>SHMABCDEFGHJKL</code>",),
    ),
    "spectranet": (
        {
            "purchased_code": "",
            "cards": [
                {"serialNumber": "6543210987", "pin": "9876543210", "expiresOn": "2027-11-18", "value": 1000}
            ],
        },
        {"cards": [{"serialNumber": "6543210987", "pin": "9876543210", "expiresOn": "18-NOV-27"}]},
        (
            "Serial number <code>6543210987</code>",
            "PIN <code>9876543210</code>",
            "Use it by 18 Nov 2027.",
        ),
    ),
}


class TestAToken:
    @pytest.mark.parametrize("what", TOKENS)
    async def test_is_found_however_it_is_written(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        reads = (IN_FOURS, "79.9 kWh")
        at_once = Row(f"a token {what}", (lit(**TOKENS[what]),), DELIVERED, order=light, reads=reads)
        later = replace(at_once, answers=(PROCESSING,), then=(lit(**TOKENS[what]),))

        for row in (at_once, later):
            story = await business.plays(row, vtpass)

            assert [token.digits for token in story.payment.delivery.tokens] == [TOKEN]
            assert NoticeKind.PAYMENT_TOKEN in story.told

    async def test_comes_after_the_new_keys_that_the_meter_takes_first(
        self, business: Business, vtpass: Speaks
    ) -> None:
        said = lit(token=TOKEN, kct1=FIRST_KEY, kct2=SECOND_KEY, bonusToken=BONUS)
        reads = ("Enter these 4 numbers in this order", "1. Key change 1", "2. Key change 2", "3. Token")

        story = await business.plays(
            Row("a change of keys", (said,), DELIVERED, order=light, reads=reads), vtpass
        )

        assert [token.kind for token in story.payment.delivery.tokens] == list(TokenKind)

    @pytest.mark.parametrize("what", NO_TOKENS)
    async def test_that_is_not_there_is_owed_until_a_requery_has_it(
        self, what: str, business: Business, vtpass: Speaks
    ) -> None:
        without, words = lit(**NO_TOKENS[what]), ("The token is not here yet.",)
        owed = Row(f"{what} for a token", (without,), CODE_COMES_LATER, order=light, reads=words)

        waits = await business.plays(owed, vtpass)
        await business.plays(replace(owed, then=(without, without)), vtpass)
        paid = await business.plays(replace(owed, end=DELIVERED, then=(without, WITH_TOKEN)), vtpass)

        assert NoticeKind.PAYMENT_TOKEN not in waits.told
        assert NoticeKind.PAYMENT_TOKEN in paid.told
        assert IN_FOURS in "".join(paid.reads["pcm"])

    @pytest.mark.parametrize(
        "answer",
        [PROCESSING, told("015"), told("030"), told("083"), Says(b"", 502), KeepsSilent()],
        ids=["processing", "unknown id", "biller unreachable", "system error", "HTTP 502", "silence"],
    )
    async def test_stays_owed_whatever_doubt_a_requery_raises(
        self, answer: Answer, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("no token; then a doubt", (WITHOUT_TOKEN,), CODE_COMES_LATER, (answer,), order=light)

        await business.plays(row, vtpass)
        await business.plays(replace(row, end=DELIVERED, then=(answer, answer, WITH_TOKEN)), vtpass)

    @pytest.mark.parametrize(
        "no", [told("016"), told("091"), told("000", "failed")], ids=["016", "091", "failed"]
    )
    async def test_that_is_denied_after_a_delivery_is_for_a_person_to_find_out(
        self, no: Answer, business: Business, vtpass: Speaks
    ) -> None:
        contradiction = frozenset({CaseKind.CONTRADICTION})
        row = Row(
            "no token; then failed", (WITHOUT_TOKEN,), CODE_COMES_LATER, (no,), contradiction, order=light
        )

        await business.plays(row, vtpass)
        await business.plays(replace(row, end=DELIVERED, then=(no, WITH_TOKEN)), vtpass)

    async def test_is_owed_no_more_when_the_delivery_is_taken_back(
        self, business: Business, vtpass: Speaks
    ) -> None:
        row = Row("no token; then reversed", (WITHOUT_TOKEN,), REFUNDED, (told("040"),), order=light)

        story = await business.plays(row, vtpass)

        assert NoticeKind.PAYMENT_TOKEN not in story.told

    @pytest.mark.parametrize("order", [postpaid_light, None], ids=["postpaid light", "airtime"])
    async def test_is_not_owed_where_there_is_none(
        self, order: Any, business: Business, vtpass: Speaks
    ) -> None:
        said = told("000", "delivered", total=4_850 if order else 485, purchased_code="", token=TOKEN)
        row = Row("delivered", (said,), DELIVERED)

        story = await business.plays(replace(row, order=order) if order else row, vtpass)

        assert story.payment.delivery.tokens == ()
        assert NoticeKind.PAYMENT_TOKEN not in story.told

    async def test_in_an_answer_of_doubt_is_not_told(self, business: Business, vtpass: Speaks) -> None:
        said = told("099", "pending", total=4_850, token=TOKEN)

        story = await business.plays(Row("processing, with a token", (said,), CHECKING, order=light), vtpass)

        assert IN_FOURS not in "".join(story.reads["en"])


class TestAVoucher:
    @pytest.mark.parametrize("biller_id", CODES)
    async def test_is_what_the_customer_gets(
        self, biller_id: str, business: Business, vtpass: Speaks
    ) -> None:
        at_once, asked, reads = CODES[biller_id]
        order = from_the_list_of(biller_id)

        for row in (
            Row("its code", (sold(biller_id, **at_once),), DELIVERED, order=order, reads=reads),
            Row("its code by requery", (PROCESSING,), DELIVERED, (sold(biller_id, **asked),), order=order),
        ):
            story = await business.plays(replace(row, reads=reads), vtpass)

            assert NoticeKind.PAYMENT_TOKEN in story.told
            assert len(story.payment.delivery.vouchers) == 1

    @pytest.mark.parametrize("biller_id", CODES)
    async def test_that_is_not_there_is_owed_until_a_requery_has_it(
        self, biller_id: str, business: Business, vtpass: Speaks
    ) -> None:
        nothing, asked = sold(biller_id, purchased_code=""), sold(biller_id, **CODES[biller_id][1])
        owed = Row(
            "delivered, and no code",
            (nothing,),
            CODE_COMES_LATER,
            (nothing, PROCESSING),
            order=from_the_list_of(biller_id),
            reads=("The code is not here yet.",),
        )

        story = await business.plays(owed, vtpass)
        await business.plays(
            replace(owed, end=DELIVERED, then=(nothing, asked), reads=CODES[biller_id][2]), vtpass
        )

        assert NoticeKind.PAYMENT_TOKEN not in story.told

    async def test_with_a_charge_of_theirs_costs_more_than_its_price(
        self, business: Business, vtpass: Speaks
    ) -> None:
        said = told("000", "delivered", total=8_416, Voucher=["SHMABCDEFGHJKL"])
        row = Row("8400 - 84 + 100", (said,), DELIVERED, order=from_the_list_of("showmax"), cost=naira(8_416))

        await business.plays(row, vtpass)


class TestAPackage:
    async def test_has_no_code(self, business: Business, vtpass: Speaks) -> None:
        said = sold("dstv", purchased_code="")
        row = Row(
            "delivered", (said,), DELIVERED, order=from_the_list_of("dstv"), reads=("Keep the decoder on",)
        )

        story = await business.plays(row, vtpass)

        assert NoticeKind.PAYMENT_TOKEN not in story.told
