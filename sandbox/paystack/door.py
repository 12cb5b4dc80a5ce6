"""What every endpoint of this Paystack does alike: its key, its errors, and how it goes wrong."""

from __future__ import annotations

import hmac
import json

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import hang_up, keep_silent, linger
from sandbox.paystack.webhooks import Json
from sandbox.paystack.world import Fault, World


async def go_wrong(world: World, fault: Fault, request: Request) -> Response | None:
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


async def read_form(request: Request) -> Json:
    """Return the JSON object of a request; an empty one for anything else."""
    try:
        said = json.loads(await request.body())
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def key_fits(world: World, request: Request) -> bool:
    """Return whether the request has the secret key."""
    given = request.headers.get("authorization", "").encode()
    return hmac.compare_digest(given, f"Bearer {world.secret_key}".encode())


def key_refused() -> Response:
    """Refuse a wrong key."""
    return no("Invalid key", "invalid_Key", status=401)


def no(message: str, code: str, *, status: int = 400) -> Response:
    """Say no, as Paystack does."""
    said = {
        "status": False,
        "message": message,
        "meta": {"nextStep": "Check the request and try again"},
        "type": "validation_error",
        "code": code,
    }
    return JSONResponse(said, status_code=status)
