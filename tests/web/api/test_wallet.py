"""The wallet over HTTP: what there is, money in, money to people."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx

from domain.money import naira
from tests.chat import Person, Vision
from tests.web.api.conftest import PIN, Caller


async def quoted(caller: Caller, to: Person | str, amount: int, by: str = "phone") -> dict[str, Any]:
    """Ask what a transfer would be."""
    number = to if isinstance(to, str) else f"0{to.phone[4:]}"
    answer = await caller.asks(
        "POST", "/wallet/transfer/quote", {"by": by, "to": number, "amount": amount * 100}
    )
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def send(caller: Caller, quote_id: str, *, key: str = "to-bola-1", **more: str) -> httpx.Response:
    """Say yes to a transfer."""
    body = {"quote_id": quote_id, "pin": PIN, **more}
    return await caller.asks("POST", "/wallet/transfer", body, Idempotency_Key=key)


class TestTheWallet:
    async def test_shows_what_there_is_and_what_may_leave(self, caller: Caller) -> None:
        await caller.joins()
        new = await caller.gets("/wallet")
        await caller.funded(5_000)

        said = await caller.gets("/wallet")

        assert (new["balance"], new["limits"]["left"]) == (0, 20_000_00)
        assert new["limits"]["little_until"] is not None
        assert (said["balance"], said["held"], said["frozen"]) == (5_000_00, 0, None)
        assert said["limits"]["left"] == 5_000_000_00
        assert await caller.gets("/wallet/account") == {"items": [], "is_under_way": False}

    async def test_tells_what_came_and_went(self, caller: Caller, vision: Vision) -> None:
        bola = await vision.knows("Bola Ade")
        await caller.joins()
        await caller.funded(5_000)
        await send(caller, (await quoted(caller, bola, 1_000))["quote_id"])

        first = await caller.gets("/wallet/transactions?limit=1")
        rest = await caller.gets(f"/wallet/transactions?limit=1&cursor={first['next']}")
        month = f"{vision.clock():%Y-%m}"
        summary = await caller.gets(f"/wallet/summary?month={month}")

        lines = [*first["items"], *rest["items"]]
        assert [(line["kind"], line["amount"]) for line in lines] == [
            ("sent", -1_000_00),
            ("added", 5_000_00),
        ]
        assert rest["next"] is None
        figures = ("opening", "added", "sent", "spent", "closing")
        assert [summary[each] for each in figures] == [0, 5_000_00, 1_000_00, 0, 4_000_00]
        assert (await caller.gets("/wallet/transactions?from=2030-01-01"))["items"] == []
        assert (await caller.gets("/wallet/transactions?to=9999-12-31&kind=added"))["items"] == [lines[1]]


class TestAddingMoney:
    async def test_opens_one_page_under_one_key_and_takes_in_what_is_paid(
        self, caller: Caller, vision: Vision
    ) -> None:
        await caller.joins()
        told = []
        for _ in range(2):
            answer = await caller.asks(
                "POST", "/wallet/fund", {"amount": 2_000_00}, Idempotency_Key="top-up-1"
            )
            assert answer.status_code == 201, answer.text
            told.append(answer.json())
        top_up = told[0]
        await vision.paystack.pay(top_up["id"])

        checked = await caller.asks("POST", f"/wallet/fund/{top_up['id']}/check")

        assert told[0] == told[1]
        assert top_up["checkout_url"].startswith("http")
        assert checked.json()["status"] == "credited"
        assert (await caller.gets("/wallet"))["balance"] == 2_000_00

    async def test_is_bounded(self, caller: Caller) -> None:
        await caller.joins()

        answer = await caller.asks("POST", "/wallet/fund", {"amount": 50_00}, Idempotency_Key="top-up-1")

        assert (answer.status_code, answer.json()["code"]) == (409, "top-up-too-small")


class TestATransfer:
    async def test_goes_once_to_who_was_shown(self, caller: Caller, vision: Vision) -> None:
        bola = await vision.knows("Bola Ade")
        await caller.joins()
        await caller.funded(5_000)

        shown = await quoted(caller, bola, 1_000)
        first = await send(caller, shown["quote_id"])
        again = await send(caller, shown["quote_id"])
        otherwise = await send(caller, shown["quote_id"], key="another-key")

        assert (shown["name"], shown["needs_code"], shown["fee"]) == ("Bo*** A.", False, 0)
        assert [each.status_code for each in (first, again, otherwise)] == [201, 201, 201]
        assert first.json() == again.json() == otherwise.json()
        assert await bola.balance() == naira(1_000)
        assert (await caller.gets("/wallet"))["balance"] == 4_000_00

    async def test_of_much_to_somebody_new_wants_a_code_and_can_be_undone(
        self, caller: Caller, vision: Vision
    ) -> None:
        bola = await vision.knows("Bola Ade", trusted=True)
        await caller.joins()
        await caller.funded(50_000)
        shown = await quoted(caller, bola, 30_000)
        assert (await send(caller, shown["quote_id"])).json()["code"] == "step-up-needed"
        await caller.asks("POST", "/codes", {"quote_id": shown["quote_id"]})

        sent = await send(caller, shown["quote_id"], code=await caller.code(n=2))

        assert sent.status_code == 201, sent.text
        assert (shown["waits"], sent.json()["status"]) == (True, "cooling")
        undone = await caller.asks("POST", f"/wallet/transfer/{sent.json()['id']}/undo")
        assert undone.json()["status"] == "undone"
        assert (await caller.gets("/wallet"))["balance"] == 50_000_00

    async def test_of_somebody_else_is_not_there(
        self, caller: Caller, vision: Vision, http: httpx.AsyncClient
    ) -> None:
        bola = await vision.knows("Bola Ade")
        await caller.joins()
        await caller.funded(5_000)
        sent = (await send(caller, (await quoted(caller, bola, 1_000))["quote_id"])).json()
        waiting = await quoted(caller, bola, 500)
        fund = await caller.asks("POST", "/wallet/fund", {"amount": 2_000_00}, Idempotency_Key="top-up-1")
        chidi = replace(caller, phone="08031112244", tokens={})
        await chidi.joins(name="Chidi")

        for method, path in (
            ("GET", f"/wallet/transfer/{sent['id']}"),
            ("POST", f"/wallet/transfer/{sent['id']}/undo"),
            ("GET", f"/wallet/fund/{fund.json()['id']}"),
            ("POST", f"/wallet/fund/{fund.json()['id']}/check"),
        ):
            assert (await chidi.asks(method, path)).status_code == 404, path
        assert (await send(chidi, waiting["quote_id"])).status_code == 404

    async def test_to_nobody_is_not_quoted(self, caller: Caller) -> None:
        await caller.joins()

        for by, to in (("phone", "08039998877"), ("username", "@nobody"), ("code", "ABCDEFGH")):
            body = {"by": by, "to": to, "amount": 100_00}
            answer = await caller.asks("POST", "/wallet/transfer/quote", body)
            assert (answer.status_code, answer.json()["code"]) == (404, "nobody-found")
