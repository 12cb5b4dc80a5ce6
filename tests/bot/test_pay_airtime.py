"""Airtime, from Home to the word that it is delivered."""

from functools import partial

import pytest

from domain.money import naira
from tests.chat import Person, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestAirtime:
    async def test_on_the_own_line_takes_two_taps_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=2_000)

        await ada.says("/menu")
        await ada.sees("Wallet")
        ada.counts_taps()
        await ada.taps("Airtime")
        await ada.sees("MTN", "Your line")
        await ada.taps("₦500")
        sheet = await ada.sees("You pay ₦500", "Fee none", "You earn ₦2.50", "Wallet after ₦1,500")
        await ada.enters_pin()

        result = await ada.sees("Delivered", "₦500 MTN airtime")
        assert ada.taps_made == 2
        assert result.id == sheet.id
        assert await ada.balance() == naira(1_500)

    async def test_can_be_repeated_with_one_tap_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await ada.says("500 " + ada.phone)
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.waits(minutes=1)  # VTpass takes the same order again only after half a minute.

        await ada.says("/menu")
        await ada.sees("Wallet")
        ada.counts_taps()
        await ada.taps("⟲ MTN ₦500")
        await ada.sees("You pay ₦500", "You paid ₦500 for just this today")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert ada.taps_made == 1
        assert await ada.balance() == naira(0)

    async def test_for_another_number_is_one_message_and_the_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)

        ada.counts_taps()
        await ada.says("500 08021234567")
        await ada.sees("Airtel airtime", "0802 123 4567", "You pay ₦500")
        await ada.enters_pin()

        await ada.sees("Delivered", "Airtel", "0802 123 4567")
        assert ada.taps_made == 1

    async def test_goes_to_a_number_from_the_contacts_on_a_network_that_was_changed(
        self, vision: Vision
    ) -> None:
        ada = await vision.knows("Ada", wallet=1_000)

        await ada.says("/airtime")
        await ada.taps("Another number")
        await ada.sees("For which number?")
        await ada.shares_contact("forged", phone="2348051234567")
        await ada.sees("Glo", "0805 123 4567")
        await ada.taps("Glo ▾")
        await ada.taps("9mobile")
        await ada.sees("9mobile", "0805 123 4567")
        await ada.says("250.50")
        await ada.sees("You pay ₦250.50")
        await ada.enters_pin()

        await ada.sees("Delivered", "9mobile", "₦250.50")

    async def test_on_an_unknown_prefix_asks_for_the_network(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)

        await ada.says("100 08041234567")
        await ada.sees("Which network is 0804 123 4567 on?")
        await ada.says("mtn")

        await ada.sees("MTN airtime", "You pay ₦100")

    async def test_that_the_network_rejects_gives_the_money_back(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await vision.vtpass.next("failed", customer_reference="08061234599")

        await ada.says("500 08061234599")
        await ada.enters_pin()

        await ada.sees("Not delivered. Your money is back", "₦500 came back")
        assert await ada.balance() == naira(1_000)


async def was_not_found(vision: Vision, person: Person, times: int) -> bool:
    """Return whether VTpass said so often that it does not know the newest payment."""
    attempt = (await vision.newest_payment(person)).attempt
    return attempt is not None and attempt.not_found >= times


class TestVtpass:
    @pytest.mark.parametrize(
        "trouble",
        ["late", "garbage", "500", "empty", "unlisted", "duplicate", "deliver-then-drop"],
    )
    async def test_that_is_unclear_is_asked_until_it_is_clear(self, vision: Vision, trouble: str) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await vision.vtpass.next(trouble, customer_reference="0" + ada.phone[4:], delay_s=0)

        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        if trouble != "late":
            await ada.sees("Checking with MTN", "Your ₦500 is held", "your money comes back")
            assert await ada.balance() == naira(500)
            await vision.waits(seconds=15)

        await ada.sees("Delivered")
        assert await ada.balance() == naira(500)

    async def test_that_stays_silent_is_told_about_when_it_was_promised(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await vision.vtpass.next("pending", customer_reference="0" + ada.phone[4:])

        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("Checking with MTN", "you hear from me by")
        await vision.waits(minutes=5, seconds=5)

        await ada.sees("Still checking with MTN", "Your ₦500 is held and safe")

    async def test_that_never_got_it_gives_the_money_back(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await vision.vtpass.next("drop", customer_reference="0" + ada.phone[4:])

        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("Checking with MTN")
        for times in (1, 2):
            await vision.waits(minutes=7)
            await vision.until(partial(was_not_found, vision, ada, times))

        await ada.sees("Not delivered. Your money is back", "MTN never received it")
        assert await ada.balance() == naira(1_000)

    async def test_that_stays_silent_for_a_day_gives_the_money_back(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await vision.vtpass.next("pending", customer_reference="0" + ada.phone[4:])

        await ada.says(f"500 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("Checking with MTN")
        await vision.waits(hours=24, minutes=1)

        await ada.sees("Not delivered. Your money is back", "MTN did not answer in time")
        assert await ada.balance() == naira(1_000)


class TestARestart:
    async def test_finds_the_sheet_open_and_the_digits_entered(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await ada.says(f"500 {ada.phone}")
        keypad = await ada.keypad()
        await ada.taps("2", on=keypad)
        await ada.taps("5", on=keypad)

        await vision.restarts()
        await ada.taps("8", on=keypad)
        await ada.taps("0", on=keypad)

        await ada.sees("Delivered")
