"""News for twenty thousand people, as Telegram sees them, on a clock that need not be waited for.

A pause on the way, a new process at two thirds, and every fiftieth blocks the bot. See `tests.newsroom`.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figures, note, quick
from storage.migrate import upgrade
from tests.builders import opened
from tests.newsroom import Outcome, broadcast_to, run_ahead

PEOPLE, PEOPLE_QUICK = 20_000, 1_000


def send(figures: Figures, wanted: frozenset[str]) -> None:
    """Send news to everybody, and count what arrived, how fast, and what did not."""
    people = PEOPLE_QUICK if quick() else PEOPLE
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'news.sqlite3'}"
        asyncio.run(upgrade(url))
        began = time.perf_counter()
        outcome = run_ahead(_sent(url, people))
    note(f"news to {people:,} people: {outcome.per_s:.1f} a second, {outcome.most_in_a_second} at most")
    figures.add(
        "broadcast.send",
        people=outcome.people,
        told=outcome.told,
        twice=outcome.twice,
        blocked=outcome.blocked,
        blocked_marked=outcome.marked,
        after_pause=outcome.after_pause,
        per_s=round(outcome.per_s, 1),
        most_in_a_second=outcome.most_in_a_second,
        took_s=round(time.perf_counter() - began),
    )


async def _sent(url: str, people: int) -> Outcome:
    async with opened(url) as database:
        return await broadcast_to(database, people)
