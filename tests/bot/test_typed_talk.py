"""What people type: orders of any kind, errands, complaints and small talk. Words only ever open a sheet."""

import pytest
import pytest_asyncio

from domain.money import naira
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

CARD, METER = "1212121213", "45061234567"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def price_lists(vision: Vision) -> None:
    """The bot knows what its vendors list."""
    await vision.reads_price_lists()


async def somebody(vision: Vision, name: str = "Ada") -> Person:
    """Somebody with money."""
    return await vision.knows(name, wallet=100_000, trusted=True)


async def names(ada: Person, vision: Vision, number: str, name: str) -> None:
    """Pay a line once and give it a name."""
    await ada.says(f"100 {number}")
    await ada.enters_pin()
    await ada.sees("Delivered")
    await ada.taps("Save as…")
    await ada.says(name)
    await ada.sees(f"Saved as {name}")
    await vision.waits(minutes=1)


class TestAnOrder:
    async def test_of_data_shows_what_fits_the_words(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("1gb data")

        plans = await ada.sees("MTN Data", "1GB")
        listed = [line for line in plans.text.split("\n") if line[:1].isdigit()]
        assert [line for line in listed if "1GB" not in line] == []

    async def test_of_tv_opens_the_sheet_of_that_package(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says(f"dstv yanga {CARD}")
        await ada.sees("Is this the right card?")
        await ada.taps("Yes, this one")

        await ada.sees("DStv Yanga", "You pay")

    async def test_for_the_one_card_that_was_ever_paid_needs_no_number(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says(f"dstv yanga {CARD}")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.waits(minutes=1)

        await ada.says("dstv padi")

        await ada.sees("DStv Padi", "1212 1212 13", "You pay")

    async def test_for_a_saved_name_needs_no_number(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await names(ada, vision, "08020000011", "Bisi")

        await ada.says("buy card 500 for bisi")

        await ada.sees("0802 000 0011", "You pay ₦500")

    async def test_for_somebody_unknown_asks_whose_number_it_is(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("send 500 card to mama")
        await ada.sees("Whose number is that?", "mama")
        await ada.says("08020000012")

        await ada.sees("0802 000 0012", "You pay ₦500")

    async def test_that_may_mean_two_things_is_chosen_with_a_button(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("08030000013")
        which = await ada.sees("Which one do you mean?")
        await ada.taps(next(label for label in which.labels if label.startswith("Data")))

        await ada.sees("MTN Data", "For 0803 000 0013")

    async def test_in_a_forwarded_text_is_offered_and_never_begun(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.forwards(f"pls load {METER} 5k for me abeg")
        await ada.sees("I found this in it")
        await ada.taps("Light ₦5k")

        await ada.sees("from which company?")

    async def test_in_a_forwarded_text_leaves_an_open_question_open(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("/airtime")
        await ada.sees("How much?")

        await ada.forwards("500 08020000016")
        await ada.sees("I found this in it")
        await ada.says("700")

        await ada.sees("You pay ₦700")


class TestAnErrand:
    @pytest.mark.parametrize(
        ("said", "seen"),
        [
            ("what is my balance", "Wallet"),
            ("abeg show my token again", "token"),
            ("how much are your charges", "What we charge"),
            ("i wan change language", "language"),
            ("I want to fund my wallet", "How much?"),
            ("add money", "How much?"),
            ("fund 3k", "₦3,000"),
            ("add 5k", "₦5,000"),
            ("talk to a person", "You have no payment yet"),
            ("customer care", "You have no payment yet"),
        ],
    )
    async def test_is_run(self, vision: Vision, said: str, seen: str) -> None:
        ada = await somebody(vision)

        await ada.says(said)

        await ada.sees(seen)

    async def test_for_a_person_leads_to_the_payment_that_it_is_about(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("300 08020000018")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("agent")
        await ada.sees("A person of ours looks at every problem")
        await ada.taps("Airtel ₦300")

        await ada.sees("What is wrong?", "₦300 Airtel airtime")

    async def test_for_a_person_is_heard_in_pidgin(self, vision: Vision) -> None:
        ngozi = await (await vision.meets("Ngozi")).registers(language="Pidgin")

        await ngozi.says("abeg i wan talk to person")

        await ngozi.sees("You never pay anything yet")

    async def test_for_the_price_of_data_shows_the_nearest_plans_and_chooses_none(
        self, vision: Vision
    ) -> None:
        ada = await somebody(vision)

        await ada.says("how much be 1gb")

        plans = await ada.sees("MTN Data", "Your line")
        listed = [line for line in plans.text.split("\n") if line[:1].isdigit()]
        assert "1GB" in listed[0]
        assert "1GB" in listed[1]


class TestAComplaint:
    async def test_goes_to_the_payment_that_it_is_about_and_buys_nothing(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("300 08020000014")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("my airtime never enter since morning")

        await ada.sees("What is wrong?", "₦300 Airtel airtime")

    async def test_without_a_payment_is_answered_kindly(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("una don debit me twice")

        await ada.sees("Sorry about that")


class TestSmallTalk:
    @pytest.mark.parametrize("said", ["good morning", "how far", "thank you so much", "God bless you"])
    async def test_moves_nothing(self, vision: Vision, said: str) -> None:
        ada = await somebody(vision)

        await ada.says(said)

        await ada.sees("Hello, Ada")
        assert await ada.balance() == naira(100_000)

    @pytest.mark.parametrize("said", ["ok", "yes", "correct", "sharp", "e don set", "go ahead"])
    async def test_on_an_open_sheet_pays_nothing(self, vision: Vision, said: str) -> None:
        ada = await somebody(vision)
        await ada.says("500 08020000015")
        await ada.keypad()

        await ada.says(said)

        await ada.sees("PIN")
        assert await ada.balance() == naira(100_000)


class TestAPhoneNumberWithADigitTooMany:
    async def test_is_said_to_be_one_and_asked_about(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("500 080200000191")
        which = await ada.sees("0802 0000 0191 has 12 digits", "Which one do you mean?")
        await ada.taps("Airtime ₦500 other")
        await ada.sees("That number has 12 digits")
        await ada.says("08020000019")

        await ada.sees("0802 000 0019", "You pay ₦500")
        assert any(label.startswith("Light ₦500") for label in which.labels)

    async def test_offers_the_line_that_was_paid_before(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("100 08020000020")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("500 080200000202")
        await ada.taps("Airtime ₦500 …")

        await ada.sees("0802 000 0020", "You pay ₦500")

    async def test_is_asked_about_in_pidgin(self, vision: Vision) -> None:
        ngozi = await (await vision.meets("Ngozi")).registers(language="Pidgin")

        await ngozi.says("500 080200000213")

        await ngozi.sees("get 12 numbers", "Which one you mean?")


class TestAMistypedMeter:
    async def test_is_hinted_at_and_not_blocked(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says(f"light 2000 ikeja {METER}")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.sees("Light token")

        await ada.says("light 2000 ikeja 45061234568")

        await ada.sees("One digit is different from")
        await ada.taps("Use …")

        await ada.sees("Is this the right house?", "4506 123 4567")
        await ada.taps("Yes, this one")
        await ada.sees("You pay ₦2,0")

    async def test_of_a_saved_house_is_put_right_with_one_tap_and_keeps_the_amount(
        self, vision: Vision
    ) -> None:
        ada = await somebody(vision)
        await ada.says("light 2000 ikeja 45061234575")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.taps("Save as…", on=await ada.sees("Delivered"))
        await ada.says("Shop")
        await ada.sees("Saved as Shop")
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.sees("From now I go dey speak Pidgin")

        await ada.says("light 3000 ikeja 45061234576")
        await ada.sees("One number different from Shop")
        await ada.taps("Use Shop")

        await ada.taps("Yes", on=await ada.sees("4506 123 4575"))

        await ada.sees("4506 123 4575", "You go pay ₦3,0")

    async def test_of_a_card_is_put_right_with_one_tap(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says(f"dstv padi {CARD}")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.waits(minutes=1)

        await ada.says("dstv yanga 1212121219")
        await ada.taps("Use …")

        await ada.sees("1212 1212 13")


class TestACardOfAnotherCompany:
    async def test_is_no_slip_of_a_card_that_was_paid(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says(f"dstv padi {CARD}")
        await ada.taps("Yes, this one")
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("startimes 1212121212")

        assert "One digit" not in (await ada.sees("Is this the right card?", "StarTimes")).text


class TestInTheMiddleOfAnOrder:
    async def test_a_complaint_is_heard(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("100 08052220001")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.says("/light")
        await ada.sees_button("Ikeja")

        await ada.says("my airtime never enter")

        await ada.sees("What is wrong?", "₦100 Glo airtime")

    async def test_another_order_is_taken(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("/airtime")
        await ada.sees("How much?")

        await ada.says("data 2gb 08052220002")

        await ada.sees("Glo Data", "0805 222 0002", "2GB")

    async def test_another_company_is_taken_where_a_number_was_asked_for(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("/tv")
        await ada.taps("DStv")
        await ada.sees("Type the card number")

        await ada.says("gotv")

        await ada.sees("GOtv", "Type the card number")

    async def test_a_price_shows_the_plans_of_the_line_at_hand(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("data 08052220003")
        await ada.sees("For 0805 222 0003")

        await ada.says("500 naira data")

        shown = await ada.sees("For 0805 222 0003", "₦500")
        assert all("₦500" in label for label in shown.labels if label[0].isdigit() and ". " in label)

    async def test_what_answers_the_question_stays_an_answer(self, vision: Vision) -> None:
        ada = await somebody(vision)
        await ada.says("/airtime")
        await ada.taps("Another number")

        await ada.says("08052220004")
        await ada.sees("For 0805 222 0004", "How much?")
        await ada.says("300")

        await ada.sees("0805 222 0004", "You pay ₦300")


class TestAWishForTheWallet:
    async def test_to_withdraw_is_answered_where_it_is_not_possible(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("withdraw 5000")

        await ada.sees("Withdrawing to a bank is not possible here")

    async def test_about_the_pin_opens_its_page(self, vision: Vision) -> None:
        ada = await somebody(vision)

        await ada.says("I forgot my pin")

        await ada.sees("Your PIN", "reset it")
