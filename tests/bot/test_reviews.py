"""What looks unusual, over Telegram: a code after the PIN, or a person who looks first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.buttons import ReviewOf, StaffDo
from domain.money import naira
from domain.reviews import ReviewStatus
from storage.checks import problems
from tests.builders import RULES
from tests.chat import Clock, Person, Vision, running_vision

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]

STAFF_ID = 9_000_002
STAFF_PIN = "7391"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with somebody of the staff."""
    async with running_vision(
        module_database_url, clock=Clock(), admin_telegram_ids=str(STAFF_ID)
    ) as running:
        yield running
        assert await problems(running.app.database) == []


@pytest.fixture
def strict(vision: Vision) -> Iterator[None]:
    """Rules by which whatever would want a code is held."""
    watch = vision.app.services.payments.watch
    risk = replace(RULES.risk, review_from=RULES.risk.step_up_from)
    object.__setattr__(watch, "rules", replace(RULES, risk=risk))
    yield
    object.__setattr__(watch, "rules", RULES)


async def waiting_review(vision: Vision) -> str:
    """Return the id of the order that waits."""
    waiting, _ = await vision.app.services.reviews.waiting(limit=9)
    return waiting[-1].id


async def ada_with(vision: Vision, wallet: int) -> Person:
    return await vision.knows("Ada Obi", wallet=wallet, trusted=True)


class TestMuchForANewNumber:
    async def test_takes_the_pin_and_then_a_code(self, vision: Vision) -> None:
        ada = await ada_with(vision, 20_000)
        await ada.says("6000 mtn airtime to 08031110009")
        await ada.sees("You have not paid for this number before", "Enter your PIN")
        await ada.enters_pin()
        await ada.sees("a code of 6 digits", "finish this payment")
        assert await ada.balance() == naira(20_000)
        await ada.says("111111")
        await ada.sees("Wrong code")

        await ada.says(await ada.receives_code())

        await ada.sees("✅ Delivered", "₦6,000")
        payment = await vision.newest_payment(ada)
        kept = await vision.app.services.reviews.for_staff(payment.id)
        assert kept is not None
        assert kept.status is ReviewStatus.WITH_CODE

    async def test_takes_the_pin_alone_for_her_own(self, vision: Vision) -> None:
        ada = await ada_with(vision, 20_000)
        await ada.says(f"6000 mtn airtime to 0{ada.phone.removeprefix('+234')}")
        sheet = await ada.sees("You pay", "Enter your PIN")
        assert "code" not in sheet.text
        await ada.enters_pin()

        await ada.sees("✅ Delivered", "₦6,000")

    async def test_is_explained_in_pidgin(self, vision: Vision) -> None:
        ada = await ada_with(vision, 20_000)
        await ada.says("/language")
        await ada.taps("Pidgin")
        await ada.says("6000 mtn airtime to 08031110010")

        await ada.sees("You never pay for this number before", "I go send you code")


class TestAHeldOrder:
    async def test_waits_for_a_person_and_is_drawn_again_with_one_tap(
        self, vision: Vision, strict: None
    ) -> None:
        staff = await vision.telegram.add_person("Staff", phone="+2348099999902", id=STAFF_ID)
        bola = Person(vision, staff, "Staff", "+2348099999902")
        await bola.says("/start")
        await vision.app.services.staff_pins.set_first(f"telegram:{STAFF_ID}", STAFF_PIN)
        ada = await ada_with(vision, 20_000)

        await ada.says("7000 mtn airtime to 08031110011")
        await ada.sees("a person looks at it", "Nothing was charged", "pay anything else")
        asked = await bola.sees("Unusual order", "₦7,000", "much for somebody new")
        await bola.taps("Refuse", on=asked)
        await ada.sees("did not let it pass")
        await ada.taps("Look once more")
        await ada.sees("You will have an answer by")
        asked = await bola.sees("It was refused before", "₦7,000")
        await bola.says("/risk")
        await bola.sees("1 order waits", "🔁", "₦7,000", "much for somebody new", "Audit A-")
        await bola.says("/risk 12345678")
        await bola.sees("has that reference")
        review_id = await waiting_review(vision)
        await bola.says(f"/clearorder {review_id[:12]} ?")
        await bola.sees("Let ₦7,000 pass", "nothing was done")
        await bola.says(f"/refuseorder {review_id[:12]} ?")
        await bola.sees("Do not let ₦7,000 pass", "nothing was done")
        await bola.taps("Let it pass", on=asked)
        await bola.sees("Let ₦7,000 pass", "staff PIN")
        await bola.enters_pin(STAFF_PIN)
        await bola.sees("The customer is told", "Audit A-")
        await bola.says(f"/refuseorder {review_id} too late")
        await bola.sees("does not wait any more")
        await ada.sees("it is fine")
        await ada.taps("Draw it again")
        sheet = await ada.sees("You pay", "Enter your PIN")
        await ada.enters_pin()

        assert "code" not in sheet.text
        await ada.sees("✅ Delivered", "₦7,000")

    async def test_is_said_to_be_late_when_nobody_decides(self, vision: Vision, strict: None) -> None:
        ada = await ada_with(vision, 20_000)
        await ada.says("7000 mtn airtime to 08031110013")
        await ada.sees("a person looks at it")

        await vision.waits(hours=4, minutes=1)

        await ada.sees("nobody has decided yet", "Nothing was charged")

    async def test_is_not_decided_by_who_is_not_of_the_staff(self, vision: Vision, strict: None) -> None:
        ada = await ada_with(vision, 20_000)
        await ada.says("7000 mtn airtime to 08031110012")
        held = await ada.sees("a person looks at it")
        review_id = await waiting_review(vision)

        await ada.presses(ReviewOf(act="refuse", review_id=review_id).pack(), on=held.id)
        await ada.presses(StaffDo(line=f"clearorder {review_id}").pack(), on=held.id)

        review = await vision.app.services.reviews.for_staff(review_id)
        assert review is not None
        assert review.status is ReviewStatus.WAITING

    async def test_may_be_a_transfer_that_still_wants_its_code(self, vision: Vision, strict: None) -> None:
        ada, bola = await ada_with(vision, 40_000), await vision.knows("Bolanle Okafor", trusted=True)
        await ada.says(f"/send 25000 0{bola.phone.removeprefix('+234')}")
        await ada.taps("Yes")
        await ada.sees("a person looks at it", "Nothing was charged")
        review_id = await waiting_review(vision)
        await vision.app.services.reviews.clear(review_id, by="telegram:1", by_customer_id=None)

        await ada.taps("Draw it again", on=await ada.sees("it is fine"))
        await ada.sees("a code of 6 digits")
        await ada.says(await ada.receives_code())
        await ada.sees("You send ₦25,000", "Enter your PIN")
        await ada.enters_pin()

        await ada.sees("⏳", "₦25,000")
