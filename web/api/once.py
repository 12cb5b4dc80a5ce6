"""What happens once, however often it is asked for under the same key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from pydantic import BaseModel
from starlette.responses import Response

from domain.idempotency import Answer
from web.api.access import SignedIn
from web.api.given import Api
from web.api.shapes import Body

_SECRETS = frozenset({"pin", "code", "staff_pin"})  # may differ when the same is asked for again
REPLAYED = "Idempotent-Replayed"


async def once(
    api: Api,
    me: SignedIn,
    key: str,
    what: str,
    body: Body,
    do: Callable[[str], Awaitable[BaseModel]],
    *,
    status: int = 201,
    secrets: frozenset[str] = _SECRETS,
) -> Response:
    """Do what a request asks for, or answer as the first time.

    :param what: names the route, so that a key is good for one of them
    :param do: does it under the id that it is given; under the same id it may be done again and changes
        nothing, because an answer may be lost before it is kept. A refusal that it raises is not kept.
    :param secrets: fields that are not part of what is asked for
    :raises KeyUsedOtherwise: if the key was used for another request
    """
    request = f"{what}\n{body.model_dump_json(exclude=set(secrets))}".encode()
    asked = await api.idempotency.begin(me.id, key, request, now=api.clock())
    if asked.answer is not None:
        return _answered(asked.answer, replayed=True)
    said = await do(asked.subject_id)
    answer = Answer(status, said.model_dump_json().encode())
    await api.idempotency.end(asked, answer)
    return _answered(answer, replayed=False)


def _answered(answer: Answer, *, replayed: bool) -> Response:
    headers = {REPLAYED: "true"} if replayed else None
    return Response(answer.body, answer.status, media_type="application/json", headers=headers)
