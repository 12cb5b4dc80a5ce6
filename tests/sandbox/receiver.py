"""Somebody who takes webhooks, or does not, as a test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Receiver:
    """A server that remembers what was posted to it."""

    url: str = ""
    answers: list[bytes] = field(default_factory=list)  # for the next posts; then `usual`
    usual: bytes = b'HTTP/1.1 200 OK\r\nContent-Length: 22\r\n\r\n{"response":"success"}'
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def has(self, posts: int) -> None:
        """Wait until so many were posted."""
        async with asyncio.timeout(10), self._arrived:
            await self._arrived.wait_for(lambda: len(self.bodies) >= posts)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
        body = await reader.readexactly(int(headers["content-length"]))
        writer.write(self.answers.pop(0) if self.answers else self.usual)
        await writer.drain()
        writer.close()
        async with self._arrived:
            self.headers.append(headers)
            self.bodies.append(body)
            self._arrived.notify_all()


REFUSING = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """Listen on a free port."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.take, "127.0.0.1", 0)
    receiver.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/webhooks"
    try:
        yield receiver
    finally:
        server.close()
