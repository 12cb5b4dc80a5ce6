"""One business in several processes: here each is an app of its own, with some of the roles."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from bot.app import App
from bot.settings import BadSettings, read_settings
from tests.bot.engine import EXAMPLE
from tests.chat import Vision, running_vision
from tests.data_servers import free_port
from tests.loopback import NO_TLS


@asynccontextmanager
async def in_processes(
    database_url: str, redis_url: str, **given: Any
) -> AsyncIterator[tuple[Vision, dict[str, App]]]:
    """Vision, where people talk to a process that does nothing else."""
    async with (
        running_vision(database_url, redis_url=redis_url, roles=("bot",), **given) as vision,
        AsyncExitStack() as stack,
    ):
        others: dict[str, App] = {}
        for role in ("worker", "scheduler", "web"):
            port = urlsplit(vision.app.settings.public_url).port if role == "web" else 0
            changes = {"roles": (role,), "http_port": port}
            other = App(vision.app.settings.model_copy(update=changes), clock=vision.clock)
            stack.push_async_callback(other.stop)
            await other.start()
            others[role] = other
        yield vision, others


def by_webhook() -> dict[str, str]:
    """Settings by which Telegram brings what people say to a web process."""
    return {
        "telegram_mode": "webhook",
        "telegram_webhook_secret": "a-secret-of-telegram",
        "public_url": f"http://127.0.0.1:{free_port()}",
    }


async def pays(vision: Vision) -> None:
    """Somebody pays a bill, and has it."""
    ada = await vision.knows(wallet=1_000)
    await ada.says(f"500 {ada.phone}")
    await ada.sees("You pay")
    await ada.enters_pin()
    await ada.sees("Delivered")


class TestSeveralProcesses:
    async def test_pay_a_bill_together_and_the_web_alone_meets_the_world(
        self, postgres_url: str, redis_url: str
    ) -> None:
        async with (
            in_processes(postgres_url, redis_url, **by_webhook()) as (vision, others),
            httpx.AsyncClient(trust_env=False, verify=NO_TLS) as http,
        ):
            await pays(vision)

            for app in (vision.app, *others.values()):
                assert (await http.get(f"{app.http.address}/health")).status_code == 200
            public = {
                role: (await http.get(f"{app.http.address}/verify")).status_code
                for role, app in others.items()
            }

        assert public == {"worker": 404, "scheduler": 404, "web": 200}

    async def test_do_so_too_without_redis(self, postgres_url: str) -> None:
        async with in_processes(postgres_url, "", public_url=f"http://127.0.0.1:{free_port()}") as (
            vision,
            _,
        ):
            await pays(vision)


class TestRoles:
    def test_are_all_of_them_if_nobody_says_otherwise(self) -> None:
        assert read_settings(EXAMPLE).roles == ("bot", "worker", "scheduler", "web")

    def test_are_known(self) -> None:
        with pytest.raises(BadSettings, match=r"^ROLES: it lists some of bot, worker, scheduler, web"):
            read_settings(EXAMPLE, roles="bot,cook")

    def test_are_all_in_one_process_on_sqlite(self) -> None:
        with pytest.raises(
            BadSettings, match=r"^ROLES: several processes need PostgreSQL; with SQLite one has all roles\.$"
        ):
            read_settings(EXAMPLE, roles="bot")
