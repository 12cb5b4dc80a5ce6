"""An account number of one's own: consent, identity, the number, and what comes in on it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from domain.personal_accounts import AccountStatus
from tests.chat import Person, Seen, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

BVN = "22345678901"
ANOTHERS = "22345670000"
UNDECIDED = "22345679999"
FLUTTERWAVE_HASH = "demo-webhook-hash"  # the stand-in's


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(postgres_module_url: str) -> AsyncIterator[Vision]:
    """The bot, with account numbers from both processors."""
    async with running_vision(
        postgres_module_url,
        flutterwave_secret_key="FLWSECK_TEST-demo",
        flutterwave_webhook_hash=FLUTTERWAVE_HASH,
        personal_accounts="paystack,flutterwave",
    ) as running:
        await running.flutterwave.set(webhook_url=f"{running.app.http.address}/webhooks/flutterwave")
        await running.paystack.decides_after(0)
        yield running


async def tells_of_herself(person: Person, *, pidgin: bool = False) -> Seen:
    """Go from Add money to the last question, and return it."""
    await person.taps("Add money")
    await person.taps("Get my account number")
    await person.sees("BVN", "4 digits")
    await person.taps("I gree, go on" if pidgin else "I agree, go on")
    await person.sees("like Ada Obi")
    await person.says("Ada Obi")
    await person.sees("type the name" if pidgin else "type its name")
    await person.taps("Guaranty Trust Bank")
    await person.sees("account number", "Guaranty Trust Bank", "10 digits")
    await person.says("0123456789")
    return await person.sees("your BVN", "11 digits")


async def gets_number(person: Person, bvn: str = BVN) -> str:
    """Ask for a number and return it."""
    await tells_of_herself(person)
    await person.says(bvn)
    await person.sees("Your account number is there")
    return await number_of(person)


async def number_of(person: Person, processor: str = "paystack") -> str:
    """Return this person's open number."""
    accounts = person.vision.app.services.personal_accounts
    opened = await accounts.open_ones((await person.customer()).id)
    details = next(each.details for each in opened if each.processor == processor)
    assert details is not None
    return details.number


async def email_of(person: Person) -> str:
    """Return how the processor knows this person."""
    return f"customer-{(await person.customer()).id}@vision.invalid"


class TestGettingANumber:
    async def test_asks_for_consent_first_and_brings_the_number(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.taps("Add money")
        await ada.taps("Get my account number")

        consent = await ada.sees(
            "An account number of your own", "Paystack or Flutterwave", "your bank account"
        )
        assert "keep only the result and its last 4 digits" in consent.text
        assert await email_of(ada) not in str(await vision.paystack.accounts())
        await ada.taps("Back")
        await ada.sees("How much?")
        await ada.taps("Cancel")
        number = await gets_number(ada)

        seen = await ada.sees(
            "Your account number", number, "VISION / ADA OBI", "I take no fee", "₦50 stamp duty"
        )
        copy = seen.raw["markup"]["inline_keyboard"][0][0]
        assert copy["copy_text"]["text"] == number

    async def test_shows_it_with_one_tap_from_then_on(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        number = await gets_number(ada)

        await ada.says("/start")
        await ada.sees("Wallet")
        ada.counts_taps()
        await ada.taps("Add money")

        page = await ada.sees("Add money by transfer", number, "How much?")
        assert ada.taps_made == 1
        assert page.labels[0] == "Copy number"

    async def test_deletes_the_bvn_and_keeps_four_digits_of_it(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)

        await ada.says(BVN)

        await ada.sees("Your account number is there")
        assert BVN not in await ada.chat()
        accounts = await vision.app.services.personal_accounts.of((await ada.customer()).id)
        assert [each.identity_ends for each in accounts] == [BVN[-4:]]
        assert BVN not in repr(accounts)

    async def test_in_pidgin(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.says("/start")
        await ada.sees("Wallet")
        await tells_of_herself(ada, pidgin=True)

        await ada.says(BVN)

        await ada.sees("Your account number don ready", "I no dey charge anything")
        await vision.paystack.transfer(await number_of(ada), 500_000)
        await ada.sees(
            "₦5,000 don enter", "CHIDI OKAFOR (Guaranty Trust Bank)", "E take", "Wallet now na ₦5,000"
        )

    async def test_says_what_was_wrong_and_lets_her_try_again(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)

        await ada.says(ANOTHERS)

        await ada.sees("the BVN ending in 0000", "not of the same person")
        await ada.taps("Try again")
        await ada.sees("An account number of your own")
        assert await gets_number_from_consent(ada) == await number_of(ada)

    async def test_waits_through_a_restart_for_a_processor_that_takes_its_time(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await ada.says(UNDECIDED)
        await ada.sees("Asked", "I send you the number")
        await ada.says("/start")
        await ada.sees("Wallet")
        await ada.taps("Add money")
        await ada.taps("My account number")
        await ada.sees("Asked")

        await vision.restarts()
        await vision.flutterwave.set(webhook_url=f"{vision.app.http.address}/webhooks/flutterwave")
        told = await vision.paystack.decide(await email_of(ada), "assigned", times=2)

        assert told["answers"] == [200] * 4
        await ada.sees("Your account number is there", told["number"])

    async def test_asks_by_itself_what_became_of_a_request(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await ada.says(UNDECIDED)
        await ada.sees("Asked")
        told = await vision.paystack.decide(await email_of(ada), "assigned", webhook=False)

        await vision.waits(minutes=2)

        await ada.sees("Your account number is there", told["number"])

    async def test_gives_a_request_up_that_nobody_answers(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await ada.says(UNDECIDED)
        await ada.sees("Asked")

        await vision.waits(hours=25)

        await ada.sees("did not answer in time")

    async def test_goes_to_the_other_processor_by_itself(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await vision.paystack.next("429", call="assign")

        await ada.says(BVN)

        await ada.sees("Your account number", "Sterling BANK")
        account = (await vision.app.services.personal_accounts.of((await ada.customer()).id))[0]
        assert account.processor == "flutterwave"
        assert account.status is AccountStatus.OPEN

    async def test_says_so_when_nobody_can_be_asked(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await vision.paystack.next("429", call="assign")
        await vision.flutterwave.next("throttled", call="account")

        await ada.says(BVN)

        await ada.sees("Nothing was opened")
        await ada.sees_button("Try again")

    async def test_gives_a_second_number_at_the_other_processor(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await gets_number(ada)
        await ada.says("/start")
        await ada.sees("Wallet")
        await open_account_page(ada)

        await ada.taps("Get a second number")
        consent = await ada.sees("BVN or NIN")
        assert "your bank account" not in consent.text
        await ada.taps("I agree, go on")
        await ada.says("Ada Obi")
        await ada.sees("your BVN")
        await ada.taps("Use my NIN")
        await ada.sees("your NIN: 11 digits")
        await ada.says("12345678901")

        page = await ada.sees("Your account number", "Test Bank", "Sterling BANK")
        assert page.labels[:2] == ["Copy Sterling BANK", "Copy Test Bank"]
        assert "Get a second number" not in page.labels


class TestWhatIsTyped:
    @pytest.mark.parametrize(
        ("said", "answer"),
        [
            ("Ada", "first name and a surname"),
            ("Ada 0b1", "first name and a surname"),
            ("..", "first name and a surname"),
        ],
    )
    async def test_must_be_a_full_name(self, vision: Vision, said: str, answer: str) -> None:
        ada = await vision.knows("Ada")
        await ada.taps("Add money")
        await ada.taps("Get my account number")
        await ada.taps("I agree, go on")
        await ada.sees("like Ada Obi")

        await ada.says(said)

        await ada.sees(answer, "What is your name")

    async def test_may_be_a_banks_short_name_and_must_be_one_that_is_known(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await ada.taps("Add money")
        await ada.taps("Get my account number")
        await ada.taps("I agree, go on")
        await ada.says("Ada Obi")
        await ada.sees("type its name")

        await ada.says("Bank of Nowhere")
        await ada.sees("I don't know a bank called “Bank of Nowhere”")
        await ada.says("GTB")

        await ada.sees("account number at Guaranty Trust Bank")
        await ada.says("123")
        await ada.sees("10 digits. Type it again")

    @pytest.mark.parametrize("said", ["2234567890", "223456789012", "my bvn is 2234-567"])
    async def test_is_deleted_even_if_it_has_not_eleven_digits(self, vision: Vision, said: str) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)

        await ada.says(said)

        await ada.sees("does not have 11 digits", "your BVN")
        assert said not in await ada.chat()

    async def test_may_be_words(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)

        await ada.says("wetin be that one")

        await ada.sees("your BVN")

    async def test_may_be_cancelled_at_the_last_question(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)

        await ada.says("cancel")

        await ada.sees("Cancelled")


class TestMoneyOnANumber:
    async def test_is_credited_and_told_with_who_sent_it_and_how_fast(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        number = await gets_number(ada)

        await vision.paystack.transfer(number, 500_000, sender="CHIDI OKAFOR", sender_bank="GTBank")

        seen = await ada.sees("₦5,000 came in from CHIDI OKAFOR (GTBank)", "Wallet now ₦5,000")
        assert "It took " in seen.text
        assert await ada.balance() == naira(5_000)

    async def test_stands_in_the_history_between_the_payments(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=500)
        number = await gets_number(ada)
        await vision.paystack.transfer(number, 100_000)
        await ada.sees("₦1,000 came in")
        await ada.says(f"100 {ada.phone}")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("/history")

        page = await ada.sees("₦1,000 from CHIDI OKAFOR (Guaranty Trust Bank)", "added", "Add money ₦500")
        assert [label.split(" · ")[0] for label in page.labels[1:3]] == ["Added ₦1k", "Added ₦500"]
        await ada.taps("Added ₦1k")
        await ada.sees("₦1,000 came in from CHIDI OKAFOR", "It took", "Reference")

    async def test_finishes_an_order_that_waits_for_it(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=100)
        number = await gets_number(ada)
        await ada.says(f"500 {ada.phone}")
        await ada.sees("You need ₦400 more")
        await ada.taps("Finish by itself")
        await ada.enters_pin()
        await ada.sees("Kept for you")

        await vision.paystack.transfer(number, 100_000)

        await ada.sees("Delivered")

    async def test_is_credited_once_however_it_is_told(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        number = await gets_number(ada)
        first = await vision.paystack.transfer(number, 100_000, webhook=False)
        second = await vision.paystack.transfer(number, 200_000, webhook=False)

        answers = [
            *await vision.paystack.tell_of(second, times=2),
            *await vision.paystack.tell_of(first, times=2),
            *await vision.paystack.tell_of(second, changes={"reference": "another"}),
            *await vision.paystack.tell_of(first, signature="0" * 128),
        ]

        assert answers == [200] * 5 + [401]
        await ada.sees("₦1,000 came in")
        await ada.sees("₦2,000 came in")
        assert await ada.balance() == naira(3_000)

    async def test_above_what_the_wallet_may_hold_waits_for_a_person(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        ops = await vision.meets("Ops", id=1000)
        await ops.says("/start")
        number = await gets_number(ada)

        await vision.paystack.transfer(number, 30_000_001)

        await ada.sees("₦300,000.01 came in and is safe", "may hold ₦300,000 at most")
        await ops.sees("more than the wallet may hold")
        assert await ada.balance() == naira(0)

    async def test_on_nobodys_number_is_kept_for_staff(self, vision: Vision) -> None:
        ops = await vision.meets("Ops", id=1000)
        await ops.says("/start")

        await vision.paystack.transfer("0000000001", 100_000)

        await ops.sees("on a number that is nobody's")

    async def test_at_flutterwave_is_asked_back_before_it_counts(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await vision.paystack.next("429", call="assign")
        await ada.says(BVN)
        await ada.sees("Sterling BANK")
        number = await number_of(ada, "flutterwave")
        failed = await vision.flutterwave.transfer(number, 900_000, webhook=False, status="failed")
        good = await vision.flutterwave.transfer(number, 100_000, webhook=False)
        other = await vision.flutterwave.transfer(number, 200_000, webhook=False)

        answers = [
            *await vision.flutterwave.tell_of(failed, changes={"status": "successful"}),
            *await vision.flutterwave.tell_of(good, times=3, changes={"amount": 99_000}),
            *await vision.flutterwave.tell_of(other, webhook_hash="wrong"),
            *await vision.flutterwave.tell_of(other),
        ]

        assert answers == [200, 200, 200, 200, 401, 200]
        await ada.sees("₦1,000 came in from CHIDI OKAFOR")
        await ada.sees("₦2,000 came in")
        assert await ada.balance() == naira(3_000)

    async def test_at_flutterwave_comes_although_it_could_not_be_asked_at_first(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        await tells_of_herself(ada)
        await vision.paystack.next("429", call="assign")
        await ada.says(BVN)
        await ada.sees("Sterling BANK")
        number = await number_of(ada, "flutterwave")
        charge = await vision.flutterwave.transfer(number, 100_000, webhook=False)
        await vision.flutterwave.next("503", call="verify")

        assert await vision.flutterwave.tell_of(charge) == [200]
        assert await ada.balance() == naira(0)
        await vision.waits(minutes=2)

        await ada.sees("₦1,000 came in")


async def gets_number_from_consent(person: Person) -> str:
    """Go on from the consent to the number."""
    await person.taps("I agree, go on")
    await person.says("Ada Obi")
    await person.sees("type its name")
    await person.says("zenith")
    await person.sees("Zenith Bank", "10 digits")
    await person.says("0123456789")
    await person.sees("your BVN")
    await person.says(BVN)
    await person.sees("Your account number is there")
    return await number_of(person)


async def open_account_page(person: Person) -> None:
    """Open the page of one's numbers."""
    await person.taps("Add money")
    await person.taps("My account number")
    await person.sees("Your account number")


class TestGivingANumberUp:
    async def test_is_asked_once_more_and_leads_to_a_new_one(self, vision: Vision) -> None:
        ada = await vision.knows("Ada")
        number = await gets_number(ada)

        await ada.taps("Give this number up")
        await ada.sees(f"Give up {number}?", "comes to your wallet all the same")
        await ada.taps("Yes, give it up")
        await ada.sees("I show", number, "no more")
        await ada.taps("Get a new number")

        await ada.sees("An account number of your own")
        assert await vision.app.services.personal_accounts.open_ones((await ada.customer()).id) == ()
