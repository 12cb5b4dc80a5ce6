"""Settings, languages, help and privacy."""

import pytest

from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestTheLanguage:
    async def test_can_be_pidgin_from_the_start(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.registers(language="Pidgin")

        await ada.taps("Card")

        await ada.sees("Your own line", "How much?")

    async def test_changes_at_once_and_for_good(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.taps("Settings")
        await ada.sees("Number 0803•••", "you can spend ₦50,000 a day", "Language English")
        await ada.taps("Language")
        await ada.taps("Pidgin")
        await ada.sees("From now I go dey speak Pidgin")
        await ada.says("/balance")

        await ada.sees("Wallet ₦0")
        assert (await ada.customer()).language == "pcm"

    async def test_of_a_key_below_the_chat_may_still_be_the_old_one(self, vision: Vision) -> None:
        ada = await vision.knows()
        await vision.app.services.customers.speak((await ada.customer()).id, "pcm")

        await ada.says("Home")

        await ada.sees("Wallet")


class TestHelpAndPrivacy:
    async def test_are_there_before_registration(self, vision: Vision) -> None:
        ada = await vision.meets()

        await ada.says("/help")
        await ada.sees("How to pay", "/token")
        await ada.says("/privacy")

        await ada.sees("What we keep of you, and why", "We sell nothing to anybody")

    async def test_leave_an_open_sheet_open(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=500)
        await ada.says("100 " + ada.phone)
        sheet = await ada.keypad()

        await ada.says("/help")
        await ada.sees("How to pay")
        for digit in "2580":
            await ada.taps(digit, on=sheet)

        await ada.sees("Delivered")
