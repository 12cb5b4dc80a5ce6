"""Bring a database's schema to a revision, forward or back.

The revisions themselves are in `migrations/versions`; `migrations/env.py` runs them.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

SCRIPTS = Path(__file__).resolve().parent.parent / "migrations"
_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


async def upgrade(database_url: str, to: str = "head") -> None:
    """Bring the schema up to a revision. Where it is there already, nothing happens.

    Two processes that start at once are safe: the second waits for the first and finds nothing to do. What
    a newer version has brought further stays as it is: the version before can live with it.
    """
    engine = migration_engine(database_url)
    try:
        if to == "head" and _is_newer(await _revisions_of(engine)):
            return
        async with engine.connect() as connection:
            await connection.run_sync(lambda sync: command.upgrade(configuration(sync), to))
    finally:
        await engine.dispose()


async def downgrade(database_url: str, to: str) -> None:
    """Take the schema back to a revision; `base` is before the first one."""
    engine = migration_engine(database_url)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(lambda sync: command.downgrade(configuration(sync), to))
    finally:
        await engine.dispose()


async def is_current(database_url: str) -> bool:
    """Return whether the schema has all that this version needs: the newest revision, or one after it."""
    engine = migration_engine(database_url)
    try:
        found = await _revisions_of(engine)
    finally:
        await engine.dispose()
    return found == _newest() or _is_newer(found)


async def _revisions_of(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(
            await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_heads())
        )


def _newest() -> set[str]:
    return set(ScriptDirectory.from_config(configuration()).get_heads())


def _is_newer(found: set[str]) -> bool:
    # They are numbered in one line.
    return bool(found) and min(found) > max(_newest())


def configuration(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration; with a connection, `migrations/env.py` works on that one."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


def migration_engine(database_url: str) -> AsyncEngine:
    """Return an engine on which a change of the schema is one transaction, on SQLite too."""
    url = make_url(database_url)
    url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    engine = create_async_engine(url, poolclass=NullPool)
    if url.get_backend_name() == "sqlite":
        event.listen(engine.sync_engine, "connect", _leave_transactions_to_us)
        event.listen(engine.sync_engine, "begin", _begin_as_the_only_writer)
    return engine


def _leave_transactions_to_us(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver would commit before every change of a table, and a crash would leave half a revision.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout = 30000")
    cursor.close()


def _begin_as_the_only_writer(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
