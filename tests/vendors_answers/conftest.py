"""One business on SQLite and one on PostgreSQL for all rows of a file, and the companies that it asks."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from tests.builders import opened
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.vendors_answers.bills import list_plans
from tests.vendors_answers.business import Business, Speaks
from tests.vendors_answers.flutterwave_words import flutterwave_at
from tests.vendors_answers.scripted_company import ScriptedCompany
from tests.vendors_answers.vtpass_words import vtpass_at


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def module_database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a migrated database for all rows of a file, which are told once on each kind."""
    if request.param == "sqlite":
        sqlite: SqliteDatabases = request.getfixturevalue("sqlite_databases")
        return sqlite.new(tmp_path_factory.mktemp("answers"))
    postgres: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return postgres.migrated()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep what is logged off the screen."""
    with capture_logs():
        yield


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def business(module_database_url: str) -> AsyncIterator[Business]:
    """Our side, and a company that says what it is told to. In the end the books must be right."""
    async with opened(module_database_url) as database, ScriptedCompany().listening() as script:
        await list_plans(database)
        business = Business(database, script)
        yield business
        await business.audit()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vtpass(business: Business) -> AsyncIterator[Speaks]:
    """Our gateway to VTpass."""
    async with vtpass_at(business.script) as company:
        yield company


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def flutterwave(business: Business) -> AsyncIterator[Speaks]:
    """Our gateway to Flutterwave."""
    async with flutterwave_at(business.script) as company:
        yield company
