"""One running bot for each file that tests conversations, on each kind of database."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.chat import Vision, running_vision
from tests.databases import PostgresDatabases, SqliteDatabases


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated database for all tests of a file, which run once on each kind."""
    if request.param == "sqlite":
        sqlite: SqliteDatabases = request.getfixturevalue("sqlite_databases")
        return sqlite.new(tmp_path_factory.mktemp("vision"))
    postgres: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return postgres.migrated()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vision(module_database_url: str) -> AsyncIterator[Vision]:
    """The bot, running, with the outside world around it."""
    async with running_vision(module_database_url) as running:
        yield running
