"""What staff do about one customer, over the Telegram protocol."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from bot.conversations.staff.arguments import BadArgument, until_at_the_end, until_in
from domain.account_steps import RaiseTier
from domain.identity import Document
from domain.money import naira
from domain.staff import Role, RoleGrant
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

OPE, SADE, OLU, FATI, LOLA = 9_300_001, 9_300_002, 8_300_001, 8_300_002, 8_300_003
STAFF_PIN = "7391"


class TestUntil:
    def test_is_lagos_time_and_without_an_hour_the_end_of_the_day(self) -> None:
        six = datetime(2026, 12, 1, 17, tzinfo=UTC)

        assert until_at_the_end("phone stolen until 2026-12-01 18:00") == ("phone stolen", six)
        assert until_at_the_end("not until she calls") == ("not until she calls", None)
        assert until_in("5k until 2026-12-01 for a church") == (
            "5k",
            datetime(2026, 12, 1, 23, tzinfo=UTC),
            "for a church",
        )

    @pytest.mark.parametrize("line", ["until 2026-12-01", "x until 2026-13-01", "x until 2026-12-01 25:00"])
    def test_is_a_day_that_there_is_with_a_reason_before_it(self, line: str) -> None:
        with pytest.raises(BadArgument):
            until_at_the_end(line)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with two people of operations."""
    async with running_vision(sqlite_module_url, clock=Clock(), rate_limits=False) as running:
        for number in (OPE, SADE):
            grant = RoleGrant(number, Role.OPERATIONS, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
            await running.app.services.staff_pins.set_first(f"telegram:{number}", STAFF_PIN)
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    return Person(vision, person, name, f"+23480{number:08d}")


@pytest.mark.asyncio(loop_scope="module")
class TestOneCustomer:
    async def test_gets_a_limit_from_two_people_and_is_told(self, vision: Vision) -> None:
        ada = await vision.knows("Ada", wallet=5_000, trusted=True)
        ope, sade = await somebody(vision, OPE, "Ope"), await somebody(vision, SADE, "Sade")
        day = (vision.clock() + timedelta(days=3)).date()

        await ope.says(f"/limit {ada.phone} daily 400 until {day} asked by her bank ?")
        await ope.sees("→ ₦400", "For what leaves in a day", "takes a second person", "nothing was done")
        await ope.says(f"/limit {ada.phone} daily 400 asked by her bank")
        await ope.sees("Say until when", "For example: /limit")
        await ope.says(f"/limit {ada.phone} daily 400 until {day} asked by her bank")
        await ope.enters_pin(STAFF_PIN)
        number = (await ope.sees("created")).text.partition("APR-")[2].split()[0]
        await sade.says(f"/approve {number}")
        await sade.sees("For what leaves in a day, until")
        await sade.enters_pin(STAFF_PIN)
        await sade.sees("done: change a limit")
        await ada.sees("Your limits were changed", "₦400 a day")
        await ada.says("500 mtn airtime")
        await ada.enters_pin()
        await ada.sees("over the limit of ₦400 a day that we set for you")
        await ope.says(f"/limit {ada.phone}")
        await ope.sees("Set by us: ₦400 a day until", "Audit A-")

    async def test_is_frozen_from_her_card_and_goes_on_by_itself(self, vision: Vision) -> None:
        bola = await vision.knows("Bola", wallet=2_000, trusted=True)
        sade = await somebody(vision, SADE, "Sade")
        await sade.says(f"/user {bola.phone}")
        await sade.taps("Freeze…")
        await sade.sees("Say why", "freeze")
        await sade.says("/whoami")
        await sade.sees("operations")
        await sade.says("phone stolen")
        assert "Freeze" not in (await sade.newest()).text
        await sade.says(f"/user {bola.phone}")
        await sade.taps("Freeze…")
        until = vision.clock() + timedelta(hours=5)
        await sade.says(f"phone stolen until {until + timedelta(hours=1):%Y-%m-%d %H:%M}")
        await sade.sees("It ends by itself", "You may do this alone")
        await sade.enters_pin(STAFF_PIN)
        await sade.sees("done: freeze")
        await bola.sees("Your wallet was frozen", "It ends by itself")
        await bola.says("500 mtn airtime")
        await bola.sees("frozen")

        await vision.waits(hours=5)

        await bola.sees("not frozen any more: the time that we had set is over")
        await bola.says("500 mtn airtime")
        await bola.enters_pin()
        await bola.sees("✅ Delivered")

    async def test_is_written_to_by_staff(self, vision: Vision) -> None:
        chidi = await vision.knows("Chidi")
        sade = await somebody(vision, SADE, "Sade")
        await sade.says(f"/user {chidi.phone}")
        await sade.taps("Message…")
        await sade.says("Your meter has <11> digits.")
        await sade.sees("as she will read it", "Your meter has <11> digits.")
        await sade.enters_pin(STAFF_PIN)
        await sade.sees("On its way", "Audit A-")
        await chidi.sees("From Vision support", "Your meter has <11> digits.")

    async def test_has_her_document_looked_at(self, vision: Vision) -> None:
        dami = await vision.knows("Dami Ojo", wallet=1_000)
        sade = await somebody(vision, SADE, "Sade")
        customer, identities = await dami.customer(), vision.app.services.identities
        await sade.says("/kyc queue")
        await sade.sees("No document waits")
        await vision.app.database.money.apply(RaiseTier(customer.id, 2))
        document = Document("AgACAgQAAxkBAAI", is_photo=True)
        await identities.hand_in(customer.id, document, now=vision.clock())
        await sade.says("/kyc")
        await sade.sees("Documents that wait: 1")
        await sade.says(f"/kycreject {dami.phone} too-old")
        await sade.sees("it is too old", "staff PIN")
        await sade.enters_pin(STAFF_PIN)
        await sade.sees("The document is too old", "Audit A-")
        await dami.sees("older than 3 months")
        assert (await dami.balance()) == naira(1_000)

    async def test_may_try_her_pin_again_after_wrong_ones(self, vision: Vision) -> None:
        efe = await vision.knows("Efe", wallet=2_000, trusted=True)
        sade = await somebody(vision, SADE, "Sade")
        await efe.says("500 mtn airtime")
        for wrong, answer in (("1379", "2 tries left"), ("2468", "1 try left"), ("9753", "Locked till")):
            await efe.enters_pin(wrong)
            await efe.sees(answer)

        await sade.says(f"/unlockpin {efe.phone} told us her last three payments")
        await sade.sees("staff PIN")
        await sade.enters_pin(STAFF_PIN)
        await sade.sees("Audit A-")
        await efe.sees("try your PIN again")
        await efe.says("500 mtn airtime")
        await efe.enters_pin()
        await efe.sees("✅ Delivered")


@pytest.mark.asyncio(loop_scope="module")
async def test_a_colleague_who_is_locked_out_chooses_a_new_pin_when_two_agree(vision: Vision) -> None:
    for telegram_id, role in ((OLU, Role.OWNER), (FATI, Role.OWNER), (LOLA, Role.SUPPORT)):
        await vision.app.database.money.apply(Granted(RoleGrant(telegram_id, role, vision.clock(), "test")))
        await vision.app.services.staff_pins.set_first(f"telegram:{telegram_id}", STAFF_PIN)
    olu, fati = await somebody(vision, OLU, "Olu"), await somebody(vision, FATI, "Fati")
    lola = await somebody(vision, LOLA, "Lola")

    await olu.says(f"/staffpin reset {LOLA} called me on her own phone")
    await olu.sees("staff PIN")
    await olu.enters_pin(STAFF_PIN)
    number = (await olu.sees("created")).text.partition("APR-")[2].split()[0]
    await fati.says(f"/approve {number}")
    await fati.enters_pin(STAFF_PIN)
    await fati.sees("done")

    await lola.says("/staffpin")
    await lola.enters_pin("8462")
    await lola.sees("once more")
    await lola.enters_pin("8462")
    await lola.sees("Your staff PIN is set", "Audit A-")
