"""The database of the commands that need nothing but a database: which one it is, and its books to read."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.background import Background
from bot.settings import BadSettings, read_database_url
from storage.database import Database, open_database
from storage.keyring import Keyring
from storage.migrate import is_current

VAR = Path("var")  # of the directory that we are started in: the checkout
DEMO_DATABASE = f"sqlite+aiosqlite:///{VAR / 'vision.sqlite3'}"


def meant_database() -> str:
    """Return the configured database; where nothing is configured, the demo's."""
    return read_database_url() or DEMO_DATABASE


@asynccontextmanager
async def opened_without_keys() -> AsyncIterator[Database]:
    """Open the meant database, for those who look at nothing that is sealed.

    :raises BadSettings: if it can't be opened, or is of another version
    """
    url = meant_database()
    try:
        current = await is_current(url)
    except Exception as error:
        raise BadSettings(f"DATABASE_URL: the database can't be opened ({type(error).__name__}).") from error
    if not current:
        raise BadSettings("DATABASE_URL: the database is not migrated; `python -m bot migrate` does it.")
    background = Background()
    any_key = Keyring.from_text("none:" + "A" * 43 + "=", os.urandom(32))
    database = open_database(url, any_key, spawn=background.spawn)
    try:
        yield database
    finally:
        await database.close()
