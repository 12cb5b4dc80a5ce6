"""Cashback: what was earned and why, what a bill would earn, what we charge, and paying with it."""

import itertools

import pytest

from domain.money import naira
from tests.chat import PIN, Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

_meters = itertools.count(45_701_112_000)


async def has_earned(vision: Vision, *, language: str = "English") -> Person:
    """Somebody who paid for light and earned ₦75 by it."""
    ada = await vision.knows(wallet=20_000, trusted=True)
    if language != "English":
        await ada.says("/language")
        await ada.taps(language)
        await ada.sees("Wallet")
    await ada.says(f"light 5000 ikeja {next(_meters)}")
    await ada.taps("Yes")
    await ada.enters_pin()
    await ada.sees("Light token")
    return ada


class TestCashback:
    async def test_is_shown_with_its_months_and_what_brought_it(self, vision: Vision) -> None:
        ada = await has_earned(vision)

        await ada.says("/cashback")

        page = await ada.sees("₦75", "1.5% of Light, from ₦1,000", "₦75 of ₦7,500", "Earned last")
        assert "0.5% of Airtel airtime, DStv, MTN airtime" in page.text
        assert "▰▱▱▱▱▱▱▱▱▱ ₦75 of ₦7,500" in page.text
        assert "Sat" not in page.text  # the rule of weekends is off

    async def test_is_nothing_yet_for_who_has_not_paid(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.taps("Cashback")

        await ada.sees("Nothing yet")

    async def test_says_why_on_the_receipt(self, vision: Vision) -> None:
        ada = await has_earned(vision)
        await ada.taps("Receipt")
        await ada.taps("Why ₦75?")

        await ada.sees("₦75 is 1.5% of ₦5,000.", "The rule: 1.5% of Light, from ₦1,000")

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await has_earned(vision, language="Pidgin")
        await ada.taps("Receipt")
        await ada.taps("Why ₦75?")
        await ada.sees("₦75 na 1.5% of ₦5,000.")

        await ada.taps("Cashback")
        await ada.sees("Wetin you gain this month", "₦75 out of ₦7,500")
        await ada.says("/whatif 15000 light")
        await ada.sees("You go gain ₦300 cashback", "E better make you pay am once")
        await ada.says("/fees")
        await ada.sees("Wetin we dey charge on top bill")


class TestWhatIf:
    async def test_needs_no_account(self, vision: Vision) -> None:
        stranger = await vision.meets()

        await stranger.says("/whatif 15000 light")

        await stranger.sees(
            "₦15,000 for Light",
            "Fee ₦200",
            "VAT on the fee ₦15",
            "You would pay ₦15,215.",
            "You would earn ₦300 cashback.",
            "₦300 is 2% of ₦15,000.",
            "The rule: 2% of any bill, from ₦10,000",
            "₦10,000 of ₦10,000 is left this month",
            "two halves of ₦7,500 would earn ₦225",
        )

    async def test_knows_what_the_month_has_left(self, vision: Vision) -> None:
        ada = await has_earned(vision)

        await ada.says("what if I pay 2k for light?")

        await ada.sees("You would earn ₦30 cashback", "₦7,425 of ₦7,500 is left")

    async def test_says_which_company_earns_something_else(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("how much cashback for 1000 airtime")
        await ada.sees("You would earn ₦10 cashback", "With MTN, Airtel you would earn ₦5.")
        await ada.says("/whatif 9500 ikeja")
        await ada.sees("₦10,000 would earn ₦200.")

    @pytest.mark.parametrize("words", ["", " banana", " light", " 15000", " 0803 123 4567", " ₦₦₦ 💡"])
    async def test_says_how_to_ask(self, vision: Vision, words: str) -> None:
        ada = await vision.knows()

        await ada.says(f"/whatif{words}")

        await ada.sees("Tell me what you would pay", "/whatif 15000 light")

    async def test_refuses_what_can_be_no_bill(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/whatif 10 airtime")
        await ada.sees("The least you can pay here is ₦50")
        await ada.says("/whatif 5m light")
        await ada.sees("The most you can pay here is ₦500,000")

    async def test_leaves_an_open_sheet_open(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        await ada.says("500 08020000003")
        sheet = await ada.keypad()
        await ada.says("/whatif 15000 light")
        await ada.sees("You would pay")

        for digit in PIN:
            await ada.taps(digit, on=sheet)
        await ada.sees("Delivered")


class TestTheSwitch:
    async def test_is_remembered_and_makes_another_sheet(self, vision: Vision) -> None:
        ada = await has_earned(vision)
        await ada.says("500 08020000004")
        before = await ada.keypad()
        await ada.taps("Use cashback ₦75", on=before)
        sheet = await ada.sees("Cashback used −₦75", "You pay ₦425")
        assert "Don't use cashback" in sheet.labels

        await ada.says("300 08020000004")
        await ada.sees("Cashback used −₦75", "You pay ₦225")
        await ada.taps("Don't use cashback")
        await ada.sees("You pay ₦300")
        await ada.says("200 08020000004")
        await ada.sees("You pay ₦200")
        await ada.taps("Use cashback ₦75")
        await ada.sees("You pay ₦125")
        await ada.enters_pin()

        await ada.sees("Delivered")
        accounts = await vision.app.services.wallets.of((await ada.customer()).id)
        assert accounts.cashback == naira(1)  # what the last one earned


class TestTheFees:
    async def test_are_told_to_anybody(self, vision: Vision) -> None:
        stranger = await vision.meets()

        await stranger.says("/fees")

        await stranger.sees(
            "Light: 1.5% of the bill, ₦200 at most", "Airtime, Data, Education: nothing", "VAT of 7.5%"
        )


class TestTypedTalk:
    async def test_of_rewards_leads_to_the_cashback(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("how does cashback work")

        await ada.sees("It is naira and stays yours for good", "Earned this month")
