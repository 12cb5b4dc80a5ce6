"""Who stands in which line: few share a commit, many are served by several, and nobody overtakes herself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from domain.money_books import MoneyBooks, Touches
from storage.group_commit import LINE_WORTHWHILE, GroupCommit
from storage.money_books import Batch, Loaded, Wanted


@dataclass(frozen=True)
class Nothing:
    """A command that changes nothing."""

    customer_id: str

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> str:
        """Say whose it was."""
        return self.customer_id


@dataclass
class Gate:
    """A writer that lets batches wait until it is opened, and remembers who was in each."""

    batches: list[list[str]] = field(default_factory=list)
    opened: asyncio.Event = field(default_factory=asyncio.Event)

    async def transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch], *, careful: bool) -> None:
        """Wait, and let them decide."""
        self.batches.append(wanted.customer_ids)
        await self.opened.wait()
        decide(Loaded(locked=True))

    async def close(self) -> None:
        """Keep nothing."""


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
async def money(gate: Gate) -> AsyncIterator[GroupCommit]:
    money = GroupCommit(gate, committers=4)
    money.start(asyncio.create_task)
    yield money
    gate.opened.set()
    await money.close()


async def arrive(money: GroupCommit, *customers: str) -> list[asyncio.Task[str]]:
    """Let them come one after another, and the committers do what they can."""
    tasks = []
    for customer in customers:
        tasks.append(asyncio.create_task(money.apply(Nothing(customer))))
        for _ in range(5):
            await asyncio.sleep(0)
    return tasks


class TestLines:
    async def test_a_few_share_the_commit_after_the_one_under_way(
        self, money: GroupCommit, gate: Gate
    ) -> None:
        people = [f"p{n}" for n in range(LINE_WORTHWHILE + 1)]

        tasks = await arrive(money, *people)
        gate.opened.set()

        assert await asyncio.gather(*tasks) == people
        assert gate.batches == [people[:1], people[1:]]

    async def test_more_are_served_by_another_line_at_once(self, money: GroupCommit, gate: Gate) -> None:
        people = [f"p{n}" for n in range(LINE_WORTHWHILE + 2)]

        await arrive(money, *people)

        assert gate.batches == [people[:1], people[-1:]]

    async def test_a_customer_stays_behind_her_own_command(self, money: GroupCommit, gate: Gate) -> None:
        people = ["ada", *(f"p{n}" for n in range(LINE_WORTHWHILE)), "ada"]

        tasks = await arrive(money, *people)

        assert gate.batches == [["ada"]]
        gate.opened.set()
        await asyncio.gather(*tasks)
        assert len(gate.batches) == 2

    async def test_who_was_served_may_stand_anywhere(self, money: GroupCommit, gate: Gate) -> None:
        gate.opened.set()
        await asyncio.gather(*await arrive(money, "ada"))
        gate.opened.clear()
        others = [f"p{n}" for n in range(LINE_WORTHWHILE + 1)]

        await arrive(money, *others, "ada")

        assert gate.batches == [["ada"], others[:1], ["ada"]]
