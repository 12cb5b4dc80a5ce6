"""Transfers to an account number that nobody told of, that go back, and that pay what is owed."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from tests.bot.test_personal_account import FLUTTERWAVE_HASH, gets_number, number_of, tells_of_herself
from tests.chat import Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

BVN = "22345678901"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(postgres_module_url: str) -> AsyncIterator[Vision]:
    """The bot, with account numbers from both processors."""
    async with running_vision(
        postgres_module_url,
        flutterwave_secret_key="FLWSECK_TEST-demo",
        flutterwave_webhook_hash=FLUTTERWAVE_HASH,
        personal_accounts="paystack,flutterwave",
    ) as running:
        await running.paystack.decides_after(0)
        yield running


class TestATransferThatIsNotIn:
    async def test_is_found_at_its_processor_or_becomes_a_ticket(self, vision: Vision) -> None:
        ada, ops = await vision.knows("Ada"), await vision.meets("Ops", id=1000)
        await ops.says("/start")
        number = await gets_number(ada)
        await vision.paystack.transfer(number, 500_000, webhook=False)

        await ada.says("/notin")
        await ada.sees("₦5,000 came in from CHIDI OKAFOR", "Wallet now ₦5,000")
        await ada.says("/notin")
        await ada.sees("Nothing new on your account number", f"ending in {number[-4:]}")
        await ada.taps("I sent it, it's not in")

        await ada.sees("Ticket", "Money I sent is not in", f"ending in {number[-4:]}")
        await ops.sees("paystack: nothing that is not in")
        await ada.taps("Ask again")
        await ada.sees("Nothing new")
        assert "Found it" in await ada.chat()
        assert await ada.balance() == naira(5_000)

    async def test_is_found_at_the_other_processor_too_in_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await vision.paystack.next("429", call="assign")
        await ada.says(BVN)
        await ada.sees("Sterling BANK")
        number = await number_of(ada, "flutterwave")
        await vision.flutterwave.transfer(number, 70_000, webhook=False)
        await vision.flutterwave.transfer(number, 90_000, webhook=False, status="failed")
        await ada.says("/language")
        await ada.taps("Pidgin")

        await ada.says("/notin")

        await ada.sees("₦700 don enter")
        await ada.says("/notin")
        await ada.sees("Nothing new dey your account number", "Flutterwave never see any transfer")
        assert await ada.balance() == naira(700)


async def test_a_dispute_of_what_was_spent_is_owed_and_paid_of_the_next_transfer(vision: Vision) -> None:
    ada = await vision.knows("Ada")
    number = await gets_number(ada)
    inflow = await vision.paystack.transfer(number, 200_000)
    await ada.sees("₦2,000 came in")
    await ada.says("500 " + ada.phone)
    await ada.sees("You pay ₦500")
    await ada.enters_pin()
    await ada.sees("Delivered")

    assert await vision.paystack.contest_inflow(inflow, "charge.dispute.create", times=2) == [200, 200]
    await ada.sees("The ₦2,000 that you added is contested", "₦500 of it was spent already")
    await vision.paystack.contest_inflow(inflow, "charge.dispute.resolve", resolution="merchant-accepted")
    await ada.sees("went back", "you owe us that")
    await vision.paystack.transfer(number, 30_000)
    await ada.sees("₦300 came in", "₦300 of it paid what you owed us", "You still owe ₦200")
    await vision.paystack.transfer(number, 100_000)

    await ada.sees("₦1,000 came in", "Wallet now ₦800", "₦200 of it paid what you owed us", "owe us nothing")
    assert await ada.balance() == naira(800)
