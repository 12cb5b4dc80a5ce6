"""Statements fetched from the companies over HTTP: held against the books, and finance told of new breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, time, timedelta

import pytest
import pytest_asyncio

from domain.company_statements import Side
from domain.house import House
from domain.ledger import HouseAccount
from domain.money import ZERO, Money
from domain.reconciliation import BreakKind
from domain.staff import Role, RoleGrant
from domain.times import LAGOS, lagos_day
from storage.audit_chain import chain_problems
from storage.checks import problems
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

FATIMA, SADE = 9_500_011, 9_500_012


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with somebody of finance and an auditor."""
    async with running_vision(sqlite_module_url, clock=Clock(), rate_limits=False) as running:
        for number, role in ((FATIMA, Role.FINANCE), (SADE, Role.AUDITOR)):
            grant = RoleGrant(number, role, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
        yield running
        assert await problems(running.app.database) == []
        assert await chain_problems(running.app.database) == []


async def somebody(vision: Vision, number: int, name: str) -> Person:
    """Somebody of the staff."""
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    return Person(vision, person, name, f"+23480{number:08d}")


async def adds(vision: Vision, person: Person, naira: int) -> str:
    """Let somebody pay a page at Paystack, and return Paystack's id of it."""
    services = vision.app.services
    customer = await person.customer()
    top_up = await services.top_ups.open(
        services.new_id(), customer.id, Money(naira * 100), card=None, now=vision.clock()
    )
    paid = await vision.paystack.pay(top_up.id)
    await person.sees("received")
    return str(paid["id"])


@pytest.mark.asyncio(loop_scope="module")
class TestStatements:
    async def test_are_fetched_once_a_day_compared_and_their_breaks_told_and_taken(
        self, vision: Vision
    ) -> None:
        fatima, sade = await somebody(vision, FATIMA, "Fatima"), await somebody(vision, SADE, "Sade")
        await fatima.says("/a")
        await sade.says("/a")
        ada = await vision.knows("Ada Obi")
        agreed, missing, dearer = [await adds(vision, ada, naira) for naira in (1_000, 2_000, 2_100)]
        await vision.paystack.plant("transaction", "omit", id=missing)
        await vision.paystack.plant("transaction", "dearer", id=dearer, kobo=500)
        await vision.paystack.plant("transaction", "strange", kobo=70_000)
        day = lagos_day(vision.clock())
        noon = datetime.combine(day + timedelta(days=1), time(12), LAGOS)
        vision.clock.forward(seconds=(noon - vision.clock()).total_seconds())
        await vision.paystack.set(clock_offset_s=vision.clock.ahead.total_seconds())
        fetching = vision.app.services.staff_services.statement_fetching

        failed = await fetching.run(now=vision.clock())
        await fetching.run(now=vision.clock())

        assert failed == {}
        found = await fetching.reconciliations.open_breaks(day=day, limit=10)
        assert {each.kind for each in found} == {
            BreakKind.OURS_ALONE,
            BreakKind.AMOUNT,
            BreakKind.THEIRS_ALONE,
        }
        assert agreed not in {each.reference for each in found}
        assert len(found) == 3
        settled = {each.side for each, _ in await fetching.reconciliations.day(day)}
        assert settled == {Side.PROCESSOR, Side.PAYOUT, Side.CHARGEBACK, Side.SETTLEMENT}

        await fatima.sees("New breaks", "Paystack", "1 amount-differs", "1 unknown-to-us")
        await fatima.taps("B-1")
        await fatima.taps("I see to it")
        await fatima.sees(f"Seen to by telegram:{FATIMA}", "Open.")
        await sade.says("/break B-1 take")
        await sade.sees("None of your roles")
        vision.clock.forward(days=1)
        await vision.paystack.set(clock_offset_s=vision.clock.ahead.total_seconds())
        assert await fetching.run(now=vision.clock()) == {}
        assert await House(vision.app.database).balance(HouseAccount.BANK) > ZERO  # settled that night
        vision.clock.forward(days=3)
        await fatima.says("/recon")
        await fatima.sees("🔴", f"telegram:{FATIMA}", "nobody")
