"""Two aggregators at once: what only the second sells, and what it delivers when the first can't."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.chat import Person, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, with a key for Flutterwave too."""
    async with running_vision(module_database_url, flutterwave_secret_key="FLWSECK_TEST-demo") as running:
        await running.reads_price_lists()
        yield running


async def at_home(vision: Vision) -> Person:
    person = await vision.knows("Ada", wallet=100_000, trusted=True)
    await person.says("/menu")
    await person.sees("Wallet")
    person.counts_taps()
    return person


async def asked(vision: Vision, person: Person) -> list[tuple[str, int]]:
    """Return who was asked for the person's newest payment, and how often each really delivered."""
    payment = await vision.newest_payment(person)
    customer_reference = payment.order.recipient.reference
    return [
        (vendor, vend["deliveries"])
        for vendor, vends in (
            ("vtpass", await vision.vtpass.vends()),
            ("flutterwave", await vision.flutterwave.vends()),
        )
        for vend in vends
        if vend["customer_reference"] == customer_reference
    ]


class TestWater:
    async def test_is_paid_from_home_to_the_receipt(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("More bills")
        await ada.taps("Water")
        await ada.sees("Type the account number")
        await ada.says("5550001234")
        await ada.sees("Is this the right account?")
        await ada.taps("Yes")
        await ada.says("2500")
        await ada.sees("Lagos Water", "Account 5550 0012 34", "₦2,500")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦2,500 Lagos Water")
        assert await asked(vision, ada) == [("flutterwave", 1)]
        assert ada.taps_made <= 5

    async def test_is_not_offered_to_an_account_that_nobody_has(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("More bills")
        await ada.taps("Water")

        await ada.says("9999999999")

        await ada.sees("doesn't know that account")


class TestTheFirstVendor:
    async def test_is_stood_in_for_where_its_biller_can_not_be_reached(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await vision.vtpass.next("refuse", customer_reference="08031234501")

        await ada.says("500 08031234501")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦500")
        assert await asked(vision, ada) == [("flutterwave", 1)]
        payment = await vision.newest_payment(ada)
        assert payment.attempt is not None
        assert (payment.attempt.n, payment.attempt.vendor) == (2, "flutterwave")

    async def test_is_stood_in_for_with_a_token_for_the_same_meter(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await vision.vtpass.next("refuse", customer_reference="45012345678")

        await ada.says("light 5000 ikeja 45012345678")
        await ada.taps("Yes")
        await ada.enters_pin()

        await ada.sees("Delivered", "Ikeja")
        token = (await vision.newest_payment(ada)).delivery.tokens[0]
        await ada.sees(" ".join(token.digits[n : n + 4] for n in range(0, 20, 4)))
        assert await asked(vision, ada) == [("flutterwave", 1)]

    async def test_is_not_stood_in_for_while_nobody_knows_what_it_did(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await vision.vtpass.next("deliver-then-drop", customer_reference="08031234502")

        await ada.says("500 08031234502")
        await ada.enters_pin()
        await ada.sees("Checking")
        await vision.waits(seconds=30)

        await ada.sees("Delivered", "₦500")
        assert await asked(vision, ada) == [("vtpass", 1)]
