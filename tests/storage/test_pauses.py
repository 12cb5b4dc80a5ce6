"""Billers that staff took off sale: until they, or the hour, say otherwise, and known to all processes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.outages import BillerState, NotPaused, Outages
from domain.vendor_floats import VendorFloats
from domain.vendor_health import VendorHealth
from storage.database import Database
from tests.builders import NOON, RULES, Bank, Clock, opened

GLO = "glo"


def watching(database: Database, clock: Clock) -> Outages:
    return Outages(database, (), VendorHealth(RULES.health), VendorFloats({}, RULES.floats), clock)


class TestAPause:
    async def test_is_over_when_staff_say_so_and_who_waits_is_told(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            here, elsewhere = watching(database, clock), watching(database, clock)

            await here.pause(GLO, "vendor upgrade", None)
            clock.later(hours=30)
            for each in (here, elsewhere):
                await each.watch()
                assert each.is_paused(GLO)
                outage = each.open_of(GLO)
                assert outage is not None
                assert (outage.reason, outage.resumes_at) == ("vendor upgrade", None)

            await elsewhere.resume(GLO)
            await here.watch()
            assert not here.is_paused(GLO)
            assert await Bank(database).notices(None) == ["staff-outage:ended:glo:20261118110000"]
            with pytest.raises(NotPaused):
                await here.resume(GLO)

    async def test_is_over_at_its_hour(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            outages = watching(database, clock)
            await outages.pause(GLO, "vendor upgrade", NOON + timedelta(hours=1))
            await outages.watch()
            assert outages.now() == {GLO: BillerState.PAUSED}

            clock.later(hours=1)
            await outages.watch()

            assert outages.now() == {}

    async def test_takes_the_place_of_an_outage(self, database_url: str) -> None:
        async with opened(database_url) as database:
            clock = Clock(NOON)
            outages = watching(database, clock)
            await outages.pause(GLO, "first", NOON + timedelta(hours=1))
            await outages.pause(GLO, "second", NOON + timedelta(hours=2))

            clock.later(minutes=90)
            await outages.watch()

            assert outages.is_paused(GLO)
            paused = outages.open_of(GLO)
            assert paused is not None
            assert paused.reason == "second"
