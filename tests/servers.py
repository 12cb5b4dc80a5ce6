"""Servers for tests: any ASGI app on a free port of this machine, in the test's own event loop."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from sandbox.app import Worlds, create_app
from sandbox.settings import SandboxSettings
from tests.telegram_client import TelegramClient


@asynccontextmanager
async def running(app: ASGIApp) -> AsyncIterator[str]:
    """Serve the app until the block ends; the address is what `as` gets.

    An app with `app.state.release` is asked to end its waiting calls first.
    """
    # Named as TCP, or asyncio leaves Nagle's algorithm on and every answer takes 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    listener.listen(2048)
    config = uvicorn.Config(
        app,
        log_level="error",
        access_log=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=60,  # on a busy machine seconds pass before a client gets to what it has kept
        ws="none",
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([listener]))
    while not server.started:
        if task.done():
            task.result()
            raise RuntimeError("the server did not start")
        await asyncio.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        release: Callable[[], None] | None = getattr(getattr(app, "state", None), "release", None)
        if release is not None:
            release()
        server.should_exit = True
        await task
        listener.close()


def sandbox_settings(**given: Any) -> SandboxSettings:
    """Settings for a sandbox in a test: strict, and recording its traffic where `TELEGRAM_TRAFFIC` says."""
    traffic = os.environ.get("TELEGRAM_TRAFFIC")
    return replace(SandboxSettings(strict=True, traffic=Path(traffic) if traffic else None), **given)


@asynccontextmanager
async def a_sandbox(**given: Any) -> AsyncIterator[tuple[TelegramClient, Worlds]]:
    """Run the stand-ins and give a client of the scripting API, and the worlds to look into.

    In strict mode, a method that the stand-in does not know fails the test at the end.
    """
    app = create_app(sandbox_settings(**given))
    async with running(app) as address, TelegramClient(address) as client:
        yield client, app.state.worlds
    unknown = app.state.worlds.telegram.unknown_methods
    assert not (given.get("strict", True) and unknown), f"unknown Bot API methods: {unknown}"
