"""Flutterwave's permanent virtual accounts: given at once; every transfer repeats the account's reference."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import hang_up, keep_silent
from sandbox.flutterwave import answers
from sandbox.flutterwave.charges import Charge, ChargeNews, as_told
from sandbox.flutterwave.door import key_fits, key_refused, read_form
from sandbox.flutterwave.mischief import Plan, Reply
from sandbox.flutterwave.world import Account, World

_ELEVEN_DIGITS = re.compile(r"\d{11}")
ANOTHERS = "0000"  # a BVN or NIN that ends so is another person's
BANK = "Sterling BANK"
NEEDED = ("email", "tx_ref")


def create_accounts_router(world: World) -> APIRouter:
    """Return the endpoints of virtual accounts and of payments that came in."""

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        for charge in world.charge_book.charges.values():
            if charge.owed:
                news(world).tell(charge, after=1.0)
        yield

    router = APIRouter(lifespan=lifespan)

    @router.post("/virtual-account-numbers")
    async def open_account(request: Request) -> Response:
        world.count("account")
        if not key_fits(world, request):
            return key_refused()
        form = await read_form(request)
        plan = world.scripted("account") or Plan()
        if plan.message is not None:
            return JSONResponse(answers.bad(plan.message), status_code=plan.status)
        if (early := await travels(world, request, plan)) is not None:
            return early
        identity = str(form.get("bvn") or form.get("nin") or "")
        if missing := [name for name in NEEDED if not form.get(name)]:
            return JSONResponse(answers.bad(f"{missing[0]} is required"), status_code=400)
        if form.get("is_permanent") is not True:
            return JSONResponse(answers.bad("amount is required"), status_code=400)
        if not _ELEVEN_DIGITS.fullmatch(identity):
            return JSONResponse(answers.bad("BVN or NIN is required for static account"), status_code=400)
        if identity.endswith(ANOTHERS):
            return JSONResponse(answers.bad("Invalid bvn: the names do not match"), status_code=400)
        reference = str(form["tx_ref"])
        account = world.accounts.get(reference) or Account(
            reference, _number(reference), str(form["email"]), str(form.get("narration", ""))
        )
        world.accounts[reference] = account
        world.note_account(account)
        return JSONResponse(answers.good("Virtual account created", _as_opened(account)))

    @router.get("/transactions/{transaction_id}/verify")
    async def verify(request: Request, transaction_id: int) -> Response:
        world.count("verify")
        if not key_fits(world, request):
            return key_refused()
        plan = world.scripted("verify") or Plan()
        if plan.message is not None:
            return JSONResponse(answers.bad(plan.message), status_code=plan.status)
        if (early := await travels(world, request, plan)) is not None:
            return early
        charge = world.charge_book.charges.get(transaction_id)
        if charge is None:
            return JSONResponse(answers.bad("No transaction was found for this id"), status_code=404)
        return JSONResponse(answers.good("Transaction fetched successfully", as_told(charge)))

    return router


def create_accounts_control_router(world: World) -> APIRouter:
    """Return how tests steer accounts and what comes in on them.

    `POST /accounts/{number}/transfer` takes `amount_kobo`, `status`, `originator` and `webhook` (false: it
    is not told); `POST /charges/{id}/webhook` tells of one now, `times` often, with `changes` or its
    own `webhook_hash`.
    """
    router = APIRouter()

    @router.get("/accounts")
    async def accounts() -> list[answers.Json]:
        return [{"tx_ref": one.tx_ref, "number": one.number} for one in world.accounts.values()]

    @router.post("/accounts/{number}/transfer")
    async def transfer(number: str, wish: Annotated[answers.Json, Body()]) -> answers.Json:
        account = next((one for one in world.accounts.values() if one.number == number), None)
        if account is None:
            raise HTTPException(404, "no such account")
        charge = world.charge_book.take(
            account.tx_ref,
            int(str(wish["amount_kobo"])),
            "bank_transfer",
            email=account.email,
            name=account.holder,
            status=str(wish.get("status", "successful")),
            originator=str(wish.get("originator", "CHIDI OKAFOR")),
            originator_bank=str(wish.get("originator_bank", "Guaranty Trust Bank")),
        )
        if wish.get("webhook", True):
            news(world).tell(charge)
        return {"id": charge.id}

    @router.post("/charges/{charge_id}/webhook")
    async def send(charge_id: int, letter: Annotated[answers.Json, Body()]) -> answers.Json:
        charge, changes = _charge(world, charge_id), letter.get("changes")
        own_hash = letter.get("webhook_hash")
        said = [
            await news(world).tell_now(
                charge,
                changes=changes if isinstance(changes, dict) else None,
                webhook_hash=None if own_hash is None else str(own_hash),
            )
            for _ in range(int(str(letter.get("times", 1))))
        ]
        return {"answers": [answer.status for answer in said]}

    return router


def news(world: World) -> ChargeNews:
    """Return who tells of payments."""
    return ChargeNews(world.charge_book, world.webhook_url, world.webhook_hash, world.webhook_pauses_s)


def _charge(world: World, charge_id: int) -> Charge:
    if charge_id not in world.charge_book.charges:
        raise HTTPException(404, "no such payment")
    return world.charge_book.charges[charge_id]


async def travels(world: World, request: Request, plan: Plan) -> Response | None:
    """Return the answer that never arrives as one; None where all is well."""
    match plan.reply:
        case Reply.SILENCE:
            return await keep_silent(request, seconds=world.silence_s)
        case Reply.HANG_UP:
            return await hang_up(request)
        case Reply.GARBAGE:
            return Response(b"<html>Bad Gateway</html>", media_type="text/html")
        case Reply.GAVE_UP:
            return JSONResponse(answers.bad(answers.GAVE_UP), status_code=503)
        case _:
            return None


def _number(reference: str) -> str:
    return f"88{int.from_bytes(hashlib.sha256(reference.encode()).digest()) % 10**8:08d}"


def _as_opened(account: Account) -> answers.Json:
    return {
        "response_code": "02",
        "response_message": "Transaction in progress",
        "flw_ref": f"FLW-{account.tx_ref}",
        "order_ref": f"URF_{account.tx_ref}",
        "account_number": account.number,
        "frequency": "N/A",
        "bank_name": BANK,
        "created_at": "2026-11-23 11:00:00",
        "expiry_date": "N/A",
        "note": f"Please make a bank transfer to {account.holder}",
        "amount": "0.00",
    }
