"""Incidents on both databases: the biller is off sale, and whom it touches is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.screens.staff.incidents import report, story
from bot.text import translator
from domain.audit_log import AuditLog
from domain.incidents import IncidentIsOpen, Incidents, NoSuchIncident
from domain.outages import Outages
from domain.payments import PaymentStatus
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from storage.audit_chain import chain_problems
from storage.database import Database
from tests.builders import NOON, RULES, Bank, opened
from tests.storage.test_stats import sold

GLO, OLU = "glo", "telegram:1"
LATER = NOON + timedelta(minutes=40)


async def told(database: Database, payment_id: str) -> list[str]:
    """Return what the customer behind a payment was told, without her id."""
    bank = Bank(database)
    customer_id = (await bank.payment(payment_id)).customer_id
    async with database.look() as books:
        keys = await books.connection.exec_driver_sql("SELECT key FROM outbox ORDER BY key")
        return [key.removesuffix(f":{customer_id}") for (key,) in keys if customer_id in key]


class TestAnIncident:
    async def test_takes_the_biller_off_sale_and_is_told_to_whom_it_touches(self, database_url: str) -> None:
        async with opened(database_url) as database:
            floats = VendorFloats({}, RULES.floats)
            outages = Outages(database, (), VendorHealth(RULES.health), floats, lambda: NOON)
            incidents = Incidents(database, outages)
            in_doubt = await sold(database, PaymentStatus.UNRESOLVED, at=NOON - timedelta(hours=1))
            done = await sold(database, PaymentStatus.DELIVERED)
            gone = await sold(database, PaymentStatus.RELEASED, at=NOON - timedelta(hours=2))

            opened_, row = await incidents.open(GLO, "Their system is down.", by=OLU, now=NOON)

            assert outages.is_paused(GLO)
            assert (row.actor, row.act, row.subject_id) == (OLU, "run-incident", GLO)
            assert await told(database, in_doubt) == [f"incident:{opened_.number}:0"]
            assert await told(database, done) == await told(database, gone) == []
            with pytest.raises(IncidentIsOpen):
                await incidents.open(GLO, "Again.", by=OLU, now=NOON)

            given_back = await sold(database, PaymentStatus.RELEASED, at=NOON, back_after=60)
            closed, _ = await incidents.close(GLO, "It works again.", by=OLU, now=LATER)

            assert not outages.is_paused(GLO)
            assert await told(database, given_back) == [f"incident:{opened_.number}:1"]
            assert len(await told(database, in_doubt)) == 2
            assert await incidents.get(closed.number) == closed
            assert await incidents.newest(limit=5) == (closed,)
            with pytest.raises(NoSuchIncident):
                await incidents.update(GLO, "Nothing.", by=OLU, now=LATER)
            assert len(await AuditLog(database).newest(OLU, limit=9)) == 2  # and none for what was refused
            assert await chain_problems(database) == []

            t, affected = translator("en"), await incidents.affected(closed)
            assert "2 customers" in story(t, closed, affected=affected).text
            text = report(t, closed, affected=affected, now=LATER)
            assert "Lasted 40 minutes, touched 2 customers." in text
            assert "Their system is down." in text
            assert "## Why" in text
