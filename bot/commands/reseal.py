"""`reseal`: encrypt everything with the newest key, so that an older one can be taken off the ring."""

from __future__ import annotations

import asyncio

from bot.background import Background
from bot.commands.run import check_database
from bot.keys import keyring_of
from bot.settings import Settings, read_settings
from storage.database import open_database
from storage.resealing import reseal


def main() -> int:
    """Seal anew what older keys sealed, while the bot runs or not, and say how much that was."""
    settings = read_settings()
    print(f"{asyncio.run(_reseal(settings))} values were encrypted with the newest key.")
    return 0


async def _reseal(settings: Settings) -> int:
    keyring = keyring_of(settings)
    await check_database(settings)
    database = open_database(settings.database_url, keyring, spawn=Background().spawn)
    try:
        return await reseal(database)
    finally:
        await database.close()
