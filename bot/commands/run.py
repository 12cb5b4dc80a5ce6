"""`run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any

import structlog

from bot.app import App, running
from bot.logs import configure
from bot.settings import BadSettings, Settings, read_settings
from storage.migrate import is_current

log = structlog.get_logger(__name__)


def main(roles: str | None = None) -> int:
    """Run the bot as the settings say, or with other roles than they do."""
    settings = read_settings() if roles is None else read_settings(roles=roles)
    configure(settings.log_format, settings.log_level)
    in_event_loop(lambda: run_until_told(settings))
    return 0


async def run_until_told(settings: Settings, *, ready: Callable[[App], None] = lambda app: None) -> None:
    """Run the bot until SIGINT or SIGTERM. A second one ends the process at once.

    :raises BadSettings: if a setting turns out to be wrong, or the database is not migrated
    """
    await check_database(settings)
    if settings.environment == "production" and settings.database_url.startswith("sqlite"):
        log.warning("SQLite serves one process on one machine; PostgreSQL is meant for production")
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def told() -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told)
    async with running(settings) as app:
        _settle()
        ready(app)
        await stop.wait()
        log.info("stopping")
    log.info("stopped")


async def check_database(settings: Settings) -> None:
    """Look whether the database is there and migrated.

    :raises BadSettings: if it is not
    """
    try:
        current = await is_current(settings.database_url)
    except Exception as error:
        raise BadSettings(f"DATABASE_URL: the database can't be opened ({type(error).__name__}).") from error
    if not current:
        raise BadSettings("DATABASE_URL: the database is not migrated; `python -m bot migrate` does it.")


def _settle() -> None:
    """Let the collector of garbage look no more at what lives as long as the process, and less often.

    Most of memory is the types of Telegram's API. To look through them again and again costs a tenth of all
    that the bot does.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def in_event_loop(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run in the fastest event loop that there is on this system."""
    if sys.platform == "win32":
        asyncio.run(work())
        return
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(work())
