"""Paystack's API: payment pages are opened and asked about here."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from sandbox.paystack.account_words import as_told as transfer_as_told
from sandbox.paystack.checkout import create_checkout_router
from sandbox.paystack.contests import create_contests_router
from sandbox.paystack.control import create_control_router
from sandbox.paystack.door import go_wrong, key_fits, key_refused, no, read_form
from sandbox.paystack.webhooks import Webhooks, as_told
from sandbox.paystack.world import REFERENCE, World

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
    router.include_router(create_contests_router(world, webhooks), prefix="/control")

    @router.post("/transaction/initialize")
    async def initialize(request: Request) -> Response:
        fault = world.take_fault("initialize")
        if fault is not None and not fault.done:
            return await go_wrong(world, fault, request) or await _initialize(world, request)
        answer = await _initialize(world, request)
        return answer if fault is None else await go_wrong(world, fault, request) or answer

    @router.get("/transaction/verify/{reference}")
    async def verify(request: Request, reference: str) -> Response:
        fault = world.take_fault("verify")
        wrong = await go_wrong(world, fault, request) if fault is not None else None
        return wrong or _verify(world, request, reference)

    return router


async def _initialize(world: World, request: Request) -> Response:
    if not key_fits(world, request):
        return key_refused()
    form = await read_form(request)
    email, amount = str(form.get("email", "")), str(form.get("amount", ""))
    reference = str(form.get("reference", ""))
    if not _EMAIL.fullmatch(email):
        return no("Invalid Email Address Passed", "invalid_email_address")
    if not _WHOLE.fullmatch(amount) or int(amount) < LEAST_KOBO:
        return no("Invalid Amount Sent", "invalid_amount")
    if form.get("currency", "NGN") != "NGN":
        return no("Currency not supported by merchant", "unsupported_currency")
    if reference and not REFERENCE.fullmatch(reference):
        return no(
            "Only -, ., = and alphanumeric characters allowed in transaction reference", "invalid_reference"
        )
    if reference in world.transactions:
        return no("Duplicate Transaction Reference", "duplicate_reference")
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
    if not key_fits(world, request):
        return key_refused()
    inflow = world.account_book.by_reference(reference)
    if inflow is not None:
        told = transfer_as_told(inflow, world.account_book.by_number(inflow.number))
        return JSONResponse({"status": True, "message": "Verification successful", "data": told})
    transaction = world.transactions.get(reference)
    if transaction is None:
        return no("Transaction reference not found.", "transaction_not_found")
    return JSONResponse({"status": True, "message": "Verification successful", "data": as_told(transaction)})
