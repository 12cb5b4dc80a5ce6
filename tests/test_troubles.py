"""What everything is kept in goes away, is taken or is full: what customers see, and that it goes on."""

import pytest

from benchmarks.troubles import Seen, connections_taken, file_full, postgres_restarted, redis_lost


class TestWhoPaysInTrouble:
    async def test_starts_anew_where_redis_is_lost_and_pays_when_it_is_back(self, sqlite_url: str) -> None:
        seen = await redis_lost(sqlite_url)

        assert seen == Seen(orders=1, delivered=1, apologies=1)

    async def test_is_told_that_nothing_was_charged_where_all_connections_are_taken(
        self, postgres_url: str
    ) -> None:
        seen = await connections_taken(postgres_url)

        assert seen == Seen(orders=1, delivered=1, apologies=1)

    async def test_is_told_that_nothing_was_charged_where_the_file_is_full_and_still_sees_her_money(
        self, sqlite_url: str
    ) -> None:
        seen = await file_full(sqlite_url)

        assert seen.apologies == 1
        assert seen.violations == []

    @pytest.mark.slow
    async def test_pays_once_and_for_something_where_postgres_loses_its_power(self) -> None:
        seen = await postgres_restarted(people=4, orders=3, restarts=1)

        assert seen.orders == 13
        assert seen.delivered >= 8
        assert seen.violations == []
