"""`migrate`: bring the configured database to the newest schema."""

from __future__ import annotations

import asyncio

from bot.commands.database import meant_database
from bot.settings import BadSettings
from storage.migrate import upgrade


def main() -> int:
    """Migrate, and say so."""
    url = meant_database()
    try:
        asyncio.run(upgrade(url))
    except Exception as error:
        raise BadSettings(
            f"DATABASE_URL: the database could not be migrated ({type(error).__name__})."
        ) from error
    print("The database is up to date.")
    return 0
