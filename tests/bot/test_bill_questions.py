"""What is asked for a bill, and the lists to choose from: whatever people tap and type, no money moves."""

import re

import pytest
import pytest_asyncio

from tests.chat import Person, Seen, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

CARD = "1212121213"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def price_lists(vision: Vision) -> None:
    """The bot knows what its vendors list."""
    await vision.reads_price_lists()


async def at_home(vision: Vision) -> Person:
    """Somebody who looks at Home."""
    person = await vision.knows("Ada", wallet=5_000)
    await person.says("/menu")
    await person.sees("Wallet")
    return person


class TestAWayIn:
    @pytest.mark.parametrize(
        ("link", "seen"),
        [
            ("data", "MTN Data"),
            ("tv", "from which company?"),
            ("internet", "from which company?"),
            ("education", "which one do you need?"),
            ("water", "Type the account number"),
            ("bills", "what do you want to pay?"),
        ],
    )
    async def test_is_a_command_and_a_link(self, vision: Vision, link: str, seen: str) -> None:
        ada = await at_home(vision)

        await ada.says(f"/{link}")
        await ada.sees(seen)
        await ada.says(f"/start {link}")

        await ada.sees(seen)

    async def test_leads_back_step_by_step(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("TV")
        await ada.taps("DStv")
        await ada.says(CARD)
        await ada.taps("Yes")
        await ada.taps("Change package")
        await ada.sees("DStv Padi")

        await ada.taps("Back")
        await ada.sees("Now on")
        await ada.taps("Back")
        await ada.sees("Type the card number")
        await ada.taps("Back")
        await ada.sees("from which company?")
        await ada.taps("Back")

        await ada.sees("Wallet")

    async def test_is_found_again_after_a_stray_word(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/data")
        await ada.taps("Another number")
        await ada.sends("sticker")
        await ada.sees("You were choosing a number")
        await ada.taps("Where was I?")
        await ada.sees("For which number?")
        await ada.says("/start")
        await ada.says("/tv")
        await ada.sends("sticker")
        await ada.sees("You were choosing a company")
        await ada.taps("Where was I?")

        await ada.sees("from which company?")

    async def test_is_kept_as_an_order_to_go_on_with(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill gotv")
        await ada.says(CARD)
        await ada.sees("Is this the right card?")

        await ada.says("/start")
        await ada.taps("Continue: GOtv")

        await ada.sees("Is this the right card?")


class TestAList:
    async def test_can_be_filtered_sorted_and_turned(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("Data")
        whole = await ada.sees("Page 1 of")

        await ada.taps("Week")
        week = await ada.sees("Page 1 of")
        assert "Week ✓" in week.labels
        assert pages(week) < pages(whole)
        await ada.taps("More ›")
        assert "Week ✓" in (await ada.sees("Page 2 of")).labels
        await ada.taps("Week ✓")
        assert pages(await ada.sees("Page 1 of")) == pages(whole)
        await ada.taps("Best ₦/GB")
        best = await ada.sees("Page 1 of", "a GB")

        prices = [int(price.replace(",", "")) for price in re.findall(r"\(₦([\d,]+) a GB\)", best.text)]
        assert len(prices) == 8
        assert prices == sorted(prices)
        assert best.id == whole.id

    async def test_is_found_by_a_part_of_its_name(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("Data")
        await ada.sees("MTN Data")

        await ada.says("xtratalk 250 mb")
        found = await ada.sees("Xtratalk + 250MB - 30 days: ₦500")
        assert len([label for label in found.labels if label[1:3] == ". "]) < 8
        await ada.says("zzz unheard of")

        await ada.sees("There is nothing like that on the list")


class TestWhoIsPaid:
    async def test_is_not_asked_with_what_can_not_be_a_card(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill dstv")

        await ada.says("hello there")

        await ada.sees("That can't be a card number", "Type the card number")

    async def test_is_unknown_to_the_company(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill dstv")

        await ada.says("9999999999")

        await ada.sees("DStv doesn't know that card", "Nothing was charged", "Type the card number")

    async def test_can_be_tried_again_when_the_company_was_down(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill dstv")
        await vision.vtpass.next("500", call="merchant-verify")

        await ada.says(CARD)
        await ada.sees("I couldn't reach DStv", "Nothing was charged")
        await ada.taps("Try again")

        await ada.sees("Is this the right card?")

    async def test_may_be_another_one(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill dstv")
        await ada.says(CARD)
        await ada.taps("No, change number")
        await ada.sees("Type the card number")

        await ada.says("1212121214")

        await ada.sees("Is this the right card?", "OC*** A.")

    async def test_may_be_another_one_even_when_the_package_is_asked_for(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill dstv")
        await ada.says(CARD)
        await ada.taps("Yes")
        await ada.sees("another package?")

        await ada.says("hmm")
        await ada.sees("another package?")
        await ada.says("1212121214")

        await ada.sees("Is this the right card?", "OC*** A.")

    async def test_is_found_by_name(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/bill")
        await ada.sees("what do you want to pay?")
        await ada.says("/bill nobody knows it")
        await ada.sees("what do you want to pay?")
        await ada.says("/tv")
        await ada.says("gotv")

        await ada.sees("GOtv", "Type the card number")


def pages(message: Seen) -> int:
    """Return how many pages a list has."""
    found = re.search(r"Page \d+ of (\d+)", message.text)
    assert found is not None
    return int(found[1])
