"""What the tests of the Telegram stand-in share: raw Bot API calls, as any client would make them."""

from dataclasses import dataclass
from typing import Any

import httpx

from sandbox.settings import DEMO_TOKEN
from tests.telegram_client import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the Bot API."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def refusal(self) -> str:
        assert not self.body["ok"], self.body
        return str(self.body["description"])


class RawBot:
    """A bot that is nothing but HTTP."""

    def __init__(self, http: httpx.AsyncClient, address: str, token: str = DEMO_TOKEN) -> None:
        self.http = http
        self.address = address
        self.token = token

    async def call(self, method: str, **params: Any) -> Reply:
        """Call a method with JSON parameters."""
        response = await self.http.post(f"{self.address}/bot{self.token}/{method}", json=params)
        return Reply(response.status_code, response.json())

    async def updates(self, offset: int = 0, **params: Any) -> list[Json]:
        """Fetch updates; repeats of an offset are slowed down by the server, so pass the right one."""
        updates: list[Json] = (await self.call("getUpdates", offset=offset, **params)).result
        return updates
