"""How tests steer dedicated accounts: send transfers, decide requests, tell of them in any way."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, HTTPException

from sandbox.paystack.account_book import Inflow
from sandbox.paystack.account_news import AccountNews
from sandbox.paystack.account_words import told_of
from sandbox.paystack.webhooks import Json
from sandbox.paystack.world import World


def create_account_control_router(world: World, news: AccountNews) -> APIRouter:
    """Return their part of `/control`.

    `POST /accounts/{number}/transfer` takes `amount_kobo`, `sender`, `sender_bank` and `webhook` (false:
    it is not told); `POST /inflows/{id}/webhook` tells of one now, `times` often, with `changes` to its data
    or a `signature` of its own; `POST /accounts/{email}/decide` decides one that was left undecided.
    """
    router = APIRouter()
    book = world.account_book

    @router.post("/account_settings")
    async def set_up(decides_after_s: Annotated[float, Body(embed=True)]) -> Json:
        book.decides_after_s = decides_after_s
        return {"decides_after_s": book.decides_after_s}

    @router.get("/accounts")
    async def accounts() -> list[Json]:
        return [
            {"email": one.email, "number": one.number, "fate": one.fate} for one in book.accounts.values()
        ]

    @router.post("/accounts/{number}/transfer")
    async def transfer(number: str, wish: Annotated[Json, Body()]) -> Json:
        inflow = book.take(
            number,
            int(str(wish["amount_kobo"])),
            str(wish.get("sender", "CHIDI OKAFOR")),
            str(wish.get("sender_bank", "Guaranty Trust Bank")),
        )
        if wish.get("webhook", True):
            news.came_in(inflow)
        return {"id": inflow.id}

    @router.post("/inflows/{inflow_id}/webhook")
    async def send(inflow_id: int, letter: Annotated[Json, Body()]) -> Json:
        changes, signature = letter.get("changes"), letter.get("signature")
        body = news.body(_inflow(world, inflow_id), **(changes if isinstance(changes, dict) else {}))
        given = None if signature is None else str(signature)
        answers = [await news.now(body, signature=given) for _ in range(int(str(letter.get("times", 1))))]
        return {"answers": [answer.status for answer in answers]}

    @router.post("/accounts/{email}/decide")
    async def decide(email: str, wish: Annotated[Json, Body()]) -> Json:
        account = book.accounts.get(email.lower())
        if account is None:
            raise HTTPException(404, "nobody asked for an account")
        book.decide(account, str(wish["fate"]))
        events = told_of(account) if wish.get("webhook", True) else []
        answers = [await news.now(event) for event in events for _ in range(int(str(wish.get("times", 1))))]
        return {"answers": [answer.status for answer in answers], "number": account.number}

    return router


def _inflow(world: World, inflow_id: int) -> Inflow:
    if inflow_id not in world.account_book.inflows:
        raise HTTPException(404, "no such transfer")
    return world.account_book.inflows[inflow_id]
