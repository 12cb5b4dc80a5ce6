"""Billers that staff took off sale: until they, or the hour, say otherwise, and known to all processes."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.audit_log import AuditLog, Doing
from domain.outages import BillerState, NotPaused, Outages
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from storage.audit_chain import chain_problems
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, opened

GLO = "glo"
DOING = Doing("telegram:1", "change-biller", GLO, NOON)


def watching(database: Database, clock: Clock) -> Outages:
    return Outages(database, (), VendorHealth(RULES.health), VendorFloats({}, RULES.floats), clock)


class TestAPause:
    async def test_is_over_when_staff_say_so_and_who_waits_is_told(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            here, elsewhere = watching(database, clock), watching(database, clock)

            await here.pause(GLO, "vendor upgrade", None, DOING)
            clock.later(hours=30)
            for each in (here, elsewhere):
                await each.watch()
                assert each.is_paused(GLO)
                outage = each.open_of(GLO)
                assert outage is not None
                assert (outage.reason, outage.resumes_at) == ("vendor upgrade", None)

            await elsewhere.resume(GLO, DOING)
            await here.watch()
            assert not here.is_paused(GLO)
            assert await Bank(database).notices(None) == ["staff-outage:ended:glo:20261118110000"]
            with pytest.raises(NotPaused):
                await here.resume(GLO, DOING)

    async def test_is_over_at_its_hour(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            outages = watching(database, clock)
            await outages.pause(GLO, "vendor upgrade", NOON + timedelta(hours=1), DOING)
            await outages.watch()
            assert outages.now() == {GLO: BillerState.PAUSED}

            clock.later(hours=1)
            await outages.watch()

            assert outages.now() == {}

    async def test_takes_the_place_of_an_outage(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            outages = watching(database, clock)
            await outages.pause(GLO, "first", NOON + timedelta(hours=1), DOING)
            await outages.pause(GLO, "second", NOON + timedelta(hours=2), DOING)

            clock.later(minutes=90)
            await outages.watch()

            assert outages.is_paused(GLO)
            paused = outages.open_of(GLO)
            assert paused is not None
            assert paused.reason == "second"

    async def test_is_on_the_record_with_what_is_done_meanwhile_and_not_where_it_was_refused(
        self, database_url: str
    ) -> None:
        async with opened(database_url) as database:
            outages, log = watching(database, Clock(NOON)), AuditLog(database)

            await asyncio.gather(
                *(outages.pause(biller, "upgrade", None, DOING) for biller in ("glo", "mtn", "dstv")),
                *(log.note(DOING) for _ in range(3)),
            )
            with pytest.raises(NotPaused):
                await outages.resume("gotv", DOING)

            assert len(await log.newest(None, limit=9)) == 6
            assert await chain_problems(database) == []
