"""The HTTP side of this Flutterwave: its endpoints, its key and how its answers travel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal, InvalidOperation

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import hang_up, keep_silent, linger
from sandbox.flutterwave import answers
from sandbox.flutterwave.customers import customer
from sandbox.flutterwave.door import key_fits, key_refused, read_form
from sandbox.flutterwave.mischief import Fate, Plan, Reply
from sandbox.flutterwave.webhooks import Updates
from sandbox.flutterwave.world import World

GARBAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def create_router(world: World) -> APIRouter:
    """Return Flutterwave's own endpoints, to be mounted under `/flutterwave/v3`."""
    updates = Updates(world)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        updates.resume()
        yield

    router = APIRouter(lifespan=lifespan)

    @router.get("/top-bill-categories")
    async def categories(request: Request) -> Response:
        return await _tell(world, request, "categories", answers.good("", answers.categories()))

    @router.get("/bills/{category}/billers")
    async def billers(request: Request, category: str) -> Response:
        rows = [
            answers.listed_biller(number, biller)
            for number, biller in enumerate(world.billers)
            if biller.category == category
        ]
        return await _tell(world, request, "billers", answers.good("", rows))

    @router.get("/billers/{biller_code}/items")
    async def items(request: Request, biller_code: str) -> Response:
        biller = world.biller(biller_code)
        if biller is None:
            return await _tell(world, request, "items", answers.bad("Biller not found"), status=404)
        rows = [answers.listed_item(number, biller, item) for number, item in enumerate(biller.items)]
        return await _tell(world, request, "items", answers.good("", rows))

    @router.get("/bill-items/{item_code}/validate")
    async def validate(request: Request, item_code: str) -> Response:
        number = request.query_params.get("customer", "")
        found = world.item(item_code, request.query_params.get("code", ""))
        if found is None or not number:
            return await _tell(world, request, "validate", answers.bad("code is required"), status=400)
        owner = customer(*found, number, friendly=world.friendly)
        return await _tell(world, request, "validate", answers.validated(*found, number, owner), number)

    @router.post("/billers/{biller_code}/items/{item_code}/payment")
    async def payment(request: Request, biller_code: str, item_code: str) -> Response:
        return await _pay(world, updates, request, biller_code, item_code)

    @router.get("/bills/{reference}")
    async def status(request: Request, reference: str) -> Response:
        return await _status(world, request, reference)

    @router.get("/balances/NGN")
    async def balance(request: Request) -> Response:
        naira = world.float_kobo / 100
        data = {"currency": "NGN", "available_balance": naira, "ledger_balance": naira}
        return await _tell(world, request, "balance", answers.good("Wallet balance fetched", data))

    return router


async def _pay(
    world: World, updates: Updates, request: Request, biller_code: str, item_code: str
) -> Response:
    world.count("payment")
    if not key_fits(world, request):
        return key_refused()
    form = await read_form(request)
    found = world.item(item_code, biller_code)
    if found is None:
        return JSONResponse(answers.bad("Biller not found"), status_code=404)
    biller, item = found
    number, reference = str(form.get("customer_id", "")), str(form.get("reference", ""))
    kobo = _kobo(form.get("amount"))
    if not number or not reference or kobo is None or form.get("country") != "NG":
        return JSONResponse(answers.bad("customer_id, country and amount are required"), status_code=400)
    if objection := world.objection(item, reference, kobo):
        if earlier := world.bills.get(reference):
            earlier.asked += 1
            world.note(earlier)
        return JSONResponse(answers.bad(objection), status_code=400)
    plan = world.plan(biller, item, number, reference)
    if plan.fate is Fate.LOST:
        return await _travel(world, request, plan, answers.bad(plan.message or ""), plan.status)
    bill = world.take(biller, item, number, reference, kobo, plan)
    updates.announce(bill, after=plan.settles_after_s)
    if plan.message is not None:
        return await _travel(world, request, plan, answers.bad(plan.message), plan.status)
    if bill.fate is Fate.FAILED:
        return await _travel(world, request, plan, answers.bad(answers.FAILED), 400)
    return await _travel(world, request, plan, answers.paid(bill))


async def _status(world: World, request: Request, reference: str) -> Response:
    bill = world.look_up(reference)
    if bill is None:
        return await _tell(world, request, "status", answers.bad("No bill was found"), status=404)
    bill.queried += 1
    bill.keeps_token_back = False
    plan = world.chaos.status_plan(reference, bill.queried) if world.chaos else None
    said, status = answers.found(bill), 200
    if bill.fate is Fate.FAILED:
        said, status = answers.bad(answers.FAILED), 400
    elif bill.fate is Fate.PENDING:
        said, status = answers.bad("This transaction is still being processed"), 400
    return await _tell(world, request, "status", said, bill.customer, status=status, plan=plan)


async def _tell(
    world: World,
    request: Request,
    call: str,
    said: answers.Json,
    number: str = "",
    *,
    status: int = 200,
    plan: Plan | None = None,
) -> Response:
    world.count(call)
    if not key_fits(world, request):
        return key_refused()
    plan = world.scripted(call, number) or plan or Plan()
    if plan.message is not None:
        return await _travel(world, request, plan, answers.bad(plan.message), plan.status)
    return await _travel(world, request, plan, said, status)


async def _travel(
    world: World, request: Request, plan: Plan, said: answers.Json, status: int = 200
) -> Response:
    if plan.delay_s:
        await linger(request, seconds=plan.delay_s)
    match plan.reply:
        case Reply.PLAIN:
            return JSONResponse(said, status_code=status)
        case Reply.SILENCE:
            return await keep_silent(
                request, seconds=world.chaos.silence_s if world.chaos else world.silence_s
            )
        case Reply.HANG_UP:
            return await hang_up(request)
        case Reply.GARBAGE:
            return Response(GARBAGE, media_type="text/html")
        case Reply.EMPTY:
            return Response(b"", media_type="application/json")
        case Reply.GAVE_UP:
            return JSONResponse(answers.bad(answers.GAVE_UP), status_code=503)


def _kobo(amount: object) -> int | None:
    try:
        kobo = Decimal(str(amount)) * 100
    except InvalidOperation:
        return None
    return int(kobo) if kobo.is_finite() and kobo > 0 and kobo % 1 == 0 else None
