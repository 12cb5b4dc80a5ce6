"""Becoming a customer over the real protocol."""

import pytest

from domain.money import naira
from tests.chat import PIN, Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def asked_for_number(person: Person) -> None:
    """Go as far as the key that shares the number."""
    await person.says("/start")
    await person.taps("Continue")
    await person.sees("Share your number")


async def asked_for_pin(person: Person) -> None:
    """Go as far as the first keypad."""
    await asked_for_number(person)
    await person.shares_contact()
    await person.sees("Choose a PIN")


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

    async def test_keeps_where_the_link_leads(self, vision: Vision) -> None:
        ada = await vision.meets()

        await ada.says("/start light")
        await ada.taps("Continue")
        await ada.sees("Share your number")
        await ada.shares_contact()
        await ada.enters_pin()
        await ada.enters_pin()

        await ada.sees("from which company?")

    async def test_goes_on_where_it_stood_whatever_is_said(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)

        for said in ("/start", "/menu", "Home", "hello", "500 08031234567"):
            await ada.says(said)
            await ada.sees("Choose a PIN")
        await ada.sends("sticker")

        await ada.sees("Choose a PIN")

    async def test_can_be_cancelled_and_begun_again(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)

        await ada.taps("Cancel")
        await ada.sees("Welcome to Vision")
        await ada.registers()

        assert await ada.balance() == naira(0)

    async def test_takes_a_typed_pin_and_deletes_it(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)

        await ada.says(PIN)
        await ada.sees("same PIN again")
        await ada.says(PIN)

        await ada.sees("Your wallet is ready")
        assert PIN not in await ada.chat()

    async def test_wants_another_pin_if_a_typed_one_stays_in_the_chat(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)
        await ada.enters_pin()
        await ada.sees("same PIN again")
        await vision.telegram.order_fault(
            "deleteMessage", code=400, description="Bad Request: message can't be deleted"
        )

        await ada.says(PIN)
        await ada.sees("that PIN is not used", "Choose a PIN")
        for _ in range(2):
            await ada.enters_pin("7391")

        await ada.sees("Your wallet is ready")

    async def test_explains_the_keys_of_a_keypad_that_was_left(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)
        first = await ada.keypad()
        await ada.enters_pin()
        second = await ada.sees("same PIN again")

        early = await ada.presses(first.data("1"), on=first.id)
        for digit in PIN:
            await ada.taps(digit, on=second)
        await ada.sees("Your wallet is ready")
        late = await ada.presses(first.data("1"), on=first.id)

        assert early == "That keypad is not used any more. Look at the newest one."
        assert late == "That keypad was for choosing your PIN, and you have one now. Nothing was changed."

    async def test_keeps_an_order_that_was_typed_before_it(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("500 0802 111 9876")
        await ada.sees("I keep your order")
        await ada.sees("Welcome to Vision")

        await ada.taps("Continue")
        await ada.sees("Share")
        await ada.shares_contact()
        for _ in range(2):
            await ada.enters_pin()

        short = await ada.sees("Airtel airtime", "0802 111 9876", "You need ₦500 more")
        assert short.labels[0] == "Add ₦500 and finish"

    async def test_keeps_the_newest_of_several_orders(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("/start airtime")
        await ada.sees("Welcome to Vision")
        await ada.taps("Continue")
        await ada.sees("Share")

        await ada.says("light 5k ikeja")
        await ada.sees("I keep your order")
        await ada.shares_contact()
        for _ in range(2):
            await ada.enters_pin()

        await ada.sees("Ikeja Electric", "Type the meter")


class TestTheContact:
    @pytest.mark.parametrize("of", ["forged", "missing"])
    async def test_has_to_be_the_own_one(self, vision: Vision, of: str) -> None:
        ada = await vision.meets()
        await asked_for_number(ada)

        await ada.shares_contact(of)

        await ada.sees("That contact is not yours", "Share my number")

    async def test_may_not_be_forwarded(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_number(ada)

        await ada.shares_contact(forwarded=True)

        await ada.sees("That contact was forwarded")

    async def test_has_to_be_nigerian(self, vision: Vision) -> None:
        joe = await vision.meets("Joe", phone="+14155550123")
        await asked_for_number(joe)

        await joe.shares_contact()

        await joe.sees("That is not a Nigerian mobile number")

    async def test_is_not_typed(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_number(ada)

        await ada.says("08031234567")

        await ada.sees("I can't check a number that is typed")

    async def test_may_not_have_a_wallet_already(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        thief = await vision.meets("Thief", phone=ada.phone)
        await asked_for_number(thief)

        await thief.shares_contact()

        await thief.sees("This number already has a wallet")


class TestThePin:
    @pytest.mark.parametrize("weak", ["0000", "1234", "4321", "1987", "1212"])
    async def test_may_not_be_easy_to_guess(self, vision: Vision, weak: str) -> None:
        ada = await vision.meets(phone=f"+234803444{_unlike(weak)}")
        await asked_for_pin(ada)

        await ada.enters_pin(weak)

        await ada.sees("Too easy to guess")

    async def test_may_not_be_the_end_of_the_phone_number(self, vision: Vision) -> None:
        ada = await vision.meets(phone="+2348035557391")
        await asked_for_pin(ada)

        await ada.enters_pin("7391")

        await ada.sees("Too easy to guess")

    async def test_has_to_be_the_same_twice(self, vision: Vision) -> None:
        ada = await vision.meets()
        await asked_for_pin(ada)

        await ada.enters_pin("2580")
        await ada.sees("same PIN again")
        await ada.enters_pin("2581")
        await ada.sees("They don't match")
        await ada.enters_pin("2580")
        await ada.enters_pin("2580")

        await ada.sees("Your wallet is ready")


def _unlike(pin: str) -> str:
    return f"{(int(pin) + 3_333) % 10_000:04d}"
