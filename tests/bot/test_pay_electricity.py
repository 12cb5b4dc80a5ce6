"""Light: a new meter, a saved one, tokens, and what goes wrong with meters."""

import re

import pytest

from domain.money import naira
from tests.chat import Person, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

PREPAID = "1111111111111"
POSTPAID = "7001234567"
NASTY = "1111111111116"


async def asks_for_light(person: Person, meter: str, company: str = "Ikeja") -> None:
    """Go as far as the question whether that is the right house."""
    await person.says("/menu")
    await person.taps("Light")
    await person.taps(company)
    await person.sees("Type the meter")
    await person.says(meter)


class TestLight:
    async def test_for_a_new_meter_takes_five_taps_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await ada.says("/menu")
        await ada.sees("Wallet")

        ada.counts_taps()
        await ada.taps("Light")
        await ada.taps("Ikeja")
        await ada.sees("Ikeja Electric", "Type the meter")
        await ada.says(PREPAID)
        house = await ada.sees("Is this the right house?", "***", "1111 1111 1111 1", "prepaid")
        await ada.taps("Yes, this one", on=house)
        await ada.sees("How much?")
        await ada.taps("₦5,000")
        await ada.sees("Light ₦5,000", "Fee ₦75", "VAT on the fee ₦5.63", "You pay ₦5,080.63")
        await ada.enters_pin()
        token = await ada.sees("Light token", "…\N{WORD JOINER}1111")

        assert ada.taps_made == 5
        assert re.search(r"\d{4} \d{4} \d{4} \d{4} \d{4}", token.text)
        copied = next(k for row in token.raw["markup"]["inline_keyboard"] for k in row if "copy_text" in k)
        assert re.fullmatch(r"\d{20}", copied["copy_text"]["text"])
        assert await ada.balance() == naira("4919.37")

    async def test_has_a_receipt_with_the_company_s_figures_as_we_write_ours(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await ada.says("light 5k ikeja 45701234112")
        await ada.taps("Yes")
        await ada.enters_pin()
        token = await ada.sees("Light token")

        await ada.taps("Receipt", on=token)

        receipt = await ada.sees("Receipt", "VAT in the price ₦348.83")
        assert "Debt" not in receipt.text

    async def test_for_a_saved_meter_takes_two_taps_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await ada.says("light 2k ikeja 45701234111")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")
        await vision.waits(minutes=1)
        await ada.says("/menu")
        await ada.sees("Wallet")

        ada.counts_taps()
        await ada.taps("Light")
        await ada.taps("Light ₦2k …\N{WORD JOINER}4111")
        await ada.sees("You pay", "You paid ₦2,000 for just this")
        await ada.enters_pin()

        await ada.sees("Light token")
        assert ada.taps_made == 2

    async def test_for_a_saved_meter_keeps_the_amount_that_was_typed(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await ada.says("light 2k ikeja 45701234222")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")
        await vision.waits(minutes=1)

        await ada.says("light 3k")
        await ada.taps("Light ₦3k …\N{WORD JOINER}4222")

        await ada.sees("Meter 4570 123 4222", "Light ₦3,000")

    async def test_in_one_message_asks_for_the_house_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=20_000)

        await ada.says(f"light 10k ikeja {PREPAID}")
        await ada.sees("Is this the right house?")
        await ada.taps("Yes")

        await ada.sees("Light ₦10,000", "You pay ₦10,161.25")

    async def test_for_a_postpaid_account_comes_without_a_token(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)

        await asks_for_light(ada, POSTPAID)
        await ada.sees("Is this the right house?", "postpaid")
        await ada.taps("Yes")
        await ada.says("3000")
        await ada.enters_pin()

        result = await ada.sees("Delivered", "₦3,000 Ikeja light")
        assert "token" not in result.text

    async def test_shows_key_change_tokens_first_and_in_order(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)

        await asks_for_light(ada, PREPAID, "Eko")
        await ada.taps("Yes")
        await ada.taps("₦2,000")
        await ada.enters_pin()
        token = await ada.sees("Light token", "in this order")

        order = re.findall(r"^(\d)\. (.+)$", token.text, re.MULTILINE)
        assert order == [("1", "Key change 1"), ("2", "Key change 2"), ("3", "Token")]
        assert token.labels[:3] == ["Copy 1", "Copy 2", "Copy 3"]

    async def test_is_delivered_before_its_token_comes(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await vision.vtpass.next("without-token", customer_reference="45701234567")

        await asks_for_light(ada, "45701234567")
        await ada.taps("Yes")
        await ada.taps("₦2,000")
        await ada.enters_pin()
        await ada.sees("Delivered", "The token is not here yet")
        await vision.waits(minutes=2)

        await ada.sees("Light token", "…\N{WORD JOINER}4567")

    async def test_token_can_be_shown_again_for_ever(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000)
        await ada.says("/token")
        await ada.sees("There is no token or code yet")
        await ada.says("light 2k ikeja 45701234568")
        await ada.taps("Yes")
        await ada.enters_pin()
        first = await ada.sees("Light token")
        await vision.waits(hours=30)

        await ada.says("/token")

        assert (await ada.sees("Light token")).text == first.text


class TestTheHouse:
    async def test_is_shown_masked_and_harmless_whatever_the_name(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await asks_for_light(ada, NASTY)

        house = await ada.sees("Is this the right house?")
        assert "<&***" in house.text

    async def test_can_be_the_wrong_one(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000)
        await asks_for_light(ada, PREPAID)
        await ada.taps("No, change number")
        await ada.sees("Type the meter")

        await ada.says(POSTPAID)

        await ada.sees("Is this the right house?", "postpaid")

    async def test_is_not_known_to_the_company(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await asks_for_light(ada, "9999999999999")

        await ada.sees("Ikeja Electric doesn't know that number", "Nothing was charged", "Type the meter")

    async def test_can_not_be_asked_for_while_the_company_is_down(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.vtpass.next("500", call="merchant-verify", times=2)

        await asks_for_light(ada, PREPAID)

        await ada.sees("I couldn't reach Ikeja Electric", "Nothing was charged")

    async def test_is_looked_up_five_times_a_day_at_most(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_light(ada, "45700000001")
        await ada.sees("right house")
        for last in range(2, 6):
            await ada.says(f"4570000000{last}")
            await ada.sees("right house", f"000{last}")

        await ada.says("45700000006")

        await ada.sees("You have looked up 5 numbers today without paying")

    @pytest.mark.parametrize("said", ["12", "hello there", "!!!", "1" * 25])
    async def test_is_not_asked_for_with_what_can_not_be_a_meter(self, vision: Vision, said: str) -> None:
        ada = await vision.knows("Ada")

        await asks_for_light(ada, said)

        await ada.sees("That can't be a meter or account number", "Type the meter")


class TestTheAmount:
    async def test_may_not_be_less_than_the_meter_allows(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000)
        await asks_for_light(ada, PREPAID)
        await ada.taps("Yes")
        await ada.sees("How much?")

        await ada.says("100")

        await ada.sees("The least you can pay here is ₦1,000")
