"""The ledger checked and exported over Telegram: begun at once, told when it is there, noted in the log."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.staff import Role, RoleGrant
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

FATIMA, OLU, SADE = 9_400_011, 9_400_012, 9_400_013
STAFF_PIN = "7391"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with somebody of finance, an owner, and one of support."""
    async with running_vision(sqlite_module_url, clock=Clock(), rate_limits=False) as running:
        for number, role in ((FATIMA, Role.FINANCE), (OLU, Role.OWNER), (SADE, Role.SUPPORT)):
            grant = RoleGrant(number, role, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    """Somebody of the staff, with a PIN."""
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    await vision.app.services.staff_pins.set_first(f"telegram:{number}", STAFF_PIN)
    return Person(vision, person, name, f"+23480{number:08d}")


async def is_handed(person: Person, name: str) -> None:
    """Wait until somebody has a file with its digest below."""

    async def is_there() -> bool:
        chat = await person.chat()
        return f"[document {name}]" in chat and "SHA-256" in chat.partition(name)[2]

    await person.vision.until(is_there)


@pytest.mark.asyncio(loop_scope="module")
class TestTheLedger:
    async def test_is_checked_behind_the_chat_and_told_in_the_same_message(self, vision: Vision) -> None:
        await vision.knows("Ada Obi", wallet=5_000)
        fatima, sade = await somebody(vision, FATIMA, "Fatima"), await somebody(vision, SADE, "Sade")

        await sade.says("/ledger verify")
        await sade.sees("None of your roles")
        await fatima.says("/ledger")
        await fatima.sees("/ledger head|verify", "For example")
        await fatima.says("/ledger head")
        await fatima.sees("1 journal entries", "Newest: top-up:", "Audit log: row A-", "Audit A-")
        await fatima.taps("Check all of it")
        told = await fatima.sees("✅ ok, 1 entries, trial balance ₦0", "head")
        assert "Checking" not in told.text

    async def test_is_exported_with_its_digest_for_who_may_and_masked(self, vision: Vision) -> None:
        ada = await vision.knows("Bola Ade")
        fatima = Person(vision, FATIMA, "Fatima", "")
        olu = await somebody(vision, OLU, "Olu")
        today = f"{vision.clock():%Y-%m-%d}"

        await fatima.says(f"/export users 2020-01-01..{today} csv")
        await fatima.sees("too long a time")
        await fatima.says(f"/export users {today} csv ?")
        await fatima.sees("masked", "nothing was done")
        await fatima.says(f"/export users {today} csv because I want it")
        await fatima.sees("masked", "Enter your staff PIN")
        await fatima.enters_pin(STAFF_PIN)
        await is_handed(fatima, f"users-{today}-{today}.csv")

        await olu.says(f"/export users {today} csv the police asks")
        await olu.sees("in full: the police asks")
        await olu.enters_pin(STAFF_PIN)
        await is_handed(olu, f"users-{today}-{today}-unmasked.csv")
        noted = await vision.app.services.audit_log.newest("telegram:9400012", limit=5)
        exported = next(each for each in noted if each.act == "export")
        assert '"masked": 0' in exported.details
        assert '"reason": "the police asks"' in exported.details
        assert ada.name not in exported.details
