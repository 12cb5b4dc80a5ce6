"""The small machines that everything runs on: lanes, batches, background work, workers and buckets."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.background import Background
from bot.batches import Batches
from bot.lanes import Lanes
from bot.pacing import Buckets
from bot.payment_worker import Worker
from tests.bot.engine import until

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    background = Background()
    yield background
    await background.stop()


class TestLanes:
    @given(st.lists(st.integers(min_value=1, max_value=5), max_size=60), st.integers(1, 4))
    @settings(max_examples=40, deadline=None)
    def test_keep_everybody_in_order_and_never_run_two_of_a_lane(self, people: list[int], width: int) -> None:
        done: list[tuple[int, int]] = []
        under_way: list[int] = []

        async def work(item: tuple[int, int]) -> None:
            assert item[0] not in under_way
            assert len(under_way) < width
            under_way.append(item[0])
            for _ in range(item[1] % 3):
                await asyncio.sleep(0)
            under_way.remove(item[0])
            done.append(item)

        async def run() -> None:
            background = Background()
            lanes = Lanes(work, background, width=width, room=100)
            lanes.start()
            for number, person in enumerate(people):
                lanes.put(person, (person, number))
            await lanes.idle()
            await background.stop()

        asyncio.run(run())

        assert sorted(done, key=lambda item: item[1]) == [(person, n) for n, person in enumerate(people)]
        for person in set(people):
            numbers = [number for who, number in done if who == person]
            assert numbers == sorted(numbers)

    async def test_go_on_after_an_item_that_failed(self, background: Background) -> None:
        done = []

        async def work(item: str) -> None:
            if item == "bad":
                raise LookupError(item)
            done.append(item)

        lanes = Lanes(work, background, width=1, room=10)
        lanes.start()
        for item in ("bad", "good"):
            lanes.put(1, item)

        await lanes.idle()

        assert done == ["good"]

    async def test_make_those_wait_who_bring_too_much(self, background: Background) -> None:
        go = asyncio.Event()

        async def work(_: int) -> None:
            await go.wait()

        lanes = Lanes(work, background, width=2, room=3)
        lanes.start()
        for number in range(3):
            lanes.put(number, number)
        waiting = asyncio.ensure_future(lanes.room())
        await asyncio.sleep(0)
        assert not waiting.done()

        go.set()

        await waiting
        await lanes.idle()
        assert len(lanes) == 0

    async def test_say_what_was_left_when_there_was_no_time(self, background: Background) -> None:
        async def work(_: int) -> None:
            await asyncio.Event().wait()

        lanes = Lanes(work, background, width=1, room=10)
        lanes.start()
        for number in range(3):
            lanes.put(number, number)

        assert await lanes.stop(within=0.01) == 3


class TestBatches:
    async def test_take_what_queued_up_together(self, background: Background) -> None:
        batches: list[list[int]] = []

        async def answer(asked: Sequence[int]) -> Sequence[int]:
            batches.append(list(asked))
            await asyncio.sleep(0)
            return [number * 2 for number in asked]

        double = Batches("double", answer, background, most=4)

        answers = await asyncio.gather(*(double.ask(number) for number in range(10)))

        assert answers == [number * 2 for number in range(10)]
        assert batches == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]

    async def test_tell_everybody_of_a_batch_that_failed_and_go_on(self, background: Background) -> None:
        failing = True

        async def answer(asked: Sequence[int]) -> Sequence[int]:
            if failing:
                raise ConnectionError
            return asked

        same = Batches("same", answer, background)
        failed = await asyncio.gather(same.ask(1), same.ask(2), return_exceptions=True)
        failing = False

        assert [type(each) for each in failed] == [ConnectionError, ConnectionError]
        assert await same.ask(3) == 3

    async def test_are_not_disturbed_by_somebody_who_went_away(self, background: Background) -> None:
        go = asyncio.Event()

        async def answer(asked: Sequence[int]) -> Sequence[int]:
            await go.wait()
            return asked

        same = Batches("same", answer, background)
        impatient, patient = asyncio.ensure_future(same.ask(1)), asyncio.ensure_future(same.ask(2))
        await asyncio.sleep(0)
        impatient.cancel()
        go.set()

        assert await patient == 2


class TestBackgroundWork:
    async def test_that_fails_is_logged_and_started_again(
        self, background: Background, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr("bot.background._FIRST_PAUSE", 0.001)
        tries = 0

        async def work() -> None:
            nonlocal tries
            tries += 1
            if tries < 3:
                raise LookupError("a surprise")

        await background.keep_running("trying", work)

        assert tries == 3
        assert caplog.text.count("background work failed and starts again") == 2

    async def test_that_runs_once_is_logged_when_it_fails(
        self, background: Background, caplog: pytest.LogCaptureFixture
    ) -> None:
        async def work() -> None:
            raise LookupError("a surprise")

        task = background.start("once", work())
        await asyncio.wait({task})
        await asyncio.sleep(0)

        assert "background work failed" in caplog.text

    async def test_is_gone_after_stopping(self) -> None:
        background = Background()
        task = background.start("endless", _for_ever())

        await background.stop()

        assert task.cancelled()


class TestAWorker:
    async def test_takes_a_subject_on_once_at_a_time_and_once_more_if_woken_meanwhile(
        self, background: Background
    ) -> None:
        steps: list[str] = []
        go = asyncio.Event()

        async def step(subject: str) -> None:
            steps.append(subject)
            await go.wait()

        worker = _worker(background, step)
        for _ in range(5):
            worker.wake("a")
        await _true(lambda: steps == ["a"])
        for _ in range(5):
            worker.wake("a")
        go.set()
        await _true(lambda: worker.idle)

        assert steps == ["a", "a"]

    async def test_finds_what_is_due_and_leaves_what_fails_alone_for_a_while(
        self, background: Background
    ) -> None:
        steps: list[str] = []

        async def step(subject: str) -> None:
            steps.append(subject)
            if subject == "bad":
                raise LookupError(subject)

        worker = _worker(background, step, due=("bad", "good"))
        for _ in range(3):
            await worker.sweep()
            await _true(lambda: worker.idle)

        assert steps == ["bad", "good", "good", "good"]

    async def test_finishes_what_is_under_way_before_it_stops(self, background: Background) -> None:
        go, ended = asyncio.Event(), []

        async def step(subject: str) -> None:
            await go.wait()
            ended.append(subject)

        worker = _worker(background, step, width=1)
        worker.wake("under way")
        worker.wake("waiting")
        await _true(lambda: not worker.idle)
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.02, go.set)

        await worker.stop(within=5)

        assert ended == ["under way"]


class TestBuckets:
    def test_let_a_burst_through_and_then_one_after_the_other(self) -> None:
        now = 0.0
        buckets = Buckets(burst=3, per_second=2, clock=lambda: now)

        assert [buckets.take(1) for _ in range(4)] == [True, True, True, False]
        assert buckets.take(2)
        now = 0.5
        assert [buckets.take(1) for _ in range(2)] == [True, False]

    def test_say_how_long_to_wait(self) -> None:
        now = 0.0
        buckets = Buckets(burst=2, per_second=1, clock=lambda: now)

        assert [buckets.reserve(1) for _ in range(4)] == [0, 0, 1, 2]
        now = 10.0
        assert buckets.reserve(1) == 0

    def test_forget_those_who_are_silent(self) -> None:
        now = 0.0
        buckets = Buckets(burst=1, per_second=1, clock=lambda: now)
        for person in range(10_001):
            buckets.take(person)
        now = 60.0
        buckets.take(-1)

        assert len(buckets._levels) == 1


def _worker(background: Background, step: object, due: Sequence[str] = (), width: int = 2) -> Worker:
    async def find(_: datetime, __: int) -> Sequence[str]:
        return due

    worker = Worker("test", step, find, background, lambda: NOON, width)  # type: ignore[arg-type]
    worker.start()
    return worker


async def _true(condition: object) -> None:
    async def check() -> bool:
        return bool(condition())  # type: ignore[operator]

    await until(check)


async def _for_ever() -> None:
    await asyncio.Event().wait()
