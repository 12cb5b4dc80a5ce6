"""Maintenance on both databases: known to all processes, over at its hour, on the record."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.audit_log import AuditLog
from domain.maintenance import (
    LONGEST_TEXT,
    Maintenance,
    MaintenanceTextTooLong,
    NotUnderMaintenance,
    UnderMaintenance,
)
from domain.money import naira
from domain.paying import Payments
from storage.audit_chain import chain_problems
from tests.builders import NOON, RULES, Bank, Clock, a_sheet, an_order, approved, opened
from tests.vendors import FakeVendor

OLU = "telegram:1"


class TestMaintenance:
    async def test_is_known_everywhere_and_ends_by_word_or_by_the_hour(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            here, elsewhere = Maintenance(database, clock), Maintenance(database, clock)
            with pytest.raises(NotUnderMaintenance):
                await here.end(by=OLU)

            await here.begin("We make it quicker.", NOON + timedelta(hours=1), by=OLU)
            await here.begin("It takes longer.", NOON + timedelta(hours=2), by=OLU)
            await elsewhere.watch()
            for each in (here, elsewhere):
                with pytest.raises(UnderMaintenance) as stopped:
                    each.check()
                assert stopped.value.values["text"] == "It takes longer."

            clock.later(hours=2)
            here.check()
            for each in (elsewhere, here):
                await each.watch()
            assert elsewhere.now() is None
            await elsewhere.begin("Once more.", None, by=OLU)
            await elsewhere.end(by=OLU)
            await here.watch()
            here.check()

            rows = await AuditLog(database).newest("maintenance", limit=9)
            assert [(row.actor, row.act.rpartition(":")[2]) for row in reversed(rows)] == [
                (OLU, "on"),
                (OLU, "on"),
                ("clock", "off"),
                (OLU, "on"),
                (OLU, "off"),
            ]
            assert await chain_problems(database) == []

    async def test_lets_no_payment_begin_and_changes_nothing_about_one_that_did(
        self, sqlite_url: str
    ) -> None:
        async with opened(sqlite_url) as database:
            bank, maintenance = Bank(database), Maintenance(database, lambda: NOON)
            payments = Payments(
                database, {"vtpass": FakeVendor()}, RULES, lambda: NOON, may_begin=maintenance.check
            )
            async with database.begin() as books:
                await books.billers.add_missing()
            ada = await bank.customer(wallet=naira(5_000))
            before, after = (a_sheet(an_order(ada, naira(500), to=f"0803111000{n}")) for n in (1, 2))
            paid = await payments.accept(before, approved(before), card=None, now=NOON)

            await maintenance.begin("We make it quicker.", None, by=OLU)

            with pytest.raises(UnderMaintenance):
                await payments.accept(after, approved(after), card=None, now=NOON)
            assert (await payments.accept(before, approved(before), card=None, now=NOON)).id == paid.id
            with pytest.raises(MaintenanceTextTooLong):
                await maintenance.begin("x" * (LONGEST_TEXT + 1), None, by=OLU)
