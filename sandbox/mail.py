"""A mail server on this machine that keeps what it is given, and the page that shows all that was sent.

It speaks as much of SMTP (RFC 5321) as a client needs to hand a mail over, and can be told to refuse.
"""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from typing import Annotated

from fastapi import APIRouter, Body
from fastapi.responses import HTMLResponse

from sandbox import sms

Json = dict[str, object]
_KEPT = 200
_LARGEST = 1024 * 1024
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>SMS and e-mail</title>
<style>body{{font:16px/1.5 system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}}
article{{border:1px solid #8886;border-radius:.6rem;padding:.6rem 1rem;margin:1rem 0;white-space:pre-wrap}}
small{{color:#777}}</style><h1>SMS and e-mail</h1><p>What Vision sent, newest first.</p>{items}</html>"""


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail as it arrived."""

    to: str
    sender: str
    subject: str
    text: str
    at: str


@dataclass
class World:
    """One mail server. `port` is what it listens on while it runs."""

    wanted_port: int = 0
    port: int = 0
    mails: list[Mail] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)  # what is said to the next mails instead of yes


def create_router(world: World, phones: sms.World) -> APIRouter:
    """Return `/mail/control` and the page `/messages`. The mail server runs as long as the app does."""

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await _converse(world, reader, writer)
            writer.close()

        server = await asyncio.start_server(converse, "127.0.0.1", world.wanted_port, limit=_LARGEST)
        world.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    router = APIRouter(lifespan=lifespan)

    @router.get("/mail/control/mails")
    async def mails() -> list[Json]:
        return [asdict(mail) for mail in world.mails]

    @router.get("/mail/control/")
    async def settings() -> Json:
        return {"port": world.port}

    @router.post("/mail/control/refusals")
    async def refuse(said: Annotated[list[str], Body()]) -> Json:
        """Say that to the next mails, such as "550 no such mailbox"; "drop" hangs up after the text."""
        world.refusals.extend(said)
        return {"waiting": len(world.refusals)}

    @router.get("/messages")
    async def page() -> HTMLResponse:
        sent = [(each.at, f"SMS to {each.to} ({each.vendor})", each.text) for each in phones.messages]
        sent += [(mail.at, f"E-mail to {mail.to}: {mail.subject}", mail.text) for mail in world.mails]
        items = "".join(
            f"<article><small>{html.escape(head)}</small>\n{html.escape(text)}</article>"
            for _, head, text in sorted(sent, reverse=True)
        )
        return HTMLResponse(_PAGE.format(items=items or "<p>Nothing yet.</p>"))

    return router


async def _converse(world: World, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async def say(line: str) -> None:
        writer.write(line.encode() + b"\r\n")
        await writer.drain()

    await say("220 sandbox ESMTP")
    recipients: list[str] = []
    while line := await reader.readline():
        verb, _, rest = line.decode("latin-1").strip().partition(" ")
        match verb.upper():
            case "EHLO" | "HELO":
                await say("250 sandbox")
            case "MAIL" | "RSET":
                recipients.clear()
                await say("250 ok")
            case "RCPT":
                found = re.search(r"<([^>]*)>", rest)
                if world.refusals and world.refusals[0].startswith("550"):
                    await say(world.refusals.pop(0))
                    continue
                recipients.append(found[1] if found else rest)
                await say("250 ok")
            case "DATA":
                await say("354 go on")
                body = await reader.readuntil(b"\r\n.\r\n")
                refusal = world.refusals.pop(0) if world.refusals else ""
                if refusal == "drop":
                    return
                if not refusal:
                    _keep(world, recipients, body[:-3])
                await say(refusal or "250 taken")
            case "QUIT":
                await say("221 bye")
                return
            case _:
                await say("502 not here")


def _keep(world: World, recipients: list[str], raw: bytes) -> None:
    parsed = message_from_bytes(raw.replace(b"\r\n..", b"\r\n."), policy=default)
    mail = Mail(
        to=", ".join(recipients),
        sender=str(parsed["From"]),
        subject=str(parsed["Subject"]),
        text=str(parsed.get_content()),
        at=datetime.now(UTC).isoformat(),
    )
    world.mails = [*world.mails, mail][-_KEPT:]
