"""The account numbers of the stand-ins: strict about who asks, told until taken, kept over a restart."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from sandbox import flutterwave, paystack
from tests.loopback import NO_TLS
from tests.sandbox.receiver import REFUSING, Receiver, receiving

Json = dict[str, Any]
ADA = {
    "email": "Ada@example.com",
    "first_name": "Ada",
    "last_name": "Obi",
    "phone": "+2348031234567",
    "preferred_bank": "test-bank",
    "country": "NG",
    "bvn": "22345678901",
    "account_number": "0123456789",
    "bank_code": "058",
}


class Business:
    """A merchant with keys for both."""

    def __init__(self, first: paystack.World, second: flutterwave.World) -> None:
        app = FastAPI()
        app.include_router(paystack.create_accounts_router(first), prefix="/paystack")
        app.include_router(flutterwave.create_accounts_router(second), prefix="/flutterwave")
        app.include_router(flutterwave.create_accounts_control_router(second), prefix="/flutterwave/control")
        self.paystack, self.flutterwave = first, second
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://there", verify=NO_TLS
        )
        self.keys = {
            "paystack": {"Authorization": f"Bearer {first.secret_key}"},
            "flutterwave": {"Authorization": f"Bearer {second.secret_key}"},
        }

    async def asks(self, **changes: Any) -> httpx.Response:
        """Ask Paystack for an account."""
        return await self.http.post(
            "/paystack/dedicated_account/assign", headers=self.keys["paystack"], json=ADA | changes
        )

    async def account(self) -> Json:
        """Return Ada's account at Paystack."""
        customer = await self.http.get("/paystack/customer/ada@example.com", headers=self.keys["paystack"])
        listed = await self.http.get(
            "/paystack/dedicated_account",
            headers=self.keys["paystack"],
            params={"customer": customer.json()["data"]["id"]},
        )
        rows: list[Json] = listed.json()["data"]
        return rows[0]

    async def opens(self, **changes: Any) -> httpx.Response:
        """Ask Flutterwave for an account."""
        form = {"email": "ada@example.com", "tx_ref": "ada-1", "is_permanent": True, "bvn": ADA["bvn"]}
        return await self.http.post(
            "/flutterwave/virtual-account-numbers",
            headers=self.keys["flutterwave"],
            json={**form, "narration": "Ada Obi", **changes},
        )


@pytest.fixture
async def business() -> AsyncIterator[Business]:
    business = Business(paystack.World(), flutterwave.World())
    yield business
    await business.http.aclose()


@pytest.fixture
async def bot(business: Business) -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        for world in (business.paystack, business.flutterwave):
            world.webhook_url = receiver.url
            world.webhook_pauses_s = (0.0, 0.0, 0.0)
        yield receiver


class TestPaystack:
    async def test_says_that_it_is_under_way_and_tells_the_number_signed(
        self, business: Business, bot: Receiver
    ) -> None:
        answer = await business.asks()
        assert answer.json() == {"status": True, "message": "Assign dedicated account in progress"}

        await bot.has(1)

        told = json.loads(bot.bodies[0])
        assert told["event"] == "dedicatedaccount.assign.success"
        number = told["data"]["dedicated_account"]["account_number"]
        assert number == (await business.account())["account_number"]
        expected = hmac.new(business.paystack.secret_key.encode(), bot.bodies[0], hashlib.sha512).hexdigest()
        assert bot.headers[0]["x-paystack-signature"] == expected

    async def test_tells_again_until_it_is_taken(self, business: Business, bot: Receiver) -> None:
        bot.answers = [REFUSING, REFUSING]

        await business.asks()

        await bot.has(3)
        assert len(set(bot.bodies)) == 1

    @pytest.mark.parametrize(
        "changes",
        [
            {"bvn": "123"},
            {"bvn": None},
            {"preferred_bank": "moon-bank"},
            {"account_number": "1"},
            {"bank_code": "000"},
            {"first_name": ""},
        ],
    )
    async def test_refuses_what_is_not_complete(self, business: Business, changes: Json) -> None:
        answer = await business.asks(**changes)

        assert answer.status_code == 400
        assert answer.json()["status"] is False

    async def test_refuses_another_key(self, business: Business) -> None:
        answer = await business.http.post("/paystack/dedicated_account/assign", json=ADA)

        assert answer.status_code == 401

    async def test_tells_of_a_transfer_under_a_reference_of_its_own(
        self, business: Business, bot: Receiver
    ) -> None:
        await business.asks()
        await bot.has(1)
        number = (await business.account())["account_number"]

        sent = await business.http.post("/paystack/bank-transfer", data={"number": number, "naira": "5,000"})

        assert "Sent ₦5,000" in sent.text
        await bot.has(2)
        told = json.loads(bot.bodies[-1])["data"]
        assert (told["channel"], told["amount"], told["fees"]) == ("dedicated_nuban", 500_000, 5_000)
        assert told["authorization"]["receiver_bank_account_number"] == number

    async def test_refuses_a_transfer_that_makes_no_sense(self, business: Business) -> None:
        for form in ({"number": "1", "naira": "5"}, {"number": "9930000001", "naira": "-5"}, {}):
            sent = await business.http.post("/paystack/bank-transfer", data=form)

            assert "no account number or no whole amount" in sent.text
        assert business.paystack.account_book.inflows == {}

    async def test_remembers_everything_over_a_restart(self, business: Business, tmp_path: Path) -> None:
        book = business.paystack.account_book
        book.keep_in(tmp_path / "accounts.jsonl")
        account = book.assign({name: str(value) for name, value in ADA.items()})
        book.decide(account)
        inflow = book.take(account.number, 100, "CHIDI", "GTBank")

        again = paystack.World().account_book
        again.keep_in(tmp_path / "accounts.jsonl")

        assert again.by_number(account.number) == account
        assert again.inflows == {inflow.id: inflow}


class TestFlutterwave:
    async def test_gives_the_number_at_once_and_the_same_again(self, business: Business) -> None:
        first, again = await business.opens(), await business.opens()

        assert first.json()["data"]["response_code"] == "02"
        assert first.json()["data"]["account_number"] == again.json()["data"]["account_number"]

    @pytest.mark.parametrize(
        "changes", [{"bvn": "1"}, {"bvn": "22345670000"}, {"is_permanent": False}, {"tx_ref": ""}]
    )
    async def test_refuses_what_is_not_right(self, business: Business, changes: Json) -> None:
        assert (await business.opens(**changes)).status_code == 400

    async def test_repeats_the_reference_with_every_transfer_and_answers_for_each(
        self, business: Business, bot: Receiver
    ) -> None:
        number = (await business.opens()).json()["data"]["account_number"]

        ids = []
        for kobo in (100_000, 200_050):
            sent = await business.http.post(
                f"/flutterwave/control/accounts/{number}/transfer", json={"amount_kobo": kobo}
            )
            ids.append(sent.json()["id"])

        await bot.has(2)
        assert {json.loads(body)["data"]["tx_ref"] for body in bot.bodies} == {"ada-1"}
        assert {headers["verif-hash"] for headers in bot.headers} == {business.flutterwave.webhook_hash}
        verified = await business.http.get(
            f"/flutterwave/transactions/{ids[1]}/verify", headers=business.keys["flutterwave"]
        )
        assert verified.json()["data"]["amount"] == 2_000.5
        assert verified.json()["data"]["payment_type"] == "bank_transfer"

    async def test_knows_no_other_transaction(self, business: Business) -> None:
        answer = await business.http.get(
            "/flutterwave/transactions/7/verify", headers=business.keys["flutterwave"]
        )

        assert answer.status_code == 404
