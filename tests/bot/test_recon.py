"""Reconciliation over Telegram: a statement handed in, its breaks looked at, corrected by two, explained."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from domain.money import naira
from domain.staff import Role, RoleGrant
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

FATIMA, FEMI, SADE = 9_300_011, 9_300_012, 9_300_013
STAFF_PIN = "7391"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with two people of finance and one of support."""
    async with running_vision(sqlite_module_url, clock=Clock(), rate_limits=False) as running:
        for number, role in ((FATIMA, Role.FINANCE), (FEMI, Role.FINANCE), (SADE, Role.SUPPORT)):
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


async def hands_in(person: Person, text: str, caption: str = "/statement vtpass") -> None:
    """Send a file."""
    content = base64.b64encode(text.encode()).decode()
    await person.sends(
        "document", content_base64=content, file_name="s.csv", mime_type="text/csv", caption=caption
    )


@pytest.mark.asyncio(loop_scope="module")
class TestAStatement:
    async def test_is_handed_in_and_its_breaks_are_corrected_by_two_or_explained(
        self, vision: Vision
    ) -> None:
        ada = await vision.knows("Ada Obi", wallet=5_000, trusted=True)
        await ada.says("500 mtn airtime")
        await ada.enters_pin()
        await ada.sees("✅ Delivered")
        payment = await vision.newest_payment(ada)
        assert payment.attempt is not None
        assert payment.cost is not None
        fatima, femi = await somebody(vision, FATIMA, "Fatima"), await somebody(vision, FEMI, "Femi")
        sade = await somebody(vision, SADE, "Sade")
        head, at = (
            "request_id,transactionId,total_amount,status,transaction_date\n",
            vision.clock().isoformat(),
        )
        cost = payment.cost + naira(5)
        ours = f"{payment.attempt.request_id},1,{cost.kobo // 100}.{cost.kobo % 100:02},delivered,{at}\n"
        strange = f"202611230000x,2,50,delivered,{at}\n"

        await hands_in(sade, head + ours)
        await sade.sees("None of your roles")
        await fatima.says("/statement vtpass")
        await fatima.sees("as its caption")
        await hands_in(fatima, head + ours.replace("delivered", "so-so"))
        await fatima.sees("line 2", "the status", "Nothing was taken in")
        await hands_in(fatima, head + ours + strange)
        await fatima.sees("2 lines, 0 matched", "SHA-256", "Audit A-")
        await fatima.taps("Breaks")
        await fatima.sees("VTpass", "1 amount-differs", "1 unknown-to-us", "B-1", "B-2")

        await fatima.says("/break B-2")
        await fatima.sees(payment.attempt.request_id, "Open.")
        await fatima.says("/correct B-2 they charge the new price")
        await fatima.sees("correct the books", "₦5", "takes a second person")
        await fatima.enters_pin(STAFF_PIN)
        created = await fatima.sees("created", "needs a second person")
        number = created.text.partition("APR-")[2].split()[0]
        await femi.says(f"/approve {number}")
        await femi.enters_pin(STAFF_PIN)
        await femi.sees("done: correct the books")
        await femi.says("/explain B-1 a test of ours")
        await femi.sees("a test of ours")
        await femi.says("/recon")
        await femi.sees("No open break")
