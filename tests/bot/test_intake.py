"""Receiving updates over the real protocol: safe, in order, once, whatever comes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any

import pytest
from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message
from sqlalchemy import text

from bot.app import App, running
from bot.routing import tree
from tests.bot.engine import an_engine, said, settings_for, until
from tests.servers import a_sandbox

POISON = {
    "message_id": 900,
    "date": 1_700_000_000,
    "chat": {"id": 42, "type": "private", "first_name": "Ada"},
    "from": {"id": 42, "is_bot": False, "first_name": "Ada"},
    "text": "a secret that nobody may read in a log",
    "forward_origin": {"type": "from_the_future", "date": 1_700_000_000},
}


def counting() -> Router:
    """Handlers that say how many messages they have had from a person, and what the newest said."""
    router = Router()

    @router.message()
    async def heard(message: Message, state: FSMContext) -> None:
        count = (await state.get_data()).get("count", 0) + 1
        await state.update_data(count=count)
        await message.answer(f"{count}: {message.text}")

    return router


class Stuck:
    """Handlers that hang until they are let go; the first time only."""

    def __init__(self) -> None:
        self.router = Router()
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self.under_way: list[str] = []
        self.most_at_once = 0
        self.router.message.register(self._heard)

    async def _heard(self, message: Message) -> None:
        self.under_way.append(message.text or "")
        self.most_at_once = max(self.most_at_once, len(self.under_way))
        self.begun.set()
        try:
            await self.go.wait()
        finally:
            self.under_way.remove(message.text or "")
        await message.answer(f"done: {message.text}")


async def inbox(app: App) -> list[dict[str, Any]]:
    async with app.database.begin() as books:
        rows = await books.connection.execute(text("SELECT * FROM inbox ORDER BY update_id"))
        return [dict(row) for row in rows.mappings()]


async def outbox(app: App) -> list[str]:
    async with app.database.begin() as books:
        return list((await books.connection.execute(text("SELECT kind FROM outbox"))).scalars())


class TestAnUpdate:
    async def test_is_answered_and_then_erased(self, database_url: str) -> None:
        async with an_engine(database_url, counting()) as (telegram, app):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "hello")

            assert await said(telegram, ada) == ["1: hello"]
            await until(lambda: _handled(app, 1))
            assert [row["payload"] for row in await inbox(app)] == [None]

    async def test_changes_nothing_when_it_comes_again(self, database_url: str) -> None:
        async with an_engine(database_url, counting()) as (telegram, app):
            ada = await telegram.add_person("Ada")
            await telegram.says(ada, "hello")
            await said(telegram, ada)
            (kept,) = await inbox(app)

            await telegram.repeat_update(kept["update_id"])
            await telegram.says(ada, "and then")

            assert await said(telegram, ada, count=2) == ["1: hello", "2: and then"]

    async def test_keeps_its_place_among_those_of_one_person(self, database_url: str) -> None:
        async with an_engine(database_url, counting(), rate_limits=False) as (telegram, _):
            people = [await telegram.add_person(f"Person {number}") for number in range(5)]

            for number in range(20):
                await asyncio.gather(*(telegram.says(person, f"{number}") for person in people))

            for person in people:
                assert await said(telegram, person, count=20) == [f"{n + 1}: {n}" for n in range(20)]

    async def test_is_sealed_while_it_waits(self, sqlite_url: str) -> None:
        stuck = Stuck()
        async with an_engine(sqlite_url, stuck.router) as (telegram, app):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "my PIN is 2580")
            await stuck.begun.wait()

            (row,) = await inbox(app)
            assert row["handled_at"] is None
            assert b"2580" not in row["payload"]
            stuck.go.set()
            await said(telegram, ada)


class TestOneThatNobodyUnderstands:
    async def test_is_put_aside_and_does_not_stop_the_others(
        self, database_url: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with an_engine(database_url, counting()) as (telegram, app):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "before")
            await telegram.inject_update(message=POISON)
            await telegram.says(ada, "after")

            assert await said(telegram, ada, count=2) == ["1: before", "2: after"]
            await until(lambda: _handled(app, 3))
            (aside,) = [row for row in await inbox(app) if row["failure"]]
            assert aside["failure"].startswith("not understood: message.forward_origin")
            assert aside["payload"] is not None
            assert b"secret" not in aside["payload"]
            assert await outbox(app) == ["update-put-aside"]
            assert "a secret" not in caplog.text

    async def test_is_told_to_staff_once_an_hour(self, sqlite_url: str) -> None:
        async with an_engine(sqlite_url, counting()) as (telegram, app):
            for _ in range(3):
                await telegram.inject_update(message=POISON)

            await until(lambda: _handled(app, 3))

            assert await outbox(app) == ["update-put-aside"]


class TestDifferentPeople:
    async def test_are_served_side_by_side_up_to_a_bound(self, sqlite_url: str) -> None:
        stuck = Stuck()
        async with an_engine(sqlite_url, stuck.router, update_concurrency=4) as (telegram, _):
            people = [await telegram.add_person(f"Person {number}") for number in range(8)]
            await asyncio.gather(*(telegram.says(person, "hello") for person in people))

            async def full() -> bool:
                return len(stuck.under_way) == 4

            await until(full)
            stuck.go.set()

            for person in people:
                assert await said(telegram, person) == ["done: hello"]
            assert stuck.most_at_once == 4

    async def test_do_not_wait_for_somebody_slow(self, sqlite_url: str) -> None:
        stuck, router = Stuck(), counting()
        stuck.router.message.filter(lambda message: message.text == "slow")
        both = Router()
        both.include_routers(stuck.router, router)
        async with an_engine(sqlite_url, both) as (telegram, _):
            ada, bola = await telegram.add_person("Ada"), await telegram.add_person("Bola")
            await telegram.says(ada, "slow")
            await telegram.says(ada, "and next")
            await stuck.begun.wait()

            await telegram.says(bola, "quick")

            assert await said(telegram, bola) == ["1: quick"]
            stuck.go.set()
            assert await said(telegram, ada, count=2) == ["done: slow", "1: and next"]


@pytest.mark.slow
class TestABurst:
    async def test_of_400_people_loses_nobody(self, database_url: str) -> None:
        async with an_engine(database_url, counting(), rate_limits=False, updates_waiting=100) as (
            telegram,
            _,
        ):
            people = [await telegram.add_person(f"Person {number}") for number in range(400)]

            await asyncio.gather(*(telegram.says(person, "hello") for person in people))

            for person in people:
                assert await said(telegram, person) == ["1: hello"]

    async def test_of_400_people_loses_nobody_with_redis(self, sqlite_url: str, redis_url: str) -> None:
        given = {"rate_limits": False, "redis_url": redis_url}
        async with an_engine(sqlite_url, counting(), **given) as (telegram, _):
            people = [await telegram.add_person(f"Person {number}") for number in range(400)]

            for _ in range(2):
                await asyncio.gather(*(telegram.says(person, "hello") for person in people))

            for person in people:
                assert await said(telegram, person, count=2) == ["1: hello", "2: hello"]


class TestStopping:
    async def test_finishes_what_is_under_way(self, sqlite_url: str) -> None:
        stuck = Stuck()
        async with a_sandbox() as (telegram, _):
            ada = await telegram.add_person("Ada")
            async with running(settings_for(sqlite_url, telegram.address), handlers=tree([stuck.router])):
                await telegram.says(ada, "hello")
                await stuck.begun.wait()
                asyncio.get_running_loop().call_later(0.2, stuck.go.set)

            assert await said(telegram, ada) == ["done: hello"]

    async def test_leaves_the_rest_to_the_next_start(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.app._STOP_WITHIN", 0.3)
        stuck = Stuck()
        async with a_sandbox() as (telegram, _):
            ada, bola = await telegram.add_person("Ada"), await telegram.add_person("Bola")
            settings = settings_for(database_url, telegram.address)
            async with running(settings, handlers=tree([stuck.router])) as app:
                await telegram.says(ada, "first")
                await telegram.says(ada, "second")
                await telegram.says(bola, "mine")
                await until(lambda: _kept(app, 3))

            async with running(settings, handlers=tree([counting()])) as app:
                assert await said(telegram, ada, count=2) == ["1: first", "2: second"]
                assert await said(telegram, bola) == ["1: mine"]
                await until(lambda: _handled(app, 3))


class TestTheConversation:
    async def test_is_where_it_was_after_a_restart(self, database_url: str) -> None:
        async with a_sandbox() as (telegram, _):
            ada = await telegram.add_person("Ada")
            settings = settings_for(database_url, telegram.address)
            for number in (1, 2):
                async with running(settings, handlers=tree([counting()])):
                    await telegram.says(ada, "hello")
                    assert (await said(telegram, ada, count=number))[-1] == f"{number}: hello"

    async def test_is_as_before_for_an_update_that_was_cut_off(
        self, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.app._STOP_WITHIN", 0.3)
        changed = asyncio.Event()
        router = Router()

        @router.message()
        async def half_done(message: Message, state: FSMContext) -> None:
            await state.update_data(count=99)
            changed.set()
            await asyncio.Event().wait()

        async with a_sandbox() as (telegram, _):
            ada = await telegram.add_person("Ada")
            settings = settings_for(sqlite_url, telegram.address)
            async with running(settings, handlers=tree([router])):
                await telegram.says(ada, "hello")
                await changed.wait()

            async with running(settings, handlers=tree([counting()])):
                assert await said(telegram, ada) == ["1: hello"]

    async def test_begins_anew_when_redis_is_lost(self, sqlite_url: str) -> None:
        nobody = "redis://127.0.0.1:1/0"
        async with an_engine(sqlite_url, counting(), redis_url=nobody) as (telegram, _):
            ada = await telegram.add_person("Ada")

            await telegram.says(ada, "hello")
            await telegram.says(ada, "hello")

            assert await said(telegram, ada, count=2) == ["1: hello", "1: hello"]

    async def test_is_forgotten_after_a_week(self, database_url: str) -> None:
        async with AsyncExitStack() as stack:
            telegram, _ = await stack.enter_async_context(a_sandbox())
            ada = await telegram.add_person("Ada")
            for days, expected in ((0, "1: hello"), (6, "2: hello"), (14, "1: hello")):
                settings = settings_for(
                    database_url, telegram.address, clock_offset_seconds=days * 24 * 60 * 60
                )
                async with running(settings, handlers=tree([counting()])):
                    await telegram.says(ada, "hello")
                    await until(partial(_newest_is, telegram, ada, expected))


@asynccontextmanager
async def _by_webhook(database_url: str) -> AsyncIterator[Any]:
    secret = "a-secret-of-telegram"
    async with an_engine(
        database_url,
        counting(),
        telegram_mode="webhook",
        telegram_webhook_secret=secret,
        public_url="http://127.0.0.1:1",
    ) as (telegram, app):
        await app.bot.set_webhook(f"{app.http.address}/webhooks/telegram", secret_token=secret)
        yield telegram, app


class TestByWebhook:
    async def test_updates_are_taken_in_like_polled_ones(self, database_url: str) -> None:
        async with _by_webhook(database_url) as (telegram, app):
            ada = await telegram.add_person("Ada")

            for word in ("one", "two", "three"):
                await telegram.says(ada, word)
            await telegram.inject_update(message=POISON)

            assert await said(telegram, ada, count=3) == ["1: one", "2: two", "3: three"]
            await until(lambda: _handled(app, 4))


async def _newest_is(telegram: Any, person: int, wanted: str) -> bool:
    return (await said(telegram, person))[-1] == wanted


async def _kept(app: App, count: int) -> bool:
    return len(await inbox(app)) == count


async def _handled(app: App, count: int) -> bool:
    rows = await inbox(app)
    return len([row for row in rows if row["handled_at"] is not None]) == count
