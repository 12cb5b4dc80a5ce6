"""`audit`: check the books of the configured database, and name whoever breaks them."""

from __future__ import annotations

import asyncio
import os

from bot.background import Background
from bot.commands.database import meant_database
from bot.settings import BadSettings
from storage.checks import problems
from storage.database import open_database
from storage.keyring import Keyring
from storage.migrate import is_current


def main() -> int:
    """Print the problems and return 1 if there are any."""
    found = asyncio.run(_problems(meant_database()))
    for problem in found:
        print(problem)
    print(f"{len(found)} problems")
    return 1 if found else 0


async def _problems(url: str) -> list[str]:
    try:
        current = await is_current(url)
    except Exception as error:
        raise BadSettings(f"DATABASE_URL: the database can't be opened ({type(error).__name__}).") from error
    if not current:
        raise BadSettings("DATABASE_URL: the database is not migrated; `python -m bot migrate` does it.")
    background = Background()
    # The books are checked without opening anything that is sealed, so any key will do.
    no_keys = Keyring.from_text(_any_key(), os.urandom(32))
    database = open_database(url, no_keys, spawn=background.spawn)
    try:
        return await problems(database)
    finally:
        await database.close()


def _any_key() -> str:
    return "none:" + "A" * 43 + "="
