"""The bot as a process of its own: started as people start it, stopped as machines stop it."""

import asyncio
import signal
import socket
import time
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from benchmarks.outbox_kills import Found, is_owed, owe, reckon, still_owed, this_noon
from storage.database import Database
from tests.bot.engine import said, until
from tests.builders import KEYS, LOOKUP_KEY, Bank, opened
from tests.data_servers import free_port
from tests.loopback import NO_TLS
from tests.processes import ended, line_with, start
from tests.servers import a_sandbox
from tests.telegram_client import TelegramClient

PEOPLE = 20
CUSTOMERS, OWED_TO_EACH = 8, 6


def environment_for(telegram: TelegramClient, database_url: str) -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "TELEGRAM_API_BASE": telegram.address,
        "VTPASS_BASE_URL": f"{telegram.address}/vtpass/api",
        "PAYSTACK_BASE_URL": f"{telegram.address}/paystack",
        "HTTP_PORT": "0",
    }


async def all_told(database: Database) -> bool:
    return not await still_owed(database)


@pytest.mark.slow
class TestKilled:
    async def test_at_any_moment_it_loses_nobody_and_nothing_that_it_owes(
        self, sqlite_url: str, tmp_path: Path
    ) -> None:
        noon = this_noon()
        async with a_sandbox() as (telegram, _), opened(sqlite_url) as database:
            environment = {
                **environment_for(telegram, sqlite_url),
                "RATE_LIMITS": "false",
                "ENCRYPTION_KEYS": KEYS,
                "LOOKUP_KEY": b64encode(LOOKUP_KEY).decode(),
                "CLOCK_OFFSET_SECONDS": str(int((noon - datetime.now(UTC)).total_seconds())),
            }
            people = [await telegram.add_person(f"Person {number}") for number in range(PEOPLE)]
            customers = [await Bank(database).customer() for _ in range(CUSTOMERS)]
            for customer in customers:
                await telegram.add_person("Ada", id=customer.telegram_id)
                await telegram.says(customer.telegram_id, "/start")
            billers = await owe(database, [customer.id for customer in customers], OWED_TO_EACH, noon)
            for patience in (0.2, 0.1):
                async with ended(await start("run", tmp_path, **environment)) as process:
                    await line_with(process, "the bot is running")
                    await asyncio.gather(
                        *(telegram.says(person, "/start") for person in people[: PEOPLE // 2])
                    )
                    await asyncio.sleep(patience)  # the moment of the kill, not a wait for something
                    process.kill()
                    await process.wait()

            async with ended(await start("run", tmp_path, **environment)) as process:
                await asyncio.gather(*(telegram.says(person, "/start") for person in people))
                for person in people:
                    assert await said(telegram, person)
                found = Found(CUSTOMERS * OWED_TO_EACH, kills=2)
                await until(lambda: all_told(database), within=20)
                for customer in customers:
                    shown = await said(telegram, customer.telegram_id)
                    reckon(found, [each for each in shown if is_owed(each)], OWED_TO_EACH, billers)

            assert (found.lost, found.twice, found.disordered) == (0, 0, 0)


class TestToldToStop:
    async def test_it_ends_within_ten_seconds_and_well(self, sqlite_url: str, tmp_path: Path) -> None:
        async with a_sandbox() as (telegram, _):
            environment = environment_for(telegram, sqlite_url)
            ada = await telegram.add_person("Ada")
            async with ended(await start("run", tmp_path, **environment)) as process:
                await line_with(process, "the bot is running")
                await telegram.says(ada, "/start")
                await said(telegram, ada)

                began = time.monotonic()
                process.send_signal(signal.SIGTERM)
                status = await process.wait()

                assert status == 0
                assert time.monotonic() - began < 10


@pytest.mark.slow
class TestTheDemo:
    async def test_is_one_address_that_survives_a_restart(self, tmp_path: Path) -> None:
        port = free_port()
        keys = []
        for _ in range(2):
            async with ended(await start("demo", tmp_path, PORT=str(port))) as demo:
                line = await line_with(demo, "Vision is ready")
                assert f"http://127.0.0.1:{port}" in line
                async with httpx.AsyncClient(trust_env=False, verify=NO_TLS) as http:
                    assert (await http.get(f"http://127.0.0.1:{port}/")).status_code == 200
                keys.append((tmp_path / "var" / "demo-keys.env").read_bytes())

                demo.send_signal(signal.SIGINT)
                assert await demo.wait() == 0
            with socket.create_server(("127.0.0.1", port)):
                pass  # Nothing listens there any more.

        assert keys[0] == keys[1]
        assert (tmp_path / "var" / "demo-keys.env").stat().st_mode & 0o777 == 0o600

    async def test_says_so_where_the_port_is_taken(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]

            async with ended(await start("demo", tmp_path, PORT=str(port))) as demo:
                output, _ = await demo.communicate()

        assert demo.returncode == 2
        assert output.decode() == (
            f"PORT: {port} is used by another program; PORT={port + 1} make demo uses another.\n"
        )
