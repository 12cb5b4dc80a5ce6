"""A broadcast as Telegram sees it: the rate, a pause, a stop, people who block the bot, and a restart."""

from __future__ import annotations

from tests.builders import opened
from tests.newsroom import Outcome, broadcast_to, run_ahead, stopped_at


class TestABroadcast:
    def test_keeps_the_rate_and_reaches_everybody_once(self, sqlite_url: str) -> None:
        async def sent() -> Outcome:
            async with opened(sqlite_url) as database:
                return await broadcast_to(database, 150, every_blocks=15)

        outcome = run_ahead(sent())

        assert (outcome.told, outcome.twice) == (140, 0)
        assert (outcome.blocked, outcome.marked) == (10, 10)
        assert outcome.after_pause == 0
        assert outcome.most_in_a_second <= 30
        assert outcome.per_s > 15  # so few are sent in little more than starting and starting again

    def test_stops_at_once(self, sqlite_url: str) -> None:
        async def sent() -> tuple[int, int]:
            async with opened(sqlite_url) as database:
                return await stopped_at(database, 100, 40)

        before, after = run_ahead(sent())

        assert 40 <= before < 50
        assert after <= 4  # what was on its way
