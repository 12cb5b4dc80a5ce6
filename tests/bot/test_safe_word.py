"""The safe word: chosen once, and on every sheet that asks for the PIN."""

import pytest

from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def chooses(person: Person, word: str) -> None:
    """She goes to where the word is chosen, and types one."""
    await person.says("/settings")
    await person.taps("Safety")
    await person.taps("Safe word")
    await person.sees("A bot that only looks like me does not know it")
    await person.says(word)


class TestASafeWord:
    async def test_is_on_the_sheet_of_a_typed_order(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await chooses(ada, "mango-drum")
        await ada.sees("Each time I ask for your PIN, I show mango-drum")

        await ada.says("500 " + ada.phone)

        await ada.sees("You pay", "Your safe word: mango-drum")
        await ada.enters_pin("1357")
        await ada.sees("Wrong PIN", "Your safe word: mango-drum")
        await ada.enters_pin()
        await ada.sees("Delivered")

    async def test_is_on_the_sheet_of_an_order_that_waits_for_money(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await chooses(ada, "Ẹyẹ oko")
        await ada.says("500 " + ada.phone)
        await ada.sees("₦400")

        await ada.taps("Finish")

        await ada.sees("Your safe word: Ẹyẹ oko")

    async def test_is_on_a_sheet_that_pays_nothing(self, vision: Vision) -> None:
        ada = await vision.knows()
        await chooses(ada, "mango")

        await ada.says("/settings")
        await ada.taps("Safety")
        await ada.taps("My PIN")
        await ada.taps("Change")

        await ada.sees("Your safe word: mango")

    async def test_outlives_what_is_remembered_of_a_conversation(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await vision.app.services.safe_words.choose((await ada.customer()).id, "mango", now=vision.clock())

        await ada.says("500 " + ada.phone)

        await ada.sees("Your safe word: mango")

    async def test_is_somebody_elses_on_nobodys_sheet(self, vision: Vision) -> None:
        ada, musa = await vision.knows(wallet=1_000), await vision.knows("Musa", wallet=1_000)
        await chooses(ada, "mango")

        await musa.says("500 " + musa.phone)

        assert "safe word" not in (await musa.sees("You pay")).text

    async def test_can_be_given_up(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await chooses(ada, "mango")
        await ada.says("/settings")
        await ada.taps("Safety")
        await ada.taps("Safe word")
        await ada.taps("No safe word")
        await ada.sees("I show no safe word any more")

        await ada.says("500 " + ada.phone)

        assert "safe word" not in (await ada.sees("You pay")).text

    @pytest.mark.parametrize("said", ["ab", "a" * 21, "2580", "mango1", "<b>x</b>", "🥭🥭🥭"])
    async def test_that_is_none_is_asked_for_again(self, vision: Vision, said: str) -> None:
        ada = await vision.knows()

        await chooses(ada, said)

        await ada.sees("A safe word has 3 to 20 letters")
        assert await vision.app.services.safe_words.of((await ada.customer()).id) is None

    async def test_may_be_a_word_that_means_something_elsewhere(self, vision: Vision) -> None:
        ada = await vision.knows()

        await chooses(ada, "light")

        await ada.sees("I show light")

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows()
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Wallet")
        await ada.says("/settings")
        await ada.taps("Safety")
        await ada.taps("Safe word")

        await ada.says("mango")

        await ada.sees("Every time I ask for your PIN, I go show mango")
