"""Many schedules due at once: all are taken on, in bounded batches, and whoever talks goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot import schedule_ticks
from bot.schedule_ticks import ScheduleTicks
from tests.builders import NOON


@dataclass
class Due:
    """So many schedules are due; each makes a payment of its own name. `broken` ones fail."""

    left: int
    broken: frozenset[str] = frozenset()
    limits: list[int] = field(default_factory=list)
    under_way: int = 0
    most_under_way: int = 0

    async def claim(self, *, now: object, limit: int) -> list[Any]:
        """Hand some out."""
        self.limits.append(limit)
        await asyncio.sleep(0)
        taken = [SimpleNamespace(id=str(n)) for n in range(self.left, max(self.left - limit, 0), -1)]
        self.left -= len(taken)
        self.under_way += len(taken)
        self.most_under_way = max(self.most_under_way, self.under_way)
        return taken

    async def facts(self, claimed: Sequence[Any]) -> str:
        """Know something, of what is not broken."""
        if any(each.id in self.broken for each in claimed):
            raise LookupError("facts")
        return "facts"

    async def take_on(self, schedule_id: str, claimed: object, facts: object) -> str:
        """Pay."""
        await asyncio.sleep(0)
        self.under_way -= 1
        if schedule_id in self.broken:
            raise LookupError(schedule_id)
        return schedule_id


def ticks_of(due: Due, paid: list[Any], **how: Any) -> ScheduleTicks:
    return ScheduleTicks(cast(Any, due), lambda: NOON, paid.append, **how)


class TestATick:
    async def test_takes_on_all_that_is_due_in_bounded_batches(self) -> None:
        due, paid = Due(1_000), list[Any]()

        await ticks_of(due, paid).run()

        assert sorted(paid, key=int) == [str(n) for n in range(1, 1_001)]
        assert due.most_under_way <= 256

    async def test_lets_no_broken_schedule_keep_the_others_from_their_payments(self) -> None:
        due, paid = Due(300, broken=frozenset({"7", "150"})), list[Any]()

        await ticks_of(due, paid).run()

        assert len(paid) == 298

    async def test_takes_on_few_and_not_side_by_side_while_people_talk(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(schedule_ticks, "_LONGEST_PAUSE", 0)
        due, paid = Due(100), list[Any]()

        await ticks_of(due, paid, pace=lambda: 250.0).run()

        assert (len(paid), set(due.limits)) == (100, {8})
        assert due.most_under_way == 8

    async def test_is_at_full_speed_again_when_they_are_silent(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schedule_ticks, "_LONGEST_PAUSE", 0)
        due, paid = Due(500), list[Any]()

        await ticks_of(due, paid, pace=lambda: 0.0 if due.left < 400 else 250.0).run()

        assert (len(paid), max(due.limits)) == (500, 128)

    async def test_makes_no_more_payments_while_many_are_unfinished(self) -> None:
        due, paid, enough = Due(1_000), list[Any](), asyncio.Event()

        def pay(payment: Any) -> None:
            paid.append(payment)
            if len(paid) == 256:
                enough.set()

        ticks = ScheduleTicks(cast(Any, due), lambda: NOON, pay, lambda: len(paid))
        running = asyncio.gather(ticks.run())
        async with asyncio.timeout(5):
            await enough.wait()

        await ticks.stop(within=1)  # from its pause
        await running
        assert (len(paid), due.left) == (256, 1_000 - 256)
