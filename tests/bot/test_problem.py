"""Something went wrong: a truthful way of the money on each receipt, and a ticket two taps from there."""

import pytest

from domain.controls import FreezeReason
from tests.chat import Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestAProblem:
    async def test_is_a_ticket_after_two_taps_on_the_receipt(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("150 08020000001")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Receipt")
        await ada.sees("Receipt", "paid ", "sent to Airtel ", "delivered ")

        ada.counts_taps()
        await ada.taps("Problem?")
        await ada.sees("What is wrong?", "₦150 Airtel airtime")
        await ada.taps("It did not arrive")
        card = await ada.sees("Ticket P-", "It did not arrive · received", "A person answers by")

        assert ada.taps_made == 2
        assert "paid " in card.text
        await ada.says("/tickets")
        await ada.taps("P-")
        await ada.sees("A person answers by")
        await ada.taps("It is fine now")
        resolved = await ada.sees("It did not arrive · solved")
        assert "It is fine now" not in resolved.labels

    async def test_reaches_staff_with_the_whole_story(self, vision: Vision) -> None:
        staff = await vision.meets("Staff", id=1000)  # the first of ADMIN_TELEGRAM_IDS
        await staff.says("/start")
        ada = await vision.knows(wallet=1_000)
        await ada.says("160 08020000002")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("/problem")
        await ada.taps("Something else")
        await ada.sees("Ticket P-")

        seen = await staff.sees("Ticket P-", "Something else", "attempt 1: vtpass", "state delivered")
        assert "08020000002" not in seen.text

    async def test_of_nobody_can_be_reported(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/problem")
        await ada.sees("There is no payment here that I could look into")
        await ada.says("/tickets")
        await ada.sees("You have no tickets")

    async def test_of_somebody_else_can_not_be_reported(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=500), await vision.knows("Bola")
        await ada.says("170 08020000003")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Receipt")
        receipt = await ada.sees("Receipt")

        await bola.presses(receipt.data("Problem?"), on=(await bola.newest()).id)
        await bola.sees("It is not yours, or it isn't there any more")


class TestAPaymentOfSomebodyElse:
    async def test_freezes_the_wallet_at_once_and_is_a_ticket(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("180 08020000004")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Receipt")
        ada.counts_taps()

        await ada.taps("Problem?")
        await ada.taps("I didn't do this")
        await ada.sees("Ticket P-", "I didn't do this · received", "I froze your wallet at once")

        assert ada.taps_made == 2
        freeze = await vision.app.services.freezing.state((await ada.customer()).id, now=vision.clock())
        assert freeze is not None
        assert freeze.reason is FreezeReason.NOT_ME
        await ada.taps("What now?")
        await ada.sees("You said that a payment was not yours", "unfreeze it")
        await ada.says("100 08020000004")
        await ada.sees("Your wallet is frozen", "Nothing was charged")

    async def test_freezes_nothing_by_somebody_elses_receipt(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=500), await vision.knows("Bola")
        await ada.says("190 08020000005")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Receipt")
        await ada.taps("Problem?")
        tree = await ada.sees("What is wrong?")

        await bola.presses(tree.data("I didn't do this"), on=(await bola.newest()).id)
        await bola.sees("It is not yours")

        for person in (ada, bola):
            assert (
                await vision.app.services.freezing.state((await person.customer()).id, now=vision.clock())
                is None
            )

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=500)
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.says("110 08020000006")
        await ada.enters_pin()
        await ada.sees_button("Receipt")
        await ada.says("/problem")

        await ada.taps("No be me do am")

        await ada.sees("Ticket P-", "I don freeze your wallet")


class TestATokenThatTheMeterRefuses:
    async def test_has_first_aid_one_tap_away(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000)
        await ada.says("light 2000 ikeja 1111111111111")
        await ada.sees("Is this the right house?")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")

        await ada.taps("Not working?")
        await ada.sees("What does the meter show?")
        await ada.taps("Old or Used")
        await ada.sees("in the order in which you bought them")
        await ada.taps("Still not working")
        await ada.sees("Ticket P-", "Token not working · received")
