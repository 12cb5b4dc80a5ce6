"""Sending money to people, over Telegram: for whom, how much, the PIN, and what both see."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from bot.papers.qr import qr_png
from domain.money import ZERO, naira
from tests.chat import Person, Vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


async def two(vision: Vision, *, wallet: int = 20_000) -> tuple[Person, Person]:
    """Somebody with money, and somebody else."""
    ada = await vision.knows("Ada", wallet=wallet, trusted=True)
    return ada, await vision.knows("Bolanle Okafor", trusted=True)


def local(person: Person) -> str:
    """Return a number as people write it."""
    return "0" + person.phone.removeprefix("+234")


async def sends(ada: Person, bola: Person, amount: int) -> None:
    """Send a sum to somebody new, that arrives at once."""
    await ada.says(f"/send {amount} {local(bola)}")
    await ada.taps("Yes")
    await ada.enters_pin()
    await ada.sees("✅ Sent", f"₦{amount:,}")


class TestSending:
    async def test_asks_for_whom_is_it_right_how_much_and_the_pin(self, vision: Vision) -> None:
        ada, bola = await two(vision)

        await ada.taps("Send")
        await ada.sees("Who is it for?")
        await ada.says(local(bola))
        asked = await ada.sees("right person", "Bola")
        assert "Bolanle" not in asked.text
        await ada.taps("Yes")
        await ada.sees("How much?")
        await ada.taps("₦2,000")
        await ada.sees("You send ₦2,000", "no fee", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("✅ Sent", "₦2,000", "Wallet ₦18,000")
        await bola.sees("₦2,000 came in from", "Ada")
        assert await bola.balance() == naira(2_000)

    async def test_takes_one_line_for_somebody_who_was_paid_before(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 500)

        ada.counts_taps()
        await ada.says(f"send 700 to {local(bola)}")
        await ada.enters_pin()

        await ada.sees("✅ Sent", "₦700")
        assert ada.taps_made == 1
        assert await bola.balance() == naira(1_200)

    async def test_takes_three_taps_for_somebody_who_was_paid_before(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 500)
        await ada.says("/menu")

        ada.counts_taps()
        await ada.taps("Send")
        await ada.taps("Bola")
        await ada.taps("₦1,000")
        await ada.enters_pin()

        await ada.sees("✅ Sent", "₦1,000")
        assert ada.taps_made == 3

    async def test_finds_people_by_their_username(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000, trusted=True)
        chidi = await vision.knows("Chidi", username="chidi_sells", trusted=True)

        await ada.says("send 300 to @Chidi_Sells")
        await ada.sees("right person", "Chi***")
        await ada.taps("Yes")
        await ada.enters_pin()

        await chidi.sees("₦300 came in")

    async def test_stays_where_it_is_with_a_wrong_pin(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 500 {local(bola)}")
        await ada.taps("Yes")

        await ada.enters_pin("9173")
        await ada.sees("Wrong PIN")
        assert await bola.balance() == ZERO
        await ada.enters_pin()

        await ada.sees("✅ Sent")
        assert await bola.balance() == naira(500)

    async def test_is_no_order_when_somebody_says_no(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 500 {local(bola)}")

        await ada.taps("No")

        await ada.sees("Nothing was charged", "Send ₦500", "Who is it for?")

    async def test_says_what_is_missing(self, vision: Vision) -> None:
        ada, bola = await two(vision, wallet=1_000)
        await ada.says(f"/send 1500 {local(bola)}")
        await ada.taps("Yes")
        await ada.sees("short by ₦500", "Nothing was charged")

        await ada.says("900")
        await ada.enters_pin()

        await ada.sees("✅ Sent", "₦900")

    @pytest.mark.parametrize(
        ("line", "answer"),
        [
            ("/send", "Who is it for?"),
            ("/send 2k nobody", "I don't know who “nobody” is"),
            ("/send 2k 0803123", "Who is it for?"),
            ("/send @nobody_here 500", "I found no wallet for @nobody_here"),
            ("/start pay_NOBODYXX", "found nobody"),
            ("/start claim_nothing_there", "not open any more"),
        ],
    )
    async def test_answers_bad_input(self, vision: Vision, line: str, answer: str) -> None:
        ada = await vision.knows("Ada", wallet=1_000, trusted=True)

        await ada.says(line)

        await ada.sees(answer)
        assert await ada.balance() == naira(1_000)

    async def test_refuses_too_little_too_much_and_oneself(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 20 {local(bola)}")
        await ada.taps("Yes")
        await ada.sees("The least you can send is ₦50")
        await ada.says("600000")
        await ada.sees("The most you can send at once is ₦500,000")
        await ada.says("lots")
        await ada.sees("can't read an amount")

        await ada.says(f"/send 500 {local(ada)}")

        await ada.sees("your own wallet")


class TestFindingSomebody:
    async def test_can_be_left_to_telegrams_own_list(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.taps("Send")
        await ada.taps("Choose from Telegram")
        await ada.sees("Tap the key below")

        await vision.telegram.presses_key(ada.id, "Choose a person", users=(bola.id,))

        await ada.sees("right person", "Bola")

    async def test_can_be_left_to_a_shared_contact(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.taps("Send")
        await ada.sees("Who is it for?")

        await ada.shares_contact("missing", phone=bola.phone)

        await ada.sees("right person", "Bola")

    async def test_can_be_left_to_a_picture_of_their_code(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        link = f"https://t.me/vision_bot?start=pay_{(await bola.customer()).referral_code}"

        await ada.sends("photo", content_base64=base64.b64encode(qr_png(link)).decode())

        await ada.sees("right person", "Bola")

    async def test_ends_for_today_after_five_names(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000, trusted=True)
        crowd = [await vision.knows(f"Person {n}") for n in range(6)]
        for each in crowd[:5]:
            await ada.says(f"/send 100 {local(each)}")
            await ada.sees("right person")

        await ada.says(f"/send 100 {local(crowd[5])}")

        await ada.sees("looked up 5 numbers today")

    async def test_is_not_possible_by_a_name_that_is_hidden(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=1_000, trusted=True)
        emeka = await vision.knows("Emeka", username="emeka_hides")
        await emeka.says("/myqr")
        await emeka.taps("Hide my @username", on=await emeka.sees("find you by @emeka_hides"))
        await emeka.sees("Nobody can find you")

        await ada.says("/send 100 @emeka_hides")

        await ada.sees("I found no wallet for @emeka_hides")

    async def test_takes_a_sum_and_a_number_for_what_was_asked(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.taps("Send")
        await ada.sees("Who is it for?")

        await ada.says(f"2000 {local(bola)}")

        await ada.sees("You send ₦2,000", "right person")

    async def test_leaves_room_for_other_wishes(self, vision: Vision) -> None:
        ada, _ = await two(vision)
        await ada.taps("Send")
        await ada.sees("Who is it for?")

        await ada.says("500 mtn airtime to 08031234567")

        await ada.sees("You pay", "Enter your PIN")


class TestSomebodyNew:
    async def test_gets_a_lot_after_a_code_as_well(self, vision: Vision) -> None:
        ada, bola = await two(vision, wallet=40_000)
        await ada.says(f"/send 25000 {local(bola)}")
        await ada.taps("Yes")
        await ada.sees("code")
        await ada.says(await ada.receives_code())
        await ada.sees("You send ₦25,000", "Enter your PIN")
        await ada.enters_pin()
        await ada.sees("⏳", "₦25,000")

        vision.clock.ahead += timedelta(seconds=61)

        await bola.sees("₦25,000 came in")

    async def test_gets_a_larger_sum_after_a_minute(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 6000 {local(bola)}")
        await ada.taps("Yes")
        await ada.sees("waits 1 minute")
        await ada.enters_pin()
        await ada.sees("⏳", "₦6,000", "you can undo it")
        assert await bola.balance() == ZERO

        vision.clock.ahead += timedelta(seconds=61)

        await ada.sees("✅ Sent")
        await bola.sees("₦6,000 came in")

    async def test_does_not_get_what_is_undone(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 6000 {local(bola)}")
        await ada.taps("Yes")
        await ada.enters_pin()

        await ada.taps("Undo", on=await ada.sees("⏳"))

        await ada.sees("Undone", "₦6,000", "Wallet ₦20,000")
        assert await bola.balance() == ZERO

    async def test_gets_it_although_the_bot_was_down_meanwhile(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.says(f"/send 6000 {local(bola)}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("⏳")

        await vision.restarts()
        vision.clock.ahead += timedelta(seconds=61)

        await bola.sees("₦6,000 came in")


class TestALink:
    async def test_takes_money_to_somebody_who_registers_for_it(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=10_000, trusted=True)
        dayo = await vision.meets("Dayo")

        await ada.says(f"/send 3000 {local(dayo)}")
        await ada.sees("I found no wallet for")
        await ada.taps("Send by link")
        await ada.sees("By a link", "can open it")
        await ada.enters_pin()
        made = await ada.sees("₦3,000 is set aside", "start=claim_")
        link = made.text.split("start=")[1].split()[0]
        await dayo.says(f"/start {link}")
        await dayo.sees("₦3,000 waits behind your link", "Welcome")
        await dayo.taps("Continue")
        await dayo.shares_contact()
        for _ in range(2):
            await dayo.enters_pin()

        await dayo.sees("₦3,000 came in from", "Ada")
        await ada.sees("✅ Sent", "₦3,000")
        assert await dayo.balance() == naira(3_000)

    async def test_is_for_nobody_else_than_whose_number_was_typed(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        dayo = await vision.meets("Dayo")
        await ada.says(f"/send 3000 {local(dayo)}")
        await ada.taps("Send by link")
        await ada.enters_pin()
        made = await ada.sees("is set aside")

        await bola.says(f"/start {made.text.split('start=')[1].split()[0]}")

        await bola.sees("sent to another phone number")
        assert await bola.balance() == ZERO

    async def test_can_be_taken_back_until_it_is_opened(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await ada.taps("Send")
        await ada.taps("Send by link")
        await ada.taps("₦1,000")
        await ada.enters_pin()
        made = await ada.sees("is set aside")

        await ada.taps("Take it back", on=made)
        await ada.sees("The link is closed", "Wallet ₦20,000")
        await bola.says(f"/start {made.text.split('start=')[1].split()[0]}")

        await bola.sees("not open any more")

    async def test_comes_back_by_itself(self, vision: Vision) -> None:
        ada, _ = await two(vision)
        await ada.says("/send 1000")
        await ada.taps("Send by link")
        await ada.enters_pin()
        await ada.sees("is set aside")

        vision.clock.forward(hours=73)

        await ada.sees("did not arrive", "Wallet ₦20,000")


class TestAskingBack:
    async def test_brings_back_what_she_gives(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 4_000)
        await bola.sees("came in")

        await ada.taps("Receipt", on=await ada.sees("✅ Sent"))
        await ada.taps("Ask for it back")
        await ada.taps("Yes, ask")
        await ada.sees("I asked them")
        await bola.taps("Yes, give", on=await bola.sees("asks for it back", "₦4,000 of it"))

        await bola.sees("Done", "₦4,000 went back")
        await ada.sees("₦4,000 was given back")
        assert (await ada.balance(), await bola.balance()) == (naira(20_000), ZERO)

    async def test_brings_nothing_where_she_says_no_and_offers_a_person(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 4_000)
        await ada.taps("Receipt", on=await ada.sees("✅ Sent"))
        await ada.taps("Ask for it back")
        await ada.taps("Yes, ask")

        await bola.taps("No, I keep it", on=await bola.sees("asks for it back"))
        await bola.sees("It stays with you")
        await ada.taps("Let a person look", on=await ada.sees("was not given back"))

        await ada.sees("A person will look at this")
        assert await bola.balance() == naira(4_000)


class TestReceiving:
    async def test_can_be_thanked_for_or_reported(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 400)
        came = await bola.sees("₦400 came in")

        await bola.taps("Say thanks", on=came)
        await bola.sees("passed your thanks on")
        await ada.sees("says thanks for ₦400")
        await bola.taps("I don't know them", on=came)

        await bola.sees("A person will look at this")

    async def test_is_in_the_history_of_both(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await sends(ada, bola, 400)
        await bola.sees("came in")

        await ada.says("/history")
        await ada.taps("Sent ₦400")
        await ada.sees("₦400 to Bola", "arrived", "Reference")
        await bola.says("/history")
        await bola.taps("Received ₦400")

        await bola.sees("₦400 from Ada", "arrived", "Reference")


class TestOnesOwnCode:
    async def test_is_a_picture_that_others_send(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        await bola.says("/myqr")
        await bola.sees("Whoever scans this")
        caption = next(each.raw["caption"] for each in await bola.messages() if each.raw.get("caption"))

        await ada.says(f"/start {caption.split('start=')[1].split()[0]}")

        await ada.sees("right person", "Bola")


class TestInPidgin:
    async def test_sends_undoes_and_gives_back(self, vision: Vision) -> None:
        ada, bola = await two(vision)
        for person in (ada, bola):
            await vision.app.services.customers.speak((await person.customer()).id, "pcm")
        await ada.says(f"send 6k to {local(bola)}")
        await ada.sees("Na this person?")
        await ada.taps("Yes")
        await ada.sees("You never send money to this person before")
        await ada.enters_pin()
        await ada.taps("Undo", on=await ada.sees("you fit undo am"))
        await ada.sees("We don undo am")

        await ada.says(f"/send 500 {local(bola)}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.taps("Receipt", on=await ada.sees("E don go"))
        await ada.taps("Ask for am back")
        await ada.taps("Yes, ask")
        await bola.taps("Yes, give", on=await bola.sees("dey ask for am back"))

        await ada.sees("Dem give ₦500 back")
