"""The database: connections, the unit of work, and the door of the money path."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, make_url, select
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import Pool, QueuePool

from storage.books import Books
from storage.engines import looking_engine, working_engine
from storage.group_commit import GroupCommit, MoneyWriter, Spawn
from storage.keyring import Keyring
from storage.money_postgres import PostgresMoneyWriter
from storage.money_sqlite import SqliteMoneyWriter
from storage.readers import Readers
from storage.talk_postgres import PostgresTalk
from storage.talk_sqlite import SqliteTalk
from storage.troubles import plainly_said
from storage.watching import Unwatched, Watch, watch_statements

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}

# While one batch is being written, others decide. Measured on 2 cores: 4 lines commit half as much again
# as 1 or 2 do at 128 at once, 6 less.
POSTGRES_COMMITTERS = 4
_SQLITE_READERS = 3
_POSTGRES_READERS = 5


@dataclass
class Database:
    """`domain.storage.Storage`, on SQLite or PostgreSQL."""

    engine: AsyncEngine
    readers: Readers
    keyring: Keyring
    money: GroupCommit
    talk: PostgresTalk | SqliteTalk
    turn: AbstractAsyncContextManager[Any]  # SQLite: one writer at a time, in order, without polling

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Books]:
        """Open a unit of work. It commits at the end of the block and rolls back on an exception.

        :raises Unavailable: if there is no room to write, no connection left, or nobody there
        """
        with plainly_said():
            async with self.turn, self.engine.begin() as connection:
                yield Books(connection, self.keyring)

    @asynccontextmanager
    async def look(self) -> AsyncIterator[Books]:
        """Open the books to read in them: each question sees what is committed by then."""
        with plainly_said():
            async with self.readers.one() as connection:
                yield Books(connection, self.keyring)

    async def answers(self) -> None:
        """Ask the shortest question that there is. It raises what keeps the database from answering."""
        async with self.readers.one() as connection:
            await connection.execute(select(1))

    @property
    def pools(self) -> Mapping[str, tuple[int, int]]:
        """Of each pool, how many connections are lent now and how many there may be."""
        lent = {"begin": (_lent(self.engine.pool), _size(self.engine.pool)), "look": self.readers.use}
        return {**lent, "money": self.money.use}

    async def close(self) -> None:
        """Finish what waits and give all connections back."""
        await self.money.close()
        await self.talk.close()
        await self.readers.close()
        await self.engine.dispose()


def open_database(
    url: str,
    keyring: Keyring,
    *,
    spawn: Spawn,
    told: Callable[[], None] = lambda: None,
    connections: int = 10,
    watch: Watch | None = None,
    pooler: str = "",
) -> Database:
    """Open a database and start its committer.

    :param spawn: owns the committer's task (the bot's background work; `asyncio.create_task` in a test)
    :param told: called after a commit that put messages into the outbox
    :param connections: how many units of work may be open at once on PostgreSQL
    :param watch: is told how long everything takes
    :param pooler: the same database through a pooler in transaction mode, for units of work and looks. What
        every payment and every update says stays with PostgreSQL itself, which remembers its statements
    """
    address = _with_driver(url)
    watch = watch or Unwatched()
    is_file = address.get_backend_name() == "sqlite"
    database = (
        _sqlite(address, keyring, told, watch)
        if is_file
        else _postgres(address, keyring, told, watch, connections, _with_driver(pooler) if pooler else None)
    )
    database.talk.watch = watch
    watch_statements(database.engine, "begin", watch)
    watch_statements(database.readers.engine, "look", watch)
    database.money.start(spawn)
    return database


def _sqlite(url: URL, keyring: Keyring, told: Callable[[], None], watch: Watch) -> Database:
    engine = create_async_engine(url, pool_size=1, max_overflow=0, connect_args={"timeout": 30})
    reading = create_async_engine(
        url, pool_size=_SQLITE_READERS, max_overflow=0, connect_args={"timeout": 30}
    )

    @event.listens_for(engine.sync_engine, "connect")
    @event.listens_for(reading.sync_engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # We begin our transactions ourselves.
        cursor = connection.cursor()
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    turn = asyncio.Lock()
    writer = SqliteMoneyWriter(url.database or "", keyring, turn)
    talk = SqliteTalk(url.database or "", keyring, turn)
    readers = Readers(reading, _SQLITE_READERS)
    return Database(engine, readers, keyring, GroupCommit(writer, told=told, watch=watch), talk, turn)


def _postgres(
    url: URL,
    keyring: Keyring,
    told: Callable[[], None],
    watch: Watch,
    connections: int,
    pooler: URL | None,
) -> Database:
    through, pooled = pooler or url, pooler is not None
    engine = working_engine(through, connections, pooled=pooled)
    reading = looking_engine(through, _POSTGRES_READERS, pooled=pooled)
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    writer: MoneyWriter = PostgresMoneyWriter(dsn, keyring, POSTGRES_COMMITTERS)
    money = GroupCommit(writer, POSTGRES_COMMITTERS, told=told, watch=watch)
    readers = Readers(reading, _POSTGRES_READERS)
    return Database(engine, readers, keyring, money, PostgresTalk(dsn, keyring), nullcontext())


def _with_driver(url: str) -> URL:
    address = make_url(url)
    return address.set(drivername=_DRIVERS.get(address.drivername, address.drivername))


def _lent(pool: Pool) -> int:
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def _size(pool: Pool) -> int:
    return pool.size() if isinstance(pool, QueuePool) else 1
