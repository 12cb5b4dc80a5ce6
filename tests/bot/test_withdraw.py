"""Withdrawing to one's own bank account, over the real Telegram and Paystack protocols."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from domain.withdrawals import Withdrawal, WithdrawalStatus
from storage.checks import problems
from tests.chat import Clock, Person, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAFF_ID = 9_000_001


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(postgres_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with withdrawals switched on."""
    async with running_vision(
        postgres_module_url, clock=Clock(), withdrawals=True, admin_telegram_ids=str(STAFF_ID)
    ) as running:
        yield running
        assert await problems(running.app.database) == []


async def ada_with(vision: Vision, wallet: int) -> Person:
    return await vision.knows("Ada Obi", wallet=wallet, trusted=True)


async def to_the_amount(ada: Person, number: str = "0123456789") -> None:
    """Go through bank, number and name."""
    await ada.says("/withdraw")
    await ada.sees("Which bank?")
    await ada.taps("Guaranty")
    await ada.sees("Guaranty Trust Bank", "10 digits")
    await ada.says(number)
    await ada.sees("Is this your account?", "ADA OBI", f"…{number[-4:]}")
    await ada.taps("Yes")
    await ada.sees("How much?")


async def withdraws(ada: Person, amount: str, number: str = "0123456789", *, with_code: bool = False) -> None:
    """Go the whole way, the PIN included."""
    await to_the_amount(ada, number)
    await ada.says(amount)
    if with_code:
        await ada.sees("a code of 6 digits", "withdraw to a new bank account")
        await ada.says(await ada.receives_code())
    await ada.sees("Withdraw to your bank", "ADA OBI", "You pay")
    await ada.enters_pin()


async def until_sent(vision: Vision, ada: Person) -> Withdrawal:
    """Wait until Paystack has said that it is under way."""
    await ada.sees("on its way")

    async def is_sent() -> bool:
        return (await newest(vision, ada)).status is WithdrawalStatus.UNRESOLVED

    await vision.until(is_sent)
    return await newest(vision, ada)


async def newest(vision: Vision, ada: Person) -> Withdrawal:
    customer = await ada.customer()
    (found,) = await vision.app.services.withdrawals.history(customer.id, limit=1)
    return found


class TestAWithdrawal:
    async def test_goes_to_the_account_whose_name_is_hers(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)

        await ada.taps("₦5,000")
        sheet = await ada.sees("Withdraw to your bank")
        for line in ("0123456789", "To the bank ₦5,000", "Fee ₦10", "VAT on the fee ₦0.75", "₦5,010.75"):
            assert line in sheet.text
        await ada.enters_pin()

        await ada.sees("₦5,000 is at Guaranty Trust Bank · …6789", "₦4,989.25")
        assert await ada.balance() == naira("4989.25")

    async def test_offers_the_account_the_next_time(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await withdraws(ada, "1000")
        await ada.sees("₦1,000 is at")

        await ada.says("/withdraw")
        await ada.taps("Guaranty Trust B… · 6789")
        await ada.sees("How much?")
        await ada.says("2k")
        await ada.enters_pin()

        await ada.sees("₦2,000 is at")

    async def test_is_found_in_the_history(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await withdraws(ada, "1000")
        await ada.sees("₦1,000 is at")

        await ada.says("/history")
        await ada.sees("₦1,000 to Guaranty Trust Bank · …6789", "paid out")
        await ada.taps("Bank ₦1k")

        await ada.sees("Together ₦1,010.75", "Reference")

    async def test_is_told_in_pidgin(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("Pidgin")

        await ada.says("/withdraw")
        await ada.sees("Which bank?")
        await ada.says("zenith")
        await ada.says("0123450003")
        await ada.sees("Na your account be this?")
        await ada.taps("Yes")
        await ada.says("3000")
        await ada.sees("Withdraw go your bank")
        await ada.enters_pin()

        await ada.sees("no fit enter Zenith Bank", "don come back to your wallet")
        assert await ada.balance() == naira(10_000)

    async def test_that_the_bank_sends_back_later_is_refunded_with_its_fee(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)

        await withdraws(ada, "3000", "0123450004")

        await ada.sees("sent your ₦3,000 for …0004 back", "the fee included")
        assert await ada.balance() == naira(10_000)

    async def test_in_doubt_stays_held_and_says_so(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)

        await withdraws(ada, "3000", "0123450002")
        await ada.sees("₦3,000 is on its way", "Usually takes 1 minute")
        vision.clock.forward(minutes=2)

        await ada.sees("has not confirmed your ₦3,000 for …0002 yet", "Your money is held")
        assert (await newest(vision, ada)).status is WithdrawalStatus.UNRESOLVED

    async def test_can_be_entered_with_a_typed_pin(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")
        await ada.sees("Enter your PIN")

        await ada.says("2580")

        await ada.sees("₦1,000 is at")
        assert "2580" not in await ada.chat()


class TestBadInput:
    async def test_a_wrong_pin_keeps_the_sheet(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")

        await ada.enters_pin("1379")
        await ada.sees("Wrong PIN", "Withdraw to your bank")
        await ada.enters_pin()

        await ada.sees("₦1,000 is at")

    async def test_an_account_in_another_name_is_refused(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await ada.says("/withdraw")
        for _ in range(2):
            await ada.sees("Which bank?")
            await ada.taps("Zenith")
            await ada.sees("10 digits")
            await ada.says("0123450001")
            refused = await ada.sees("That account is in another name", "Ada Obi", "Which bank?")
            assert "DANJUMA" not in refused.text

        async with vision.app.database.begin() as books:
            assert any(case.startswith("bank-name-mismatch:") for case in await books.cases.open_ones())

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("12345", "has 10 digits"),
            ("12345678901", "has 10 digits"),
            ("0123450000", "no account with that number"),
        ],
    )
    async def test_a_number_that_is_none_is_asked_for_again(
        self, vision: Vision, typed: str, answer: str
    ) -> None:
        ada = await ada_with(vision, 10_000)
        await ada.says("/withdraw")
        await ada.taps("Zenith")
        await ada.sees("10 digits")

        await ada.says(typed)

        await ada.sees(answer, "Zenith Bank")

    async def test_a_bank_that_nobody_knows_is_asked_for_again(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await ada.says("/withdraw")
        await ada.sees("Which bank?")

        await ada.says("bank of nowhere")

        await ada.sees("I don't know a bank of that name", "Which bank?")

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("50", "The least you can withdraw is ₦100"),
            ("2000000", "The most you can withdraw at once is ₦1,000,000"),
            ("20000", "You need ₦"),
            ("plenty", "I can't read an amount"),
        ],
    )
    async def test_an_amount_that_does_not_fit_is_asked_for_again(
        self, vision: Vision, typed: str, answer: str
    ) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)

        await ada.says(typed)

        await ada.sees(answer, "How much?")

    async def test_an_expired_sheet_takes_nothing(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")
        await ada.keypad()

        vision.clock.forward(minutes=3)
        await ada.enters_pin()

        await ada.sees("This expired. Nothing was charged.")
        assert await ada.balance() == naira(10_000)


class TestALargeWithdrawal:
    async def test_waits_until_another_person_agrees(self, vision: Vision) -> None:
        staff = await vision.telegram.add_person("Staff", phone="+2348099999901", id=STAFF_ID)
        bola = Person(vision, staff, "Staff", "+2348099999901")
        await bola.says("/start")
        ada = await ada_with(vision, 400_000)

        await withdraws(ada, "150000", with_code=True)
        await ada.sees("₦150,000 is held", "has to agree")
        asked = await bola.sees("A large withdrawal waits", "₦150,000")
        await bola.taps("Agree", on=asked)

        await bola.sees("Agreed: ₦150,000")
        await ada.sees("₦150,000 is at Guaranty Trust Bank")
        assert (await newest(vision, ada)).decided_by == f"telegram:{STAFF_ID}"

    async def test_can_be_stopped_while_it_waits(self, vision: Vision) -> None:
        ada = await ada_with(vision, 400_000)
        await withdraws(ada, "150000", with_code=True)
        await ada.sees("₦150,000 is held")

        await ada.taps("Don't withdraw it")

        await ada.sees("Stopped", "is back in your wallet")
        assert await ada.balance() == naira(400_000)


class TestANewAccount:
    async def test_wants_a_code_for_what_passes_the_bound_with_the_one_before(self, vision: Vision) -> None:
        ada = await ada_with(vision, 40_000)
        await withdraws(ada, "15000")
        await ada.sees("₦15,000 is at")
        await ada.says("/withdraw")
        await ada.taps("Guaranty Trust B… · 6789")
        await ada.sees("How much?")
        await ada.says("6000")
        await ada.sees("a code of 6 digits")
        await ada.says("111111")
        await ada.sees("Wrong code")

        await ada.says(await ada.receives_code())
        await ada.sees("Withdraw to your bank", "₦6,000", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("₦6,000 is at")


class TestAFrozenWallet:
    async def test_is_told_so_before_anything_is_asked(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await ada.says("/panic")
        await ada.taps("Freeze")
        await ada.says("/withdraw")

        refused = await ada.sees("frozen")

        assert "Which bank?" not in refused.text


class TestWhatPaystackTells:
    async def test_again_in_any_order_or_forged_changes_nothing_more(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await withdraws(ada, "3000", "0123450002")
        reference = (await until_sent(vision, ada)).reference

        assert await vision.paystack.tells_of_payout(reference, signature="0" * 128) == []
        await vision.paystack.settles_payout(reference, "success")
        await ada.sees("₦3,000 is at")
        assert await vision.paystack.tells_of_payout(reference, times=5) == [200] * 5
        assert await vision.paystack.tells_of_payout(reference, signature="0" * 128) == [401]
        await vision.paystack.settles_payout(reference, "reversed")
        await ada.sees("sent your ₦3,000 for …0002 back")
        assert await vision.paystack.tells_of_payout(reference, times=5) == [200] * 5

        assert await ada.balance() == naira(10_000)

    async def test_of_a_code_that_nobody_entered_gives_the_money_back(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await withdraws(ada, "3000", "0123450005")
        held = await until_sent(vision, ada)
        async with vision.app.database.begin() as books:
            assert f"payout-needs-code:{held.id}" in await books.cases.open_ones()

        await vision.paystack.settles_payout(held.reference, "abandoned")
        vision.clock.forward(minutes=31)

        await ada.sees("could not be paid to Guaranty Trust Bank", "is back in your wallet")
        assert await ada.balance() == naira(10_000)

    async def test_badly_is_asked_about_and_never_asked_for_again(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await vision.paystack.next("500", call="transfer", done=True)

        await withdraws(ada, "3000.11", "0123450002")
        await ada.sees("has not confirmed your ₦3,000.11 for …0002 yet")
        reference = (await newest(vision, ada)).reference
        await vision.paystack.settles_payout(reference, "success", webhook=False)
        vision.clock.forward(minutes=1)

        await ada.sees("₦3,000.11 is at")
        assert len([each for each in await vision.paystack.payouts() if each["amount"] == 300_011]) == 1


class TestAnOldKeypad:
    async def test_says_that_the_pin_was_taken(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")
        keypad = await ada.keypad()
        await ada.enters_pin()
        await ada.sees("₦1,000 is at")

        toast = await ada.presses(keypad.data("1"), on=keypad.id)

        assert toast == "Your PIN was taken already."
        assert (await newest(vision, ada)).amount == naira(1_000)

    async def test_says_that_nothing_was_charged_after_cancelling(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")
        keypad = await ada.keypad()
        await ada.taps("Cancel")
        await ada.sees("Wallet")

        toast = await ada.presses(keypad.data("1"), on=keypad.id)

        assert toast is not None
        assert "Nothing was charged" in toast
        assert await ada.balance() == naira(10_000)

    async def test_four_digits_among_words_are_deleted_and_not_taken(self, vision: Vision) -> None:
        ada = await ada_with(vision, 10_000)
        await to_the_amount(ada)
        await ada.says("1000")
        await ada.keypad()

        await ada.says("my pin is 2580")

        await ada.sees("Nothing was charged")
        assert "2580" not in await ada.chat()


class TestSwitchedOff:
    async def test_says_so_and_offers_nothing(self, sqlite_url: str) -> None:
        async with running_vision(sqlite_url) as vision:
            ada = await ada_with(vision, 10_000)
            await ada.says("/balance")
            assert "Withdraw to my bank" not in (await ada.sees("Wallet")).labels

            await ada.says("/withdraw")

            await ada.sees("not possible here at the moment")


class TestTyping:
    async def test_to_cash_out_begins_to_withdraw(self, vision: Vision) -> None:
        ada = await ada_with(vision, 5_000)

        await ada.says("cash out")
        await ada.sees("Which bank?")
        await ada.says("i wan withdraw 2k")
        await ada.sees("Which bank?")
        await ada.says("balance")

        await ada.sees("Wallet ₦5,000")

    async def test_something_else_for_the_number_is_heard(self, vision: Vision) -> None:
        ada = await ada_with(vision, 5_000)
        await ada.says("/withdraw")
        await ada.taps("Guaranty")
        await ada.sees("10 digits")

        await ada.says("my balance")
        await ada.sees("Wallet ₦5,000")
        await ada.says("banana")
        await ada.sees("A bank account number has 10 digits")

    async def test_nonsense_leads_back_to_the_open_question(self, vision: Vision) -> None:
        ada = await ada_with(vision, 5_000)
        await ada.says("/withdraw")
        await ada.taps("Guaranty")
        await ada.says("0123456789")
        await ada.sees("Is this your account?")

        await ada.says("banana")
        await ada.taps("Where was I?")
        await ada.sees("Is this your account?")
        await ada.taps("Yes")
        await ada.sees("How much?")
        await ada.says("1000")
        await ada.keypad()
        await ada.says("banana")
        await ada.taps("Where was I?")

        await ada.keypad()
        assert "To the bank ₦1,000" in (await ada.newest()).text
