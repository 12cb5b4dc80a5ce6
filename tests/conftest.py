"""Databases and Redis for every test that asks for them.

`TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers that run already; without them, servers are started
from the test dependencies. On PostgreSQL the user must be a superuser. The Redis database named is emptied;
test processes that run side by side use the ones with the next numbers.
"""

import asyncio
import gc
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
import uvloop

from bot.logs import hush_libraries
from storage import pin_hasher
from tests.data_servers import start_postgres, start_redis
from tests.databases import PostgresDatabases, SqliteDatabases


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database that only this test uses; the test runs once on each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'empty.sqlite3'}"
    databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return databases.empty()


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases, tmp_path: Path) -> str:
    """The URL of a migrated SQLite file that only this test uses."""
    return sqlite_databases.new(tmp_path)


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> str:
    """The URL of a migrated PostgreSQL database that only this test uses."""
    return postgres_databases.migrated()


@pytest.fixture
def redis_url(redis_server_url: str) -> str:
    """The URL of an empty Redis database that only this test uses."""
    with redis.Redis.from_url(redis_server_url) as client:
        client.flushdb()
    return redis_server_url


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    """Migrated SQLite files, as many as wanted."""
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(postgres_server_url: str) -> Iterator[PostgresDatabases]:
    """Databases on the session's PostgreSQL."""
    databases = PostgresDatabases(postgres_server_url)
    yield databases
    databases.close()


@pytest.fixture(scope="session")
def postgres_server_url() -> Iterator[str]:
    """The session's PostgreSQL server: the one that runs already, or one of our own."""
    if running := os.environ.get("TEST_DATABASE_URL"):
        yield running
        return
    with start_postgres(durable=False) as url:  # no test cuts the power
        yield url


@pytest.fixture(scope="session")
def redis_server_url(worker_id: str) -> Iterator[str]:
    """The session's Redis: the one that runs already, or one of our own."""
    if running := os.environ.get("TEST_REDIS_URL"):
        address = urlsplit(running)
        number = int(address.path.strip("/") or 0) + int(worker_id.removeprefix("gw").replace("master", "0"))
        yield urlunsplit(address._replace(path=f"/{number}"))
        return
    with start_redis() as url:
        yield url


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run tests on the loop that the product runs on."""
    return {"uvloop": uvloop.new_event_loop}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that have slow tests, so that no process is left alone with one at the end."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Let the garbage collector look at what tests make, not at all that was imported for them."""
    gc.collect()
    gc.freeze()


# A PIN costs 20 ms of processor on purpose, and most tests begin with somebody who sets hers.
PIN_KIB_IN_TESTS, PIN_KIB_IN_THE_PRODUCT = 256, pin_hasher.MEMORY_KIB


def pytest_configure() -> None:
    """Let libraries be as loud as they are in the product, before anything of theirs is kept."""
    hush_libraries()
    pin_hasher.MEMORY_KIB = PIN_KIB_IN_TESTS


@pytest.fixture
def slow_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let PINs cost what they cost in the product."""
    monkeypatch.setattr(pin_hasher, "MEMORY_KIB", PIN_KIB_IN_THE_PRODUCT)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what a test logged and printed where `SUITE_LOG` says, to be searched (`tests.leaks`)."""
    path = os.environ.get("SUITE_LOG")
    if path and report.when == "teardown" and "PYTEST_XDIST_WORKER" not in os.environ:
        with Path(path).open("a", encoding="utf-8") as log:
            log.writelines(f"{captured}\n" for _, captured in report.sections)
