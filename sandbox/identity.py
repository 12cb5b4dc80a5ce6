"""Who checks BVNs and NINs, on this machine. Any number is hers who says so, but for some.

22222222222 hers, 33333333333 somebody else's, 44444444444 nobody's, 55555555555 they are down,
66666666666 they are slow, 77777777777 they answer with rubbish. `POST /identity/control/people` with
`{"number": "…", "name": "…"}` says whose another number is.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from sandbox.connections import linger

Json = dict[str, object]

HERS = "22222222222"
ANOTHERS, ANOTHER = "33333333333", "MUSA BELLO GARBA"
NOBODYS = "44444444444"
DOWN = "55555555555"
SLOW = "66666666666"
RUBBISH = "77777777777"
KINDS = ("bvn", "nin")


@dataclass
class World:
    """The company, and whose numbers it knows."""

    api_key: str = "demo-identity-key"
    slow_s: float = 4.0
    people: dict[str, str] = field(default_factory=dict)  # number → name
    calls: list[str] = field(default_factory=list)  # the kinds that were asked about


def create_router(world: World) -> APIRouter:
    """Return the API under `/identity/v1`, and its control under `/identity/control`."""
    router = APIRouter()

    @router.post("/identity/v1/verifications")
    async def verify(request: Request) -> Response:
        key = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(key.encode(), world.api_key.encode()):
            return JSONResponse({"error": "unauthorized"}, status_code=401)
        asked = _read(await request.body())
        kind, number, name = (str(asked.get(part, "")) for part in ("kind", "number", "name"))
        if kind not in KINDS or len(number) != 11 or not number.isdigit():
            return JSONResponse({"error": "invalid request"}, status_code=422)
        world.calls.append(kind)
        if number == DOWN:
            return JSONResponse({"error": "registry unavailable"}, status_code=503)
        if number == RUBBISH:
            return Response(b"<html>Bad Gateway</html>", media_type="text/html")
        if number == SLOW:
            await linger(request, seconds=world.slow_s)
        if number == NOBODYS:
            return JSONResponse({"status": "not_found"}, status_code=404)
        found = world.people.get(number, ANOTHER if number == ANOTHERS else name.upper())
        return JSONResponse({"status": "found", **_parts(found)})

    @router.post("/identity/control/people")
    async def introduce(person: Annotated[Json, Body()]) -> Json:
        number, name = person.get("number"), person.get("name")
        if not isinstance(number, str) or not isinstance(name, str):
            raise HTTPException(422, "a person has a number and a name")
        world.people[number] = name
        return {"people": len(world.people)}

    return router


def _parts(name: str) -> Json:
    first, *between, last = name.split() if len(name.split()) > 1 else (name, "")
    return {"first_name": first, "middle_name": " ".join(between), "last_name": last}


def _read(body: bytes) -> Json:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
