"""Termii and Africa's Talking on this machine: both send text messages to the same phones.

`POST /sms/control/faults` scripts what goes wrong next: `{"vendor": "termii", "kind": "lie", "times": 1}`.
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import parse_qs, urlencode

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from sandbox.connections import hang_up, keep_silent
from sandbox.courier import Courier, Parcel

Json = dict[str, object]

TERMII, AFRICASTALKING = "termii", "africastalking"
# lie: says that it was sent, and sends nothing. late-failure: a report says later that it did not arrive.
KINDS = ("refuse", "no-money", "drop", "drop-after", "never", "garbage", "500", "lie", "late-failure")
_KEPT = 500


@dataclass(frozen=True, slots=True)
class TextMessage:
    """One message as it was handed over. `arrived`: whether it is on the phone."""

    id: str
    vendor: str
    to: str
    sender: str
    text: str
    at: str
    arrived: bool


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next messages of one vendor."""

    vendor: str
    kind: str
    times: int = 1


@dataclass
class World:
    """Both companies, and the phones that they reach."""

    termii_key: str = "demo-termii-key"
    africastalking_key: str = "demo-africastalking-key"
    africastalking_username: str = "sandbox"
    webhook_urls: dict[str, str] = field(default_factory=dict)
    silence_s: float = 120.0
    messages: list[TextMessage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    calls: int = 0

    def take_fault(self, vendor: str) -> str:
        """Return the kind of a vendor's next fault, or nothing."""
        self.calls += 1
        for fault in self.faults:
            if fault.vendor == vendor:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
                return fault.kind
        return ""

    def take(self, vendor: str, to: str, sender: str, text: str, *, arrived: bool) -> TextMessage:
        """Take a message in and put it on the phone."""
        prefix = "ATXid_" if vendor == AFRICASTALKING else "3017"
        digits = secrets.token_hex(12) if vendor == AFRICASTALKING else str(secrets.randbelow(10**18))
        at = datetime.now(UTC).isoformat()
        number = "+" + to.removeprefix("+")
        message = TextMessage(prefix + digits, vendor, number, sender, text, at, arrived)
        self.messages = [*self.messages, message][-_KEPT:]
        return message


def create_router(world: World) -> APIRouter:
    """Return both APIs under `/termii` and `/africastalking`, and their control under `/sms/control`."""
    router = APIRouter()
    courier = Courier(lambda: (0.5, 2.0, 5.0))

    def report(message: TextMessage, *, delivered: bool) -> None:
        url = world.webhook_urls.get(message.vendor)
        if url:
            parcel = _report(url, message, delivered=delivered)
            courier.send(lambda: parcel)

    @router.post("/termii/api/sms/send")
    async def termii(request: Request) -> Response:
        kind = world.take_fault(TERMII)
        order = await _json(request)
        wrong = await _go_wrong(world, kind, request)
        if wrong is not None:
            return wrong
        if not hmac.compare_digest(str(order.get("api_key", "")).encode(), world.termii_key.encode()):
            return JSONResponse({"code": 401, "message": "Invalid API key"}, status_code=401)
        if kind in ("refuse", "no-money"):
            said = "Insufficient balance" if kind == "no-money" else "You are not set up on this route"
            return JSONResponse({"code": 400, "message": said}, status_code=400)
        to, text = str(order.get("to", "")), str(order.get("sms", ""))
        if not to.isdigit() or not text:
            return JSONResponse({"code": 422, "message": "Invalid number"}, status_code=422)
        arrived = kind not in ("lie", "late-failure")
        message = world.take(TERMII, to, str(order.get("from", "")), text, arrived=arrived)
        if kind == "drop-after":
            return await hang_up(request)
        if kind != "lie":
            report(message, delivered=arrived)
        said_id = {"message_id": message.id, "message_id_str": message.id}
        return JSONResponse({"code": "ok", "balance": 1047.57, "message": "Successfully Sent", **said_id})

    @router.post("/africastalking/version1/messaging")
    async def africastalking(request: Request) -> Response:
        kind = world.take_fault(AFRICASTALKING)
        form = parse_qs((await request.body()).decode())
        order = {name: values[0] for name, values in form.items()}
        wrong = await _go_wrong(world, kind, request)
        if wrong is not None:
            return wrong
        key = request.headers.get("apikey", "")
        if key != world.africastalking_key or order.get("username") != world.africastalking_username:
            return PlainTextResponse("The supplied authentication is invalid", status_code=401)
        code = {"refuse": 406, "no-money": 405}.get(kind, 101)
        to, text = order.get("to", ""), order.get("message", "")
        arrived = code == 101 and kind not in ("lie", "late-failure")
        message = None
        if code == 101:
            message = world.take(AFRICASTALKING, to, order.get("from", ""), text, arrived=arrived)
        if kind == "drop-after":
            return await hang_up(request)
        if message is not None and kind != "lie":
            report(message, delivered=arrived)
        recipient = {
            "statusCode": code,
            "number": to,
            "status": "Success" if code == 101 else "Rejected",
            "cost": "NGN 2.2000" if code == 101 else "0",
            "messageId": message.id if message is not None else "None",
        }
        said = {"Message": "Sent to 1/1 Total Cost: NGN 2.2000", "Recipients": [recipient]}
        return JSONResponse({"SMSMessageData": said}, status_code=201)

    router.include_router(_control(world), prefix="/sms/control")
    return router


def _control(world: World) -> APIRouter:
    router = APIRouter()

    @router.get("/messages")
    async def messages() -> list[Json]:
        return [asdict(message) for message in world.messages]

    @router.post("/settings")
    async def set_up(changes: Annotated[Json, Body()]) -> Json:
        for name, value in changes.items():
            if name != "webhook_urls" or not isinstance(value, dict):
                raise HTTPException(422, "there is one setting, webhook_urls: vendor → address")
            world.webhook_urls = {str(vendor): str(url) for vendor, url in value.items()}
        return {"webhook_urls": world.webhook_urls}

    @router.post("/faults")
    async def script(fault: Annotated[Json, Body()]) -> Json:
        if fault.get("kind") not in KINDS or fault.get("vendor") not in (TERMII, AFRICASTALKING):
            raise HTTPException(422, f"a fault has a vendor and one of these kinds: {', '.join(KINDS)}")
        world.faults.append(Fault(**fault))  # type: ignore[arg-type]
        return {"waiting": len(world.faults)}

    @router.post("/reset")
    async def reset() -> Json:
        world.messages.clear()
        world.faults.clear()
        return {}

    return router


async def _go_wrong(world: World, kind: str, request: Request) -> Response | None:
    match kind:
        case "drop":
            return await hang_up(request)
        case "never":
            return await keep_silent(request, seconds=world.silence_s)
        case "garbage":
            return Response(b"<html>Bad Gateway</html>", media_type="text/html")
        case "500":
            return JSONResponse({"message": "Internal error"}, status_code=500)
        case _:
            return None


def _report(url: str, message: TextMessage, *, delivered: bool) -> Parcel:
    if message.vendor == AFRICASTALKING:
        form = {"id": message.id, "status": "Success" if delivered else "Failed", "phoneNumber": message.to}
        if not delivered:
            form["failureReason"] = "AbsentSubscriber"
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return Parcel(url, urlencode(form).encode(), headers)
    said: Mapping[str, object] = {
        "type": "outbound",
        "message_id": message.id,
        "receiver": message.to.removeprefix("+"),
        "sender": message.sender,
        "sent_at": message.at,
        "status": "DELIVERED | Message delivered to handset" if delivered else "Message Failed",
        "channel": "dnd",
    }
    return Parcel(url, json.dumps(said).encode())


async def _json(request: Request) -> Json:
    try:
        said = json.loads(await request.body())
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
