"""Rewards for friends that wait for a person, over Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from domain.referrals import Referral, ReferralStatus
from domain.staff import Role, RoleGrant
from storage.database import Database
from storage.reward_rows import referral_values
from storage.tables import referrals
from tests.builders import Granted
from tests.chat import Clock, Person, Vision, running_vision

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPE, TOLA = 9_300_001, 9_300_002
STAFF_PIN = "7391"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(sqlite_module_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with somebody of operations and somebody of support."""
    async with running_vision(sqlite_module_url, clock=Clock(), rate_limits=False) as running:
        for number, role in ((OPE, Role.OPERATIONS), (TOLA, Role.SUPPORT)):
            grant = RoleGrant(number, role, running.clock(), "test")
            await running.app.database.money.apply(Granted(grant))
            await running.app.services.staff_pins.set_first(f"telegram:{number}", STAFF_PIN)
        yield running


async def somebody(vision: Vision, number: int, name: str) -> Person:
    person = await vision.telegram.add_person(name, phone=f"+23480{number:08d}", id=number)
    return Person(vision, person, name, f"+23480{number:08d}")


async def kept(database: Database, referral: Referral) -> None:
    async with database.begin() as books:
        await books.connection.execute(referrals.insert().values(referral_values(referral, database.keyring)))


class TestRewards:
    async def test_wait_for_who_may_decide(self, vision: Vision) -> None:
        eve, bola = await vision.knows("Eve"), await vision.knows("Bola")
        now = vision.clock()
        async with vision.app.database.look() as books:
            referrer = await books.customers.by_telegram(eve.id)
            brought = await books.customers.by_telegram(bola.id)
        assert referrer is not None
        assert brought is not None
        waits = Referral(brought.id, referrer.id, now, ReferralStatus.REVIEW, None, now)
        await kept(vision.app.database, waits)
        ope, tola = await somebody(vision, OPE, "Ope"), await somebody(vision, TOLA, "Tola")

        await tola.says("/referrals")
        await tola.sees("None of your roles")
        await ope.says("/referrals")
        await ope.sees("1 reward waits", "waits for a person", "Audit A-")
        await ope.taps(brought.id[:12])
        await ope.says(f"/refusereward {brought.id[:12]} the same meter ?")
        await ope.sees("Give no reward", "nothing was done")
        await ope.says(f"/referrals {brought.id}")
        await ope.taps("Give")
        await ope.sees("Give ₦500", "staff PIN")
        await ope.says(f"/givereward {brought.id} ?")
        await ope.sees("Give ₦500", "nothing was done")
        await ope.says(f"/givereward {brought.id}")
        await ope.enters_pin(STAFF_PIN)
        await ope.sees("comes at its time", "Audit A-")
        await ope.says(f"/refusereward {brought.id} too late")
        await ope.sees("nothing to decide")
        await ope.says("/referrals suspicious")
        await ope.sees("No friends of the last 60 days")
        await ope.says("/givereward")
        await ope.sees("Which one?", "For example: /givereward")
        assert replace(waits, status=ReferralStatus.HELD) == await vision.app.services.referrals.get(
            referrer.id, brought.id
        )
