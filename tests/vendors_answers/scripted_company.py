"""A company on this machine that says on the wire exactly what a test tells it to, call by call."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Self

import httpx

OURS = "<the id of the request>"  # in what is said: the id under which it was asked for


@dataclass(frozen=True, slots=True)
class Says:
    """An answer: a value as JSON, or bytes as they are. `headers` are whole lines."""

    body: object
    http: int = 200
    headers: tuple[str, ...] = ()

    def on_the_wire(self, request_id: str) -> bytes:
        """Return the answer as it travels."""
        body = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        body = body.replace(OURS.encode(), request_id.encode())
        lines = (f"HTTP/1.1 {self.http} Said", f"Content-Length: {len(body)}", *self.headers, "", "")
        return "\r\n".join(lines).encode() + body


@dataclass(frozen=True, slots=True)
class HangsUp:
    """It hears all of the request and cuts the line, perhaps in the middle of its answer."""

    after: bytes = b""


@dataclass(frozen=True, slots=True)
class KeepsSilent:
    """It hears the request and never answers."""


@dataclass(frozen=True, slots=True)
class DoesNotListen:
    """There is no connection: it never hears the request."""


Answer = Says | HangsUp | KeepsSilent | DoesNotListen


@dataclass
class ScriptedCompany:
    """What it will answer, and what it was asked: the path and the words of each call."""

    always: Mapping[str, object] = field(default_factory=dict)  # by the path, before anything else
    asked: list[tuple[str, str]] = field(default_factory=list)
    unprepared: list[str] = field(default_factory=list)  # calls that nothing was said about
    request_id: str = ""  # of the payment that is talked about
    address: str = ""
    silent: asyncio.Event = field(default_factory=asyncio.Event)  # it has heard a call that it won't answer
    before_answering: Callable[[], Awaitable[None]] | None = None  # to the next call alone
    _answers: deque[Answer] = field(default_factory=deque)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Self]:
        """Be reached under `address`."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()

    def begin(self, always: Mapping[str, object]) -> None:
        """Forget the last story."""
        self.always, self.asked, self.unprepared = always, [], []
        self._answers.clear()

    def will_answer(self, answers: Iterable[Answer]) -> None:
        """Answer the next calls like this, one after the other."""
        self._answers.extend(answers)

    @property
    def unsaid(self) -> tuple[Answer, ...]:
        """What was prepared and never asked for."""
        return tuple(self._answers)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._converse(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass  # Who asked has gone.
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one call. Return whether the line is still good for another."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        lengths = [line.split(":")[1] for line in head.lower().splitlines() if line.startswith("content-len")]
        words = (await reader.readexactly(int(lengths[0]) if lengths else 0)).decode()
        path = head.split(" ")[1].partition("?")[0]
        if path in self.always:
            writer.write(Says(self.always[path]).on_the_wire(self.request_id))
            return True
        self.asked.append((path, words))
        if not self._answers:
            self.unprepared.append(path)
            return False
        answer, first = self._answers.popleft(), self.before_answering
        if first is not None:
            self.before_answering = None
            await first()
        match answer:
            case Says():
                writer.write(answer.on_the_wire(self.request_id))
                return True
            case HangsUp(after):
                writer.write(after)
                return False
            case _:
                self.silent.set()
                await reader.read()  # until whoever asked has gone
                return False


class PatienceEnds(httpx.AsyncHTTPTransport):
    """The real way to a company, on which the time is over as soon as it has heard us and keeps silent."""

    def __init__(self, script: ScriptedCompany) -> None:
        super().__init__()
        self._script = script

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it for real, and wait no longer than the company lets one hope."""
        self._script.silent.clear()
        asked = asyncio.ensure_future(super().handle_async_request(request))
        silent = asyncio.ensure_future(self._script.silent.wait())
        await asyncio.wait({asked, silent}, return_when=asyncio.FIRST_COMPLETED)
        silent.cancel()
        if asked.done():
            return asked.result()
        asked.cancel()
        raise httpx.ReadTimeout("not a word", request=request)
