"""Becoming a customer over the real protocol."""

import pytest

from tests.chat import Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestRegistering:
    async def test_takes_three_taps_and_the_pin_twice(self, vision: Vision) -> None:
        ada = await vision.meets("Ada", phone="+2348031234567")

        ada.counts_taps()
        await ada.says("/start")
        await ada.sees("Welcome to Vision")
        await ada.taps("Continue")
        await ada.sees("Share your number")
        await ada.shares_contact()
        await ada.sees("Thank you, Ada", "0803 123 4567")
        await ada.enters_pin()
        await ada.sees("same PIN again")
        await ada.enters_pin()

        home = await ada.sees("Your wallet is ready", "Wallet", "₦0")
        assert ada.taps_made == 3
        assert {"Airtime", "Light", "Add money", "History", "Settings"} <= set(home.labels)
        assert (await ada.customer()).phone.e164 == "+2348031234567"
