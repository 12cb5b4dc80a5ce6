"""Looking around before registering."""

import pytest

from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestLookingAround:
    async def test_shows_billers_fees_and_prices_and_leads_on_to_registering(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("/start")
        first = await ada.sees("Welcome to Vision")

        await ada.taps("Look around first")
        overview = await ada.sees(
            "Airtime: MTN", "Light: ", "Light: 1.5% of the bill, ₦200 at most", "VAT of 7.5%"
        )
        await ada.taps("Airtime")
        await ada.sees("MTN", "From ₦50 to ₦50,000")
        await ada.taps("Back")
        await ada.sees("What you can pay here")
        await ada.taps("Continue")

        await ada.sees("Share your number")
        assert overview.id == first.id

    async def test_leads_back_to_the_first_screen(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("/start")
        await ada.taps("Look around first")
        await ada.sees("What you can pay here")

        await ada.taps("Back")

        await ada.sees("Welcome to Vision")

    async def test_by_an_old_button_leads_a_customer_home(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("/start")
        welcome = await ada.sees("Welcome to Vision")
        look = welcome.data("Look around first")
        await ada.registers()

        await ada.presses(look, on=welcome.id)

        overview = await ada.sees("What you can pay here")
        assert overview.labels[-1] == "Home"
