"""Setting an e-mail address over the real protocol, and codes that come by e-mail."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.chat import Person, Vision, running_vision

ADDRESS = "ada.obi@example.com"
NEW_PIN = "9305"


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url) as vision:
        yield vision


async def begins(person: Person, *, change: bool = False) -> None:
    """Come as far as the question for the address."""
    await person.says("/settings")
    await person.taps("E-mail")
    await person.taps("Change my e-mail" if change else "Set my e-mail")
    await person.sees("First your PIN")
    await person.enters_pin()
    await person.sees("Type your e-mail address")


async def has_set(person: Person, address: str = ADDRESS) -> None:
    """Set an address, all the way."""
    await begins(person)
    await person.says(address)
    await person.sees("I am sending a code of 6 digits to a•••@example.com")
    await person.says(await person.receives_code(by="mail", to=address))
    await person.sees("This address is yours")


class TestSettingAnAddress:
    async def test_takes_the_pin_and_a_code_that_goes_there(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await has_set(ada)

        await ada.sees("Your e-mail address was changed")
        known = await vision.app.services.own_e_mails.of((await ada.customer()).id)
        assert (known.address, known.pending) == (ADDRESS, None)
        (mail,) = await vision.messages.sent(by="mail")
        assert (mail["to"], mail["subject"]) == (ADDRESS, "Your Vision code")

    async def test_is_not_done_by_a_wrong_pin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/settings")
        await ada.taps("E-mail")
        await ada.taps("Set my e-mail")

        await ada.enters_pin("1111")

        await ada.sees("Wrong PIN")
        await ada.says(ADDRESS)
        assert await vision.messages.sent(by="mail") == []

    @pytest.mark.parametrize("typed", ["ada@", "ada obi@example.com", "a@b.example, c@d.example", "@"])
    async def test_asks_again_for_what_is_none(self, vision: Vision, typed: str) -> None:
        ada = await vision.knows("Ada")
        await begins(ada)

        await ada.says(typed)
        await ada.sees("I can't read an e-mail address there")
        await ada.says("hm")
        await ada.sees("like ada@example.com")
        await ada.says(ADDRESS)

        await ada.sees("I am sending a code")

    async def test_keeps_the_one_before_until_the_new_one_is_confirmed(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await has_set(ada)
        vision.clock.forward(minutes=2)

        await begins(ada, change=True)
        await ada.says("ada.new@example.com")
        await ada.receives_code(by="mail", to="ada.new@example.com")

        known = await vision.app.services.own_e_mails.of((await ada.customer()).id)
        assert (known.address, known.pending) == (ADDRESS, "ada.new@example.com")

    async def test_says_when_the_mail_server_refuses(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.messages.refuse_mails("550 no such mailbox", "550 no such mailbox")
        await begins(ada)

        await ada.says(ADDRESS)

        await ada.sees("I could not send the e-mail with your code")

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await (await vision.meets("Ada")).registers(language="Pidgin")
        await ada.says("/settings")
        await ada.taps("E-mail")
        await ada.taps("Put my e-mail")
        await ada.enters_pin()
        await ada.sees("Type your e-mail address")
        await ada.says(ADDRESS)
        await ada.says(await ada.receives_code(by="mail", to=ADDRESS))

        await ada.sees("Na your address be this")


class TestACodeByEMail:
    async def test_can_be_had_in_place_of_an_sms(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await has_set(ada)
        await vision.messages.told(ada.phone, "your e-mail address was changed")
        for vendor in ("termii", "africastalking"):
            await vision.messages.next("refuse", vendor=vendor, times=2)
        await ada.says("/pin")
        await ada.taps("I forgot it")
        await ada.shares_contact()
        seen = await ada.sees("I could not send the SMS")
        assert seen.labels == ["New code by e-mail", "New code by SMS", "Cancel"]

        await ada.taps("New code by e-mail")
        await ada.sees("a•••@example.com")
        await ada.says(await ada.receives_code(n=2, by="mail", to=ADDRESS))

        await ada.sees("Choose a PIN of 4 digits")

    async def test_is_not_offered_without_an_address(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/pin")
        await ada.taps("I forgot it")
        await ada.shares_contact()

        seen = await ada.sees("I am sending a code")

        assert seen.labels == ["New code by SMS", "Cancel"]


class TestAnInstallationWithoutMail:
    async def test_says_so(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url, smtp_host="", smtp_sender="") as vision:
            ada = await vision.knows("Ada")
            await ada.says("/settings")
            await ada.taps("E-mail")

            await ada.sees("I can't send e-mails at the moment")
