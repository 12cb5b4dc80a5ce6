"""Adding money over a checkout page."""

import pytest

from domain.money import naira
from tests.chat import Person, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def reference_of(vision: Vision, person: Person) -> str:
    """Return the reference of the newest payment page of this person."""
    customer = (await person.customer()).id
    pages = [page for page in await vision.paystack.transactions() if customer in str(page)]
    return str(pages[-1]["reference"])


class TestAddingMoney:
    async def test_brings_it_into_the_wallet_by_the_webhook(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await ada.taps("Add money")
        await ada.sees("How much?", "from ₦100 to ₦1,000,000")
        await ada.taps("₦2,000")
        page = await ada.sees("Add ₦2,000", "30 minutes")
        assert page.labels[0] == "Pay ₦2,000"
        await vision.paystack.pay(await reference_of(vision, ada), webhook="first")

        await ada.sees("₦2,000 received", "Wallet now ₦2,000")
        assert await ada.balance() == naira(2_000)

    async def test_brings_it_in_once_when_the_customer_is_faster_than_the_webhook(
        self, vision: Vision
    ) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 1,500.50")
        page = await ada.sees("Add ₦1,500.50")
        reference = await reference_of(vision, ada)
        await vision.paystack.pay(reference, webhook="never")

        await ada.taps("I have paid", on=page)
        await ada.sees("₦1,500.50 received")
        await vision.paystack.send_webhook(reference, times=3)

        assert await ada.balance() == naira("1500.50")

    async def test_leaves_no_page_to_pay_twice_on(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 2000")
        page = await ada.sees("Add ₦2,000")

        await vision.paystack.pay(await reference_of(vision, ada), webhook="first")

        await ada.sees("₦2,000 received")
        left = await ada.sees("₦2,000 added.")
        assert left.id == page.id
        assert left.labels == []

    async def test_leaves_alone_what_took_the_place_of_the_page(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000)
        await ada.says("/fund 2000")
        page = await ada.sees("Add ₦2,000")
        reference = await reference_of(vision, ada)
        await ada.taps("Cancel", on=page)
        home = await ada.sees("Cancelled", "Wallet ₦1,000")
        assert home.id == page.id

        await vision.paystack.pay(reference, webhook="first")

        await ada.sees("₦2,000 received")
        await ada.says("/balance")
        await ada.sees("Wallet ₦3,000")
        kept = next(seen for seen in await ada.messages() if seen.id == page.id)
        assert "Cancelled" in kept.text

    async def test_says_so_when_nothing_has_come_in(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 500")
        await ada.taps("I have paid")

        page = await ada.sees("₦500 is not in yet")

        assert page.labels[0] == "Pay ₦500"
        assert await ada.balance() == naira(0)

    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("50", "The least you can add is ₦100"),
            ("1,000,001", "The most you can add at once is ₦1,000,000"),
            ("400k", "Your wallet may hold ₦300,000 at most, so you can add ₦300,000 now"),
            ("plenty", "I can't read an amount there"),
            ("0", "I can't read an amount there"),
            ("-5", "I can't read an amount there"),
        ],
    )
    async def test_refuses_what_can_not_be_added(self, vision: Vision, said: str, answer: str) -> None:
        ada = await vision.knows("Ada")
        await ada.taps("Add money")
        await ada.sees("How much?")

        await ada.says(said)

        await ada.sees(answer, "How much?")

    async def test_for_an_order_adds_just_what_is_missing_and_goes_on_with_it(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=300)

        await ada.says("500 " + ada.phone)
        await ada.sees("You need ₦200 more")
        await ada.taps("Add ₦200 and finish")
        await ada.sees("Add ₦200")
        await vision.paystack.pay(await reference_of(vision, ada), webhook="first")
        await ada.sees("₦200 received")
        await ada.taps("Finish your payment")
        await ada.sees("You pay ₦500", "Wallet after ₦0")
        await ada.enters_pin()

        await ada.sees("Delivered")

    async def test_of_one_kobo_adds_the_least_that_can_be_added(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=500)

        await ada.says("500.01 " + ada.phone)

        await ada.sees("You need ₦0.01 more", "The least you can add is ₦100")
        await ada.sees_button("Add ₦100 and finish")

    async def test_of_another_amount_is_looked_at_by_a_person(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        ops = await vision.meets("Ops", id=1000)
        await ops.says("/start")
        await ada.says("/fund 2000")
        await ada.sees("Add ₦2,000")
        await vision.paystack.pay(await reference_of(vision, ada), charged_kobo=100_000, webhook="first")

        await ada.sees("Your money came in and is safe")
        await ops.sees("Case: another amount came in")
        assert await ada.balance() == naira(0)

    async def test_of_another_currency_is_looked_at_by_a_person(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 2000")
        await ada.sees("Add ₦2,000")
        await vision.paystack.pay(await reference_of(vision, ada), currency="USD", webhook="first")

        await ada.sees("Your money came in and is safe")
        assert await ada.balance() == naira(0)

    async def test_is_not_done_by_a_forged_webhook(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 2000")
        page = await ada.sees("Add ₦2,000")
        reference = await reference_of(vision, ada)

        answers = await vision.paystack.send_webhook(reference, signature="0" * 128)
        await ada.taps("I have paid", on=page)

        assert answers == [401]
        await ada.sees("₦2,000 is not in yet")
        assert await ada.balance() == naira(0)

    async def test_is_done_once_by_many_webhooks_in_any_order(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/fund 2000")
        await ada.sees("Add ₦2,000")
        reference = await reference_of(vision, ada)
        await vision.paystack.pay(reference, webhook="first", webhook_copies=5)
        await ada.sees("₦2,000 received")

        await vision.paystack.send_webhook(reference, times=5)

        assert await ada.balance() == naira(2_000)

    async def test_that_is_not_possible_now_says_that_nothing_was_charged(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.paystack.next("500", call="initialize", times=5)

        await ada.says("/fund 2000")

        await ada.sees("I couldn't open a payment page", "Nothing was charged")
        await vision.paystack.reset()
