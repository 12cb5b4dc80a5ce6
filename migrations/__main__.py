"""What a developer does with migrations: check them against the tables, write the next one."""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage import migrate
from storage.posting_months import PARTS
from storage.tables import metadata


def differences(connection: Connection) -> list[str]:
    """Return what would have to change in this database for it to be as `storage.tables` says."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": _is_ours})
    return [str(difference) for difference in compare_metadata(context, metadata)]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    # The parts of a divided table come with time; the whole is compared.
    return kind != "table" or name is None or not name.startswith(PARTS)


async def check() -> int:
    """Say how the migrations and the tables differ; 0 if they do not."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite+aiosqlite:///{Path(folder) / 'check.sqlite3'}"
        await migrate.upgrade(database_url)
        engine = migrate.migration_engine(database_url)
        async with engine.connect() as connection:
            found = await connection.run_sync(differences)
        await engine.dispose()
    for difference in found:
        print(f"storage/tables.py and migrations/ differ: {difference}")
    return 1 if found else 0


async def new(message: str) -> int:
    """Write the next revision from what differs between the tables and the migrations so far."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite+aiosqlite:///{Path(folder) / 'new.sqlite3'}"
        await migrate.upgrade(database_url)
        engine = migrate.migration_engine(database_url)
        async with engine.connect() as connection:
            await connection.run_sync(_write_revision, message)
        await engine.dispose()
    return 0


def _write_revision(connection: Connection, message: str) -> None:
    config = migrate.configuration(connection)
    head = ScriptDirectory.from_config(config).get_current_head()
    command.revision(config, message, autogenerate=True, rev_id=f"{int(head or 0) + 1:04}")


def main(arguments: list[str]) -> int:
    """Run one of the two commands."""
    match arguments:
        case ["check"]:
            return asyncio.run(check())
        case ["new", message]:
            return asyncio.run(new(message))
        case _:
            print(
                'Usage: python -m migrations check | python -m migrations new "what changes"', file=sys.stderr
            )
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
