"""What operators read: the figures, how each part is, and what ties a request to its log lines."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from aiogram import Router
from starlette.datastructures import Headers
from starlette.requests import Request

from tests.bot.engine import an_engine
from tests.loopback import NO_TLS
from tests.web.conftest import World
from web.around import trace_of
from web.operators import Operators

TOKEN = "a-token-of-operators"
TRACE = "0af7651916cd43dd8448eb211c80319c"


def asked_from(address: str, **headers: str) -> Request:
    """Return a request as it arrives from there."""
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (address, 4711), "headers": given})


class TestWhoIsNear:
    @pytest.mark.parametrize(
        "address", ["127.0.0.1", "::1", "10.1.2.3", "172.20.0.5", "192.168.1.9", "fd00::5"]
    )
    def test_may_read(self, address: str) -> None:
        assert Operators().refusal(asked_from(address)) is None

    @pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "not-an-address"])
    def test_is_nobody_from_the_internet(self, address: str) -> None:
        refusal = Operators().refusal(asked_from(address))

        assert refusal is not None
        assert refusal.status_code == 403

    @pytest.mark.parametrize("name", ["x_forwarded_for", "forwarded", "via", "x_real_ip"])
    def test_is_nobody_whom_a_proxy_brings(self, name: str) -> None:
        refusal = Operators().refusal(asked_from("127.0.0.1", **{name: "127.0.0.1"}))

        assert refusal is not None
        assert refusal.status_code == 403


class TestATrace:
    def test_is_that_of_whoever_calls(self) -> None:
        assert trace_of(Headers({"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})) == TRACE

    @pytest.mark.parametrize(
        "told", ["", "00-xyz-1-01", f"00-{'0' * 32}-b7ad6b7169203331-01", f"00-{TRACE}-{'0' * 16}-01", TRACE]
    )
    def test_is_new_where_that_is_no_trace(self, told: str) -> None:
        made = trace_of(Headers({"traceparent": told}))

        assert len(made) == 32
        assert made != TRACE


@pytest.fixture
async def guarded(sqlite_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        an_engine(sqlite_url, Router(), metrics_token=TOKEN) as (_, app),
        httpx.AsyncClient(base_url=app.http.address, trust_env=False, verify=NO_TLS) as http,
    ):
        yield http


class TestTheDoorsWithAToken:
    async def test_open_to_the_token_alone(self, guarded: httpx.AsyncClient) -> None:
        for path in ("/metrics", "/health/detailed"):
            for told in (None, "Bearer", "Bearer wrong", TOKEN, f"Basic {TOKEN}"):
                headers = {} if told is None else {"Authorization": told}

                answer = await guarded.get(path, headers=headers)

                assert answer.status_code == 401
            assert (await guarded.get(path, headers={"Authorization": f"Bearer {TOKEN}"})).status_code == 200
        assert (await guarded.get("/health")).status_code == 200
        assert (await guarded.get("/health/live")).status_code == 200


class TestTheFigures:
    async def test_say_how_everything_stands(self, world: World) -> None:
        await world.http.get("/verify")
        await world.http.get("/nowhere/08031234567")

        answer = await world.http.get("/metrics", headers={"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"})

        lines = answer.text.splitlines()
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert answer.headers["x-request-id"] == TRACE
        assert 'vision_requests_total{method="GET",route="/verify",status="2xx"} 1.0' in lines
        assert 'vision_requests_total{method="GET",route="unknown",status="4xx"} 1.0' in lines
        assert 'vision_queue_waiting{queue="inbox"} 0.0' in lines
        assert 'vision_pool_connections{pool="begin"} 1.0' in lines
        assert any(line.startswith('vision_heartbeat_timestamp_seconds{what="clock"}') for line in lines)
        assert any(line.startswith('vision_telegram_calls_total{method="getMe"') for line in lines)
        assert any(
            line.startswith('vision_statement_seconds_count{door="begin",kind="insert"}') for line in lines
        )
        assert any(line.startswith("process_resident_memory_bytes") for line in lines)
        assert "08031234567" not in answer.text
