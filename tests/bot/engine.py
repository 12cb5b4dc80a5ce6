"""The bot's engine in tests: the real app on a real database, with handlers of the test's own."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from aiogram import Router

from bot.app import App, running
from bot.logs import hand_over
from bot.routing import tree
from bot.settings import Settings, read_settings
from tests.servers import a_sandbox
from tests.telegram_client import TelegramClient

EXAMPLE = Path(__file__).resolve().parent.parent.parent / ".env.example"
PAYSTACK_KEY = "sk_test_demo"

# Log as the bot does, into what pytest keeps for a test that fails.
hand_over(structlog.processors.KeyValueRenderer(key_order=["event"]))
logging.getLogger().setLevel(logging.INFO)
logging.getLogger("aiogram").setLevel(logging.WARNING)


def settings_for(database_url: str, telegram: str, **given: Any) -> Settings:
    """Return the example's settings for this database and these stand-ins."""
    return read_settings(
        EXAMPLE,
        **{
            "database_url": database_url,
            "telegram_api_base": telegram,
            "vtpass_base_url": f"{telegram}/vtpass/api",
            "flutterwave_base_url": f"{telegram}/flutterwave/v3",
            "paystack_base_url": f"{telegram}/paystack",
            "paystack_secret_key": PAYSTACK_KEY,
            "http_port": 0,
            "admin_telegram_ids": "",
            **given,
        },
    )


@asynccontextmanager
async def an_engine(
    database_url: str, handlers: Router, **given: Any
) -> AsyncIterator[tuple[TelegramClient, App]]:
    """Run the stand-ins and the bot with these handlers."""
    async with (
        a_sandbox(paystack_secret_key=PAYSTACK_KEY) as (telegram, _),
        running(settings_for(database_url, telegram.address, **given), handlers=tree([handlers])) as app,
    ):
        yield telegram, app


async def until(true: Callable[[], Awaitable[bool]], *, within: float = 10) -> None:
    """Wait until something has become true."""
    last = time.monotonic() + within
    while not await true():
        assert time.monotonic() < last, "it did not become true"
        await asyncio.sleep(0.01)


async def said(telegram: TelegramClient, person: int, *, count: int = 1) -> list[str]:
    """Wait until the bot has written that many messages to a person, and return what they say now."""
    async with asyncio.timeout(60):
        while True:
            view = await telegram.chat(person)
            messages = [m["text"] for m in view["messages"] if not m["deleted"] and m["outgoing"]]
            if len(messages) >= count:
                return messages
            await telegram.wait(person, after=view["change"], timeout_s=10)
