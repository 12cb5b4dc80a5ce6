"""Who asks, behind a proxy: rate limits and logs depend on it, so nobody may say so but proxies of ours."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request

from tests.loopback import NO_TLS
from web.server import HttpServer

A_CUSTOMER, SOMEBODY = "102.89.1.7", "8.8.8.8"


@asynccontextmanager
async def a_server(trusted_proxies: Sequence[str]) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()

    @app.get("/who")
    async def who(request: Request) -> dict[str, str]:
        return {"asks": request.client.host if request.client else "", "scheme": request.url.scheme}

    server = HttpServer(app, host="127.0.0.1", port=0, trusted_proxies=trusted_proxies)
    serving = asyncio.create_task(server.serve())
    try:
        async with httpx.AsyncClient(base_url=server.address, trust_env=False, verify=NO_TLS) as http:
            yield http
    finally:
        server.stop()
        await serving
        server.close()


async def who_asks(http: httpx.AsyncClient, **headers: str) -> dict[str, str]:
    answer = await http.get("/who", headers={name.replace("_", "-"): said for name, said in headers.items()})
    return {str(name): str(value) for name, value in answer.json().items()}


class TestWhoAsks:
    @pytest.mark.parametrize("trusted", [(), ("10.1.0.0/16",)], ids=["nobody is trusted", "others are"])
    async def test_is_who_connects_whatever_she_says(
        self, trusted: Sequence[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", "*")  # the server's own setting has no say
        async with a_server(trusted) as http:
            assert await who_asks(http, x_forwarded_for=A_CUSTOMER, x_forwarded_proto="https") == {
                "asks": "127.0.0.1",
                "scheme": "http",
            }

    async def test_is_whom_a_proxy_of_ours_asks_for(self) -> None:
        async with a_server(["127.0.0.0/8"]) as http:
            assert await who_asks(http, x_forwarded_for=A_CUSTOMER, x_forwarded_proto="https") == {
                "asks": A_CUSTOMER,
                "scheme": "https",
            }

    async def test_is_the_last_stranger_of_the_way_and_not_what_she_put_in_front(self) -> None:
        async with a_server(["127.0.0.0/8", "10.1.0.0/16"]) as http:
            asks = await who_asks(http, x_forwarded_for=f"{SOMEBODY}, {A_CUSTOMER}, 10.1.2.3")

            assert asks["asks"] == A_CUSTOMER
