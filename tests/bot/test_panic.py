"""Freezing the wallet at once, from here or by a code from anywhere, and letting it go on again."""

import pytest

from domain.controls import Freeze, FreezeReason
from domain.freezing import FreezeWallet
from domain.money import naira
from tests.chat import PIN, Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

NEW_PIN = "8024"


async def is_frozen(person: Person) -> bool:
    """Whether her wallet stands still."""
    freezing, now = person.vision.app.services.freezing, person.vision.clock()
    return await freezing.state((await person.customer()).id, now=now) is not None


async def freezes(person: Person) -> None:
    """She freezes her wallet, in one message and one tap."""
    await person.says("/panic")
    await person.taps("Freeze my wallet now")
    await person.sees("Your wallet is frozen", "You froze it here")


class TestPanic:
    async def test_stops_all_money_with_one_message_and_one_tap(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)

        await freezes(ada)
        await ada.says("500 " + ada.phone)

        await ada.sees("Your wallet is frozen", "Nothing was charged")
        assert await ada.balance() == naira(1_000)

    async def test_makes_an_open_sheet_pay_nothing(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("500 " + ada.phone)
        await ada.keypad()
        await vision.app.services.freezing.freeze(
            (await ada.customer()).id, FreezeReason.FREEZE_CODE, now=vision.clock()
        )

        await ada.enters_pin()

        await ada.sees("Your wallet is frozen", "Nothing was charged")
        assert await ada.balance() == naira(1_000)

    async def test_hides_tokens(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000, trusted=True)
        await ada.says("light 2000 ikeja 45701119999")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Light token")

        await freezes(ada)
        await ada.says("/token")
        await ada.sees("Your token is kept")
        await ada.says("/history")
        await ada.taps("Light ₦2k · ")
        receipt = await ada.sees("Ikeja")

        assert "Token" not in receipt.text.replace("token is kept", "")

    async def test_still_lets_money_in(self, vision: Vision) -> None:
        ada = await vision.knows()
        await freezes(ada)

        await vision.funds(ada, naira(700))

        assert await ada.balance() == naira(700)

    async def test_says_at_home_what_to_do(self, vision: Vision) -> None:
        ada = await vision.knows()
        await freezes(ada)

        await ada.says("/menu")

        await ada.sees("Your wallet is frozen. /unfreeze says why")

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")

        await ada.says("/panic")
        await ada.taps("Freeze my wallet now")

        await ada.sees("Your wallet dey frozen", "Na you freeze am for here")


class TestUnfreezing:
    async def test_needs_a_code_and_a_new_pin_and_lets_little_out_for_a_day(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=60_000, trusted=True)
        await freezes(ada)

        await ada.taps("Unfreeze my wallet")
        await ada.says(await ada.receives_code())
        for _ in range(2):
            await ada.enters_pin(NEW_PIN)
        await ada.sees("not frozen any more")
        assert not await is_frozen(ada)

        await ada.says("20001 " + ada.phone)
        await ada.enters_pin(NEW_PIN)
        await ada.sees("₦20,000", "Nothing was charged")
        await ada.says("500 " + ada.phone)
        await ada.enters_pin(PIN)
        await ada.sees("Wrong PIN")
        assert await ada.balance() == naira(60_000)

    async def test_does_not_come_by_a_wrong_code(self, vision: Vision) -> None:
        ada = await vision.knows()
        await freezes(ada)
        await ada.taps("Unfreeze my wallet")
        code = await ada.receives_code()

        await ada.says(f"{(int(code) + 1) % 1_000_000:06}")

        await ada.sees("left")
        assert await is_frozen(ada)

    async def test_is_not_hers_where_we_froze_it(self, vision: Vision) -> None:
        ada = await vision.knows()
        freeze = Freeze(FreezeReason.RISK, vision.clock())
        await vision.app.database.money.apply(FreezeWallet((await ada.customer()).id, freeze))
        await ada.sees("Your wallet was frozen")

        await ada.taps("What now?")
        await ada.sees("We saw signs that somebody else may be using it", "ask for a person")
        await ada.taps("Ask for a person")

        await ada.sees("A person looks at it. You hear from us by")
        assert await is_frozen(ada)

    async def test_of_what_is_not_frozen_says_so(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/unfreeze")

        await ada.sees("Your wallet is not frozen")


class TestAFreezeCode:
    async def test_freezes_from_any_telegram_account(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=500)
        code = await makes_code(ada)
        thief_or_friend = await vision.meets("Somebody")

        await thief_or_friend.says(f"/freeze {code.lower().replace('-', ' ')}")

        await thief_or_friend.sees("If that code is right, the wallet is frozen now")
        await ada.sees("Your wallet was frozen")
        assert await is_frozen(ada)

    async def test_is_not_told_from_a_wrong_one_and_is_not_guessed_for_long(self, vision: Vision) -> None:
        ada = await vision.knows()
        await makes_code(ada)
        guesser = await vision.meets("Guesser")

        for number in range(5):
            await guesser.says(f"/freeze AAAAA-AAAA{number + 2}")
            await guesser.sees("If that code is right")
        await guesser.says(f"/freeze {await makes_code(ada)}")

        await guesser.sees("You tried too many codes today")
        assert not await is_frozen(ada)

    async def test_takes_the_place_of_the_one_before(self, vision: Vision) -> None:
        ada = await vision.knows()
        old = await makes_code(ada)
        await makes_code(ada)
        friend = await vision.meets("Friend")

        await friend.says(f"/freeze {old}")

        await friend.sees("If that code is right")
        assert not await is_frozen(ada)

    async def test_stays_in_no_message_of_who_typed_it(self, vision: Vision) -> None:
        ada = await vision.knows()
        code = await makes_code(ada)
        friend = await vision.meets("Friend")

        await friend.says(f"/freeze {code}")
        await friend.sees("If that code is right")

        assert code not in await friend.chat()


async def makes_code(person: Person) -> str:
    """She makes a freeze code and reads it."""
    await person.says("/menu")
    await person.taps("Settings")
    await person.taps("Safety")
    await person.taps("New freeze code")
    shown = await person.sees("Your freeze code")
    return next(line for line in shown.text.splitlines() if "-" in line and len(line) == 11)
