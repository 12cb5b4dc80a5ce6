"""What other companies tell us: Paystack signed, Telegram with a secret, the vendors as a mere hint.

Every door reads the raw bytes, checks who knocks, and answers 200 only for what is safe.
"""

from __future__ import annotations

import hmac
import json
from typing import Annotated, cast

import structlog
from fastapi import APIRouter, Depends, Header
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from web.edge import HEADER_OF_TELEGRAM, Edge, Overloaded
from web.processor_events import take_event, take_hint

log = structlog.get_logger(__name__)

router = APIRouter()


def edge_of(request: Request) -> Edge:
    """Return what the application was built with."""
    return cast(Edge, request.app.state.edge)


Given = Annotated[Edge, Depends(edge_of)]


@router.post("/webhooks/paystack")
async def paystack_event(
    request: Request, edge: Given, x_paystack_signature: Annotated[str, Header()] = ""
) -> Response:
    """Take in an event of Paystack."""
    body = await request.body()
    answer = await take_event(edge, edge.processors["paystack"], body, x_paystack_signature)
    if answer.status_code == 200 and (reference := edge.read_payout_hint(body)) is not None:
        edge.wake_withdrawal(reference)  # What became of it is asked: it may be told late, or twice.
    return answer


@router.post("/webhooks/vtpass/{secret}")
async def vtpass_hint(request: Request, edge: Given, secret: str) -> Response:
    """Take VTpass's unsigned word as a hint to ask it ourselves."""
    if edge.vtpass_secret is None or not _same(secret, edge.vtpass_secret):
        log.warning("a webhook with a wrong secret was refused", vendor="vtpass")
        return Response(status_code=404)
    body = await request.body()
    await _take_hint(edge, "vtpass", edge.read_vtpass_hint(body))
    if (service := edge.read_vtpass_change(body)) is not None:
        log.info("hint taken in", vendor="vtpass", service=service)
        edge.list_changed("vtpass", service)
    return JSONResponse({"response": "success"})  # or it comes back, five times


@router.post("/webhooks/flutterwave")
async def flutterwave_hint(
    request: Request, edge: Given, verif_hash: Annotated[str, Header()] = ""
) -> Response:
    """Take Flutterwave's word as a hint too: its secret proves who speaks, not what is said."""
    if edge.flutterwave_hash is None:
        return Response(status_code=404)
    if not _same(verif_hash, edge.flutterwave_hash):
        log.warning("a webhook with a wrong secret was refused", vendor="flutterwave")
        return Response(status_code=401)
    body = await request.body()
    await _take_hint(edge, "flutterwave", edge.read_flutterwave_hint(body))
    processor = edge.processors.get("flutterwave")
    return (
        Response(status_code=200) if processor is None else await take_hint(edge, processor, body, verif_hash)
    )


async def delivery_report(request: Request, edge: Given, secret: str) -> Response:
    """Take in what became of a text message, which nobody signs: it only tells whom to tell."""
    reports = edge.delivery_reports
    vendor = request.url.path.split("/")[2]
    if reports is None or reports.secret is None or not _same(secret, reports.secret):
        log.warning("a webhook with a wrong secret was refused", vendor=vendor)
        return Response(status_code=404)
    reported = reports.readers[vendor](await request.body())
    if reported is not None:
        log.info("delivery report taken in", vendor=vendor, status=reported.status.value)
        await reports.take(reported)
    return Response(status_code=200)


for _vendor in ("termii", "africastalking"):
    router.post(f"/webhooks/{_vendor}/{{secret}}")(delivery_report)


@router.post("/webhooks/telegram")
async def telegram_update(
    request: Request, edge: Given, secret: Annotated[str, Header(alias=HEADER_OF_TELEGRAM)] = ""
) -> Response:
    """Take in an update. It is safe when this answers 200."""
    if edge.telegram_secret is None:
        return Response(status_code=404)
    if not _same(secret, edge.telegram_secret):
        log.warning("an update with a wrong secret was refused")
        return Response(status_code=401)
    update = _json(await request.body())
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        log.error("an update could not be read")
        return Response(status_code=200)  # It would never become readable.
    try:
        await edge.take_update(update)
    except Overloaded:
        return Response(status_code=503, headers={"Retry-After": "1"})
    return Response(status_code=200)


@router.get("/paid")
async def paid(edge: Given, reference: str = "", tx_ref: str = "") -> Response:
    """Send a person who comes from the payment page back to the chat, and ask what became of it."""
    reference = reference or tx_ref  # as each processor calls it
    if 0 < len(reference) <= 64:
        edge.wake_top_up(reference)
    return HTMLResponse(edge.paid_page)


async def _take_hint(edge: Edge, vendor: str, request_id: str | None) -> None:
    if request_id is None:
        return
    payment_id = await edge.payments.hinted(request_id, now=edge.clock())
    log.info("hint taken in", vendor=vendor, payment=payment_id)
    if payment_id is not None:
        edge.wake_payment(payment_id)


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


def _json(body: bytes) -> object:
    try:
        said: object = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said
