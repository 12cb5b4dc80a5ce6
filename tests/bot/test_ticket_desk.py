"""A ticket over Telegram, from the report to its end: the customer's card, and the desk of the staff."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.staff import Role, RoleGrant
from domain.ticket_desk import TicketClock
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import Clock, Person, Seen, Vision, running_vision

OWNER, SUPPORT, COLLEAGUE, FINANCE = 9_200_099, 9_200_011, 9_200_012, 9_200_013  # customers follow

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with an owner, two of support and one of finance."""
    async with running_vision(
        module_database_url, clock=Clock(), admin_telegram_ids=f"{OWNER}", rate_limits=False
    ) as running:
        for number, role in ((SUPPORT, Role.SUPPORT), (COLLEAGUE, Role.SUPPORT), (FINANCE, Role.FINANCE)):
            await running.app.database.money.apply(Granted(RoleGrant(number, role, running.clock(), "test")))
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    """Somebody of the staff, who has pressed START."""
    phone = f"+23480{number:08d}"
    who = Person(vision, await vision.telegram.add_person(name, phone=phone, id=number), name, phone)
    await who.says("/start")
    return who


async def reports(person: Person, line: str, *, what: str = "It did not arrive") -> int:
    """A customer pays and says that it did not arrive. Returns the number of the ticket."""
    await person.says(line)
    await person.enters_pin()
    await person.sees_button("Receipt")
    await person.says("/problem")
    await person.taps(what)
    return number_on(await person.sees("Ticket P-"))


def number_on(message: Seen) -> int:
    """Return the number of the ticket that a message is about."""
    return int(message.text.partition("P-")[2].split()[0].rstrip(":"))


async def time_passes(vision: Vision, **span: float) -> None:
    """Time passes, and the clock goes over the tickets."""
    await vision.waits(**span)
    await TicketClock(vision.app.database, vision.app.rules.tickets, vision.clock).run()
    vision.app.notices_waiting()


class TestATicket:
    async def test_is_answered_asked_about_solved_opened_again_and_escalated(self, vision: Vision) -> None:
        owner, fatima = await somebody(vision, OWNER, "Olu"), await somebody(vision, SUPPORT, "Fatima")
        ada = await vision.knows("Ada", wallet=2_000)
        n = await reports(ada, "150 08020000001")
        card = await ada.newest()
        await owner.sees(f"Ticket P-{n}", "Nobody has it", "attempt 1: vtpass")

        await fatima.says("/ticket next")
        await fatima.sees(f"Ticket P-{n}", "received", "left", "Audit A-")
        await fatima.taps("Take")
        await fatima.sees(f"P-{n} is now: being checked", f"Has it: telegram:{SUPPORT}")
        await ada.sees("It did not arrive · being checked")
        await fatima.taps("Reply")
        await fatima.sees("write what the customer is to read")
        await fatima.says("Which <number> did you mean?")
        await fatima.sees("the customer would read", "Which <number> did you mean?")
        await fatima.taps("Send")
        await fatima.sees(f"P-{n} is now: being checked", "waits for the customer", "Which <number>")
        asked = await ada.sees(f"About your ticket P-{n}", "Which <number> did you mean?")
        assert {"Add note or photo", "Solved, thank you", "Not solved"} <= set(asked.labels)

        await ada.client.says(ada.id, "The one ending in 0001", reply_to=asked.id)
        await ada.sees("Added to your ticket")
        await fatima.sees(f"Ticket P-{n}", "The one ending in 0001")
        told = await fatima.newest()
        await fatima.client.says(fatima.id, "Thank you. I look into it.", reply_to=told.id)
        await fatima.sees("the customer would read", "Thank you. I look into it.")
        await ada.taps("Add more")
        await ada.sees("Write what we should know")
        await ada.sends("photo")
        await ada.sees("Added to your ticket", "A person answers by")
        await fatima.sees(f"Ticket P-{n}", "📎")
        await fatima.says(f"/ticket {n}")
        await fatima.taps("Photos", on=await fatima.sees(f"Ticket P-{n}", "The one ending in 0001", "📎"))
        await vision.until(lambda: has_photo(fatima))

        await fatima.says(f"/ticket {n} biller 2h asked MTN by phone")
        await fatima.sees("with the company", "waits for the company")
        await ada.sees("We asked the company", "The one ending in 0001")
        await fatima.says(f"/ticket {n} solve It has arrived now. ?")
        await fatima.sees("the customer would read", "It has arrived now.", "nothing was done")
        await fatima.says(f"/ticket {n} solve It has arrived now.")
        await fatima.sees(f"P-{n} is now: solved")
        await ada.sees(f"Ticket P-{n} is solved", "It has arrived now.", "Is it not over?")
        assert "solved" in next(each for each in await ada.messages() if each.id == card.id).text

        await ada.taps("Not solved")
        await ada.sees("It did not arrive · open again", "A person answers by")
        await fatima.sees(f"Ticket P-{n}", "open again")
        await time_passes(vision, hours=5)
        await owner.sees("This ticket needs you", f"Ticket P-{n}")
        await ada.sees("· urgent", "We are late with our answer")
        await fatima.says(f"/ticket {n} solve done")
        await fatima.sees("None of your roles may do that")
        await owner.says(f"/ticket {n} take")
        await owner.sees("being checked")
        await owner.says(f"/ticket {n} solve done")
        await owner.sees("solved", "It is done. Thank you for your patience.")
        await ada.sees(f"Ticket P-{n} is solved", "It is done.")
        await ada.taps("Solved, thank you")
        await ada.sees("You told us that all is well")
        await owner.says("/ticket stats")
        await owner.sees("open 0", "7 days: 1 opened")

    async def test_is_answered_in_pidgin_with_the_facts_of_the_payment(self, vision: Vision) -> None:
        fatima = Person(vision, SUPPORT, "Fatima", "")
        ada = await vision.knows("Ada", wallet=500)
        await ada.says("/language")
        await ada.taps("Pidgin")
        n = await reports(ada, "120 08020000012", what="E no enter")

        await fatima.says(f"/ticket {n} macro")
        await fatima.sees("ready sentences", "I don ask Airtel about your ₦120", "number wey end with 0012")
        await fatima.taps("asked")
        await fatima.sees(f"P-{n} is now: being checked", "I don ask Airtel")
        await ada.sees(f"About your ticket P-{n}", "I don ask Airtel about your ₦120")
        await fatima.says(f"/ticket {n} macro asked")  # a second tap tells her nothing twice
        await fatima.sees(f"Ticket P-{n}", "waits for the customer")
        assert len([each for each in await ada.messages() if "I don ask Airtel" in each.text]) == 2
        await ada.taps("Add word or photo")
        await ada.sees("No ever send us your PIN")
        await ada.says("2580")  # a PIN by mistake is no note
        await ada.sees("PIN")
        assert "2580" not in (await fatima.chat()).replace(str(n), "")
        await fatima.says(f"/ticket {n} reject delivered")
        await fatima.sees(f"P-{n} is now: looked into")
        await ada.sees("we don check am", "So we no fit return the money")

    async def test_is_for_one_of_support_at_a_time_and_never_for_its_own_customer(
        self, vision: Vision
    ) -> None:
        fatima, chidi = Person(vision, SUPPORT, "Fatima", ""), await somebody(vision, COLLEAGUE, "Chidi")
        femi = await somebody(vision, FINANCE, "Femi")
        bola = await vision.knows("Bola", wallet=500)
        n = await reports(bola, "130 08020000013")

        await femi.says(f"/ticket {n}")
        looked = await femi.sees(f"Ticket P-{n}", "attempt 1")
        assert not {"Take", "Reply", "Solve"} & set(looked.labels)
        await femi.says(f"/ticket {n} take")
        await femi.sees("None of your roles may do that")
        await fatima.says(f"/ticket {n} take")
        await fatima.sees("Has it: telegram")
        await chidi.says(f"/ticket {n} solve done")
        await chidi.sees(f"telegram:{SUPPORT} has this ticket")
        await chidi.says("/ticket next")
        await chidi.sees("Nothing waits")
        await chidi.says(f"/ticket {n} juggle")
        await chidi.sees("For example: /ticket next")
        await bola.says(f"/ticket {n}")
        assert "telegram:" not in (await bola.newest()).text
        await vision.app.database.money.apply(
            Granted(RoleGrant(bola.id, Role.OPERATIONS, vision.clock(), "test"))
        )
        await bola.says(f"/ticket {n} takeover")
        await bola.sees("can't act on your own account")


async def has_photo(person: Person) -> bool:
    """Return whether a picture has come."""
    return any("photo" in each.raw for each in await person.messages())
