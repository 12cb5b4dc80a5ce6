"""Billers, as staff see and change them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations.staff.arguments import BadArgument
from bot.conversations.staff.billers import read_pause
from bot.conversations.staff.calls import Call
from bot.conversations.staff.table import COMMANDS
from bot.text import translator
from domain.audit_log import AuditLog
from domain.biller_desk import BoundsCross, NotItsVendor
from domain.errors import Refusal
from domain.money import naira
from domain.outages import NotPaused
from domain.staff import Role, StaffPerson
from domain.staff_people import OnDuty, StaffDesk
from domain.staff_pins import StaffApproval
from storage.database import Database
from tests.builders import NOON, RULES, opened
from tests.staff_office import staff_services_of

BILLER = COMMANDS["biller"]


class Desk:
    """Somebody of operations, who changes billers."""

    def __init__(self, database: Database) -> None:
        self.services = staff_services_of(database)
        self.call = Call(
            OnDuty(StaffPerson(1), frozenset({Role.OPERATIONS})),
            {},
            "request",
            translator("en"),
            NOON,
            StaffDesk(database, RULES, frozenset()),
            AuditLog(database),
            self.services,
        )

    async def changes(self, change: str, biller: str, terms: str = "") -> str:
        """Change a biller with the PIN; return what it said before."""
        values = {"change": change, "biller": biller, "terms": terms}
        call = replace(self.call, values=values)
        assert BILLER.plans is not None
        plan = await BILLER.plans(call)
        await plan.do(StaffApproval("telegram:1", plan.about, NOON))
        return plan.text


class TestPauses:
    def test_are_read(self) -> None:
        assert read_pause('"vendor upgrade"', now=NOON) == ("vendor upgrade", None)
        assert read_pause('"vendor upgrade" until 18:00', now=NOON) == (
            "vendor upgrade",
            NOON + timedelta(hours=6),  # it is noon in Lagos
        )
        assert read_pause("down until 9:30", now=NOON)[1] == NOON + timedelta(hours=21, minutes=30)

    @pytest.mark.parametrize("terms", ["", '""', "down until 25:00"])
    def test_want_a_reason_and_an_hour_of_the_day(self, terms: str) -> None:
        with pytest.raises(BadArgument):
            read_pause(terms, now=NOON)


class TestBillers:
    async def test_are_changed_as_was_said_before_and_each_change_is_on_the_record(
        self, sqlite_url: str
    ) -> None:
        async with opened(sqlite_url) as database:
            async with database.begin() as books:
                await books.billers.add_missing()
            desk = Desk(database)

            paused = await desk.changes("off", "Ikeja-Electric", '"vendor upgrade" until 18:00')
            least = await desk.changes("min", "mtn", "100")
            shared = await desk.changes("weight", "mtn", "vtpass=70")

            async with database.begin() as books:
                await books.billers.were_read("mtn", now=NOON)
            synced = await desk.changes("sync", "mtn")

            assert "are read again" in synced
            async with database.look() as books:
                assert "mtn" in await books.billers.unread_since(NOON)
            assert "Reason: vendor upgrade" in paused
            assert "Nothing that is scheduled today will wait" in paused
            assert "₦50 to ₦50,000 → ₦100 to ₦50,000" in least
            assert "vtpass 70" in shared
            assert desk.services.outages.is_paused("ikeja-electric")
            mtn = await desk.services.biller_desk.named("MTN")
            assert (mtn.minimum, mtn.weights) == (naira(100), {"vtpass": 70})
            looks = COMMANDS["billers"].looks
            assert looks is not None
            listed = (await looks(desk.call)).screen.text
            assert listed.startswith("🔴")
            assert "vendor upgrade" in listed
            assert len(await AuditLog(database).newest("telegram:1", limit=9)) == 4

    async def test_are_not_changed_into_what_nobody_could_buy(self, sqlite_url: str) -> None:
        async with opened(sqlite_url) as database:
            async with database.begin() as books:
                await books.billers.add_missing()
            desk = Desk(database)
            wrong: tuple[tuple[str, str, type[Refusal]], ...] = (
                ("min", "60000", BoundsCross),
                ("max", "10", BoundsCross),
                ("weight", "nobody=1", NotItsVendor),
                ("weight", "vtpass=0", NotItsVendor),
                ("on", "", NotPaused),
            )
            for change, terms, refusal in wrong:
                with pytest.raises(refusal):
                    await desk.changes(change, "mtn", terms)
