"""What Paystack tells of money that is taken back: disputes, refunds, transfers of another amount."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException

from sandbox.paystack.account_words import as_told as transfer_as_told
from sandbox.paystack.webhooks import Json, Webhooks, as_told
from sandbox.paystack.world import World

FIRST_DISPUTE = 358_000


def create_contests_router(world: World, webhooks: Webhooks) -> APIRouter:
    """Return how tests and people contest a payment, to be mounted under `/control`.

    `POST /transactions/{reference}/contest` takes the `event`, such as "charge.dispute.create", and
    `resolution`, `amount_kobo` (in place of all that was charged), `currency` and `times`. A `signature`
    takes the place of the right one. `POST /inflows/{id}/contest` is the same for a transfer to an account.
    """
    router = APIRouter()

    @router.post("/transactions/{reference}/contest")
    async def contest(reference: str, wish: Annotated[Json, Body()]) -> Json:
        transaction = world.transactions.get(reference)
        if transaction is None:
            raise HTTPException(404, "no such transaction")
        charged = {"amount": transaction.amount or transaction.requested}
        number = list(world.transactions).index(reference)
        return await _tell(number, as_told(transaction) | charged, wish)

    @router.post("/inflows/{inflow_id}/contest")
    async def contest_inflow(inflow_id: int, wish: Annotated[Json, Body()]) -> Json:
        inflow = world.account_book.inflows.get(inflow_id)
        if inflow is None:
            raise HTTPException(404, "no such transfer")
        told = transfer_as_told(inflow, world.account_book.by_number(inflow.number))
        return await _tell(10_000 + inflow_id % 10_000, told, wish)

    async def _tell(number: int, payment: Json, wish: Json) -> Json:
        event = str(wish.get("event", "charge.dispute.create"))
        data = _data(world, event, FIRST_DISPUTE + number, payment, wish)
        _keep(world, event, FIRST_DISPUTE + number, payment, data)
        body = json.dumps({"event": event, "data": data}).encode()
        signature = wish.get("signature")
        said = [
            await webhooks.post(body, signature=None if signature is None else str(signature))
            for _ in range(int(str(wish.get("times", 1))))
        ]
        return {"answers": [answer.status for answer in said]}

    return router


def _keep(world: World, event: str, number: int, payment: Json, data: Json) -> None:
    """Remember how a dispute or refund stands, for the lists."""
    if event.startswith("charge.dispute."):
        name, told = f"dispute-{number}", data
    elif event.startswith("refund."):
        name = f"refund-{number}"
        told = {
            **{each: data[each] for each in ("status", "currency", "domain")},
            "id": number,
            "amount": int(str(data["amount"])),
            "transaction": payment["id"],
            "dispute": None,
        }
    else:
        return
    began = world.contests.get(name, {}).get("createdAt", world.stamp())
    world.contests[name] = {**told, "createdAt": began}


def _data(world: World, event: str, dispute: int, payment: Json, wish: Json) -> Json:
    amount = wish.get("amount_kobo", payment["amount"])
    currency = wish.get("currency", payment["currency"])
    if event.startswith("charge.dispute."):
        resolution = wish.get("resolution")
        return {
            "id": dispute,
            "refund_amount": amount,
            "currency": currency,
            "status": "resolved" if resolution else "awaiting-merchant-feedback",
            "resolution": resolution,
            "domain": "test",
            "transaction": payment,
            "transaction_reference": None,
            "category": "chargeback",
            "dueAt": world.stamp(),
        }
    if event.startswith("refund."):
        # The amount is a text in the first events, and a number in the last ones.
        is_early = event in ("refund.pending", "refund.processing")
        return {
            "status": event.removeprefix("refund."),
            "transaction_reference": payment["reference"],
            "refund_reference": None if is_early else f"TRF_{payment['id']}",
            "amount": str(amount) if is_early else amount,
            "currency": currency,
            "processor": "instant-transfer",
            "domain": "test",
        }
    return {
        "reference": payment["reference"],
        "bank_transfer": {
            "amount": amount,
            "message": "The transfer was of another amount",
            "message_type": "INCORRECT_AMOUNT",
            "transaction_id": payment["id"],
        },
    }
