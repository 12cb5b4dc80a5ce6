"""Home: the way out of everything, on which no order is lost."""

import itertools

import pytest

from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def at_airtime_amount(ada: Person) -> None:
    await ada.says("/airtime")
    await ada.sees("How much?")


async def at_airtime_number(ada: Person) -> None:
    await at_airtime_amount(ada)
    await ada.taps("Another number")
    await ada.sees("For which number?")


async def at_disco(ada: Person) -> None:
    await ada.says("/light")
    await ada.sees("from which company?")


async def at_meter(ada: Person) -> None:
    await at_disco(ada)
    await ada.taps("Eko")
    await ada.sees("Type the meter")


async def at_house(ada: Person) -> None:
    await at_meter(ada)
    await ada.says("45705550001")
    await ada.sees("Is this the right house?")


async def at_light_amount(ada: Person) -> None:
    await at_house(ada)
    await ada.taps("Yes")
    await ada.sees("How much?")


async def at_sheet(ada: Person) -> None:
    await ada.says("100 08021114444")
    await ada.keypad()


async def at_short(ada: Person) -> None:
    await ada.says("5000 08021114444")
    await ada.sees("more")


async def at_adding(ada: Person) -> None:
    await ada.says("/fund")
    await ada.sees("How much?")


STEPS = [
    at_airtime_amount,
    at_airtime_number,
    at_disco,
    at_meter,
    at_house,
    at_light_amount,
    at_sheet,
    at_short,
    at_adding,
]
WITH_AN_ORDER = [at_house, at_light_amount, at_sheet, at_short]


class TestHome:
    async def test_is_reached_from_every_step_by_every_word(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        words = itertools.cycle(("/start", "/menu", "/cancel", "Home", "comot", "STOP "))
        for step in STEPS + STEPS:
            await step(ada)
            await ada.says(next(words))
            await ada.sees("Good", "Wallet")

    async def test_offers_to_go_on_with_the_order(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        for step in WITH_AN_ORDER:
            await step(ada)
            left = (await ada.newest()).text
            await ada.says("/start")
            await ada.taps("Continue:")

            assert (await ada.sees(left.splitlines()[-1][:12])).text.startswith(left[:20])

    async def test_after_a_day_offers_it_no_more(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await at_sheet(ada)
        await vision.waits(hours=25)

        await ada.says("/start")

        assert not [label for label in (await ada.sees("Wallet")).labels if label.startswith("Continue")]

    async def test_after_a_day_takes_no_tap_on_it_for_an_answer_to_another(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("/airtime")
        await ada.taps("Another number")
        await ada.says("08052223344")
        asked = await ada.sees("Glo airtime", "0805 222 3344")
        await vision.waits(hours=25)

        toast = await ada.taps("₦500", on=asked)  # else her own line would be on the sheet

        assert toast is not None
        assert "older screen. Nothing was charged" in toast

    async def test_says_that_nothing_was_charged_when_something_was_cancelled(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await at_sheet(ada)

        await ada.taps("Cancel")

        home = await ada.sees("Cancelled. Nothing was charged", "Wallet ₦1,000")
        assert home.labels[0] == "Continue: Airtel ₦100"

    async def test_changes_the_card_in_place_when_tapped_there(self, vision: Vision) -> None:
        ada = await vision.knows()
        home = await ada.newest()

        await ada.taps("Airtime", on=home)
        amount = await ada.sees("How much?")
        await ada.taps("Back")
        again = await ada.sees("Wallet")

        assert home.id == amount.id == again.id

    async def test_opens_where_a_link_leads(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/start light")
        await ada.sees("from which company?")
        await ada.says("/start no-such-place")

        await ada.sees("Wallet")

    async def test_repeats_nothing_at_first(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("Repeat")

        await ada.sees("There is nothing to repeat yet")

    async def test_opens_what_was_tapped_although_the_tap_could_not_be_answered(self, vision: Vision) -> None:
        ada = await vision.knows()
        await vision.telegram.order_fault("answerCallbackQuery", code=403, times=1, executed=True)

        await ada.taps("Airtime")

        await ada.sees("How much?")
        await vision.telegram.clear_faults()
