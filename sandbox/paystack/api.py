"""Paystack's API: payment pages are opened and asked about here."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import hang_up, keep_silent, linger
from sandbox.paystack.checkout import create_checkout_router
from sandbox.paystack.control import create_control_router
from sandbox.paystack.webhooks import Json, Webhooks, as_told
from sandbox.paystack.world import REFERENCE, Fault, World

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_WHOLE = re.compile(r"\d{1,12}")
LEAST_KOBO = 100


def create_router(world: World) -> APIRouter:
    """Return the API, the payment page under `/checkout` and the control API under `/control`."""
    webhooks = Webhooks(world)

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        webhooks.resume()
        yield

    router = APIRouter(lifespan=lifespan)
    router.include_router(create_checkout_router(world, webhooks), prefix="/checkout")
    router.include_router(create_control_router(world, webhooks), prefix="/control")

    @router.post("/transaction/initialize")
    async def initialize(request: Request) -> Response:
        fault = world.take_fault("initialize")
        if fault is not None and not fault.done:
            return await _go_wrong(world, fault, request) or await _initialize(world, request)
        answer = await _initialize(world, request)
        return answer if fault is None else await _go_wrong(world, fault, request) or answer

    @router.get("/transaction/verify/{reference}")
    async def verify(request: Request, reference: str) -> Response:
        fault = world.take_fault("verify")
        wrong = await _go_wrong(world, fault, request) if fault is not None else None
        return wrong or _verify(world, request, reference)

    return router


async def _initialize(world: World, request: Request) -> Response:
    if not _key_fits(world, request):
        return _key_refused()
    form = await _form(request)
    email, amount = str(form.get("email", "")), str(form.get("amount", ""))
    reference = str(form.get("reference", ""))
    if not _EMAIL.fullmatch(email):
        return _no("Invalid Email Address Passed", "invalid_email_address")
    if not _WHOLE.fullmatch(amount) or int(amount) < LEAST_KOBO:
        return _no("Invalid Amount Sent", "invalid_amount")
    if form.get("currency", "NGN") != "NGN":
        return _no("Currency not supported by merchant", "unsupported_currency")
    if reference and not REFERENCE.fullmatch(reference):
        return _no(
            "Only -, ., = and alphanumeric characters allowed in transaction reference", "invalid_reference"
        )
    if reference in world.transactions:
        return _no("Duplicate Transaction Reference", "duplicate_reference")
    transaction = world.open(
        email=email,
        amount=int(amount),
        reference=reference,
        callback_url=str(form.get("callback_url", "")),
        metadata=form.get("metadata", ""),
    )
    page = request.url_for("checkout_page", access_code=transaction.access_code)
    data = {
        "authorization_url": str(page),
        "access_code": transaction.access_code,
        "reference": transaction.reference,
    }
    return JSONResponse({"status": True, "message": "Authorization URL created", "data": data})


def _verify(world: World, request: Request, reference: str) -> Response:
    if not _key_fits(world, request):
        return _key_refused()
    transaction = world.transactions.get(reference)
    if transaction is None:
        return _no("Transaction reference not found.", "transaction_not_found")
    return JSONResponse({"status": True, "message": "Verification successful", "data": as_told(transaction)})


async def _go_wrong(world: World, fault: Fault, request: Request) -> Response | None:
    """Return the wrong answer, or None where it is only late."""
    match fault.kind:
        case "never":
            await request.body()
            return await keep_silent(request, seconds=world.silence_s)
        case "drop":
            await request.body()
            return await hang_up(request)
        case "garbage":
            return Response(b"<html>Bad Gateway</html>", media_type="text/html")
        case "500":
            said = {"status": False, "message": "An error occurred", "type": "api_error", "code": "unknown"}
            return JSONResponse(said, status_code=500)
        case "429":
            limited = {
                "status": False,
                "message": "Too many requests",
                "type": "api_error",
                "code": "rate_limited",
            }
            return JSONResponse(limited, status_code=429)
        case _:
            await request.body()
            await linger(request, seconds=fault.delay_s)
            return None


async def _form(request: Request) -> Json:
    try:
        said = json.loads(await request.body())
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _key_fits(world: World, request: Request) -> bool:
    given = request.headers.get("authorization", "").encode()
    return hmac.compare_digest(given, f"Bearer {world.secret_key}".encode())


def _key_refused() -> Response:
    return _no("Invalid key", "invalid_Key", status=401)


def _no(message: str, code: str, *, status: int = 400) -> Response:
    said = {
        "status": False,
        "message": message,
        "meta": {"nextStep": "Check the request and try again"},
        "type": "validation_error",
        "code": code,
    }
    return JSONResponse(said, status_code=status)
