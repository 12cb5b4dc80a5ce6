"""The server behind the HTTP edge, when it is told to stop."""

import asyncio

import httpx
import pytest
from fastapi import FastAPI

from tests.loopback import NO_TLS
from web.server import HttpServer


async def knocks_until_refused(address: str) -> None:
    while True:
        async with httpx.AsyncClient(trust_env=False, verify=NO_TLS, timeout=5) as http:
            await http.get(f"{address}/nothing")


class TestAServerThatIsToldToStop:
    async def test_answers_who_has_asked_and_lets_nobody_else_in(self) -> None:
        app, asked, may_answer = FastAPI(), asyncio.Event(), asyncio.Event()

        @app.get("/slow")
        async def slow() -> str:
            asked.set()
            await may_answer.wait()
            return "done"

        server = HttpServer(app, host="127.0.0.1", port=0)
        serving = asyncio.create_task(server.serve())
        async with httpx.AsyncClient(base_url=server.address, trust_env=False, verify=NO_TLS) as http:
            answer = asyncio.create_task(http.get("/slow"))
            await asked.wait()

            server.stop()
            with pytest.raises(httpx.ConnectError):
                await knocks_until_refused(server.address)
            may_answer.set()

            assert (await answer).json() == "done"
            await serving
        server.close()
