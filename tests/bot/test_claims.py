"""Several processes that find the same work: one of them does each thing, and nothing waits for the dead."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from bot.background import Background
from bot.claims import Claims
from bot.jobs import Job
from bot.payment_worker import Step, Worker
from storage.database import Database
from tests.bot.engine import until
from tests.builders import NOON, opened
from tests.chat import Clock

DUE = [f"payment {number}" for number in range(40)]


class Works:
    """What is due, and who did what of it."""

    def __init__(self, *due: str) -> None:
        self.left = list(due)
        self.done: list[tuple[str, str]] = []
        self.may_go_on = asyncio.Event()

    async def due(self, now: datetime, limit: int) -> Sequence[str]:
        return self.left[:limit]

    def step_of(self, process: str) -> Step:
        async def step(subject: str) -> None:
            self.done.append((process, subject))
            await self.may_go_on.wait()
            self.left.remove(subject)

        return step


@asynccontextmanager
async def a_worker(name: str, works: Works, database: Database, clock: Clock) -> AsyncIterator[Worker]:
    """The worker of a process of that name."""
    background = Background()
    claims = Claims(database, name, clock)
    worker = Worker("test", works.step_of(name), works.due, background, clock, 4, claims)
    worker.start()
    try:
        yield worker
    finally:
        works.may_go_on.set()
        await worker.stop(within=5)
        await background.stop()


class TestTwoWorkers:
    async def test_take_each_on_once(self, database_url: str) -> None:
        works, clock = Works(*DUE), Clock()
        async with (
            opened(database_url) as database,
            a_worker("one", works, database, clock) as one,
            a_worker("other", works, database, clock) as other,
        ):
            await asyncio.gather(one.sweep(), other.sweep())
            works.may_go_on.set()

            async def all_done() -> bool:
                await asyncio.gather(one.sweep(), other.sweep())
                return not works.left

            await until(all_done)

        assert sorted(subject for _, subject in works.done) == sorted(DUE)

    async def test_leave_nothing_to_one_that_is_gone(self, postgres_url: str) -> None:
        works, clock = Works("payment"), Clock()
        async with opened(postgres_url) as database:
            await Claims(database, "gone", clock).take("test", ["payment"], most=10)
            async with a_worker("other", works, database, clock) as other:
                await other.sweep()
                assert other.idle

                clock.forward(seconds=11)
                await other.sweep()
                works.may_go_on.set()

                async def done() -> bool:
                    return not works.left

                await until(done)

        assert works.done == [("other", "payment")]

    async def test_hand_over_when_one_is_told_to_stop(self, postgres_url: str) -> None:
        works, clock = Works("payment"), Clock()
        async with opened(postgres_url) as database, a_worker("other", works, database, clock) as other:
            stopping = Claims(database, "stopping", clock)
            await stopping.take("test", ["payment"], most=10)
            await stopping.give_back("test", ["payment"])

            await other.sweep()

            assert not other.idle


class TestAJob:
    async def test_is_done_by_one_process_each_time(self, postgres_url: str) -> None:
        done: list[str] = []
        clock = Clock()

        def audit(process: str) -> Job:
            async def work() -> None:
                done.append(process)

            return Job("audit", timedelta(hours=1), work)

        async with opened(postgres_url) as database:
            one, other = Claims(database, "one", clock), Claims(database, "other", clock)
            audits = one.by_one(audit("one")), other.by_one(audit("other"))
            for each in audits:
                await each.work()
            clock.forward(hours=1)
            for each in reversed(audits):
                await each.work()
            await other.leave()
            await audits[0].work()

        assert done == ["one", "other"]

    async def test_that_fails_is_done_by_the_next_that_ticks(self, postgres_url: str) -> None:
        clock, done = Clock(), list[str]()

        async def fail() -> None:
            raise ConnectionError

        async def work() -> None:
            done.append("done")

        async with opened(postgres_url) as database:
            one, other = Claims(database, "one", clock), Claims(database, "other", clock)
            with pytest.raises(ConnectionError):
                await one.by_one(Job("audit", timedelta(hours=1), fail)).work()
            await other.by_one(Job("audit", timedelta(hours=1), work)).work()

        assert done == ["done"]

    async def test_of_a_process_that_is_gone_leaves_no_trace_for_long(self, postgres_url: str) -> None:
        async with opened(postgres_url) as database:
            await Claims(database, "gone", lambda: NOON).take("test", ["payment"], most=10)
            later = Claims(database, "other", lambda: NOON + timedelta(hours=2))

            await later.forget()

            async with database.begin() as books:
                assert not await books.leases.forget(before=NOON + timedelta(days=1))


class TestAGroup:
    async def test_counts_who_said_lately_that_he_is_in_it(self, postgres_url: str) -> None:
        clock = Clock()
        async with opened(postgres_url) as database:
            one, other = Claims(database, "one", clock), Claims(database, "other", clock)

            assert await one.count_in("bots") == 1
            assert await other.count_in("bots") == 2
            assert await one.count_in("bots") == 2
            await one.leave()
            assert await other.count_in("bots") == 1
            clock.forward(seconds=20)
            assert await one.count_in("bots") == 1
