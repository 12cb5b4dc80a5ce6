"""Several processes that take updates in: whichever gets one, each person is answered in order, and once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest
from aiogram import Router
from sqlalchemy import text

from bot.app import App, running
from bot.routing import tree
from tests.bot.engine import said, settings_for, until
from tests.bot.test_intake import Stuck, counting
from tests.loopback import NO_TLS
from tests.servers import a_sandbox
from tests.telegram_client import TelegramClient

SECRET = "a-secret-of-telegram"


@asynccontextmanager
async def processes(
    database_url: str, *handlers: Router, **given: Any
) -> AsyncIterator[tuple[TelegramClient, list[App]]]:
    """Run the stand-ins and as many processes as there are handlers."""
    async with a_sandbox() as (telegram, _), AsyncExitStack() as stack:
        settings = settings_for(database_url, telegram.address, rate_limits=False, **given)
        apps = [
            await stack.enter_async_context(running(settings, handlers=tree([each]))) for each in handlers
        ]
        yield telegram, apps


BY_WEBHOOK = {
    "telegram_mode": "webhook",
    "telegram_webhook_secret": SECRET,
    "public_url": "http://127.0.0.1:1",
}


async def brings(app: App, number: int, person: int, words: str) -> None:
    """Bring an update to one of the processes, as Telegram would."""
    message = {
        "message_id": number,
        "date": 1_700_000_000,
        "chat": {"id": person, "type": "private", "first_name": "Ada"},
        "from": {"id": person, "is_bot": False, "first_name": "Ada"},
        "text": words,
    }
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as http:
        answer = await http.post(
            f"{app.http.address}/webhooks/telegram",
            json={"update_id": number, "message": message},
            headers=headers,
        )
    assert answer.status_code == 200


async def all_handled(app: App, count: int) -> bool:
    async with app.database.look() as books:
        found = await books.connection.execute(text("SELECT count(handled_at), count(*) FROM inbox"))
        return tuple(found.one()) == (count, count)


class TestUpdatesOfOnePerson:
    async def test_are_answered_in_order_wherever_they_come_in(self, postgres_url: str) -> None:
        async with processes(postgres_url, counting(), counting(), **BY_WEBHOOK) as (telegram, apps):
            people = [await telegram.add_person(f"Person {n}") for n in range(6)]
            for person in people:
                await telegram.says(person, "/start")  # so that they may be written to

            for number in range(12):
                await asyncio.gather(
                    *(
                        brings(apps[(number + person) % 2], 1_000 * n + number + 1, person, f"{number}")
                        for n, person in enumerate(people, 1)
                    )
                )

            for person in people:
                assert await said(telegram, person, count=12) == [f"{n + 1}: {n}" for n in range(12)]

    async def test_wait_for_the_one_under_way_in_another_process(self, postgres_url: str) -> None:
        stuck = Stuck()
        async with processes(postgres_url, stuck.router, counting(), **BY_WEBHOOK) as (telegram, apps):
            ada = await telegram.add_person("Ada")
            await telegram.says(ada, "/start")
            await brings(apps[0], 1, ada, "first")
            await stuck.begun.wait()

            await brings(apps[1], 2, ada, "second")
            await brings(apps[1], 4, ada, "fourth")
            await brings(apps[0], 3, ada, "third")
            stuck.go.set()

            told = await said(telegram, ada, count=4)
            assert [each.split(": ")[1] for each in told] == ["first", "second", "third", "fourth"]

    async def test_are_taken_over_from_a_process_that_stops(
        self, postgres_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.app._STOP_WITHIN", 0.3)
        stuck = Stuck()
        async with processes(postgres_url, counting(), **BY_WEBHOOK) as (telegram, (other,)):
            ada = await telegram.add_person("Ada")
            await telegram.says(ada, "/start")
            async with running(other.settings, handlers=tree([stuck.router])) as app:
                await brings(app, 1, ada, "first")
                await stuck.begun.wait()
                await brings(other, 2, ada, "second")

            assert await said(telegram, ada, count=2) == ["1: first", "2: second"]
            await until(lambda: all_handled(other, 2))


class TestPolling:
    async def test_is_done_by_one_and_then_by_the_other(self, postgres_url: str) -> None:
        async with processes(postgres_url, counting()) as (telegram, (other,)):
            ada = await telegram.add_person("Ada")
            async with running(other.settings, handlers=tree([counting()])):
                await telegram.says(ada, "one")
                await said(telegram, ada)
            await telegram.says(ada, "two")

            assert await said(telegram, ada, count=2) == ["1: one", "2: two"]
