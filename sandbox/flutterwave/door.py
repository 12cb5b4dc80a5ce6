"""What every endpoint of this Flutterwave does alike: its key and how it reads a request."""

from __future__ import annotations

import hmac
import json

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from sandbox.flutterwave import answers
from sandbox.flutterwave.world import World


async def read_form(request: Request) -> answers.Json:
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
    return JSONResponse(answers.bad("Authorization required"), status_code=401)
