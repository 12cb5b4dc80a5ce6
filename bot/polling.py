"""Asks Telegram for updates. What was received is acknowledged by the next question, once it is safe."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.background import Background
from bot.intake import Intake
from bot.updates import WANTED, GetRawUpdates
from domain.leases import LeaseStore
from domain.storage import Storage

log = structlog.get_logger(__name__)

_LIMIT = 100
_PATIENCE = 50  # seconds that Telegram lets a question wait
_SLACK = 15  # and how much longer the connection may take
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_AFTER_CONFLICT = 5.0
_AFTER_REFUSAL = 60.0
_LEASE, _LASTS, _KEPT_EVERY = "polling", timedelta(seconds=6), 2.0


class PollingBooks(Protocol):
    """What taking turns needs from one transaction."""

    @property
    def leases(self) -> LeaseStore:
        """Who is doing what only one process does at a time."""
        ...


async def poll_in_turn(
    bot: Bot,
    intake: Intake,
    storage: Storage[PollingBooks],
    background: Background,
    clock: Callable[[], datetime],
    me: str,
) -> None:
    """Ask for ever, as long as no other process asks: Telegram answers one at a time."""

    async def is_mine() -> bool:
        async with storage.begin() as books:
            return await books.leases.take(_LEASE, me, lasts=_LASTS, now=clock())

    async def ask_while_it_is() -> None:
        log.info("this process asks for updates")
        asking = background.start("ask for updates", poll(bot, intake))
        try:
            while await is_mine():
                ended, _ = await asyncio.wait({asking}, timeout=_KEPT_EVERY)
                if ended:
                    return
        finally:
            await background.stop({asking})

    try:
        while True:
            if await is_mine():
                await ask_while_it_is()
            await asyncio.sleep(_jittered(_KEPT_EVERY))
    finally:
        with suppress(Exception):  # without a database it ends by itself
            async with asyncio.timeout(1), storage.begin() as books:
                await books.leases.give_back(_LEASE, me)


async def poll(bot: Bot, intake: Intake) -> None:
    """Ask for ever. Any trouble is waited out, with growing pauses."""
    offset: int | None = None
    pause = _FIRST_PAUSE
    while True:
        await intake.room()
        question = GetRawUpdates(offset=offset, limit=_LIMIT, timeout=_PATIENCE, allowed_updates=list(WANTED))
        try:
            updates = await bot.session.make_request(bot, question, timeout=_PATIENCE + _SLACK)
        except (AiogramError, OSError) as error:
            pause = await _wait_out(error, pause)
            continue
        pause = _FIRST_PAUSE
        if updates:
            await _keep(intake, updates)
            offset = max(update["update_id"] for update in updates) + 1


async def _keep(intake: Intake, updates: list[dict[str, object]]) -> None:
    """Keep the updates, however long it takes: while they are not safe, Telegram keeps them."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await intake.receive(updates)
        except Exception:
            log.exception("updates could not be kept yet", count=len(updates))
            await asyncio.sleep(_jittered(pause))
            pause = min(pause * 2, _LONGEST_PAUSE)


async def _wait_out(error: Exception, pause: float) -> float:
    """Wait, and return how long to wait the next time."""
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            log.warning("Telegram asks for patience", seconds=seconds)
            await asyncio.sleep(_jittered(seconds))
            return _FIRST_PAUSE
        case TelegramConflictError():
            log.warning("somebody else asks for this bot's updates, or a webhook is set")
            await asyncio.sleep(_jittered(_AFTER_CONFLICT))
            return _FIRST_PAUSE
        case TelegramUnauthorizedError():
            log.error("Telegram does not accept the bot token")
            await asyncio.sleep(_jittered(_AFTER_REFUSAL))
            return _FIRST_PAUSE
        case _:
            log.warning("Telegram could not be asked", reason=type(error).__name__, pause=round(pause, 1))
            await asyncio.sleep(_jittered(pause))
            return min(pause * 2, _LONGEST_PAUSE)


def _jittered(seconds: float) -> float:
    return seconds * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
