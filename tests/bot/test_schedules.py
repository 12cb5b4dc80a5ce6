"""Paying regularly: set up from a receipt in two taps and the PIN, told the day before, one tap out."""

import pytest

from domain.money import naira
from domain.schedules import Schedule
from sandbox.vtpass.price_lists import starting_lists
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def a_receipt(vision: Vision, *, wallet: int = 5_000, to: str = "08020000011") -> Person:
    """Let somebody pay airtime, and open the receipt."""
    ada = await vision.knows(wallet=wallet)
    await ada.says(f"500 {to}")
    await ada.enters_pin()
    await ada.sees("Delivered", "₦500")
    await ada.taps("Receipt")
    return ada


async def repeated(vision: Vision, rhythm: str, *, wallet: int = 5_000, to: str = "08020000011") -> Person:
    """Let somebody have airtime paid regularly."""
    ada = await a_receipt(vision, wallet=wallet, to=to)
    await ada.taps("Pay it regularly")
    await ada.taps(rhythm)
    await ada.enters_pin()
    await ada.sees("Set.", "Next:")
    return ada


async def schedule_of(vision: Vision, ada: Person) -> Schedule:
    """Return the only thing that somebody has paid regularly."""
    (schedule,) = await vision.app.services.schedules.of((await ada.customer()).id)
    return schedule


async def goes_to_the_next_step(vision: Vision, ada: Person) -> None:
    """Let time pass until something is due."""
    look_at = (await schedule_of(vision, ada)).look_at
    assert look_at is not None
    await vision.waits(seconds=max(1, (look_at - vision.clock()).total_seconds() + 1))
    await vision.app.workers.schedules.run()


class TestPayingRegularly:
    async def test_is_set_up_in_two_taps_and_the_pin_told_the_day_before_and_paid(
        self, vision: Vision
    ) -> None:
        ada = await a_receipt(vision)
        await ada.taps("Pay it regularly")
        await ada.sees("How often?", "₦500")
        await ada.taps("Every week")
        await ada.sees("every week on", "₦500 each time", "Never more than ₦550", "Enter your PIN")
        await ada.enters_pin()
        await ada.sees("Set.", "Next:")
        assert await ada.balance() == naira(4_500)

        await goes_to_the_next_step(vision, ada)
        await ada.sees("I pay this tomorrow", "₦500")
        await ada.sees_button("Skip once")
        assert await ada.balance() == naira(4_500)
        await goes_to_the_next_step(vision, ada)

        await ada.sees("Delivered", "₦4,000")

    async def test_can_be_paid_before_the_day_from_its_notice(self, vision: Vision) -> None:
        ada = await repeated(vision, "Every month", to="08020000012")
        await goes_to_the_next_step(vision, ada)
        notice = await ada.sees("I pay this tomorrow")

        await ada.taps("Pay now", on=notice)

        await ada.sees("Delivered", "₦4,000")

    async def test_tells_what_is_missing_and_pays_when_it_is_there(self, vision: Vision) -> None:
        ada = await repeated(vision, "Every 2 weeks", wallet=600, to="08020000013")
        await goes_to_the_next_step(vision, ada)
        await ada.sees("Your wallet lacks ₦400")
        await ada.sees_button("Add ₦400")
        await goes_to_the_next_step(vision, ada)
        await ada.sees("Not paid yet", "your wallet had too little", "Nothing was charged")

        await vision.funds(ada, naira(400))
        await vision.app.workers.schedules.run()

        await ada.sees("Delivered", "₦0")

    async def test_is_looked_through_skipped_paused_and_stopped_without_the_pin(self, vision: Vision) -> None:
        ada = await repeated(vision, "End of every month", to="08020000014")
        before = await schedule_of(vision, ada)

        await ada.says("/schedules")
        await ada.sees("What is paid regularly", "Next:")
        await ada.taps("Airtel …\u20600014")
        await ada.taps("Skip once")
        await ada.sees("Skipped once.")
        skipped = await schedule_of(vision, ada)
        assert skipped.occurrence != before.occurrence
        await ada.taps("Pause")
        await ada.sees("Paused.")
        await ada.taps("Go on")
        await ada.sees("It goes on.")
        await ada.taps("Stop it")
        await ada.sees("Stopped.")

        await ada.says("/schedules")
        await ada.sees("Nothing is paid regularly yet")

    async def test_is_changed_with_the_pin_and_may_only_remind(self, vision: Vision) -> None:
        ada = await repeated(vision, "Every week", to="08020000015")
        await ada.says("autopay")
        await ada.taps("Airtel …\u20600015")
        await ada.taps("Change")
        await ada.taps("Only remind me")
        await ada.sees("I remind you of it every week")
        await ada.taps("How often")
        await ada.taps("Every … days")
        await ada.says("1")
        await ada.sees("That is no number of days")
        await ada.says("3")
        await ada.sees("every 3 days")
        await ada.enters_pin()
        await ada.sees("Set.")

        await goes_to_the_next_step(vision, ada)
        notice = await ada.sees("This is due tomorrow")
        await ada.taps("Pay now", on=notice)

        await ada.sees("You pay ₦500", "Enter your PIN")


class TestSettingOneUp:
    async def test_begins_at_home_with_what_was_paid_before(self, vision: Vision) -> None:
        ada = await a_receipt(vision, to="08020000021")
        await ada.says("/menu")
        await ada.taps("Regular bills")
        await ada.sees("Nothing is paid regularly yet", "Pay it regularly")
        await ada.taps("Pay something regularly")
        await ada.sees("What shall be paid regularly?", "every month 27th dstv compact")
        await ada.taps("Airtel ₦500")
        await ada.taps("Every month")
        await ada.sees("every month on day", "first")
        await ada.enters_pin()

        await ada.sees("Set.", "₦500", "Next:")

    async def test_takes_one_typed_sentence_and_asks_only_for_what_it_lacks(self, vision: Vision) -> None:
        await vision.reads_price_lists()
        ada = await vision.knows(wallet=1_000)
        await ada.says("every month 31st dstv compact")
        await ada.sees("To be paid every month on day 31", "Type the card number")
        await ada.says("1212121213")
        await ada.taps("Yes, this one")
        sheet = await ada.sees("DStv Compact", "every month on day 31", "too short, it is the last day")
        assert "Compact Plus" not in sheet.text  # which is what the decoder has
        assert await ada.balance() == naira(1_000)

        await ada.taps("Change something")
        await ada.taps("When it ends")
        await ada.says("yesterday")
        await ada.sees("That is no day to come")
        await ada.taps("3 times")
        await ada.sees("Until", "Enter your PIN")
        await ada.taps("Change something")
        await ada.taps("Most I may pay")
        await ada.says("500")
        await ada.sees("It costs ₦19,107.50 already")
        await ada.says("20000")
        await ada.sees("Never more than ₦20,000")
        await ada.enters_pin()

        await ada.sees("Set.")
        terms = (await schedule_of(vision, ada)).terms
        assert (terms.own_cap, terms.recurrence.anchor.day) == (naira(20_000), 31)
        assert terms.recurrence.last is not None

    async def test_pays_what_is_due_and_tells_how_much_that_is_the_day_before(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=60_000, trusted=True)
        await ada.says("every friday light ikeja AB-123456")
        await ada.taps("Yes, this one")
        await ada.sees("Each time I ask Ikeja what is due", "Never more than")
        await ada.taps("Change something")
        await ada.taps("Pay the same each time")
        await ada.sees("each time, with the fee")
        await ada.taps("Change something")
        await ada.taps("Pay what is due")
        await ada.enters_pin()
        await ada.sees("Set.", "What is due")

        await goes_to_the_next_step(vision, ada)
        notice = await ada.sees("I pay this tomorrow", "is due now, with the fee")
        await goes_to_the_next_step(vision, ada)

        await ada.sees("Delivered", f"You paid {notice.text.split(' is due now')[0].splitlines()[-1]}")

    async def test_asks_at_another_price_and_one_tap_and_the_pin_agree_to_it(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=60_000, trusted=True)
        await ada.says("every week gotv 1212121213")
        await ada.taps("Yes, this one")
        await ada.taps("Renew")
        await ada.enters_pin()
        await ada.sees("Set.")
        before = (await schedule_of(vision, ada)).terms
        assert before.plan is not None
        (code,) = [each.code for each in starting_lists().of("gotv") if each.name == before.plan.name]
        twice = before.amount + before.amount
        await vision.vtpass.list_plan("gotv", code, naira=twice.kobo // 100)
        await goes_to_the_next_step(vision, ada)
        await ada.sees("Please decide", "You agreed to")
        await goes_to_the_next_step(vision, ada)
        await ada.sees("the price is not the one that you agreed to", "Nothing was charged")
        await ada.sees_button("Leave this one out")

        await ada.taps("Agree to the new price")
        await ada.sees("is paid at once", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert (await vision.newest_payment(ada)).order.amount == twice


class TestMoneyThatCameBack:
    async def test_is_told_with_what_is_next_and_one_tap_pays_once_more(self, vision: Vision) -> None:
        ada = await repeated(vision, "Every week", to="08020000031")
        await vision.vtpass.next("failed", customer_reference="08020000031")
        await goes_to_the_next_step(vision, ada)
        await goes_to_the_next_step(vision, ada)
        told = await ada.sees("Your money is back", "one of your regular payments", "Next:")
        assert "Pause" in told.labels
        assert await ada.balance() == naira(4_500)

        await vision.waits(minutes=1)
        await ada.taps("Try again", on=told)
        await ada.sees("₦500", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦4,000")

    async def test_after_value_had_come_is_told_with_one_tap_too(self, vision: Vision) -> None:
        ada = await repeated(vision, "Every week", to="08020000032")
        await goes_to_the_next_step(vision, ada)
        await ada.taps("Pay now")
        await ada.sees("Delivered", "₦4,000")
        payment = await vision.newest_payment(ada)
        assert payment.attempt is not None
        await vision.vtpass.settle(payment.attempt.request_id, "reversed", webhook=False)
        await vision.app.services.payments.hinted(payment.attempt.request_id, now=vision.clock())
        await vision.app.services.payments.advance(payment.id)
        told = await ada.sees("took the delivery back", "I do not try this one again by myself", "Next:")
        assert await ada.balance() == naira(4_500)

        await vision.waits(minutes=1)
        await ada.taps("Pay it once", on=told)
        await ada.enters_pin()

        await ada.sees("Delivered", "₦4,000")
