"""Two aggregators at once: what only the second sells, and what it delivers when the first can't."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from tests.bot.walks import Say, Step, Tap, at_home, go
from tests.chat import Person, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

YES = Tap("Yes")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, with a key for Flutterwave too."""
    async with running_vision(sqlite_module_url, flutterwave_secret_key="FLWSECK_TEST-demo") as running:
        await running.reads_price_lists()
        yield running


def card(number: str) -> Say:
    """The number of a card, when it is asked for."""
    return Say(number, asked="Type the card number")


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

    @pytest.mark.parametrize(
        ("recipient", "steps", "plan"),
        [
            pytest.param(None, (Tap("Data"), Tap("1. ")), "MTN data", id="data"),
            pytest.param(
                "4600123471",
                (
                    *(Tap("TV"), Tap("GOtv"), card("4600123471"), YES),
                    *(Tap("Change package"), Say("jinja", asked="GOtv"), Tap("1. ")),
                ),
                "₦3,900 GOtv",
                id="TV",
            ),
            pytest.param(
                "02012345671",
                (Tap("TV"), Tap("StarTimes"), card("02012345671"), YES, Tap("1. ")),
                "₦2,100 StarTimes",
                id="StarTimes",
            ),
            pytest.param(
                "1402000671",
                (
                    *(Tap("Internet"), Tap("Smile"), Say("1402000671", asked="account number"), YES),
                    *(Say("3GB Bigga", asked="Smile"), Tap("1. ")),
                ),
                "₦2,700 Smile",
                id="internet",
            ),
        ],
    )
    async def test_is_stood_in_for_with_the_same_plan(
        self, vision: Vision, recipient: str | None, steps: tuple[Step, ...], plan: str
    ) -> None:
        """Each vendor has its own code for it, and writes its name its own way."""
        ada = await at_home(vision)
        recipient = recipient or f"0{ada.phone.removeprefix('+234')}"
        await vision.vtpass.next("refuse", customer_reference=recipient)

        await go(ada, *steps)
        await ada.sees("You pay")
        await ada.enters_pin()

        await ada.sees("Delivered", plan)
        assert await asked(vision, ada) == [("flutterwave", 1)]

    async def test_is_not_stood_in_for_where_only_it_knows_what_a_decoder_has(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await vision.vtpass.next("refuse", customer_reference="4600123472")

        await go(ada, Tap("TV"), Tap("DStv"), card("4600123472"), YES, Tap("Renew"))
        await ada.enters_pin()

        await ada.sees("Not delivered. Your money is back")
        assert await asked(vision, ada) == []
        assert await ada.balance() == naira(100_000)

    async def test_is_not_stood_in_for_while_nobody_knows_what_it_did(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await vision.vtpass.next("deliver-then-drop", customer_reference="08031234502")

        await ada.says("500 08031234502")
        await ada.enters_pin()
        await ada.sees("Checking")
        await vision.waits(seconds=30)

        await ada.sees("Delivered", "₦500")
        assert await asked(vision, ada) == [("vtpass", 1)]
