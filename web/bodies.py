"""Bodies of requests, bounded before anybody keeps them in memory: in size, in pauses, and altogether."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from http import HTTPStatus

import orjson
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 1024 * 1024
LARGEST_OF_API = 64 * 1024  # nothing that is asked of it is longer
PAUSE_AT_MOST = 10.0  # seconds between two pieces of it
WHOLE_WITHIN = 30.0  # seconds for all of it
LINGER = 1.0  # seconds in which more of a body that is refused is dropped
_API = "/api/"


class Bounded:
    """Cuts bodies off that are too large or too slow. Whatever the application makes of it is not said."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = LARGEST_OF_API if scope["path"].startswith(_API) else LARGEST_BODY
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > largest:
            await _answer(scope, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)(scope, receive, send)
            return
        body = _Body(receive, send, largest)
        with suppress(_CutOff):
            await self._app(scope, body.receive, body.send)
        if body.verdict is not None and not body.began:
            await body.drain()
            await _answer(scope, body.verdict)(scope, receive, send)


def _answer(scope: Scope, status: HTTPStatus) -> Response:
    words = status.phrase.lower()
    headers = {"Connection": "close"}
    if not scope["path"].startswith(_API):
        return Response(words, status, headers=headers)
    code = words.replace(" ", "-")
    problem = {
        "type": f"/api/v1/problems/{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": f"{status.phrase}.",
        "code": code,
    }
    return Response(orjson.dumps(problem), status, headers, "application/problem+json")


class _CutOff(Exception):
    """There is no more of this body."""


class _Body:
    def __init__(self, receive: Receive, send: Send, largest: int) -> None:
        self._receive = receive
        self._send = send
        self._largest = largest
        self._taken = 0
        self._complete = False
        self._until = time.monotonic() + WHOLE_WITHIN
        self.verdict: HTTPStatus | None = None
        self.began = False

    async def receive(self) -> Message:
        if self._complete:
            return await self._receive()  # Only waits for the other side to hang up.
        try:
            async with asyncio.timeout(min(PAUSE_AT_MOST, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            self.verdict = HTTPStatus.REQUEST_TIMEOUT
            raise _CutOff from None
        self._taken += len(message.get("body", b""))
        if self._taken > self._largest:
            self.verdict = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            raise _CutOff
        self._complete = not message.get("more_body", False)
        return message

    async def drain(self) -> None:
        """Drop a little more of it before the answer, which nobody reads who is still sending."""
        dropped = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER):
                while not self._complete and dropped < self._largest:
                    message = await self._receive()
                    dropped += len(message.get("body", b""))
                    self._complete = not message.get("more_body", False)

    async def send(self, message: Message) -> None:
        if self.verdict is not None:
            return  # What the application says of a body that it did not get.
        self.began = True
        await self._send(message)
