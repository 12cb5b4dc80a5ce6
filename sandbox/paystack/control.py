"""How tests steer this Paystack: pay without a browser, send any webhook, script faults."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException

from sandbox.paystack.webhooks import Json, Webhooks, as_told
from sandbox.paystack.world import Choices, Fault, Transaction, WebhookTime, World

SETTINGS = ("webhook_url", "webhook_pauses_s", "clock_offset_s", "silence_s")


def create_control_router(world: World, webhooks: Webhooks) -> APIRouter:
    """Return the control endpoints, to be mounted under `/control`.

    `POST /transactions/{reference}/pay` takes the fields of `Choices`; when it answers, a `first`
    webhook was tried. `POST /transactions/{reference}/webhook` sends one now, with `changes` to its
    data, `signature` or raw `body` instead of the right ones, and answers with the receiver's status.
    """
    router = APIRouter()

    @router.get("/")
    async def settings() -> Json:
        return {name: getattr(world, name) for name in SETTINGS}

    @router.post("/settings")
    async def set_up(changes: Annotated[Json, Body()]) -> Json:
        for name, value in changes.items():
            if name not in SETTINGS:
                raise HTTPException(422, f"there is no setting {name!r}; there are {', '.join(SETTINGS)}")
            setattr(world, name, tuple(value) if isinstance(value, list) else value)
        return await settings()

    @router.post("/faults")
    async def script(fault: Annotated[Json, Body()]) -> Json:
        try:
            world.faults.append(Fault(**fault))  # type: ignore[arg-type]
        except TypeError as error:
            raise HTTPException(422, f"not a fault: {error}") from error
        return {"waiting": len(world.faults)}

    @router.get("/transactions")
    async def transactions() -> list[Json]:
        return [_as_listed(transaction) for transaction in world.transactions.values()]

    @router.post("/transactions/{reference}/pay")
    async def pay(reference: str, wishes: Annotated[Json, Body()]) -> Json:
        transaction = _known(world, reference)
        wish = dict(wishes)
        when = WebhookTime(str(wish.pop("webhook", WebhookTime.FIRST)))
        choices = Choices(webhook=when, **wish)  # type: ignore[arg-type]
        world.pay(transaction, choices)
        await webhooks.tell(transaction, choices)
        return _as_listed(transaction)

    @router.post("/transactions/{reference}/fail")
    async def fail(reference: str) -> Json:
        world.fail(_known(world, reference))
        return _as_listed(world.transactions[reference])

    @router.post("/transactions/{reference}/webhook")
    async def send_webhook(reference: str, letter: Annotated[Json, Body()]) -> Json:
        changes, body, signature = (letter.get(name) for name in ("changes", "body", "signature"))
        changed = changes if isinstance(changes, dict) else {}
        raw = webhooks.body(_known(world, reference), **changed) if body is None else str(body).encode()
        times = int(str(letter.get("times", 1)))
        answers = [
            await webhooks.post(raw, signature=None if signature is None else str(signature))
            for _ in range(times)
        ]
        return {"answers": [answer.status for answer in answers]}

    @router.post("/reset")
    async def reset() -> Json:
        world.reset()
        return await settings()

    return router


def _known(world: World, reference: str) -> Transaction:
    if reference not in world.transactions:
        raise HTTPException(404, "no such transaction")
    return world.transactions[reference]


def _as_listed(transaction: Transaction) -> Json:
    listed = as_told(transaction) | {"access_code": transaction.access_code, "tries": transaction.tries}
    return listed | {"webhook_owed": transaction.webhook_owed}
