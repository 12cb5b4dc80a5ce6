"""Digests on both databases: each is told once a day, at her hour."""

from __future__ import annotations

from datetime import date, timedelta

from domain.digests import Digest, Digests
from domain.stats import Period
from tests.builders import NOON, opened

EIGHT, SIX_PM = 8 * 60, 18 * 60
DAY = timedelta(days=1)


class TestDigests:
    async def test_are_told_once_a_day_from_the_next_hour_on(self, database_url: str) -> None:
        async with opened(database_url) as database:
            digests = Digests(database)
            await digests.choose(1, EIGHT, now=NOON)
            await digests.choose(2, SIX_PM, now=NOON)

            assert await digests.take_due(now=NOON) == ()
            evening = NOON + timedelta(hours=6)
            assert await digests.take_due(now=evening) == (Digest(2, SIX_PM),)
            assert await digests.take_due(now=evening) == ()
            assert await digests.take_due(now=NOON + DAY) == (Digest(1, EIGHT),)

            await digests.end(2)
            assert await digests.take_due(now=evening + DAY) == ()

    def test_tell_of_the_day_before_in_the_morning(self) -> None:
        yesterday, today = date(2026, 11, 17), date(2026, 11, 18)

        assert Digest(1, EIGHT).period(now=NOON) == Period(yesterday, yesterday)
        assert Digest(1, SIX_PM).period(now=NOON) == Period(today, today)
