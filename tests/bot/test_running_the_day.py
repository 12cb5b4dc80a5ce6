"""The day's operation from commands, over the Telegram protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.digest_ticks import DigestTicks
from domain.staff import Role, RoleGrant
from tests.builders import Granted
from tests.chat import Person, Vision, running_vision

OPE = 9_200_001
STAFF_PIN = "7391"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running."""
    async with running_vision(sqlite_module_url, rate_limits=False) as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ope(vision: Vision) -> Person:
    """Somebody of operations, with a PIN."""
    grant = RoleGrant(OPE, Role.OPERATIONS, vision.clock(), "test")
    await vision.app.database.money.apply(Granted(grant))
    person = await vision.telegram.add_person("Ope", phone=f"+23480{OPE:08d}", id=OPE)
    await vision.app.services.staff_pins.set_first(f"telegram:{OPE}", STAFF_PIN)
    return Person(vision, person, "Ope", f"+23480{OPE:08d}")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ada(vision: Vision) -> Person:
    """A customer who has paid once."""
    ada = await vision.knows("Ada", wallet=5_000, trusted=True)
    await ada.says("500 mtn airtime")
    await ada.enters_pin()
    await ada.sees("✅ Delivered")
    return ada


async def is_told_twice(vision: Vision, payment_id: str) -> bool:
    async with vision.app.database.look() as books:
        said = await books.stories.said(payment_id)
    return len([each for each in said if each.kind == "payment-delivered" and each.sent_at]) == 2


@pytest.mark.asyncio(loop_scope="module")
class TestTheDay:
    async def test_is_shown_in_figures(self, vision: Vision, ope: Person, ada: Person) -> None:
        await ope.says("/stats")
        await ope.sees("1 payment · ₦500 · 100.0 % delivered", "1 new", "Audit A-")
        await ope.taps("By biller")
        await ope.sees("MTN", "1 · ₦500")
        await ope.says("/health")
        await ope.sees("Database: answers in", "vtpass")
        await ope.says("/float")
        await ope.sees("vtpass", "an hour")

    async def test_helps_with_a_payment(self, vision: Vision, ope: Person, ada: Person) -> None:
        payment = await vision.newest_payment(ada)
        await ope.says(f"/tx {payment.id}")
        await ope.taps("Send again")
        await ope.sees("once more", "Audit A-")
        await vision.until(lambda: is_told_twice(vision, payment.id))
        await ope.says(f"/openticket {payment.id[:12]}")
        await ope.sees("🎫 P-")
        await ope.says(f"/resend {payment.id} ?")
        await ope.sees("would get her token or receipt", "nothing was done")
        await ope.says(f"/openticket {payment.id} ?")
        await ope.sees("A ticket would be opened", "nothing was done")
        await ope.says("/resend 12345678")
        await ope.sees("No payment has that reference")
        await ope.says(f"/tx {payment.id}")
        story = await ope.sees("delivered")
        assert story.text.count("payment-delivered") == 2

    async def test_tells_of_an_incident(self, vision: Vision, ope: Person, ada: Person) -> None:
        await ope.says('/biller off mtn "upgrade" until 18:00 ?')
        await ope.sees("is taken off sale", "nothing was done")
        await ope.says("/incident open mtn Their system is down.")
        await ope.sees("off sale until the incident is closed", "staff PIN")
        await ope.enters_pin(STAFF_PIN)
        await ope.sees("INC-1 is open", "Audit A-")
        await ada.says("500 mtn airtime")
        await ada.sees("not delivering at the moment")
        await ada.says("/status")
        await ada.sees("MTN is not delivering", "Their system is down.", "Everything else works")
        await ope.says("/incident close mtn It works again.")
        await ope.enters_pin(STAFF_PIN)
        await ope.sees("INC-1 is closed")
        await ada.says("500 mtn airtime")
        await ada.sees("PIN")
        await ada.says("/status")
        await ada.sees("✅ Everything works.")

    async def test_stops_for_maintenance(self, vision: Vision, ope: Person, ada: Person) -> None:
        await ope.says("/maintenance on")
        await ope.sees("Say why", "For example: /maintenance")
        await ope.says('/maintenance on "We make Vision quicker." until 18:00 ?')
        await ope.sees("We make Vision quicker.", "nothing was done")
        await ope.says('/maintenance on "We make Vision quicker."')
        await ope.sees("Customers are told", "staff PIN")
        await ope.enters_pin(STAFF_PIN)
        await ope.sees("Stopped", "Audit A-")
        await ada.says("500 mtn airtime")
        await ada.sees("We make Vision quicker.", "Nothing was charged")
        await ada.says("/fund 500")
        await ada.sees("We make Vision quicker.")
        await ada.says("/home")
        await ada.sees("We make Vision quicker.", "Wallet")
        await ada.says("/history")
        await ada.sees("MTN")
        await ope.says("/health")
        await ope.sees("Under maintenance since", "We make Vision quicker.")
        await ope.says("/flags")
        await ope.sees("withdrawals", "vtpass")
        await ope.says("/maintenance off")
        await ope.enters_pin(STAFF_PIN)
        await ope.sees("Everything begins again", "Audit A-")
        await ada.says("500 mtn airtime")
        await ada.sees("Enter your PIN")

    async def test_ends_with_a_digest(self, vision: Vision, ope: Person, ada: Person) -> None:
        await ope.says("/digest 0:01")
        await ope.sees("each day at 0:01")
        vision.clock.forward(hours=24)
        services = vision.app.services
        ticks = DigestTicks(
            services.staff_services,
            services.staff_desk,
            services.audit_log,
            vision.app.bot,
            vision.clock,
        )
        await ticks.run()
        await ope.sees("How it went", "1 payment", "vtpass")
