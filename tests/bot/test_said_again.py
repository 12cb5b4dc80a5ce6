"""A language that is changed on the way: the open question once more, and nothing charged or lost by it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiogram.fsm.state import StatesGroup

from bot.conversations.open_pin_sheet import purposes_worded
from bot.conversations.pin_sheet import purposes
from bot.conversations.said_again import steps_said_again
from domain.money import naira
from tests.bot.test_schedules import a_receipt
from tests.bot.test_send_money import local
from tests.bot.test_withdraw import to_the_amount
from tests.chat import PIN, Person, Seen, Vision, running_vision

OWNER = 9_200_001
STAFF_PIN = "7391"

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with withdrawals switched on."""
    async with running_vision(sqlite_module_url, withdrawals=True, admin_telegram_ids=str(OWNER)) as running:
        yield running


async def speaks(person: Person, language: str, *says: str) -> None:
    """Change the language, and see the open question in it."""
    await person.says("/language")
    await person.taps(language)
    await person.sees(*says)


async def enters_half_a_pin(person: Person) -> None:
    """Press two keys of the newest keypad, wrong ones."""
    keypad = await person.keypad()
    for digit in "99":
        await person.presses(keypad.data(digit), on=keypad.id)


def page_of(message: Seen) -> str:
    """Return the payment page that a button leads to."""
    keys = [key for row in message.raw["markup"]["inline_keyboard"] for key in row]
    return str(next(key["url"] for key in keys if "url" in key))


class TestEveryStep:
    async def test_can_say_its_question_again(self) -> None:
        asked = {
            state
            for group in StatesGroup.__subclasses__()
            if group.__module__.startswith("bot.conversations.")
            for state in group.__all_states_names__
        }

        assert asked - steps_said_again() == set()

    async def test_of_a_pin_sheet_can_say_what_the_sheet_is_for(self) -> None:
        assert purposes() == purposes_worded()


class TestAnotherLanguage:
    async def test_says_a_transfer_again_and_forgets_half_a_pin(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada", wallet=5_000, trusted=True), await vision.knows("Bola")
        await ada.says(f"/send 500 {local(bola)}")
        await ada.sees("right person")
        await speaks(ada, "Pidgin", "Na this person?", "₦500")
        await ada.taps("Yes")
        await enters_half_a_pin(ada)

        await speaks(ada, "English", "You send ₦500", "Enter your PIN")
        assert await ada.balance() == naira(5_000)
        await ada.enters_pin()

        await ada.sees("₦500")
        assert await ada.balance() == naira(4_500)

    async def test_says_the_steps_and_the_sheet_of_a_withdrawal_again(self, vision: Vision) -> None:
        ada = await vision.knows("Ada Obi", wallet=10_000, trusted=True)
        await ada.says("/withdraw")
        await speaks(ada, "Pidgin", "Which bank?", "Withdraw go your bank")
        await speaks(ada, "English", "Which bank?", "Withdraw to your bank")
        await to_the_amount(ada)
        await speaks(ada, "Pidgin", "How much?")
        await ada.says("2000")
        await enters_half_a_pin(ada)

        await speaks(ada, "English", "Withdraw to your bank", "ADA OBI", "You pay")
        await ada.enters_pin()

        await ada.sees("on its way")

    async def test_says_again_how_often_and_the_card_of_what_is_paid_regularly(self, vision: Vision) -> None:
        ada = await a_receipt(vision)
        await ada.taps("Pay it regularly")
        await speaks(ada, "Pidgin", "How often?", "I go pay am by myself")
        await speaks(ada, "English", "How often?", "₦500")
        await ada.taps("Every week")
        await ada.taps("Change something")
        await ada.taps("How much")
        await speaks(ada, "Pidgin", "Type")
        await ada.says("700")
        await speaks(ada, "English", "₦700 each time", "Enter your PIN")
        await ada.taps("Change something")
        await speaks(ada, "Pidgin", "every week for")
        assert await vision.app.services.schedules.of((await ada.customer()).id) == ()

    async def test_says_again_which_pin_is_to_be_entered(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/pin")
        await ada.taps("Change my PIN")
        await speaks(ada, "Pidgin", "First, the one wey you get now")
        await ada.enters_pin(PIN)
        await ada.sees("PIN")
        await ada.enters_pin("7391")
        await enters_half_a_pin(ada)
        await speaks(ada, "English", "Enter the same PIN again")
        await ada.enters_pin("7391")
        await ada.sees("changed")

    async def test_says_again_who_she_is_to_say_that_she_is(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/limits")
        await ada.taps("Get level 2")
        await ada.taps("Use my BVN")
        await ada.says("Ada Obi")
        await ada.sees("What is the BVN of Ada Obi?")

        await speaks(ada, "Pidgin", "Wetin be the BVN of Ada Obi?")

    async def test_says_again_which_of_some_orders_may_be_meant(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("0802 0000 0191")
        which = await ada.sees("has 12 digits", "Which one do you mean?")

        await speaks(ada, "Pidgin", "12", "Which one you mean?")
        again = await ada.sees("Which one you mean?")
        assert len(again.labels) == len(which.labels)
        await ada.says("500 airtel 08020000011")
        await ada.sees("Airtel", "₦500")

    async def test_says_an_order_that_lacks_money_again_and_leads_to_the_same_page(
        self, vision: Vision
    ) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000041")
        await ada.sees("You need ₦400 more")
        await speaks(ada, "Pidgin", "₦400")
        await ada.taps("Finish am by itself")
        await enters_half_a_pin(ada)
        await speaks(ada, "English", "paid by itself as soon as the money is in", "₦500")
        await ada.enters_pin()
        page = await ada.sees_button("I have paid")

        await speaks(ada, "Pidgin", "Add ₦400", "The link go work for")
        again = await ada.sees_button("I don pay")

        assert page_of(again) == page_of(page)
        await speaks(ada, "English", "Add ₦400")
        await vision.funds(ada, naira(400))
        await ada.sees("Delivered", "₦500 Airtel airtime")
        assert await ada.balance() == naira(0)

    async def test_says_again_what_the_staff_pin_is_for(self, vision: Vision) -> None:
        olu = await vision.knows("Olu", id=OWNER)
        await vision.app.services.staff_pins.set_first(f"telegram:{OWNER}", STAFF_PIN)
        await olu.says("/role add 9200002 auditor")
        await enters_half_a_pin(olu)

        await speaks(olu, "Pidgin", "9200002")
        await olu.enters_pin(STAFF_PIN)

        await olu.sees("APR-")

    async def test_says_the_step_of_a_stranger_again(self, vision: Vision) -> None:
        ada = await vision.meets()
        await ada.says("/start")
        welcome = await ada.sees("Welcome to Vision")
        await ada.taps("Continue")
        await ada.shares_contact()
        await ada.enters_pin()
        await enters_half_a_pin(ada)

        await ada.taps("Pidgin", on=welcome)

        await ada.sees("Put the same PIN again")
        await ada.enters_pin()
        await ada.sees_button("Settings")
