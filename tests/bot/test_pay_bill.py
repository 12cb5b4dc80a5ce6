"""Data, TV, internet, exams and water: from Home to what was bought, and the taps that it takes."""

import pytest
import pytest_asyncio

from bot.text import masked_reference
from domain.money import naira
from tests.chat import Person, Seen, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

CARD = "1212121213"  # BISI ADEWALE's, whose package and price the company tells
SILENT_CARD = "1212121212"  # the company does not say what it has
PROFILE = "0123456789"


@pytest_asyncio.fixture(scope="module", loop_scope="module", autouse=True)
async def price_lists(vision: Vision) -> None:
    """The bot knows what its vendors list."""
    await vision.reads_price_lists()


async def at_home(vision: Vision, *, wallet: int = 100_000, name: str = "Ada") -> Person:
    """Somebody with money who looks at Home and whose taps are counted."""
    person = await vision.knows(name, wallet=wallet, trusted=True)
    await person.says("/menu")
    await person.sees("Wallet")
    person.counts_taps()
    return person


def first_plan(message: Seen) -> str:
    """Return the button of the first thing on a list."""
    return next(label for label in message.labels if label.startswith("1. "))


class TestData:
    async def test_on_the_own_line_takes_two_taps_and_the_pin(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("Data")
        plans = await ada.sees("MTN Data", "Your line", "a GB")
        await ada.taps(first_plan(plans))
        sheet = await ada.sees("MTN Data", "You pay", "Fee none")
        await ada.enters_pin()

        result = await ada.sees("Delivered", "MTN data for")
        assert ada.taps_made == 2
        assert result.id == sheet.id

    async def test_that_was_bought_before_is_repeated_with_one_tap(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("Data")
        await ada.taps(first_plan(await ada.sees("MTN Data")))
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.waits(minutes=1)
        await ada.says("/menu")
        await ada.sees("Wallet")

        ada.counts_taps()
        await ada.taps("⟲ MTN data")
        await ada.sees("You pay", "for just this")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert ada.taps_made == 1

    async def test_that_was_bought_before_comes_first(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.taps("Data")
        await ada.sees("MTN Data")
        await ada.taps("More")
        second = await ada.sees("Page 2")
        chosen = next(label for label in second.labels if label.startswith("3. "))
        await ada.taps(chosen)
        await ada.enters_pin()
        await ada.sees("Delivered")

        await ada.says("/data")

        plans = await ada.sees("MTN Data")
        assert first_plan(plans).startswith("1. ⟲ ")
        assert first_plan(plans).split()[-1] == chosen.split()[-1]

    async def test_for_another_number_suggests_its_network(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("Data")
        await ada.taps("Another number")
        await ada.sees("For which number?")
        await ada.says("0802 123 4567")
        await ada.sees("Airtel Data", "For 0802 123 4567")
        await ada.taps("Airtel ▾")
        await ada.sees("Which network is 0802 123 4567 on?")
        await ada.taps("Glo")
        plans = await ada.sees("Glo Data", "For 0802 123 4567")
        await ada.taps(first_plan(plans))
        await ada.sees("Glo Data", "For 0802 123 4567", "You pay")
        await ada.enters_pin()

        await ada.sees("Delivered", "Glo data for 0802 123 4567")


class TestTv:
    async def test_is_renewed_on_a_new_card_in_five_taps(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("TV")
        await ada.sees("from which company?")
        await ada.taps("DStv")
        await ada.sees("Type the card number")
        await ada.says(CARD)
        await ada.sees("Is this the right card?", "BI*** A.", "1212 1212 13")
        await ada.taps("Yes, this one")
        package = await ada.sees("Now on", "Keep the decoder on")
        await ada.taps("Renew")
        await ada.sees("DStv", "once more", "Card 1212 1212 13", "Fee ₦100", "VAT on the fee ₦7.50")
        await ada.enters_pin()

        await ada.sees("Delivered", "DStv for", masked_reference(CARD), "Keep the decoder on")
        assert ada.taps_made == 5
        assert next(label for label in package.labels if label.startswith("Renew")).split()[-1][0] == "₦"
        (vend,) = [each for each in await vision.vtpass.vends() if each["customer_reference"] == CARD][-1:]
        assert vend["deliveries"] == 1

    async def test_is_renewed_on_a_saved_card_in_two_taps(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await renews(ada, "4600123451")
        await vision.waits(minutes=1)
        await ada.says("/menu")
        await ada.sees("Wallet")

        ada.counts_taps()
        await ada.taps("TV")
        await ada.taps("⟲ DStv")
        await ada.sees("DStv", "once more", "You pay")
        await ada.enters_pin()

        await ada.sees("Delivered")
        assert ada.taps_made == 2

    async def test_gets_another_package(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/tv")
        await ada.taps("GOtv")
        await ada.says(CARD)
        await ada.taps("Yes")
        await ada.taps("Change package")
        packages = await ada.sees("GOtv Jinja: ₦3,900")
        jinja = next(label for label in packages.labels if "Jinja" in label)
        await ada.taps(jinja)
        await ada.sees("GOtv Jinja", "Card 1212 1212 13", "TV ₦3,900")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦3,900 GOtv", "GOtv Jinja")

    async def test_without_a_known_package_goes_straight_to_the_list(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/tv")
        await ada.taps("DStv")
        await ada.says(SILENT_CARD)
        await ada.taps("Yes")

        await ada.sees("DStv Padi: ₦4,400")

    async def test_of_startimes_takes_any_amount_for_the_wallet(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/tv")
        await ada.taps("StarTimes")
        await ada.says("01234567890")
        await ada.taps("Yes")
        await ada.sees("Nova (Dish)")
        await ada.says("ewallet")
        await ada.taps("1. ")
        await ada.sees("How much?")
        await ada.says("1500")
        await ada.sees("TV ₦1,500")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦1,500 StarTimes")

    async def test_of_showmax_comes_as_a_voucher(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("TV")
        await ada.taps("Showmax")
        plans = await ada.sees("Showmax", "Your line", "Entertainment Mobile")
        await ada.taps(first_plan(plans))
        await ada.sees("Showmax", "Entertainment Mobile", "You pay")
        await ada.enters_pin()

        voucher = await ada.sees("Showmax", "Voucher")
        assert ada.taps_made == 3
        assert copied(voucher, "Copy voucher").startswith("SHM")


class TestInternet:
    async def test_of_smile_is_bought_by_account(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("Internet")
        await ada.taps("Smile")
        await ada.sees("Type the account number")
        await ada.says("1402000567")
        await ada.sees("Is this the right account?", "1402 0005 67")
        await ada.taps("Yes")
        await ada.sees("FlexiDaily 2.5GB for 2 days: ₦1,000 (₦400 a GB)")
        await ada.taps("2. 2.5GB 2 days")
        await ada.sees("Smile", "FlexiDaily", "Account 1402 0005 67", "Internet ₦1,000", "Fee ₦10")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦1,000 Smile internet for", masked_reference("1402000567"))
        assert ada.taps_made == 5

    async def test_of_smile_is_found_by_an_address_that_has_several_accounts(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/internet")
        await ada.taps("Smile")
        await ada.sees("Type the account number, or the e-mail address or the phone number")
        await ada.says("family@sandbox.com")
        found = await ada.sees("knows more than one account")
        assert "0568" not in found.raw["markup"]["inline_keyboard"][0][0]["callback_data"]
        await ada.taps("1402 0005 69")
        await ada.sees("Is this the right account?", "1402 0005 69")
        await ada.taps("Yes")
        await ada.taps("2. ")

        await ada.sees("Account 1402 0005 69", "You pay")

    async def test_of_spectranet_comes_as_a_card(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("Internet")
        await ada.taps("Spectranet")
        await ada.says("1212121212")
        await ada.taps("Yes")
        await ada.taps("2. ")
        await ada.sees("Spectranet", "Internet ₦1,000")
        await ada.enters_pin()

        card = await ada.sees("Spectranet", "Serial number", "PIN")
        assert ada.taps_made == 5
        assert copied(card, "Copy PIN")
        assert copied(card, "Copy serial")
        await ada.taps("Receipt", on=card)
        await ada.sees("Receipt", "Serial number", "PIN", "Internet ₦1,000")


class TestEducation:
    async def test_result_checker_is_bought_in_three_taps(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("More bills")
        await ada.taps("Education")
        await ada.sees("which one do you need?")
        await ada.taps("WAEC result")
        await ada.sees("WAEC result checker", "WASSCE Result Checker PIN", "Exam ₦4,000", "Fee none")
        await ada.enters_pin()

        pin = await ada.sees("WAEC result checker", "Serial number", "PIN")
        assert ada.taps_made == 3
        assert copied(pin, "Copy serial").startswith("WRN")

    async def test_registration_comes_with_its_pin(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/education")
        await ada.taps("WAEC reg.")
        await ada.enters_pin()

        await ada.sees("WAEC registration", "PIN")

    async def test_jamb_asks_for_the_exam_then_for_the_candidate(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.taps("More bills")
        await ada.taps("Education")
        await ada.taps("JAMB")
        await ada.sees("Direct Entry (DE): ₦5,700")
        await ada.taps("1. ")
        await ada.sees("Type the profile code")
        await ada.says(PROFILE)
        await ada.sees("Is this the right candidate?", "JA*** T.")
        await ada.taps("Yes")
        await ada.sees("JAMB", "Profile 0123 4567 89", "You pay")
        await ada.enters_pin()

        await ada.sees("JAMB", "PIN")
        assert ada.taps_made == 6

    async def test_jamb_does_not_know_a_profile_for_another_exam(self, vision: Vision) -> None:
        ada = await at_home(vision)

        await ada.says("/education")
        await ada.taps("JAMB")
        await ada.taps("1. ")
        await ada.says("0123456788")

        await ada.sees("JAMB doesn't know that profile for this exam", "Type the profile code")


class TestACode:
    async def test_can_be_shown_again_by_name_or_by_number(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill waec result")
        await ada.enters_pin()
        checker = await ada.sees("Serial number", "PIN")
        serial = copied(checker, "Copy serial")
        await ada.says("/bill showmax")
        await ada.taps("1. ")
        await ada.enters_pin()
        voucher = await ada.sees("Showmax", "Voucher")
        await vision.waits(hours=30)

        await ada.says("/token")
        assert (await ada.sees("Showmax")).text == voucher.text
        await ada.says("/token waec")
        assert (await ada.sees("Serial number")).text == checker.text
        await ada.says(f"/token {serial[-6:]}")
        assert (await ada.sees("Serial number")).text == checker.text
        await ada.says("/token ikeja")

        assert "Home" in (await ada.sees("I find no token or code for “ikeja”")).labels

    async def test_of_a_meter_that_has_a_name_is_found_by_it(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("light 2k ikeja 45701239876")
        await ada.taps("Yes")
        await ada.enters_pin()
        token = await ada.sees("Light token")
        await ada.taps("Save as…", on=await ada.sees("Delivered"))
        await ada.says("Uncle Musa")
        await ada.sees("Uncle Musa")

        await ada.says("/token uncle musa")

        assert (await ada.sees("Light token")).text == token.text

    async def test_that_is_late_is_told_as_such_and_comes(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill waec result")
        await vision.vtpass.next("without-token")
        await ada.enters_pin()
        await ada.sees("Delivered", "The code is not here yet")
        await vision.waits(minutes=2)

        await ada.sees("WAEC result checker", "Serial number")


class TestAPrice:
    async def test_that_moved_before_the_sheet_is_said_on_it(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/tv")
        await ada.taps("GOtv")
        await ada.says(SILENT_CARD)
        await ada.taps("Yes")
        packages = await ada.sees("GOtv Jolli: ₦5,800")
        await vision.vtpass_lists("gotv", "gotv-jolli", naira(6_100))

        await ada.taps(next(label for label in packages.labels if "Jolli" in label))

        await ada.sees("The price changed from ₦5,800 to ₦6,100", "TV ₦6,100")

    async def test_that_moved_before_the_pin_draws_the_sheet_again(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/tv")
        await ada.taps("GOtv")
        await ada.says(SILENT_CARD)
        await ada.taps("Yes")
        packages = await ada.sees("GOtv Max: ₦8,500")
        await ada.taps(next(label for label in packages.labels if "Max" in label))
        await ada.sees("TV ₦8,500")
        await vision.vtpass_lists("gotv", "gotv-max", naira(9_000))

        await ada.enters_pin()
        await ada.sees("The price changed from ₦8,500 to ₦9,000", "TV ₦9,000")
        await ada.enters_pin()

        await ada.sees("Delivered", "₦9,000 GOtv")

    async def test_that_is_gone_shows_the_list_again(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/tv")
        await ada.taps("GOtv")
        await ada.says(SILENT_CARD)
        await ada.taps("Yes")
        packages = await ada.sees("GOtv Smallie - monthly: ₦1,900")
        await ada.taps(next(label for label in packages.labels if "₦1,900" in label))
        await ada.sees("TV ₦1,900")
        await vision.vtpass_lists("gotv", "gotv-smallie", None)

        await ada.enters_pin()

        again = await ada.sees("That is not on the list any more", "Nothing was charged")
        assert "GOtv Smallie - monthly" not in again.text


class TestARepeat:
    async def test_of_a_plan_costs_what_it_costs_today(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await ada.says("/bill startimes")
        await ada.says("01234567890")
        await ada.taps("Yes")
        await ada.sees("Nova (Dish)")
        await ada.says("nova dish")
        await ada.taps("1. ")
        await ada.sees("TV ₦2,100")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await vision.vtpass_lists("startimes", "nova", naira(2_300))
        await ada.says("/menu")

        await ada.taps("⟲ StarTimes")

        await ada.sees("The price changed from ₦2,100 to ₦2,300", "Nova (Dish)", "TV ₦2,300")

    async def test_of_a_renewal_asks_the_company_again(self, vision: Vision) -> None:
        ada = await at_home(vision)
        await renews(ada, CARD)
        paid = (await vision.newest_payment(ada)).order
        await vision.vtpass_lists("dstv", "dstv7", naira(31_500))
        await ada.says("/menu")

        await ada.taps("⟲ DStv")
        await ada.sees("The price changed from ₦30,000 to ₦31,500", "once more", "TV ₦31,500")

        assert paid.amount == naira(30_000)


def copied(message: Seen, label: str) -> str:
    """Return what a button copies."""
    keys = [key for row in message.raw["markup"]["inline_keyboard"] for key in row if key["text"] == label]
    return str(keys[0]["copy_text"]["text"])


async def renews(person: Person, card: str) -> None:
    """Renew what a decoder has."""
    await person.says("/bill dstv")
    await person.says(card)
    await person.taps("Yes")
    await person.taps("Renew")
    await person.enters_pin()
    await person.sees("Delivered")
