"""The life of a PIN, over the real protocol: changed, reset, locked and let out; and codes on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.text import LANGUAGES, translator
from domain.one_time_codes import Purpose
from domain.phones import read_phone
from domain.pins import WrongPin
from domain.text_messages import TextMessage, for_handsets
from tests.builders import RULES
from tests.chat import PIN, Person, Vision, running_vision

NEW_PIN = "9305"


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url) as vision:
        yield vision


async def opens_pin_page(person: Person) -> None:
    await person.says("/settings")
    await person.taps("PIN")
    await person.sees("Your PIN")


async def asks_for_reset(person: Person) -> None:
    """Come as far as the code."""
    await opens_pin_page(person)
    await person.taps("I forgot it")
    await person.sees("share your number")
    await person.shares_contact()
    await person.sees("I am sending a code of 6 digits")


async def has_pin(person: Person, digits: str) -> bool:
    """Whether that is the person's PIN now."""
    vision = person.vision
    customer = await person.customer()
    try:
        await vision.app.services.pins.approve(
            customer.id, digits, for_sheet="test", try_key=vision.app.services.new_id(), now=vision.clock()
        )
    except WrongPin:
        return False
    return True


async def locks(person: Person, tries: int) -> None:
    """Type wrong PINs until there were so many, waiting where it is locked."""
    services = person.vision.app.services
    customer = await person.customer()
    for n in range(tries):
        if n in (3, 5):
            person.vision.clock.forward(hours=25)
        with pytest.raises(Exception, match="pin"):
            await services.pins.approve(
                customer.id, "0000", for_sheet="x", try_key=f"wrong {n}", now=person.vision.clock()
            )


class TestChangingThePin:
    async def test_needs_the_old_one_and_is_told(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await opens_pin_page(ada)
        await ada.taps("Change my PIN")
        await ada.sees("First the one that you have now")
        await ada.enters_pin()
        await ada.sees("Choose a PIN of 4 digits")
        await ada.enters_pin(NEW_PIN)
        await ada.sees("Enter the same PIN again")
        await ada.enters_pin(NEW_PIN)

        await ada.sees("Your PIN is changed")
        await ada.sees("If that was not you, send /panic")
        assert await has_pin(ada, NEW_PIN)
        assert not await has_pin(ada, PIN)

    async def test_goes_nowhere_with_a_wrong_old_one(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("Change my PIN")

        await ada.enters_pin("1111")

        await ada.sees("Wrong PIN. 2 tries left")
        assert await has_pin(ada, PIN)

    async def test_refuses_easy_ones_the_same_one_and_slips(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("Change my PIN")
        await ada.enters_pin()
        await ada.sees("Choose a PIN")

        await ada.enters_pin("1234")
        await ada.sees("Too easy to guess")
        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin("9306")
        await ada.sees("They don't match")
        await ada.enters_pin(PIN)
        await ada.enters_pin(PIN)
        await ada.sees("That is your PIN already")

        assert await has_pin(ada, PIN)

    async def test_is_over_when_it_took_too_long(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("Change my PIN")
        await ada.enters_pin()
        await ada.sees("Choose a PIN")
        vision.clock.forward(minutes=11)

        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin(NEW_PIN)

        await ada.sees("your PIN is as it was")
        assert await has_pin(ada, PIN)

    async def test_takes_typed_ones_and_deletes_them(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("Change my PIN")
        await ada.says(PIN)
        await ada.sees("Choose a PIN")

        await ada.says(NEW_PIN)
        await ada.sees("Enter the same PIN again")
        await ada.says(NEW_PIN)
        await ada.sees("Your PIN is changed")

        assert await has_pin(ada, NEW_PIN)
        assert NEW_PIN not in await ada.chat()


class TestResettingThePin:
    async def test_takes_the_phone_and_a_code_and_limits_spending_for_a_day(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", trusted=True)
        await asks_for_reset(ada)

        await ada.says(await ada.receives_code())
        await ada.sees("Choose a PIN of 4 digits")
        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin(NEW_PIN)

        await ada.sees("Your PIN is reset", "₦20,000")
        await ada.sees("reset with a code to your phone")
        assert await has_pin(ada, NEW_PIN)
        accounts = await vision.app.services.wallets.of((await ada.customer()).id)
        assert accounts.restricted_until is not None
        assert accounts.restricted_until > vision.clock()

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await (await vision.meets("Ada")).registers(language="Pidgin")
        await ada.says("/pin")
        await ada.taps("I forget am")
        await ada.shares_contact()
        await ada.sees("I dey send code of 6 digits")

        await ada.says("000000")
        await ada.sees("Code no correct. 4 tries remain")
        await ada.says(await ada.receives_code())
        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin(NEW_PIN)

        await ada.sees("We don reset your PIN")

    async def test_is_the_way_out_of_every_lock(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await locks(ada, 7)
        await ada.says("500 08031234567")
        seen = await ada.sees("Your PIN is locked for your safety")
        assert "Reset PIN now" in seen.labels

        await ada.taps("Reset PIN now")
        await ada.shares_contact()
        await ada.says(await ada.receives_code())
        await ada.sees("Choose a PIN")
        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin(NEW_PIN)
        await ada.sees("Your PIN is reset")

        assert await has_pin(ada, NEW_PIN)

    async def test_refuses_somebody_elses_contact_and_a_typed_number(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("I forgot it")

        await ada.shares_contact(of="other", phone="+2348039999999")
        await ada.sees("That contact is not yours")
        await ada.says("08031234567")
        await ada.sees("I can't check a number that is typed")
        await ada.shares_contact(phone="+2348039999999")
        await ada.sees("not the number that you registered with")

        assert await vision.messages.sent() == []

    async def test_hears_something_else_while_the_contact_is_asked_for(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens_pin_page(ada)
        await ada.taps("I forgot it")
        await ada.sees("share your number")

        await ada.says("balance")
        await ada.sees("Wallet ₦0")
        await ada.says("cancel")
        await ada.sees("Cancelled")

    async def test_nonsense_leads_back_to_the_keypad_and_to_the_code(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)
        await ada.says("banana")
        await ada.taps("Where was I?")
        await ada.sees("Type the code of 6 digits here to set a new PIN")

        await ada.says(await ada.receives_code())
        await ada.sees("Choose a PIN")
        await ada.says("banana")
        await ada.taps("Where was I?")
        await ada.sees("Choose a PIN")
        await ada.enters_pin(NEW_PIN)
        await ada.enters_pin(NEW_PIN)

        await ada.sees("Your PIN is reset")

    async def test_bounds_guessing(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)
        code = await ada.receives_code()
        wrong = "000000" if code != "000000" else "000001"

        for left in (4, 3, 2):
            await ada.says(wrong)
            await ada.sees(f"Wrong code. {left} tries left")
        await ada.says(wrong)
        await ada.sees("Wrong code. 1 try left")
        await ada.says(wrong)
        await ada.sees("Too many wrong codes")
        await ada.says(code)
        await ada.taps("New code by SMS", on=await ada.newest())

        await ada.sees("another one in")
        assert await has_pin(ada, PIN)

    async def test_takes_no_expired_and_no_older_code(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)
        first = await ada.receives_code()
        await ada.taps("New code by SMS")
        await ada.sees("another one in")
        vision.clock.forward(seconds=61)
        await ada.taps("New code by SMS")
        second = await ada.receives_code(n=2)

        if first != second:
            await ada.says(first)
            await ada.sees("Wrong code")
        vision.clock.forward(minutes=10)
        await ada.says(second)

        await ada.sees("This code is not good any more")

    async def test_goes_on_after_a_restart(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)
        code = await ada.receives_code()
        await vision.restarts()

        await ada.says(f"{code[:3]} {code[3:]}")
        await ada.sees("Choose a PIN")
        await ada.enters_pin(NEW_PIN)
        await vision.restarts()
        await ada.enters_pin(NEW_PIN)

        await ada.sees("Your PIN is reset")

    async def test_says_that_a_code_has_six_digits_and_counts_nothing(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)

        await ada.says("12345")
        await ada.sees("A code has 6 digits")
        await ada.says("what?")
        await ada.sees("Type the code of 6 digits")
        await ada.says(await ada.receives_code())

        await ada.sees("Choose a PIN")

    async def test_leaves_no_code_in_the_chat_the_database_or_the_log(
        self, vision: Vision, caplog: pytest.LogCaptureFixture
    ) -> None:
        ada = await vision.knows("Ada")
        await asks_for_reset(ada)
        code = await ada.receives_code()
        await ada.says(code)
        await ada.sees("Choose a PIN")

        async with vision.app.database.begin() as books:
            kept = ""
            for table in ("one_time_codes", "text_messages", "conversations", "inbox", "outbox"):
                rows = await books.connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608
                kept += str(rows.all())
        phone = read_phone(ada.phone).e164
        assert code not in kept
        assert phone not in kept
        assert code not in await ada.chat()
        assert code not in caplog.text
        assert phone not in caplog.text


class TestVendorsOfTextMessages:
    async def test_stand_in_for_each_other(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.messages.next("refuse", vendor="termii")

        await asks_for_reset(ada)
        await ada.receives_code()

        assert [each["vendor"] for each in await vision.messages.sent()] == ["africastalking"]

    async def test_that_leave_a_doubt_are_not_followed_by_another(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.messages.next("drop-after", vendor="termii")

        await asks_for_reset(ada)
        await ada.says(await ada.receives_code())
        await ada.sees("Choose a PIN")

        assert len(await vision.messages.sent()) == 1

    async def test_that_both_refuse_are_tried_once_more_and_then_it_is_said(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        for vendor in ("termii", "africastalking"):
            await vision.messages.next("no-money", vendor=vendor, times=2)

        await asks_for_reset(ada)

        await ada.sees("I could not send the SMS with your code")
        assert await vision.messages.sent() == []

    async def test_that_lie_are_not_asked_first_again(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.messages.next("lie", vendor="termii")
        await asks_for_reset(ada)
        await vision.until(lambda: _sent(vision, 1))
        vision.clock.forward(seconds=61)

        await ada.taps("New code by SMS")
        await ada.says(await ada.receives_code())

        await ada.sees("Choose a PIN")
        assert [each["vendor"] for each in await vision.messages.sent()] == ["termii", "africastalking"]

    async def test_that_say_later_that_it_did_not_arrive_are_believed(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        address = vision.app.http.address
        await vision.messages.set(
            webhook_urls={
                vendor: f"{address}/webhooks/{vendor}/a-secret-of-sms"
                for vendor in ("termii", "africastalking")
            }
        )
        await vision.messages.next("late-failure", vendor="termii")

        await asks_for_reset(ada)

        await ada.sees("did not reach your phone")
        vision.clock.forward(seconds=61)
        await ada.taps("New code by SMS")
        await ada.receives_code()


class TestTheTextOfACode:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("purpose", Purpose)
    def test_fits_on_one_page_of_a_handset(self, language: str, purpose: Purpose) -> None:
        t = translator(language)
        what, lasts = t.plain(f"code-for-{purpose.value}"), RULES.codes.good_for
        text = for_handsets(t.plain("code-sms", digits="700001", what=what, lasts=lasts))

        assert TextMessage(read_phone("08031234567"), text).segments == 1


async def _sent(vision: Vision, count: int) -> bool:
    return len(await vision.messages.sent()) == count
