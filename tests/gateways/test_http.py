"""One call to an outside company: what counts as said, as never sent, and as unclear."""

from __future__ import annotations

import asyncio
import gzip
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal

import httpx
import pytest

from gateways.http import LARGEST_ANSWER, Answered, Company, NeverSent, Reply, Unclear, read_json

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def company_that(talks: Talk) -> AsyncIterator[Company]:
    """A company whose server does on the wire exactly what the test says."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await talks(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    company = Company("somebody", f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/api")
    try:
        yield company
    finally:
        await company.close()
        server.close()


def says(*pieces: bytes) -> Talk:
    async def talk(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.writelines(pieces)
        await writer.drain()

    return talk


async def ask(company: Company, *, patience: float = 20) -> Reply:
    return await company.ask(
        "pay", "POST", "pay", headers={}, body={"meter": "45012345678"}, patience=timedelta(seconds=patience)
    )


def raised(error: Exception) -> Company:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    return Company("somebody", "http://somebody.example", transport=httpx.MockTransport(fail))


class TestACall:
    async def test_is_answered_by_a_json_object(self) -> None:
        body = b'{"code":"000","total":48.50}'
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)

        async with company_that(says(head, body)) as company:
            reply = await ask(company)

        assert reply == Answered(200, {"code": "000", "total": Decimal("48.50")})

    @pytest.mark.parametrize(
        "error", [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.PoolTimeout("no")]
    )
    async def test_is_never_sent_without_a_connection(self, error: Exception) -> None:
        assert await ask(raised(error)) == NeverSent()

    @pytest.mark.parametrize(
        "error",
        [
            httpx.ReadTimeout("no"),
            httpx.WriteTimeout("no"),
            httpx.ReadError("no"),
            httpx.WriteError("no"),
            httpx.CloseError("no"),
            httpx.RemoteProtocolError("no"),
            httpx.LocalProtocolError("no"),
            httpx.ProxyError("no"),
            httpx.DecodingError("no"),
            httpx.TooManyRedirects("no"),
            OSError("no"),
        ],
    )
    async def test_is_unclear_by_any_other_trouble(self, error: Exception) -> None:
        assert await ask(raised(error)) == Unclear(type(error).__name__)

    async def test_is_never_sent_where_nobody_listens(self) -> None:
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            company = Company("somebody", f"http://127.0.0.1:{closed.getsockname()[1]}")

        assert await ask(company) == NeverSent()
        await company.close()

    @pytest.mark.parametrize(
        "pieces",
        [
            (),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", b'{"code":"016"}'),
            (b"HTTP/1.1 200 OK\r\nContent-Le",),
            (b"not http at all\r\n\r\n",),
            (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\n", b"abc"),
        ],
    )
    async def test_is_unclear_where_the_answer_breaks_off(self, pieces: tuple[bytes, ...]) -> None:
        async with company_that(says(*pieces)) as company:
            assert isinstance(await ask(company), Unclear)

    @pytest.mark.parametrize("body", [b"", b"null", b"[]", b'"000"', b"<html>", b"\xff\xfe", b'{"code":'])
    async def test_is_unclear_where_the_answer_is_no_json_object(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body)

        async with company_that(says(head, body)) as company:
            assert await ask(company) == Unclear("http-200-not-json")

    async def test_is_unclear_where_an_answer_drips_for_longer_than_our_patience(self) -> None:
        async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while not writer.is_closing():
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.05)

        async with company_that(drip) as company:
            assert await ask(company, patience=0.4) == Unclear("TimeoutError")

    async def test_is_unclear_where_the_answer_is_larger_than_any_answer(self) -> None:
        bomb = gzip.compress(b'{"a":"' + b"a" * (LARGEST_ANSWER * 4) + b'"}')
        head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)

        async with company_that(says(head, bomb)) as company:
            assert await ask(company) == Unclear("http-200-not-json")

    async def test_follows_no_redirect(self) -> None:
        asked: list[str] = []

        def redirect(request: httpx.Request) -> httpx.Response:
            asked.append(str(request.url))
            return httpx.Response(307, headers={"Location": "http://elsewhere.example/pay"}, json={})

        company = Company("somebody", "http://somebody.example/api/", transport=httpx.MockTransport(redirect))

        assert await ask(company) == Answered(307, {})
        assert asked == ["http://somebody.example/api/pay"]

    async def test_goes_out_once_although_a_kept_connection_was_closed(self) -> None:
        heard = 0

        async def close_on_the_second(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal heard
            heard += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
            await reader.readuntil(b"\r\n\r\n")
            heard += 1

        async with company_that(close_on_the_second) as company:
            assert await ask(company) == Answered(200, {})
            assert isinstance(await ask(company), Unclear)

        assert heard == 2

    async def test_can_be_cancelled(self) -> None:
        async def silence(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
            await reader.read()

        async with company_that(silence) as company:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.2):
                    await ask(company)


class TestJson:
    def test_survives_hostile_bytes(self) -> None:
        assert read_json(b"[" * 200_000) is None
        assert read_json(b'{"a":' * 200_000) is None
        assert read_json(b'{"a":' + b"9" * 10_000 + b"}") is None

    def test_has_no_floats(self) -> None:
        assert read_json(b'{"a":0.1}') == {"a": Decimal("0.1")}
