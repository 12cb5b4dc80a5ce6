"""A line to PostgreSQL that can be cut, at once or just before the answer to a commit comes through."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
_COMMAND_COMPLETE, _READY, _IDLE = b"C", b"Z", b"I"


@dataclass
class FlakyLine:
    """Carries bytes both ways until it is cut."""

    host: str
    port: int
    connections: set[asyncio.StreamWriter] = field(default_factory=set)
    answers_lost: int = 0
    down: bool = False
    _lose_next: bool = False
    _carrying: set[asyncio.Task[None]] = field(default_factory=set)

    def lose_the_next_answer(self) -> None:
        """Let the next commit reach the server and break before anybody hears of it."""
        self._lose_next = True

    def cut(self) -> None:
        """Break every connection now."""
        for writer in self.connections:
            writer.transport.abort()

    async def all_cut(self) -> None:
        """Wait until both ends of every connection have heard of it."""
        await asyncio.gather(*self._carrying, return_exceptions=True)
        for _ in range(10):  # the near end hears of it with the next look at its socket
            await asyncio.sleep(0)

    async def cut_and_noticed(self) -> None:
        """Break every connection, and give both ends the turns of the loop that they need to hear of it."""
        self.cut()
        for _ in range(10):
            await asyncio.sleep(0)

    async def carry(self, from_client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        """Serve one connection."""
        if (task := asyncio.current_task()) is not None:
            self._carrying.add(task)
            task.add_done_callback(self._carrying.discard)
        if self.down:
            to_client.transport.abort()
            return
        from_server, to_server = await asyncio.open_connection(self.host, self.port)
        both = {to_client, to_server}
        self.connections |= both
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._to_server(from_client, to_client, to_server))
                tasks.create_task(self._to_client(from_server, to_client))
        except* (OSError, EOFError):
            pass
        finally:
            self.connections -= both
            for writer in both:
                writer.transport.abort()

    async def _to_server(
        self,
        from_client: asyncio.StreamReader,
        to_client: asyncio.StreamWriter,
        to_server: asyncio.StreamWriter,
    ) -> None:
        first = await from_client.readexactly(8)
        if first == _SSL_REQUEST:
            to_client.write(b"N")
        else:
            to_server.write(first)
        while chunk := await from_client.read(65_536):
            to_server.write(chunk)
        raise EOFError

    async def _to_client(self, from_server: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        completed = False
        while True:
            head = await from_server.readexactly(5)
            body = await from_server.readexactly(int.from_bytes(head[1:]) - 4)
            kind = head[:1]
            completed = completed or kind == _COMMAND_COMPLETE
            if kind == _READY:
                if self._lose_next and completed and body == _IDLE:
                    self._lose_next = False
                    self.answers_lost += 1
                    raise EOFError
                completed = False
            if not (self._lose_next and kind in (_COMMAND_COMPLETE, _READY)) or kind == _READY:
                to_client.write(head + body)


@asynccontextmanager
async def a_flaky_line(url: str) -> AsyncIterator[tuple[str, FlakyLine]]:
    """Open a line to that server, and yield its URL with it."""
    address = make_url(url)
    line = FlakyLine(address.host or "127.0.0.1", address.port or 5432)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield address.set(host="127.0.0.1", port=port).render_as_string(hide_password=False), line
    finally:
        line.cut()
        server.close()
        with suppress(asyncio.CancelledError):
            await server.wait_closed()
