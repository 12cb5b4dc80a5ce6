"""An account that moves to another Telegram, over the real protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.money import naira
from tests.chat import PIN, Person, Vision, running_vision


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url) as vision:
        yield vision


async def comes_back(vision: Vision, ada: Person) -> Person:
    """The same person and phone number, with another Telegram account, as far as the offer."""
    new = await vision.meets("Ada", phone=ada.phone)
    await new.says("/link")
    await new.sees("Share your number")
    await new.shares_contact()
    await new.sees("already has a wallet, but not in this Telegram account", "Shall it move here?")
    return new


async def is_offered_and_sent_a_code(vision: Vision, ada: Person) -> tuple[Person, str]:
    new = await comes_back(vision, ada)
    await new.taps("Move it here")
    await new.sees("I am sending a code of 6 digits")
    return new, await new.receives_code()


class TestMovingAnAccount:
    async def test_takes_a_code_and_the_pin_and_signs_the_old_one_out(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000, trusted=True)
        customer = await ada.customer()
        new, code = await is_offered_and_sent_a_code(vision, ada)

        await new.says(code)
        await new.sees("Enter the PIN of that wallet")
        await new.enters_pin()

        await new.sees("Wallet", "₦5,000")
        await new.sees("Your account moved to this Telegram")
        await ada.sees("You are signed out here")
        assert (await new.customer()).id == customer.id
        assert await vision.app.services.customers.known(ada.id) is None
        await ada.says("/balance")
        await ada.sees("Welcome to Vision")

    async def test_lets_little_be_spent_for_a_day(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=60_000, trusted=True)
        new, code = await is_offered_and_sent_a_code(vision, ada)
        await new.says(code)
        await new.sees("Enter the PIN of that wallet")
        await new.enters_pin()
        await new.sees("Wallet")

        await new.says("21000 08031234567 mtn")
        await new.enters_pin()
        await new.sees("a code of 6 digits")
        await new.says(await new.receives_code(n=2))

        await new.sees("₦20,000")
        assert await new.balance() == naira(60_000)
        await vision.waits(hours=25)
        await new.says("21000 08031234567 mtn")
        await new.enters_pin()
        await new.sees("a code of 6 digits")
        await new.says(await new.receives_code(n=3))
        await new.sees("₦39,000")

    async def test_is_not_done_with_a_wrong_pin_which_locks(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000)
        new, code = await is_offered_and_sent_a_code(vision, ada)
        await new.says(code)
        await new.sees("Enter the PIN of that wallet")

        await new.enters_pin("1111")
        await new.sees("Wrong PIN. 2 tries left")
        await new.says("hello?")
        await new.sees("Enter the PIN of that wallet")
        await new.enters_pin("1112")
        await new.sees("Wrong PIN. 1 try left")
        await new.enters_pin("1113")

        await new.sees("Too many wrong PINs")
        assert (await ada.customer()).telegram_id == ada.id

    async def test_is_not_done_with_a_wrong_or_an_old_code(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        new, code = await is_offered_and_sent_a_code(vision, ada)

        await new.says("12")
        await new.sees("A code has 6 digits")
        await new.says("000000" if code != "000000" else "000001")
        await new.sees("Wrong code. 4 tries left")
        await new.says("12345")
        await new.sees("A code has 6 digits")
        vision.clock.forward(minutes=11)
        await new.says(code)

        await new.sees("This code is not good any more")
        assert (await ada.customer()).telegram_id == ada.id

    async def test_takes_no_pin_that_comes_long_after_the_code(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        new, code = await is_offered_and_sent_a_code(vision, ada)
        await new.says(code)
        await new.sees("Enter the PIN of that wallet")
        vision.clock.forward(minutes=11)

        await new.enters_pin()

        await new.sees("needs a one-time code first")
        assert (await ada.customer()).telegram_id == ada.id

    async def test_is_not_offered_to_who_shares_somebody_elses_number(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        thief = await vision.meets("Thief")
        await thief.says("/link")
        await thief.shares_contact(of="other", phone=ada.phone)

        await thief.sees("That contact is not yours")

        assert await vision.messages.sent() == []

    async def test_is_cancelled_at_any_step(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        new, code = await is_offered_and_sent_a_code(vision, ada)
        await new.says(code)
        await new.sees("Enter the PIN of that wallet")

        await new.taps("Cancel")

        await new.sees("Welcome to Vision")
        assert (await ada.customer()).telegram_id == ada.id

    async def test_goes_on_after_a_restart(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000)
        new, code = await is_offered_and_sent_a_code(vision, ada)
        await vision.restarts()
        await new.says(code)
        await new.sees("Enter the PIN of that wallet")
        await vision.restarts()

        await new.says(PIN)

        await new.sees("Wallet", "₦5,000")

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await (await vision.meets("Ada")).registers(language="Pidgin")
        new = await vision.meets("Ada", phone=ada.phone)
        await new.says("/start")
        await new.taps("Pidgin")
        await new.taps("Continue")
        await new.shares_contact()
        await new.taps("Move am come here")
        await new.says(await new.receives_code())
        await new.enters_pin()

        await new.sees("Your account don move come this Telegram")

    async def test_says_to_a_customer_that_it_is_here(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await ada.says("/link")

        await ada.sees("Your wallet is here")
