"""One running bot for each file that tests conversations, on each kind of database."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.chat import Vision, running_vision
from tests.databases import PostgresDatabases, SqliteDatabases


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_database_url(request: pytest.FixtureRequest) -> str:
    """The URL of a migrated database for all tests of a file, which run once on each kind.

    What is kept and asked is held on both kinds by the tests of storage. So a conversation of which nothing
    depends on the kind takes one of the two below.
    """
    return str(request.getfixturevalue(f"{request.param}_module_url"))


@pytest.fixture(scope="module")
def sqlite_module_url(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated SQLite file for all tests of a file."""
    return sqlite_databases.new(tmp_path_factory.mktemp("vision"))


@pytest.fixture(scope="module")
def postgres_module_url(postgres_databases: PostgresDatabases) -> str:
    """The URL of a migrated PostgreSQL database for all tests of a file."""
    return postgres_databases.migrated()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with the outside world around it."""
    async with running_vision(module_database_url) as running:
        yield running
