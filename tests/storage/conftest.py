"""The database as the product opens it, twice where a test is about two processes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, MutableMapping
from functools import partial
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.funding import TopUps
from domain.paying import Payments
from domain.scheduling import Schedules
from domain.validating import Validations
from storage.database import Database
from tests.builders import RULES, Bank, Clock, new_id, opened
from tests.databases import PostgresDatabases, SqliteDatabases
from tests.schedules import Diary
from tests.vendors import FakeProcessor, FakeVendor


@pytest.fixture(autouse=True)
def logged() -> Iterator[list[MutableMapping[str, Any]]]:
    """What was logged, kept off the screen: drawing the tracebacks of refused mistakes takes seconds."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def what_is_wrong(request: pytest.FixtureRequest, database_url: str) -> Callable[[], list[str]]:
    """Ask what is wrong with the books, over a line that outlasts the test: preparing takes most of it."""
    if database_url.startswith("sqlite"):
        return partial(SqliteDatabases.problems, database_url)
    databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return databases.problems


@pytest.fixture
async def database(database_url: str, what_is_wrong: Callable[[], list[str]]) -> AsyncIterator[Database]:
    """The database of one process. The books must be right at the end of every test."""
    async with opened(database_url) as database:
        yield database
        assert what_is_wrong() == []


@pytest.fixture
async def elsewhere(database: Database, database_url: str) -> AsyncIterator[Database]:
    """The same database, opened by another process."""
    async with opened(database_url) as database:
        yield database


@pytest.fixture
def bank(database: Database) -> Bank:
    """Whoever opens accounts and looks at the books."""
    return Bank(database)


@pytest.fixture
def vendor() -> FakeVendor:
    """The company that delivers for us."""
    return FakeVendor()


@pytest.fixture
def clock() -> Clock:
    """The product's clock."""
    return Clock()


@pytest.fixture
def payments(database: Database, vendor: FakeVendor, clock: Clock) -> Payments:
    """Paying, in one process."""
    return Payments(database, {vendor.name: vendor}, RULES, clock)


@pytest.fixture
def payments_elsewhere(elsewhere: Database, vendor: FakeVendor, clock: Clock) -> Payments:
    """Paying, in another process."""
    return Payments(elsewhere, {vendor.name: vendor}, RULES, clock)


@pytest.fixture
def second() -> FakeVendor:
    """The other company that delivers for us."""
    return FakeVendor("flutterwave")


@pytest.fixture
def two(database: Database, vendor: FakeVendor, second: FakeVendor, clock: Clock) -> Payments:
    """Paying, with two vendors."""
    return Payments(database, {vendor.name: vendor, second.name: second}, RULES, clock)


@pytest.fixture
def two_elsewhere(elsewhere: Database, vendor: FakeVendor, second: FakeVendor, clock: Clock) -> Payments:
    """Paying with two vendors, in another process."""
    return Payments(elsewhere, {vendor.name: vendor, second.name: second}, RULES, clock)


@pytest.fixture
async def glo_of_both(database: Database) -> None:
    """Glo's airtime comes from both vendors, first from VTpass."""
    async with database.begin() as books:
        await books.billers.add_missing()
        await books.billers.sell_through("glo", {"vtpass": "glo", "flutterwave": "GLO VTU"})


@pytest.fixture
def processor() -> FakeProcessor:
    """The company that takes money in for us."""
    return FakeProcessor()


@pytest.fixture
def top_ups(database: Database, processor: FakeProcessor) -> TopUps:
    """Funding, in one process."""
    return TopUps(database, {processor.name: processor}, RULES, "https://vision.example/paid")


@pytest.fixture
def top_ups_elsewhere(elsewhere: Database, processor: FakeProcessor) -> TopUps:
    """Funding, in another process."""
    return TopUps(elsewhere, {processor.name: processor}, RULES, "https://vision.example/paid")


@pytest.fixture
def schedules(database: Database, payments: Payments, vendor: FakeVendor, clock: Clock) -> Schedules:
    """Recurring payments, in one process."""
    validations = Validations(database, {vendor.name: vendor}, RULES)
    return Schedules(database, payments, validations, RULES, clock, new_id)


@pytest.fixture
def diary(schedules: Schedules, bank: Bank, clock: Clock) -> Diary:
    """Whoever moves the clock."""
    return Diary(schedules, bank, clock)
