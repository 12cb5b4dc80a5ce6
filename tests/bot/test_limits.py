"""Limits: what may still leave today, a lower limit of one's own, sending to people switched off."""

import pytest

from domain.controls import Controls
from domain.money import naira
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def controls_of(person: Person) -> Controls:
    """What she has set for herself."""
    customer = await person.customer()
    return (await person.vision.app.services.wallets.of(customer.id)).controls


class TestLimits:
    async def test_of_a_new_account_say_what_may_leave_and_until_when(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says("500 " + ada.phone)
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("/limits")

        shown = await ada.sees("Your limits", "Today ₦500 of ₦50,000", "only ₦20,000 can leave until")
        assert "You can still spend ₦19,500 today" in shown.text
        assert "Your wallet can hold ₦300,000. There is room for ₦295,500 more." in shown.text
        assert "Level 2 gives you ₦200,000 a day and a wallet of up to ₦500,000" in shown.text
        assert "Get level 2" in shown.labels

    async def test_of_the_highest_level_offer_none_above(self, vision: Vision) -> None:
        ada = await vision.knows(trusted=True)

        await ada.taps("Settings")
        await ada.taps("Limits")

        shown = await ada.sees("Your wallet can hold any amount")
        assert not any(label.startswith("Get level") for label in shown.labels)

    async def test_speak_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")

        await ada.says("/limits")

        await ada.sees("You fit still spend", "na only ₦20,000 fit comot")


class TestALimitOfOnesOwn:
    async def test_holds_at_once_and_needs_a_code_to_be_raised(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says("/limits")
        await ada.taps("Set my own limit")
        await ada.says("1k")
        await ada.sees("₦1,000 a day can leave your wallet", "You can still spend ₦1,000 today")

        await ada.says("1001 " + ada.phone)
        await ada.enters_pin()
        await ada.sees("over the limit of ₦1,000 a day that you set", "Nothing was charged")

        await ada.says("/limits")
        await ada.taps("Set my own limit")
        await ada.says("3,000")
        await ada.says(await ada.receives_code())
        await ada.sees("₦3,000 a day can leave your wallet")
        await ada.says("1001 " + ada.phone)
        await ada.enters_pin()
        await ada.sees("Delivered")
        assert await ada.balance() == naira(5_000 - 1_001)

    async def test_is_not_raised_by_a_wrong_code(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await ada.says("/limits")
        await ada.taps("Set my own limit")
        await ada.taps("₦5k")
        await ada.sees("₦5,000 a day can leave")
        await ada.taps("Set my own limit")
        await ada.taps("No limit of my own")
        code = await ada.receives_code()

        await ada.says(str((int(code) + 1) % 1_000_000).zfill(6))

        await ada.sees("tr")  # how many tries are left
        await ada.says("/limits")
        await ada.sees("Today ₦0 of ₦5,000")

    @pytest.mark.parametrize("said", ["abc", "0", "-5", "50000", "1e9"])
    async def test_that_makes_no_sense_is_asked_for_again(self, vision: Vision, said: str) -> None:
        ada = await vision.knows()
        await ada.says("/limits")
        await ada.taps("Set my own limit")

        await ada.says(said)

        await ada.sees("How much may leave your wallet in a day?")
        assert (
            await vision.app.services.wallets.of((await ada.customer()).id)
        ).controls.own_daily_outflow is None


class TestSendingToPeople:
    async def test_stops_at_a_tap_and_needs_a_code_to_go_on(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/limits")

        await ada.taps("Stop sending to people")
        await ada.sees("Nothing can be sent to people", "Sending to people is off")
        await ada.taps("Allow sending to people")
        await ada.says(await ada.receives_code())

        await ada.sees("You can send to people again")
        assert not (await controls_of(ada)).transfers_off
