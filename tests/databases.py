"""A database for each test, on SQLite and on PostgreSQL, as empty as after the last migration.

Migrating takes long, emptying does not. So SQLite's file is migrated once and copied. PostgreSQL's database
is migrated once, remembers the rows that the migrations put in, and is brought back to them for each test.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from storage import migrate
from storage.checks import ROUNDS
from storage.house_balances import ORDERS

T = TypeVar("T")

_REMEMBER_ROWS = """
DO $$ DECLARE t text; filled bool; s record; BEGIN
  CREATE SCHEMA after_migrations;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', t) INTO filled;
    IF filled THEN EXECUTE format('CREATE TABLE after_migrations.%I AS TABLE public.%I', t, t); END IF;
  END LOOP;
  FOR s IN SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' LOOP
    IF s.last_value IS NOT NULL THEN
      EXECUTE format('ALTER SEQUENCE public.%I START %s', s.sequencename, s.last_value + 1);
    END IF;
  END LOOP;
END $$
"""
# DELETE takes microseconds on a small table, TRUNCATE milliseconds on any. Triggers and foreign keys rest.
_BRING_BACK_ROWS = """
DO $$ DECLARE t text; columns text; s record; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    IF pg_relation_size(format('public.%I', t)::regclass) < 1000000 THEN
      EXECUTE format('DELETE FROM public.%I', t);
    ELSE
      EXECUTE format('TRUNCATE public.%I CASCADE', t);
    END IF;
  END LOOP;
  FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'after_migrations' LOOP
    SELECT string_agg(quote_ident(column_name), ',') INTO columns FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = t AND is_generated = 'NEVER';
    EXECUTE format('INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM after_migrations.%I',
                   t, columns, columns, t);
  END LOOP;
  FOR s IN SELECT sequencename, start_value FROM pg_sequences WHERE schemaname = 'public' LOOP
    PERFORM setval(format('public.%I', s.sequencename)::regclass, s.start_value, false);
  END LOOP;
END $$
"""
_SEND_AWAY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class SqliteDatabases:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.sqlite3"
        asyncio.run(migrate.upgrade(_sqlite_url(self._template)))

    def new(self, folder: Path) -> str:
        """Return the URL of a migrated database of the caller's own."""
        path = folder / "vision.sqlite3"
        shutil.copyfile(self._template, path)
        return _sqlite_url(path)

    @staticmethod
    def problems(url: str) -> list[str]:
        """Return what the books check says of a database."""
        with closing(sqlite3.connect(make_url(url).database or "")) as line:
            return [
                sentence
                for each in ROUNDS
                for sentence in each.said_of(line.execute(each.on(ORDERS["sqlite"])))
            ]


class PostgresDatabases:
    """One migrated database, given out again and again, and empty ones on demand."""

    def __init__(self, server_url: str) -> None:
        # A loop and a thread of its own: fixtures are set up between the loops of two tests.
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        self._server = make_url(server_url).set(drivername="postgresql")
        self._made: list[str] = []
        self._admin: asyncpg.Connection = self._run(asyncpg.connect(self._plain()))
        self._migrated = self.empty()
        self._run(migrate.upgrade(self._migrated))
        self._inside: asyncpg.Connection = self._run(
            asyncpg.connect(self._plain(self._made[0]), statement_cache_size=4 * len(ROUNDS))
        )
        self._run(self._inside.execute(_REMEMBER_ROWS))

    def migrated(self) -> str:
        """Return the URL of the migrated database, which holds nothing but what the migrations put in."""
        self._run(self._inside.execute(_SEND_AWAY))
        self._run(self._inside.execute(_BRING_BACK_ROWS))
        return self._migrated

    def problems(self) -> list[str]:
        """Return what the books check says of the migrated database. Its questions stay prepared."""
        return self._run(self._asked())

    async def _asked(self) -> list[str]:
        found = []
        for each in ROUNDS:
            found += each.said_of(await self._inside.fetch(each.on(ORDERS["postgresql"])))
        return found

    def empty(self) -> str:
        """Return the URL of a new database without tables."""
        name = f"vision_test_{uuid4().hex[:12]}"
        self._run(self._admin.execute(f"CREATE DATABASE {name}"))
        self._made.append(name)
        return self._server.set(drivername="postgresql+asyncpg", database=name).render_as_string(False)

    def close(self) -> None:
        """Remove the databases that were made."""
        self._run(self._inside.close())
        for name in self._made:
            self._run(self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)"))
        self._run(self._admin.close())
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def _plain(self, database: str | None = None) -> str:
        url = self._server if database is None else self._server.set(database=database)
        return url.render_as_string(hide_password=False)

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._thread.submit(self._runner.run, coroutine).result()


def _sqlite_url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"
