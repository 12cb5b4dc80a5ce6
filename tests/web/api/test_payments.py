"""Paying bills over HTTP: what it costs, the PIN, what became of it."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from domain.money import Money, naira
from tests.chat import Vision
from tests.web.api.conftest import PIN, Caller

METER = "1111111111111"
LIGHT = {"biller_id": "ikeja-electric", "reference": METER, "amount": 2_000_00}
AIRTIME = {"biller_id": "mtn", "amount": 500_00}
KEY = "rent-november"


async def quote(caller: Caller, **bill: Any) -> dict[str, Any]:
    """Ask what a bill costs."""
    answer = await caller.asks("POST", "/payments/calculate-breakdown", bill)
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def pay(
    caller: Caller, quote_id: str, *, key: str = KEY, pin: str = PIN, **more: str
) -> httpx.Response:
    """Say yes to a quote."""
    body = {"quote_id": quote_id, "pin": pin, **more}
    return await caller.asks("POST", "/payments/process", body, Idempotency_Key=key)


async def over(caller: Caller, payment_id: str, status: str = "delivered") -> dict[str, Any]:
    """Wait until something has become of a payment."""
    said: dict[str, Any] = {}

    async def is_over() -> bool:
        said.update(await caller.gets(f"/payments/{payment_id}"))
        return bool(said["status"] == status)

    await caller.vision.until(is_over)
    return said


async def balance(caller: Caller) -> Money:
    """Return what is in her wallet."""
    me = (await caller.gets("/auth/me"))["id"]
    return (await caller.vision.app.services.wallets.of(me)).wallet


class TestABill:
    async def test_is_checked_quoted_paid_and_delivered_with_its_token(
        self, caller: Caller, vision: Vision
    ) -> None:
        await caller.joins()
        await caller.funded(5_000)

        whose = await caller.asks(
            "POST", "/payments/validate-customer", {"biller_id": "ikeja-electric", "reference": METER}
        )
        assert whose.json()["name"] == "TEST***"
        quoted = await quote(caller, **LIGHT)
        assert (quoted["fee"], quoted["vat"], quoted["total"]) == (30_00, 2_25, 2_032_25)
        assert (quoted["missing"], quoted["needs_code"], quoted["earlier"]) == (0, False, None)
        answer = await pay(caller, quoted["quote_id"])
        assert answer.status_code == 201, answer.text
        assert answer.json()["promised_by"] is not None

        paid = await over(caller, answer.json()["id"])

        assert [token["kind"] for token in paid["tokens"]] == ["energy"]
        assert paid["promised_by"] is None
        assert await balance(caller) == naira(5_000) - Money(2_032_25)
        page = await caller.gets("/payments?category=electricity")
        assert [each["id"] for each in page["items"]] == [paid["id"]]
        assert page["items"][0]["tokens"] == []
        assert (await caller.gets("/payments?category=airtime"))["items"] == []
        assert (await quote(caller, **LIGHT))["earlier"]["payment_id"] == paid["id"]

    async def test_is_paid_once_however_often_it_is_asked_for(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(2_000)
        quoted = await quote(caller, **AIRTIME)

        first = await pay(caller, quoted["quote_id"])
        again = await pay(caller, quoted["quote_id"], pin="0000")
        otherwise = await pay(caller, quoted["quote_id"], key="another-key-of-hers")

        assert first.status_code == again.status_code == otherwise.status_code == 201
        assert again.headers["idempotent-replayed"] == "true"
        assert first.json() == again.json()
        assert otherwise.json()["id"] == first.json()["id"]
        await over(caller, first.json()["id"])
        assert await balance(caller) == naira(1_500)
        assert len(await vision.vtpass.vends()) == 1

    async def test_is_paid_once_when_it_is_asked_for_at_once(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(2_000)
        quoted = await quote(caller, **AIRTIME)

        keys = ["the-first-key", "the-first-key", "the-second-key"]
        answers = await asyncio.gather(*(pay(caller, quoted["quote_id"], key=key) for key in keys))

        assert [each.status_code for each in answers] == [201] * len(keys)
        assert len({each.json()["id"] for each in answers}) == 1
        await over(caller, answers[0].json()["id"])
        assert await balance(caller) == naira(1_500)
        assert len(await vision.vtpass.vends()) == 1

    async def test_takes_the_pin(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(2_000)
        quoted = await quote(caller, **AIRTIME)
        told = []
        for _ in range(4):  # under one key: a key gives no free guesses
            answer = await pay(caller, quoted["quote_id"], pin="9111")
            told.append((answer.status_code, answer.json()["code"]))

        assert told == [(403, "wrong-pin")] * 2 + [(403, "pin-locked")] * 2
        assert (await pay(caller, quoted["quote_id"])).json()["code"] == "pin-locked"
        assert await vision.vtpass.vends() == []

    async def test_that_the_wallet_cannot_cover_is_not_paid(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(200)
        quoted = await quote(caller, **AIRTIME)

        answer = await pay(caller, quoted["quote_id"])

        assert quoted["missing"] == 300_00
        assert (answer.status_code, answer.json()["code"]) == (409, "insufficient-funds")
        assert await vision.vtpass.vends() == []

    async def test_of_somebody_else_is_not_there(
        self, caller: Caller, vision: Vision, http: httpx.AsyncClient
    ) -> None:
        await caller.joins()
        await caller.funded(2_000)
        paid = (await pay(caller, (await quote(caller, **AIRTIME))["quote_id"])).json()
        waiting = await quote(caller, **LIGHT)
        bola = Caller(vision, http, "08031112244")
        await bola.joins(name="Bola")

        for method, path in (
            ("GET", f"/payments/{paid['id']}"),
            ("POST", f"/payments/{paid['id']}/cancel"),
            ("GET", f"/payments/{paid['id']}/receipt"),
            ("GET", f"/payments/{paid['id']}/receipt.pdf"),
        ):
            assert (await bola.asks(method, path)).status_code == 404, path
        assert (await pay(bola, waiting["quote_id"])).status_code == 404
        assert (await bola.asks("POST", "/codes", {"quote_id": waiting["quote_id"]})).status_code == 404
        assert (await bola.gets("/payments"))["items"] == []

    async def test_that_is_unusual_wants_a_code_too(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(20_000)
        quoted = await quote(caller, biller_id="mtn", reference="08031110009", amount=6_000_00)
        assert quoted["needs_code"], quoted

        alone = await pay(caller, quoted["quote_id"])
        assert (alone.status_code, alone.json()["code"]) == (403, "step-up-needed")
        asked = await caller.asks("POST", "/codes", {"quote_id": quoted["quote_id"]})
        assert asked.status_code == 202, asked.text
        answer = await pay(caller, quoted["quote_id"], code=await caller.code(n=2))

        assert answer.status_code == 201, answer.text
        await over(caller, answer.json()["id"])

    async def test_tells_what_is_missing_of_it(self, caller: Caller) -> None:
        await caller.joins()
        told = []
        for bill in ({"biller_id": "ikeja-electric"}, {"biller_id": "mtn"}, {"biller_id": "mtn-data"}):
            answer = await caller.asks("POST", "/payments/calculate-breakdown", bill)
            told.append((answer.status_code, answer.json()["values"]))

        assert told == [(422, {"lacks": each}) for each in ("reference", "amount", "plan")]


class TestAReceipt:
    async def test_can_be_checked_and_printed(self, caller: Caller, vision: Vision) -> None:
        await caller.joins()
        await caller.funded(2_000)
        paid = (await pay(caller, (await quote(caller, **AIRTIME))["quote_id"])).json()
        await over(caller, paid["id"])

        said = await caller.gets(f"/payments/{paid['id']}/receipt")
        paper = await caller.asks("GET", f"/payments/{paid['id']}/receipt.pdf")

        assert (said["status"], said["amount"], said["last_digits"]) == ("delivered", 500_00, "2233")
        verdict = await vision.app.services.receipts.check(said["code"])
        assert type(verdict).__name__ == "Genuine"
        assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
