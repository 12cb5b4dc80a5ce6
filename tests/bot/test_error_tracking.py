"""What is sent to whoever collects errors: where they came from, and nothing about anybody."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest
from aiogram import Router
from aiogram.types import Message

from bot.error_tracking import ErrorTracking
from bot.settings import BadSettings
from tests.bot.engine import an_engine, until


@dataclass
class Collector:
    """Takes envelopes in, as Sentry does."""

    port: int = 0
    events: list[dict[str, Any]] = field(default_factory=list)
    written: str = ""

    @property
    def dsn(self) -> str:
        return f"http://public@127.0.0.1:{self.port}/7"

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length:")[2].partition("\r\n")[0])
        body = await reader.readexactly(length)
        body = gzip.decompress(body) if "content-encoding: gzip" in head else body
        _, kind, event, *_ = body.split(b"\n")
        self.written += body.decode()
        if orjson.loads(kind)["type"] == "event":
            self.events.append(orjson.loads(event))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        await writer.drain()
        writer.close()


@asynccontextmanager
async def collecting() -> AsyncIterator[Collector]:
    collector = Collector()
    server = await asyncio.start_server(collector.take, "127.0.0.1", 0)
    collector.port = server.sockets[0].getsockname()[1]
    async with server:
        yield collector


async def test_a_handler_s_surprise_is_sent_with_its_stack_and_nobody_s_values(sqlite_url: str) -> None:
    router = Router()

    @router.message()
    async def surprise(message: Message) -> None:
        secret_pin = message.text
        raise LookupError(f"nobody at 08031234567, ada@example.com\nwith {secret_pin}")

    async with collecting() as sentry:
        async with an_engine(sqlite_url, router, sentry_dsn=sentry.dsn) as (telegram, _):
            person = await telegram.add_person("Ada")
            await telegram.says(person, "my pin is 7193")

            async def arrived() -> bool:
                return bool(sentry.events)

            await until(arrived)
        (event,) = sentry.events

    (found,) = event["exception"]["values"]
    assert found["type"] == "LookupError"
    assert found["value"] == "nobody at 080******67, <e-mail>"
    assert found["stacktrace"]["frames"][-1]["function"] == "surprise"
    assert event["message"] == "a handler failed"
    assert event["tags"]["trace"].startswith("u")
    for theirs in ("7193", "08031234567", "ada@", "my pin", "vars"):
        assert theirs not in sentry.written


async def test_nobody_is_asked_who_cannot_be_there() -> None:
    with pytest.raises(ValueError, match="DSN"):
        ErrorTracking("not a dsn", environment="demo", release="1")


async def test_a_wrong_address_is_told_at_the_start(sqlite_url: str) -> None:
    with pytest.raises(BadSettings, match="SENTRY_DSN"):
        async with an_engine(sqlite_url, Router(), sentry_dsn="nonsense"):
            pass
