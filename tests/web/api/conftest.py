"""Vision with its API, and people who ask it: from a browser or an app, beside those who chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from domain.money import Money, naira
from domain.processors import Paid, PaymentReceived
from tests.chat import Vision, running_vision
from tests.loopback import NO_TLS

PASSWORD = "a lantern by the gate"
PIN = "4827"
PHONE = "08031112233"


@dataclass
class Caller:
    """Somebody with an app of ours."""

    vision: Vision
    http: httpx.AsyncClient
    phone: str
    tokens: dict[str, Any] = field(default_factory=dict)

    async def asks(self, method: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """Ask the API. Header names are written with underscores."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.tokens:
            given.setdefault("Authorization", f"Bearer {self.tokens['access_token']}")
        return await self.http.request(method, f"/api/v1{path}", json=body, headers=given)

    async def gets(self, path: str) -> Any:
        """Return what is answered to a question that has an answer."""
        answer = await self.asks("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def code(self, *, n: int = 1) -> str:
        """Return the digits of the n-th code that came to her phone."""
        return await self.vision.messages.code(f"+234{self.phone[1:]}", n=n)

    async def joins(self, *, pin: str = PIN, n: int = 1, name: str = "Ada Obi") -> httpx.Response:
        """Ask for a code, and come back with it."""
        asked = await self.asks("POST", "/auth/register", {"phone": self.phone, "name": name})
        assert asked.status_code == 202, asked.text
        proof = {"phone": self.phone, "code": await self.code(n=n), "pin": pin, "password": PASSWORD}
        answer = await self.asks("POST", "/auth/register/confirm", proof)
        if answer.status_code == 201:
            self.tokens = answer.json()
        return answer

    async def funded(self, naira_in: int) -> None:
        """Money comes in, as if by a paid checkout page, and she may spend as much as anybody."""
        services = self.vision.app.services
        me = (await self.gets("/auth/me"))["id"]
        await self.vision.trusts(me)
        amount, now = naira(naira_in), self.vision.clock()
        opened = await services.top_ups.open(services.new_id(), me, amount, card=None, now=now)
        paid = Paid(f"test-{opened.id}", opened.id, amount, amount, Money(0), "NGN")
        await services.top_ups.receive("paystack", PaymentReceived(paid), now=now)


@pytest.fixture
async def vision(sqlite_url: str) -> AsyncIterator[Vision]:
    async with running_vision(sqlite_url) as vision:
        yield vision


@pytest.fixture
async def http(vision: Vision) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=vision.app.http.address, trust_env=False, verify=NO_TLS) as http:
        yield http


@pytest.fixture
def caller(vision: Vision, http: httpx.AsyncClient) -> Caller:
    return Caller(vision, http, PHONE)
