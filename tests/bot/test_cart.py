"""The smart cart: a PIN now, the payment by itself when the money is in."""

import pytest

from domain.money import naira
from tests.chat import Person, Seen, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


class TestAnOrderThatLacksMoney:
    async def test_finishes_by_itself_when_the_money_is_in(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000001")
        await ada.sees("You need ₦400 more")

        await ada.taps("Finish by itself")
        await ada.sees("this is paid by itself as soon as the money is in", "You pay ₦500")
        await ada.enters_pin()
        await ada.sees("Kept for you")
        await ada.sees_button("Pay")
        await vision.funds(ada, naira(400))

        await ada.sees("Delivered", "₦500")
        assert await ada.balance() == naira(0)

    async def test_is_not_paid_after_cancel_on_its_payment_page(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000004")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        await ada.sees_button("I have paid")

        await ada.taps("Cancel")
        await ada.sees("does not wait any more", "Nothing was charged")
        await ada.sees_button("Continue: Airtel ₦500")
        await vision.funds(ada, naira(400))

        assert await _waits_no_more(vision, ada)
        assert await ada.balance() == naira(500)

    async def test_is_not_paid_when_told_to_wait_no_more(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000005")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        kept = await ada.sees("Kept for you")
        await ada.says("/menu")

        await ada.taps("Don't wait for it", on=kept)
        await ada.sees("does not wait any more")
        await vision.funds(ada, naira(400))

        assert await _waits_no_more(vision, ada)
        assert await ada.balance() == naira(500)

    async def test_is_not_said_to_have_cost_nothing_once_it_was_paid(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000007")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        kept = await ada.sees("Kept for you")
        await vision.funds(ada, naira(400))
        await ada.sees("Delivered", "₦500")

        await ada.taps("Don't wait for it", on=kept)

        assert "Nothing was charged" not in (await ada.sees("does not wait any more")).text

    async def test_still_waits_when_something_else_is_cancelled(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000006")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        await ada.sees("Kept for you")

        await ada.says("/light")
        await ada.taps("Cancel")
        await ada.sees("Cancelled")
        await vision.funds(ada, naira(400))

        await ada.sees("Delivered", "₦500")

    async def test_is_not_kept_with_a_wrong_pin(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("500 08020000002")
        await ada.taps("Finish by itself")

        await ada.enters_pin("1357")
        await ada.sees("Wrong PIN", "this is paid by itself")
        await ada.enters_pin()

        await ada.sees("Kept for you")

    async def test_gives_way_to_a_newer_one_with_a_word(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("700 08020000004")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        await ada.sees("Kept for you")

        await ada.says("800 08020000005")
        await ada.taps("Finish by itself")

        await ada.sees("takes the place of your order of ₦700", "You pay ₦800")

    async def test_comes_back_when_the_hour_is_over(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("600 08020000003")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        await ada.sees("Kept for you")

        vision.clock.forward(minutes=61)
        await ada.sees("could not be finished by itself", "You pay ₦600")
        await vision.funds(ada, naira(500))
        await ada.taps("Go on with it", on=await _back(ada))
        await ada.enters_pin()

        await ada.sees("Delivered", "₦600")

    async def test_is_priced_anew_before_the_pin_promises_it_for_an_hour(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100, trusted=True)
        await vision.reads_price_lists()
        await ada.says("/bill dstv")
        await ada.says("1212121213")
        await ada.taps("Yes")
        await ada.taps("Renew")
        await ada.sees("TV ₦30,000", "more")
        await vision.vtpass_lists("dstv", "dstv7", naira(31_500))
        vision.clock.forward(minutes=30)

        await ada.taps("Finish by itself")
        await ada.sees("The price changed from ₦30,000 to ₦31,500")
        await ada.taps("Finish by itself")

        await ada.sees("this is paid by itself", "TV ₦31,500")

    async def test_is_ready_for_the_pin_although_it_was_looked_at_for_long(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=100)
        await ada.says("700 08020000004")
        await ada.sees("You need ₦600 more")
        vision.clock.forward(minutes=30)

        await ada.taps("Finish by itself")

        await ada.sees("this is paid by itself", "You pay ₦700")

    async def test_warns_of_what_was_paid_not_long_ago(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=800)
        await ada.says("800 08020000005")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.says("800 08020000005")

        await ada.taps("Finish by itself")

        await ada.sees("this is paid by itself", "You paid ₦800")


async def _waits_no_more(vision: Vision, ada: Person) -> bool:
    return await vision.app.services.carts.of((await ada.customer()).id) is None


async def _back(ada: Person) -> Seen:
    return next(each for each in reversed(await ada.messages()) if "Go on with it" in each.labels)
