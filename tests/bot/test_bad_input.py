"""Everything that nobody asked for: each has an answer, and changes nothing."""

import itertools

import pytest

from domain.money import naira
from tests.bot.test_home import STEPS, at_airtime_amount, at_light_amount, at_sheet
from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

ODD_KINDS = {
    "sticker": "I can't read stickers",
    "voice": "I can't hear voice notes yet",
    "photo": "I see no Vision receipt in that",
    "document": "I can't read files",
    "location": "I don't need a place",
}


class TestAnInputOfTheWrongKind:
    async def test_is_answered_at_every_step_which_stays_open(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        kinds = itertools.cycle(ODD_KINDS.items())
        for step in STEPS:
            await step(ada)
            kind, answer = next(kinds)
            await ada.sends(kind)
            said = await ada.sees(answer)
            assert said.labels == ["Where was I?", "Home"]
            await ada.forwards("how far, you don chop?")
            await ada.sees("That was forwarded from somebody else")

    async def test_leads_back_to_where_we_were(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        for step in STEPS[::2]:
            await step(ada)
            question = (await ada.newest()).text
            await ada.sends("sticker")
            await ada.taps("Where was I?")

            assert (await ada.sees(question.splitlines()[0])).text.splitlines()[0] == question.splitlines()[0]

    async def test_of_5000_characters_is_answered_once(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("<&>" * 1_300)

        await ada.sees("That is too long for me")

    async def test_that_was_edited_is_answered(self, vision: Vision) -> None:
        ada = await vision.knows()
        await at_airtime_amount(ada)
        sent = await ada.says("abc")
        await ada.sees("I can't read an amount")

        await ada.edits(sent["message_id"], "500")

        await ada.sees("I read a message once")

    async def test_that_means_nothing_is_answered(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("how is the weather <today> & tomorrow")

        await ada.sees("I didn't get that", "500 0803 123 4567")


class TestAGroup:
    async def test_is_told_to_open_the_private_chat(self, vision: Vision) -> None:
        ada = await vision.knows()
        group = await vision.telegram.creates_group(ada.id, "Neighbours")

        await vision.telegram.says(ada.id, "/balance@vision_demo_bot", chat=group)

        view = await vision.telegram.wait(group, after=0)
        while not any(m["outgoing"] for m in view["messages"]):
            view = await vision.telegram.wait(group, after=view["change"])
        answer = next(m for m in view["messages"] if m["outgoing"])
        assert "I keep money matters private" in answer["text"]
        assert "₦" not in answer["text"]


class TestAnAmountOfAirtime:
    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("0", "I can't read an amount there"),
            ("-5", "I can't read an amount there"),
            ("1e9", "I can't read an amount there"),
            ("abc", "I can't read an amount there"),
            ("49.99", "The least you can pay here is ₦50"),
            ("50,000.01", "The most you can pay here is ₦50,000"),
            ("₦1,500.50", "₦1,500.50"),
            ("5k", "₦5,000"),
            ("500 naira", "₦500"),
        ],
    )
    async def test_is_read_or_refused_with_the_reason(self, vision: Vision, said: str, answer: str) -> None:
        ada = await vision.knows()
        await at_airtime_amount(ada)

        await ada.says(said)

        await ada.sees(answer)
        assert await ada.balance() == naira(0)


class TestANumber:
    @pytest.mark.parametrize(
        "said",
        ["08021234567", "8021234567", "+2348021234567", "2348021234567", "23408021234567", "0802 123-4567"],
    )
    async def test_is_read_in_every_form(self, vision: Vision, said: str) -> None:
        ada = await vision.knows()
        await ada.says("/airtime")
        await ada.taps("Another number")
        await ada.sees("For which number?")

        await ada.says(said)

        await ada.sees("Airtel airtime", "For 0802 123 4567")

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("0802123456", "That number has 10 digits"),
            ("080212345678", "That number has 12 digits"),
            ("02012345678", "That number has 11 digits"),
            ("+14155550123", "That number has 11 digits"),
            ("mama", "That is not a phone number"),
        ],
    )
    async def test_that_is_broken_is_refused_with_the_reason(
        self, vision: Vision, said: str, answer: str
    ) -> None:
        ada = await vision.knows()
        await ada.says("/airtime")
        await ada.taps("Another number")
        await ada.sees("For which number?")

        await ada.says(said)

        await ada.sees(answer, "For which number?")


class TestAnOldButton:
    async def test_on_an_older_card_answers_no_newer_question(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000)
        await at_airtime_amount(ada)
        old = await ada.newest()
        await at_light_amount(ada)

        toast = await ada.taps("₦1,000", on=old)

        assert toast == "That button is from an older screen. Nothing was charged. /menu brings you home."

    async def test_that_was_made_up_does_nothing(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await at_sheet(ada)
        card = (await ada.newest()).id

        for data in ("x", "go:", "pk:amount:abc", "of:receipt:" + "0" * 32, "k:abc:99", "tu:" + "f" * 32):
            await ada.presses(data, on=card)

        assert await ada.balance() == naira(1_000)


class TestFaultsOfTelegram:
    @pytest.mark.parametrize("code", [429, 500])
    async def test_delay_the_result_and_change_nothing(self, vision: Vision, code: int) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says(f"100 {ada.phone}")
        await ada.keypad()
        await vision.telegram.order_fault("editMessageText", code=code, times=1, retry_after=1)

        await ada.enters_pin()

        await ada.sees("Delivered")
        assert await ada.balance() == naira(900)

    async def test_of_a_person_who_blocked_the_bot_end_when_she_lets_it_in(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await vision.vtpass.next("deliver-then-drop", customer_reference="0" + ada.phone[4:])
        await ada.says(f"100 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("Checking with MTN")

        await vision.telegram.blocks(ada.id)
        await vision.waits(seconds=15)
        await vision.telegram.unblocks(ada.id)

        await ada.sees("Delivered")
        assert await ada.balance() == naira(900)
