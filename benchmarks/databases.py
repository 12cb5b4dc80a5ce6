"""New databases to measure on."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url


def new_database(server: str, name: str) -> str:
    """Create an empty database on a PostgreSQL server and return its URL."""

    async def create() -> None:
        connection = await asyncpg.connect(server)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(create())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def new_file() -> Iterator[Path]:
    """Give the place for a SQLite file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="vision-bench-") as folder:
        yield Path(folder) / "bank.sqlite3"


def sqlite_url(path: Path) -> str:
    """Return the URL of a SQLite file."""
    return f"sqlite+aiosqlite:///{path}"
