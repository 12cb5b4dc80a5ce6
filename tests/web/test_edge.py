"""The edge itself: bounded, silent about itself, and honest about how it is."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from aiogram import Router

from domain.outages import Outage
from domain.vendors import Delivered, Unresolved, VendOutcome
from tests.bot.engine import an_engine
from tests.loopback import NO_TLS
from tests.web.conftest import World

SECRET = "a-secret-of-telegram"


@pytest.fixture
async def webhook(sqlite_url: str) -> AsyncIterator[httpx.AsyncClient]:
    given = {"telegram_mode": "webhook", "telegram_webhook_secret": SECRET}
    async with (
        an_engine(sqlite_url, Router(), **given) as (_, app),
        httpx.AsyncClient(base_url=app.http.address, trust_env=False, verify=NO_TLS) as http,
    ):
        yield http


class TestTelegramsDoor:
    async def test_opens_with_the_secret_alone(self, webhook: httpx.AsyncClient) -> None:
        for secret in (None, "", "wrong", SECRET.upper()):
            headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}

            answer = await webhook.post("/webhooks/telegram", json={"update_id": 1}, headers=headers)

            assert answer.status_code == 401

    async def test_lets_nonsense_pass_so_that_it_does_not_come_again(
        self, webhook: httpx.AsyncClient
    ) -> None:
        for body in (b"", b"nonsense", b"[1]", b'{"update_id": "x"}', b"\xff"):
            headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

            answer = await webhook.post("/webhooks/telegram", content=body, headers=headers)

            assert answer.status_code == 200


class TestABody:
    async def test_of_more_than_a_megabyte_is_refused_by_its_length(self, webhook: httpx.AsyncClient) -> None:
        answer = await webhook.post("/webhooks/telegram", content=b"x" * 1_100_000)

        assert answer.status_code == 413

    async def test_of_more_than_a_megabyte_is_refused_though_its_length_was_not_told(
        self, webhook: httpx.AsyncClient
    ) -> None:
        async def pieces() -> AsyncIterator[bytes]:
            for _ in range(20):
                yield b"x" * 100_000

        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

        answer = await webhook.post("/webhooks/telegram", content=pieces(), headers=headers)

        assert answer.status_code == 413


class TestHealth:
    async def test_is_one_word_for_machines(self, world: World) -> None:
        answer = await world.http.get("/health")

        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    async def test_shows_what_waits_to_people(self, world: World) -> None:
        said = (await world.http.get("/health/detailed")).json()

        assert said["status"] == "ok"
        assert said["database"]["well"]
        assert said["clock"]["well"]
        assert said["books"] == {"well": True}
        assert said["maintenance"] == {"well": True, "on": False}
        assert said["inbox"] == {"well": True, "waiting": 0, "oldest_seconds": 0}
        assert said["outbox"] == {"well": True, "waiting": 0, "oldest_seconds": 0}

    async def test_shows_how_vendors_and_billers_do(self, world: World) -> None:
        outages, now = world.app.services.outages, world.app.clock()
        for n in range(outages.rules.fewest_calls):
            took = timedelta(seconds=2)
            word: VendOutcome = Delivered(None) if n < 2 else Unresolved("ReadTimeout")
            outages.health.answered("vtpass", "glo", word, customer_id="ada", took=took, now=now)

        answer = await world.http.get("/health/detailed")

        said = answer.json()
        assert (answer.status_code, said["status"]) == (200, "ok")
        assert said["billers"] == {"well": True, "paused": [], "slow": []}
        assert said["vtpass"] == {
            "well": True,
            "answers": True,
            "calls": 20,
            "success_percent": 10.0,
            "p95_seconds": 2.0,
            "circuits_open": ["glo"],
            "circuits_half_open": [],
        }
        assert said["flutterwave"]["calls"] == 0
        assert "success_percent" not in said["flutterwave"]

    async def test_shows_which_billers_are_not_sold(self, world: World) -> None:
        outages, now = world.app.services.outages, world.app.clock()
        async with world.app.database.begin() as books:
            await books.outages.begin(Outage("glo", now, now + timedelta(minutes=5)))
        await outages.watch()

        said = (await world.http.get("/health/detailed")).json()

        assert said["billers"]["paused"] == ["glo"]
        assert said["vtpass"]["circuits_half_open"] == ["glo"]

    async def test_is_bad_without_the_database(self, world: World) -> None:
        await world.app.database.engine.dispose()
        world.app.database.begin = _broken  # type: ignore[assignment, method-assign]
        world.app.database.look = _broken  # type: ignore[assignment, method-assign]
        world.app.database.readers.one = _broken  # type: ignore[assignment, method-assign]

        for path in ("/health", "/health/detailed"):
            answer = await world.http.get(path)

            assert (answer.status_code, answer.json()["status"]) == (503, "trouble")
        assert (await world.http.get("/health/live")).status_code == 200


class TestEveryAnswer:
    @pytest.mark.parametrize(
        "path", ["/health", "/paid", "/", "/docs", "/openapi.json", "/webhooks/paystack"]
    )
    async def test_says_nothing_about_the_house(self, webhook: httpx.AsyncClient, path: str) -> None:
        answer = await webhook.get(path)

        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "server" not in answer.headers
        assert path in {"/health", "/paid"} or answer.status_code in {404, 405}


def _broken() -> None:
    raise ConnectionError("the database is gone")
