"""The HTTP side of this VTpass: its endpoints, its keys and how its answers travel."""

from __future__ import annotations

import hmac
import json
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import hang_up, keep_silent, linger
from sandbox.vtpass import answers
from sandbox.vtpass.catalogue import CATEGORIES, SERVICES, as_listed
from sandbox.vtpass.extras import Json
from sandbox.vtpass.mischief import Fate, Plan, Reply
from sandbox.vtpass.orders import read_order
from sandbox.vtpass.verifying import verified, verified_by_email
from sandbox.vtpass.webhooks import Updates
from sandbox.vtpass.world import World

GARBAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"


def create_router(world: World) -> APIRouter:
    """Return VTpass's own endpoints, to be mounted under `/vtpass/api`."""
    router = APIRouter()
    updates = Updates(world)

    @router.get("/balance")
    async def balance(request: Request) -> Response:
        naira = world.float_kobo / 100
        return await _answer_query(world, request, "balance", {"code": 1, "contents": {"balance": naira}})

    @router.get("/service-categories")
    async def categories(request: Request) -> Response:
        content = [{"identifier": id_, "name": name} for id_, name in CATEGORIES.items()]
        said: Json = {"response_description": "000", "content": content}
        return await _answer_query(world, request, "service-categories", said)

    @router.get("/services")
    async def services(request: Request, identifier: str = "") -> Response:
        rows = [as_listed(service) for service in SERVICES.values() if service.category == identifier]
        said: Json = {"response_description": "000", "content": rows}
        if identifier not in CATEGORIES:
            said = {"errors": "INVALID IDENTIFIER"}
        return await _answer_query(world, request, "services", said)

    @router.get("/service-variations")
    async def variations(request: Request, serviceID: str = "") -> Response:  # noqa: N803
        said = answers.refusal("012")
        if service := SERVICES.get(serviceID):
            said = answers.listed(service, world.lists.of(serviceID))
        return await _answer_query(world, request, "service-variations", said)

    @router.post("/merchant-verify")
    async def merchant_verify(request: Request) -> Response:
        form = await _form(request)
        asked = (str(form.get(name, "")) for name in ("billersCode", "serviceID", "type"))
        return await _answer_query(world, request, "merchant-verify", verified(world, *asked))

    @router.post("/merchant-verify/smile/email")
    async def verify_smile_by_email(request: Request) -> Response:
        address = str((await _form(request)).get("billersCode", ""))
        return await _answer_query(world, request, "merchant-verify", verified_by_email(world, address))

    @router.post("/pay")
    async def pay(request: Request) -> Response:
        return await _pay(world, updates, request)

    @router.post("/requery")
    async def requery(request: Request) -> Response:
        return await _requery(world, request)

    return router


async def _pay(world: World, updates: Updates, request: Request) -> Response:
    world.count("pay")
    if not _keys_fit(world, request):
        return _key_refused()
    purchase = read_order(await _form(request), world.lists)
    if purchase is None:
        return JSONResponse(answers.refusal("011"))
    if objection := world.objection(purchase):
        if earlier := world.transactions.get(purchase.request_id):
            earlier.asked += 1
            world.note(earlier)
        return JSONResponse(answers.refusal(objection, purchase.request_id))
    plan = world.plan(purchase)
    if plan.fate is Fate.LOST:
        return await _travel(world, request, plan, answers.refusal(plan.code or "030", purchase.request_id))
    transaction = world.take(purchase, plan)
    if plan.settles_as is not None:
        updates.announce_later(transaction, after=plan.settles_after_s)
    said = answers.paid(transaction, code=plan.code, status=plan.status, friendly=world.friendly)
    return await _travel(world, request, plan, said)


async def _requery(world: World, request: Request) -> Response:
    world.count("requery")
    if not _keys_fit(world, request):
        return _key_refused()
    request_id = str((await _form(request)).get("request_id", ""))
    transaction = world.look_up(request_id)
    said = answers.refusal("015", request_id)
    plan = world.scripted("requery", transaction.purchase.customer_reference if transaction else "")
    if transaction is not None:
        transaction.requeried += 1
        transaction.keeps_token_back = False
        said = answers.requeried(transaction, friendly=world.friendly)
        if plan is None and world.chaos:
            plan = world.chaos.requery_plan(request_id, transaction.requeried)
    return await _travel(world, request, plan or Plan(), _overruled(said, plan))


async def _answer_query(world: World, request: Request, call: str, said: Json) -> Response:
    world.count(call)
    if not _keys_fit(world, request):
        return _key_refused()
    plan = world.scripted(call)
    return await _travel(world, request, plan or Plan(), _overruled(said, plan))


def _overruled(said: Json, plan: Plan | None) -> Json:
    """Return the answer with the code that the plan puts in the place of the true one."""
    if plan is None or plan.code is None:
        return said
    return answers.refusal(plan.code)


async def _travel(world: World, request: Request, plan: Plan, said: Json) -> Response:
    if plan.delay_s:
        await linger(request, seconds=plan.delay_s)
    match plan.reply:
        case Reply.PLAIN:
            return JSONResponse(said)
        case Reply.SILENCE:
            seconds = world.chaos.silence_s if world.chaos else world.silence_s
            return await keep_silent(request, seconds=seconds)
        case Reply.HANG_UP:
            return await hang_up(request)
        case Reply.GARBAGE:
            return Response(GARBAGE, media_type="text/html")
        case Reply.EMPTY:
            return Response(b"", media_type="application/json")
        case Reply.ERROR_500:
            return JSONResponse({"message": "Server Error"}, status_code=500)


async def _form(request: Request) -> dict[str, object]:
    body = await request.body()
    try:
        said = json.loads(body)
    except ValueError:
        return dict(parse_qsl(body.decode(errors="replace")))
    return said if isinstance(said, dict) else {}


def _keys_fit(world: World, request: Request) -> bool:
    name, second = (
        ("public-key", world.public_key) if request.method == "GET" else ("secret-key", world.secret_key)
    )
    given = (request.headers.get("api-key", ""), request.headers.get(name, ""))
    return all(
        hmac.compare_digest(ours.encode(), theirs.encode())
        for ours, theirs in zip((world.api_key, second), given, strict=True)
    )


def _key_refused() -> Response:
    return JSONResponse(answers.refusal("087"), status_code=401)
