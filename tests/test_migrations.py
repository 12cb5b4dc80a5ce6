"""The revisions: each can be taken and taken back, and together they make what `storage.tables` says."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, inspect

from migrations.__main__ import differences
from storage import migrate
from storage.posting_months import PARTS
from storage.tables import metadata

T = TypeVar("T")

REVISIONS: list[Script] = list(
    reversed(list(ScriptDirectory.from_config(migrate.configuration()).walk_revisions()))
)
ASKED = ("columns", "pk_constraint", "foreign_keys", "unique_constraints", "check_constraints", "indexes")
each_revision = pytest.mark.parametrize("revision", REVISIONS, ids=lambda script: str(script.revision))


@pytest.fixture(autouse=True, scope="module")
def scripts_read_once() -> Iterator[None]:
    """Let the revisions be read from disk once, not before each step."""
    scripts = ScriptDirectory.from_config(migrate.configuration())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ScriptDirectory, "from_config", lambda _: scripts)
        yield


class TestARevision:
    async def test_can_be_taken_back_and_taken_again(self, empty_database_url: str) -> None:
        before: dict[str, object] = {}
        for revision in REVISIONS:
            await migrate.upgrade(empty_database_url, revision.revision)
            taken = await look(empty_database_url, schema)

            await migrate.downgrade(empty_database_url, str(revision.down_revision or "base"))
            taken_back = await look(empty_database_url, schema)
            await migrate.upgrade(empty_database_url, revision.revision)
            taken_again = await look(empty_database_url, schema)

            assert taken_back == before, revision
            assert taken_again == taken, revision
            before = taken

    @each_revision
    def test_does_not_wait_long_for_a_lock(self, revision: Script) -> None:
        assert "lock_timeout" in Path(revision.path).read_text(encoding="utf-8")

    @each_revision
    def test_has_the_next_number(self, revision: Script) -> None:
        assert revision.revision == f"{REVISIONS.index(revision) + 1:04}"


class TestAllRevisionsTogether:
    async def test_leave_nothing_behind_when_taken_back(self, empty_database_url: str) -> None:
        await migrate.upgrade(empty_database_url)
        await migrate.downgrade(empty_database_url, "base")

        assert await look(empty_database_url, schema) == {}

    async def test_make_the_tables_that_the_code_knows(self, database_url: str) -> None:
        assert await look(database_url, differences) == []

    async def test_make_the_same_constraints_and_defaults_too(self, empty_database_url: str) -> None:
        await migrate.upgrade(empty_database_url)
        migrated = await look(empty_database_url, schema)
        await migrate.downgrade(empty_database_url, "base")

        await look(empty_database_url, metadata.create_all)

        assert await look(empty_database_url, schema) == migrated

    async def test_may_be_taken_by_two_processes_at_once(self, empty_database_url: str) -> None:
        program = (
            "import asyncio, sys; from storage.migrate import upgrade; asyncio.run(upgrade(sys.argv[1]))"
        )
        command = (sys.executable, "-c", program, empty_database_url)

        processes = [await asyncio.create_subprocess_exec(*command, cwd=migrate.SCRIPTS.parent) for _ in "ab"]

        assert [await process.wait() for process in processes] == [0, 0]
        assert await look(empty_database_url, differences) == []


async def look(database_url: str, question: Callable[[Connection], T]) -> T:
    """Ask something of a database, and commit what the question changed."""
    engine = migrate.migration_engine(database_url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(question)
    finally:
        await engine.dispose()


def schema(connection: Connection) -> dict[str, object]:
    """Return all that the database knows about our tables, in an order that tells nothing."""
    if connection.dialect.name == "sqlite":
        return _sqlite_schema(connection)
    inspector = inspect(connection)
    answers: dict[str, Mapping[Any, Any]] = {
        what: getattr(inspector, f"get_multi_{what}")() for what in ASKED
    }
    return {
        table: {what: _plain(answers[what].get((None, table))) for what in ASKED}
        for table in inspector.get_table_names()
        if table != "alembic_version" and not table.startswith(PARTS)  # which come with time
    }


def _sqlite_schema(connection: Connection) -> dict[str, object]:
    """Ask only of tables that were never seen as they are: SQLite knows no more of one than what made it."""
    written = "SELECT tbl_name, type, name, sql FROM sqlite_master ORDER BY tbl_name, type, name"
    rows = connection.exec_driver_sql(written).all()
    inspector = inspect(connection)
    found: dict[str, object] = {}
    for table, group in groupby(rows, key=lambda row: str(row.tbl_name)):
        if table == "alembic_version" or table.startswith("sqlite_"):
            continue
        made_by = (table, *(tuple(row) for row in group))
        if made_by not in _known:
            _known[made_by] = {what: _plain(getattr(inspector, f"get_{what}")(table)) for what in ASKED}
        found[table] = _known[made_by]
    return found


_known: dict[tuple[object, ...], object] = {}


def _plain(answer: object) -> object:
    match answer:
        case dict():
            return {key: _plain(value) for key, value in answer.items()}
        case list():
            return sorted((_plain(each) for each in answer), key=repr)
        case _:
            return str(answer)
