"""`sync`: read the vendors' lists into the catalogue now."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from bot.background import Background
from bot.business_rules import rules_of
from bot.commands.run import check_database
from bot.companies import open_vendors
from bot.keys import keyring_of
from bot.settings import Settings, read_settings
from domain.catalogue import Billers
from domain.catalogue_sync import CatalogueSync, Synced
from storage.catalogue_cache import RedisLists
from storage.database import open_database
from storage.redis import open_redis


def main() -> int:
    """Read all lists, while the bot runs or not, and say what came of it; 1 if one could not be read."""
    synced = asyncio.run(read_lists(read_settings()))
    for trouble in synced.unread:
        print(f"could not be read: {trouble}")
    print(f"The lists of {synced.billers} billers were read; {synced.changed} entries changed.")
    for vendor, entries in synced.commissions.items():
        print(f"{vendor} states its commission for {entries} entries.")
    return 1 if synced.unread else 0


async def read_lists(settings: Settings) -> Synced:
    """Read all lists of the vendors that the settings name.

    :raises BadSettings: if a setting turns out to be wrong, or the database is not migrated
    """
    rules = rules_of(settings)
    await check_database(settings)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database_url, keyring_of(settings), spawn=Background().spawn)
        stack.push_async_callback(database.close)
        redis = open_redis(settings.redis_url) if settings.redis_url else None
        if redis is not None:
            stack.push_async_callback(redis.aclose)
        billers = Billers(database, settings.clock, RedisLists(redis) if redis is not None else None)
        vendors = open_vendors(settings, settings.clock, stack)
        async with database.begin() as books:
            await books.billers.add_missing()
        sync = CatalogueSync(database, vendors, rules.lists_read_every, billers.forget, settings.clock)
        return await sync.read_all()
