"""The Bot API's front door: `/bot<token>/<method>` and `/file/bot<token>/<path>`, straight on ASGI.

It stands before the web framework, because every message of a busy bot passes here.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.outgoing import Answer
from sandbox.telegram.faults import Fault
from sandbox.telegram.methods import METHODS, NOT_IN_WEBHOOK_ANSWERS, WAITING_METHODS
from sandbox.telegram.parameters import Call, Upload, read_call
from sandbox.telegram.receiving import Said
from sandbox.telegram.refusals import ApiRefusal, not_found, too_many_requests, unauthorized
from sandbox.telegram.state import Bot, World
from sandbox.telegram.updates import Pending

_TOKEN = re.compile(r"\d{1,16}:[A-Za-z0-9_-]{10,80}")
_MOST_ACTIVE = 1000
_MOST_BODY = 55 * 1024 * 1024
_JSON_HEADERS = [(b"content-type", b"application/json")]


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    broken: bool = False


class BotApiDoor:
    """Let Bot API calls in; pass everything else on."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self.app = app
        self.world = world
        world.execute_answer = self.execute_webhook_answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path: str = scope["path"]
            if path.startswith("/bot"):
                return await self._answer(await self._serve(path, scope, receive), send)
            if path.startswith("/file/bot"):
                return await self._file(path, send)
        await self.app(scope, receive, send)

    # One call

    async def _serve(self, path: str, scope: Scope, receive: Receive) -> _Reply:
        try:
            token, _, name = path[4:].partition("/")
            bot = self._bot(token)
            headers = dict(scope["headers"])
            body = await _body(receive)
            content_type = headers.get(b"content-type", b"").decode("latin-1")
            params, files = await read_call(content_type, scope["query_string"], body)
            if bot.active_requests >= _MOST_ACTIVE:
                raise too_many_requests(60)
            bot.active_requests += 1
            try:
                return await self.call(bot, name, params, files, receive)
            finally:
                bot.active_requests -= 1
        except ApiRefusal as refusal:
            return _refused(refusal)

    def _bot(self, token: str) -> Bot:
        bot = self.world.bots.get(token) or self.world.bots.get(unquote(token))
        if bot is None:
            raise unauthorized("" if _TOKEN.fullmatch(unquote(token)) else "invalid token specified")
        return bot

    async def call(
        self,
        bot: Bot,
        name: str,
        params: dict[str, Any],
        files: dict[str, Upload],
        receive: Receive | None = None,
    ) -> _Reply:
        """Carry out one method call, with whatever trouble was ordered for it."""
        key = name.lower()
        known = METHODS.get(key) or WAITING_METHODS.get(key)
        traffic = self.world.traffic
        if traffic is not None:
            traffic.request(known[0] if known else name, params, files)
        if known is None:
            if self.world.strict:
                self.world.unknown_methods.append(name)
            raise not_found("method not found")
        call = Call(self.world, bot, known[0], params, files)
        fault = self.world.faults.take(call.method, params) if self.world.faults else None
        if fault is not None and fault.delay_ms:
            await asyncio.sleep(fault.delay_ms / 1000)
        if fault is not None and (fault.code or fault.drop) and not fault.executed:
            return _troubled(fault)
        reply = await self._carry_out(call, receive)
        return _troubled(fault) if fault is not None and (fault.code or fault.drop) else reply

    async def _carry_out(self, call: Call, receive: Receive | None) -> _Reply:
        key = call.method.lower()
        traffic = self.world.traffic
        if key in METHODS:
            value = METHODS[key][1](call)
        elif key == "getupdates":
            return await self._updates(call, receive)
        else:
            value = await WAITING_METHODS[key][1](call)
        if isinstance(value, Said):
            if traffic is not None:
                traffic.result(call.method, True)
            return _Reply(200, orjson.dumps({"ok": True, "result": True, "description": value}))
        if traffic is not None:
            traffic.result(call.method, value)
        return _Reply(200, b'{"ok":true,"result":' + orjson.dumps(value) + b"}")

    async def _updates(self, call: Call, receive: Receive | None) -> _Reply:
        watch = asyncio.create_task(_until_gone(receive, call.bot)) if receive is not None else None
        try:
            updates: list[Pending] = await WAITING_METHODS["getupdates"][1](call)
        finally:
            if watch is not None:
                watch.cancel()
        if self.world.traffic is not None:
            self.world.traffic.updates(updates)
            self.world.traffic.result("getUpdates", [])
        return _Reply(200, b'{"ok":true,"result":[' + b",".join(update.raw for update in updates) + b"]}")

    # A method call in the answer to a webhook

    async def execute_webhook_answer(self, bot: Bot, answer: Answer) -> None:
        """Carry out what a bot answered its webhook with; it never learns the outcome."""
        if not answer.body:
            return
        try:
            params, files = await read_call(answer.headers.get("content-type", ""), b"", answer.body)
            name = str(params.pop("method", ""))
            if name and not name.lower().startswith(NOT_IN_WEBHOOK_ANSWERS):
                await self.call(bot, name, params, files)
        except ApiRefusal:
            return

    # Files

    async def _file(self, path: str, send: Send) -> None:
        token, _, file_path = path[len("/file/bot") :].partition("/")
        try:
            bot = self._bot(token)
        except ApiRefusal as refusal:
            return await self._answer(_refused(refusal), send)
        stored = next((file for file in bot.files.values() if file.path == file_path), None)
        if stored is None:
            return await self._answer(_refused(not_found()), send)
        headers = [
            (b"content-type", stored.mime_type.encode()),
            (b"content-length", str(len(stored.content)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": stored.content})

    async def _answer(self, reply: _Reply, send: Send) -> None:
        length = len(reply.body) + (1000 if reply.broken else 0)
        headers = [*_JSON_HEADERS, (b"content-length", str(length).encode())]
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        # A broken answer promises more than it brings: the server then closes the connection.
        await send({"type": "http.response.body", "body": reply.body, "more_body": reply.broken})


async def _body(receive: Receive) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        event = await receive()
        if event["type"] != "http.request":
            raise ApiRefusal(400, "Bad Request: the request was not completed")
        chunk: bytes = event.get("body", b"")
        size += len(chunk)
        if size > _MOST_BODY:
            raise ApiRefusal(413, "Request Entity Too Large")
        chunks.append(chunk)
        if not event.get("more_body"):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


async def _until_gone(receive: Receive, bot: Bot) -> None:
    """Let go of the waiting call when its client hangs up, so that it is nobody's conflict later."""
    while (await receive())["type"] != "http.disconnect":
        pass
    bot.updates.release()


def _refused(refusal: ApiRefusal) -> _Reply:
    body: dict[str, Any] = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.retry_after is not None:
        body["parameters"] = {"retry_after": refusal.retry_after}
    return _Reply(refusal.code, orjson.dumps(body))


def _troubled(fault: Fault) -> _Reply:
    if fault.drop:
        return _Reply(200, b'{"ok":', broken=True)
    retry_after = fault.retry_after or (1 if fault.code == 429 else None)
    return _refused(ApiRefusal(fault.code, fault.words(), retry_after=retry_after))
