"""The pay sheet: what the PIN opens, what it does not, and everything that may be pressed twice."""

import asyncio

import pytest

from domain.money import naira
from domain.quotes import Order, Recipient
from domain.vendors import Category
from tests.chat import PIN, Person, Seen, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

WRONG = "9174"
CAN_NOT_BE_DELETED = {"code": 400, "description": "Bad Request: message can't be deleted"}


async def a_sheet(person: Person, order: str = "500") -> Seen:
    """Open a pay sheet for one's own line."""
    await person.says(f"{order} {person.phone}")
    return await person.sees("You pay")


def pin_data(keypad: Seen, digits: str = PIN) -> list[str]:
    """Return the callback data of the keys for these digits."""
    return [keypad.data(digit) for digit in digits]


class TestTheKeypad:
    async def test_answers_with_dots_and_shows_no_digit(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)

        ada.toasts.clear()
        await ada.enters_pin()
        await ada.sees("Delivered")

        assert ada.toasts == ["● ○ ○ ○", "● ● ○ ○", "● ● ● ○", "● ● ● ●"]

    async def test_sends_no_digits_and_nothing_that_stays_the_same(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        first = await a_sheet(ada)
        second = await a_sheet(ada)

        one, two = pin_data(first, "0123456789"), pin_data(second, "0123456789")

        assert set(one).isdisjoint(two)
        slots = [[data.rpartition(":")[2] for data in datas] for datas in (one, two)]
        assert slots[0] != list("0123456789")
        assert slots[1] != list("0123456789")
        assert max(len(data.encode()) for data in one) <= 64

    async def test_goes_when_the_person_goes_elsewhere(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        left = await a_sheet(ada)
        await ada.says("/menu")
        await ada.sees_button("Continue: MTN ₦500")

        async def has_no_keys() -> bool:
            return next(not seen.labels for seen in await ada.messages() if seen.id == left.id)

        await vision.until(has_no_keys)

    async def test_takes_the_same_digit_twice_and_erases(self, vision: Vision) -> None:
        ada = await vision.meets(phone="+2348037654321")
        await ada.says("/start")
        await ada.taps("Continue")
        await ada.sees("Share")
        await ada.shares_contact()
        await ada.enters_pin("7477")
        await ada.enters_pin("747⌫77")

        await ada.sees("Your wallet is ready")

    async def test_counts_a_press_that_telegram_repeats_once(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        keypad = await a_sheet(ada)
        press = await vision.telegram.taps(ada.id, data=keypad.data("2"), message=keypad.id)
        assert press.update_id is not None
        await vision.telegram.repeat_update(press.update_id, new_id=True)

        for digit in PIN[1:]:
            await ada.taps(digit, on=keypad)

        await ada.sees("Delivered")

    async def test_survives_the_same_tap_twenty_times_at_once(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        keypad = await a_sheet(ada)
        for digit in PIN[:3]:
            await ada.taps(digit, on=keypad)

        last = keypad.data(PIN[3])
        await asyncio.gather(*(vision.telegram.taps(ada.id, data=last, message=keypad.id) for _ in range(20)))

        await ada.sees("Delivered")
        assert await ada.balance() == naira(500)


class TestASheetThatWasLeft:
    async def test_says_so_once_a_newer_one_is_open(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        left = await a_sheet(ada)

        await ada.says(f"400 {ada.phone}")
        newer = await ada.sees("You pay ₦400", "This sheet is open till")
        await ada.enters_pin()
        await ada.sees("Delivered")

        old = next(seen for seen in await ada.messages() if seen.id == left.id)
        assert old.text == "This sheet is closed. Nothing was charged."
        assert old.labels == []
        assert newer.id != left.id

    async def test_says_so_once_it_was_cancelled_in_pidgin_as_well(self, vision: Vision) -> None:
        ngozi = await vision.knows("Ngozi", wallet=1_000)
        await ngozi.says("/language")
        await ngozi.taps("Pidgin")
        await ngozi.sees("From now I go dey speak Pidgin")
        await ngozi.says(f"500 {ngozi.phone}")
        left = await ngozi.sees("You go pay ₦500")

        await ngozi.says("/cancel")
        await ngozi.sees("Wallet")

        old = next(seen for seen in await ngozi.messages() if seen.id == left.id)
        assert old.text == "This sheet don close. We no remove any money."

    async def test_with_a_wrong_pin_says_so_too(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        left = await a_sheet(ada)
        await ada.enters_pin(WRONG)
        await ada.sees("Wrong PIN")

        await ada.says("/menu")
        await ada.sees("Wallet")

        old = next(seen for seen in await ada.messages() if seen.id == left.id)
        assert old.text == "This sheet is closed. Nothing was charged."


class TestAWrongPin:
    async def test_keeps_the_sheet_and_says_how_many_tries_are_left(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        sheet = await a_sheet(ada)

        await ada.enters_pin(WRONG)
        again = await ada.sees("Wrong PIN. 2 tries left. Nothing was charged", "You pay ₦500")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert again.id == sheet.id

    async def test_three_times_locks_until_half_an_hour_is_over(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)
        for _ in range(3):
            await ada.enters_pin(WRONG)
        await ada.sees("Too many wrong PINs. Locked till", "Nothing was charged")

        await ada.says(f"500 {ada.phone}")
        locked = await ada.sees("Locked till", "Your order is kept")
        await vision.waits(minutes=31)
        await ada.taps("Open again", on=locked)
        await ada.sees("You pay")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert "⌫" not in locked.labels

    async def test_five_times_locks_for_longer_than_an_order_is_kept(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)
        for _ in range(3):
            await ada.enters_pin(WRONG)
        await ada.sees("Locked till")
        await vision.waits(minutes=31)
        await a_sheet(ada)
        for _ in range(2):
            await ada.enters_pin(WRONG)
        await ada.sees("Locked till tomorrow")

        await ada.says(f"500 {ada.phone}")

        locked = await ada.sees("Locked till tomorrow", "You can pay again then")
        assert locked.labels == ["Reset PIN now", "Home"]

    async def test_seven_times_asks_for_a_reset(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        for tries, hours in ((3, 1), (2, 25), (2, 0)):
            await a_sheet(ada)
            for _ in range(tries):
                await ada.enters_pin(WRONG)
            await ada.sees("locked" if not hours else "Locked till")
            await vision.waits(hours=hours)

        await ada.says(f"500 {ada.phone}")

        locked = await ada.sees("Your PIN is locked for your safety. Reset it with a code to your phone")
        assert locked.labels == ["Reset PIN now", "Home"]

    async def test_that_was_typed_counts_and_is_deleted(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)

        await ada.says(WRONG)

        await ada.sees("Wrong PIN. 2 tries left")
        assert WRONG not in await ada.chat()


class TestATypedPin:
    async def test_is_taken_deleted_and_explained_once(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        for order in ("500", "600"):
            await a_sheet(ada, order)
            await ada.says(PIN)
            await ada.sees("Delivered", f"₦{order}")
            await vision.waits(minutes=1)

        chat = await ada.chat()
        assert PIN not in chat
        assert chat.count("Next time use the keys") == 1

    async def test_that_can_not_be_deleted_is_neither_taken_nor_counted(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)
        for typed in (PIN, WRONG, f"my pin na {PIN}"):
            await vision.telegram.order_fault("deleteMessage", **CAN_NOT_BE_DELETED)
            await ada.says(typed)
            await ada.sees("I did not take that PIN. Nothing was charged", "delete the message yourself")
        assert await ada.balance() == naira(1_000)

        sheet = next(seen for seen in await ada.messages() if "⌫" in seen.labels)
        for digit in PIN:
            await ada.taps(digit, on=sheet)

        await ada.sees("Delivered")

    async def test_that_is_gone_already_is_taken(self, vision: Vision) -> None:
        """As when the bot died in the middle, and handles the message once more."""
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)
        await vision.telegram.order_fault(
            "deleteMessage", code=400, description="Bad Request: message to delete not found"
        )

        await ada.says(PIN)

        await ada.sees("Delivered")

    async def test_among_words_is_deleted_and_not_taken(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await a_sheet(ada)

        await ada.says(f"my pin na {PIN}")

        await ada.sees("Enter your PIN with the keys above")
        assert PIN not in await ada.chat()

    @pytest.mark.parametrize("command", ["/setpin 1357", "/pin 1357", "/changepin old 1357"])
    async def test_in_a_command_is_deleted_and_explained(self, vision: Vision, command: str) -> None:
        ada = await vision.knows()

        await ada.says(command)

        await ada.sees("I deleted that message", "Never type your PIN")
        assert "1357" not in await ada.chat()

    async def test_that_comes_too_late_is_deleted(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("/menu")
        await ada.sees("Wallet")

        await ada.says(PIN)

        await ada.sees("I deleted that message")
        assert PIN not in await ada.chat()

    async def test_for_nothing_that_can_not_be_deleted_is_hers_to_delete(self, vision: Vision) -> None:
        ada = await vision.knows()
        await vision.telegram.order_fault("deleteMessage", **CAN_NOT_BE_DELETED)

        await ada.says("/setpin 1357")

        await ada.sees("I could not delete it", "never type your PIN")


class TestAnOldSheet:
    async def test_expires_after_two_minutes_and_can_be_opened_again(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        keypad = await a_sheet(ada)
        await vision.waits(minutes=2, seconds=1)

        await ada.taps(PIN[0], on=keypad)
        expired = await ada.sees("This expired. Nothing was charged")
        assert "⌫" not in expired.labels
        await ada.taps("Open again")
        await ada.sees("You pay ₦500")
        await ada.enters_pin()

        await ada.sees("Delivered")

    async def test_of_yesterday_says_that_nothing_was_charged(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        keypad = await a_sheet(ada)
        await ada.says("/menu")
        await ada.sees_button("Continue: MTN ₦500")
        await vision.waits(hours=20)

        toast = await ada.presses(keypad.data(PIN[0]), on=keypad.id)

        assert toast == "This pay sheet is not open any more. Nothing was charged."
        assert await ada.balance() == naira(1_000)

    async def test_of_another_customer_does_nothing(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        bola = await vision.knows("Bola", wallet=1_000)
        keypad = await a_sheet(ada)
        hers = await bola.newest()

        for data in pin_data(keypad):
            toast = await bola.presses(data, on=hers.id)
            assert toast == "This pay sheet is not open any more. Nothing was charged."

        assert await ada.balance() == await bola.balance() == naira(1_000)

    async def test_on_another_screen_is_closed_by_the_newer_one(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        old, new = await a_sheet(ada, "500"), await a_sheet(ada, "700")

        toast = await ada.presses(old.data(PIN[0]), on=old.id)
        for digit in PIN:
            await ada.taps(digit, on=new)

        assert toast == "This pay sheet is not open any more. Nothing was charged."
        await ada.sees("Delivered", "₦700")

    async def test_that_was_paid_says_so_and_shows_its_result_untouched(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        keypad = await a_sheet(ada)
        await ada.enters_pin()
        await ada.sees("Delivered")

        toast = await ada.presses(keypad.data("1"), on=keypad.id)

        assert toast == "Your PIN was taken. The payment is on its way."
        assert "Delivered" in (await ada.newest()).text
        assert await ada.balance() == naira(500)


class TestPayingTheSameTwice:
    async def test_at_once_is_refused_while_the_first_is_on_its_way(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=2_000)
        await vision.vtpass.next("pending", customer_reference="0" + ada.phone[4:])
        await a_sheet(ada)
        await ada.enters_pin()
        await ada.sees("Checking with MTN")

        sheet = await a_sheet(ada)
        assert "₦500 for just this is on its way" in sheet.text
        await ada.enters_pin()

        await ada.sees("Wait for its result before you pay again", "Nothing was charged")
        assert await ada.balance() == naira(1_500)


class TestTheBalance:
    async def test_is_never_spent_twice(self, vision: Vision) -> None:
        """Two sheets, one balance: the second is told what is missing after its PIN."""
        ada = await vision.knows(wallet=500)
        await a_sheet(ada)
        await spend_elsewhere(vision, ada)

        await ada.enters_pin()

        await ada.sees("You need ₦500 more")

    async def test_limits_of_a_new_account_are_explained(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=50_000)

        await a_sheet(ada, "20001")
        await ada.enters_pin()

        await ada.sees("For your safety you can spend ₦20,000", "Nothing was charged")


class TestCashback:
    async def test_pays_a_part_when_the_customer_wants_it(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=5_000)
        await a_sheet(ada, "2000")
        await ada.enters_pin()
        await ada.sees("Delivered", "You earned ₦10 cashback")
        await vision.waits(minutes=1)

        await a_sheet(ada, "1000")
        await ada.taps("Use cashback ₦10")
        await ada.sees("Cashback used −₦10", "You pay ₦990", "Wallet after ₦2,010")
        await ada.enters_pin()

        await ada.sees("Delivered", "Wallet now ₦2,010")


async def spend_elsewhere(vision: Vision, person: Person) -> None:
    """Spend all that there is, as if from another device."""
    services = vision.app.services
    customer = await person.customer()
    recipient = Recipient("08021112223", customer.phone)
    order = Order(services.new_id(), customer.id, "airtel", Category.AIRTIME, recipient, naira(500))
    now = vision.clock()
    sheet = await services.payments.draw_sheet(order, use_cashback=False, now=now)
    approval = await services.pins.approve(
        customer.id, PIN, for_sheet=sheet.hash, try_key="elsewhere", now=now
    )
    await services.payments.accept(sheet, approval, card=None, now=now)
