"""Adding money at two processors: the second page, money that is not in, and money that goes back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.ledger import HouseAccount
from domain.money import naira
from domain.top_ups import TopUp
from storage.checks import problems
from tests.builders import Bank
from tests.chat import Person, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "demo-webhook-hash"  # the stand-in's


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(postgres_module_url: str) -> AsyncIterator[Vision]:
    """The bot with both processors."""
    async with running_vision(
        postgres_module_url, flutterwave_secret_key="FLWSECK_TEST-demo", flutterwave_webhook_hash=SECRET
    ) as running:
        hook = f"{running.app.http.address}/webhooks/flutterwave"
        await running.flutterwave.set(webhook_url=hook)
        yield running
        assert await problems(running.app.database) == []


async def opens(vision: Vision, person: Person, text: str, *, down: bool = False) -> str:
    """Ask for a payment page and return its reference; at the second processor if the first one is down."""
    vision.app.services.top_ups.health.opened("paystack")  # Whatever was down in an earlier test is up.
    if down:
        await vision.paystack.next("500", call="initialize")
    await person.says(text)
    await person.sees_button("Pay ₦")
    return (await newest(vision, person)).id


async def newest(vision: Vision, person: Person) -> TopUp:
    customer = await person.customer()
    (top_up,) = await vision.app.services.top_ups.history(customer.id, limit=1)
    return top_up


class TestASecondProcessor:
    async def test_takes_the_money_when_the_first_one_opens_no_page(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        reference = await opens(vision, ada, "/fund 2000", down=True)
        await ada.sees("Pay on Flutterwave's page", "30 minutes")
        await vision.flutterwave.pay_page(reference)

        await ada.sees("₦2,000 received", "Wallet now ₦2,000")
        assert await ada.balance() == naira(2_000)
        assert await Bank(vision.app.database).of_the_house(HouseAccount.COLLECTED, "flutterwave") < naira(0)

    async def test_is_asked_when_no_webhook_comes(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 1500.50", down=True)
        page = await ada.sees("Add ₦1,500.50")
        await vision.flutterwave.pay_page(reference, webhook=False)

        await ada.taps("I have paid", on=page)

        await ada.sees("₦1,500.50 received")
        assert await ada.balance() == naira("1500.50")

    async def test_is_never_believed_what_it_says_in_a_webhook(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 3000", down=True)
        failed = await vision.flutterwave.pay_page(reference, status="failed")
        lies = {"status": "successful", "amount": 3_000}

        believed = await vision.flutterwave.tell_of(int(failed["id"]), changes=lies, times=3)
        forged = await vision.flutterwave.tell_of(int(failed["id"]), webhook_hash="another-hash")

        assert (believed, forged) == ([200] * 3, [401])
        assert await ada.balance() == naira(0)
        paid = await vision.flutterwave.pay_page(reference)
        assert await vision.flutterwave.tell_of(int(paid["id"]), times=5) == [200] * 5
        await ada.sees("₦3,000 received")
        assert await ada.balance() == naira(3_000)

    async def test_tells_again_what_could_not_be_asked_back(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 700", down=True)
        paid = await vision.flutterwave.pay_page(reference, webhook=False)
        await vision.flutterwave.next("503", call="verify")

        answers = await vision.flutterwave.tell_of(int(paid["id"]), times=2)

        assert answers == [503, 200]
        await ada.sees("₦700 received")

    async def test_charges_nothing_when_it_is_down_too(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await vision.flutterwave.next("refuse", call="payments")
        await vision.paystack.next("500", call="initialize")

        await ada.says("/fund 2000")

        await ada.sees("I couldn't open a payment page", "Nothing was charged")

    @pytest.mark.parametrize(
        ("changes", "reason"), [({"amount_kobo": 100_000}, "amount"), ({"currency": "USD"}, "")]
    )
    async def test_that_takes_something_else_in_calls_a_person(
        self, vision: Vision, changes: dict[str, object], reason: str
    ) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 2000", down=True)

        await vision.flutterwave.pay_page(reference, **changes)

        await ada.sees("Your money came in and is safe")
        assert await ada.balance() == naira(0)


class TestMoneyThatIsSentAndNotIn:
    async def test_is_looked_for_and_credited(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 900")
        await ada.says("/notin")
        asked = await ada.sees("₦900 is not in yet", "Paystack has seen no payment")
        await vision.paystack.pay(reference, webhook="never")

        await ada.taps("I sent it, it's not in", on=asked)

        await ada.sees("₦900 received")
        assert await ada.balance() == naira(900)

    async def test_becomes_a_ticket_with_a_number_and_a_clock(self, vision: Vision) -> None:
        ada, ops = await vision.knows("Ada"), await vision.meets("Ops", id=1000)
        await ops.says("/start")
        reference = await opens(vision, ada, "/fund 900")
        await vision.paystack.decline(reference)
        await ada.taps("I have paid")
        await ada.sees("Paystack says that the payment was declined")

        await ada.taps("I sent it, it's not in")

        ticket = await ada.sees("Ticket", "Money I sent is not in", "₦900 from")
        assert "answer" in ticket.text.lower()
        await ops.sees("paystack: not paid, failed")
        await ada.says("/tickets")
        await ada.taps("P-")
        await ada.sees("Money I sent is not in")
        await ada.taps("Ask again")
        await ada.sees("declined")

    async def test_is_not_known_when_the_processor_is_silent(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await opens(vision, ada, "/fund 900")
        await vision.paystack.next("500", call="verify")

        await ada.taps("I have paid")

        await ada.sees("Paystack does not answer just now", "I go on asking")

    @pytest.mark.parametrize("text", ["I sent it but the money is not in my wallet", "my money never enter"])
    async def test_is_looked_for_when_somebody_says_so(self, vision: Vision, text: str) -> None:
        ada = await vision.knows("Ada")
        await opens(vision, ada, "/fund 900")

        await ada.says(text)

        await ada.sees("₦900 is not in yet", "Paystack has seen no payment")

    async def test_that_nobody_sent_is_not_looked_for(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")

        await ada.says("/notin")

        await ada.sees("You have not begun to add money in the last day")

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await in_pidgin(vision)
        await opens(vision, ada, "/fund 900")

        await ada.says("/notin")
        await ada.sees("₦900 never enter", "Paystack never see any payment")
        await ada.taps("I send am, e no enter")

        await ada.sees("Money wey I send never enter")


async def in_pidgin(vision: Vision) -> Person:
    """Somebody who reads Pidgin."""
    ada = await vision.knows("Ada")
    await ada.says("/language")
    await ada.taps("Pidgin")
    return ada


async def funds(vision: Vision, person: Person, text: str) -> str:
    """Add money at Paystack and return its reference."""
    reference = await opens(vision, person, text)
    await vision.paystack.pay(reference, webhook="first")
    return reference


class TestMoneyThatGoesBack:
    async def test_is_set_aside_and_given_back_when_the_dispute_is_won(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await funds(vision, ada, "/fund 2000")
        await ada.sees("₦2,000 received")

        await vision.paystack.contest(reference, "charge.dispute.create", times=3)
        await ada.sees("The ₦2,000 that you added is contested", "₦2,000 of your wallet is set aside")
        assert await ada.balance() == naira(0)
        await vision.paystack.contest(reference, "charge.dispute.resolve", resolution="declined", times=2)

        await ada.sees("is yours", "Back in your wallet: ₦2,000")
        assert await ada.balance() == naira(2_000)

    async def test_is_gone_when_it_is_lost_and_what_was_spent_is_owed(self, vision: Vision) -> None:
        ada, ops = await vision.knows("Ada"), await vision.meets("Ops", id=1000)
        await ops.says("/start")
        reference = await funds(vision, ada, "/fund 2000")
        await ada.sees("₦2,000 received")
        await ada.says("500 " + ada.phone)
        await ada.sees("You pay ₦500")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await vision.paystack.contest(reference, "charge.dispute.create")
        await ada.sees("₦1,500 of your wallet is set aside", "₦500 of it was spent already")
        await ops.sees("it was spent")
        await vision.paystack.contest(reference, "charge.dispute.resolve", resolution="auto-accepted")

        await ada.sees("went back", "you owe us that")
        assert await ada.balance() == naira(0)

    async def test_is_a_refund_that_needs_no_webhook_before_it(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await funds(vision, ada, "/fund 2000")
        await ada.sees("₦2,000 received")

        await vision.paystack.contest(reference, "refund.processed", amount_kobo=50_000)
        await vision.paystack.contest(reference, "refund.pending", amount_kobo=50_000)

        await ada.sees("₦500 that you added went back", "Wallet now ₦1,500")
        assert await ada.balance() == naira(1_500)

    async def test_is_not_taken_by_a_forged_word(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await funds(vision, ada, "/fund 2000")
        await ada.sees("₦2,000 received")

        answers = await vision.paystack.contest(reference, "refund.processed", signature="0" * 128)

        assert answers == [401]
        assert await ada.balance() == naira(2_000)

    async def test_was_a_transfer_of_another_amount(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        reference = await opens(vision, ada, "/fund 2000")

        await vision.paystack.contest(reference, "bank.transfer.rejected", amount_kobo=100_000)

        await ada.sees("Your transfer goes back to your bank", "exactly ₦2,000")

    async def test_speaks_pidgin(self, vision: Vision) -> None:
        ada = await in_pidgin(vision)
        reference = await funds(vision, ada, "/fund 2000")
        await ada.sees("₦2,000 don enter")

        await vision.paystack.contest(reference, "charge.dispute.create")
        await ada.sees("Dem dey contest the ₦2,000")
        await vision.paystack.contest(reference, "charge.dispute.resolve", resolution="merchant-accepted")

        await ada.sees("don go back", "Wallet now na ₦0")
