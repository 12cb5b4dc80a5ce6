"""One Bot API call as it arrived: who calls, the parameters whatever the encoding, the uploaded files."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from sandbox.telegram.refusals import ApiRefusal, bad_request
from sandbox.telegram.state import Bot, World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    mime_type: str
    content: bytes


@dataclass(slots=True)
class Call:
    """A method call of one bot."""

    world: World
    bot: Bot
    method: str
    params: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.params.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int, *, low: int, high: int) -> int:
        """Read a number and press it into its range, as the server does."""
        try:
            value = int(self.params.get(name, default) or 0)
        except (TypeError, ValueError):
            value = 0
        return min(max(value, low), high)

    def flag(self, name: str) -> bool:
        value = self.params.get(name, False)
        return value if isinstance(value, bool) else str(value).lower() in ("true", "yes", "1")

    def json(self, name: str) -> Any:
        """Read a structured parameter: a JSON value, or its text.

        :raises ApiRefusal: 400 where the text is no JSON
        """
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {name} JSON object") from None


async def read_call(content_type: str, query: bytes, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Read the parameters of a request, wherever they are.

    :raises ApiRefusal: 400 for a body that is not what it says it is
    """
    params: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if not body:
        return params, {}
    if content_type.startswith("application/json"):
        params.update(_read_json(body))
    elif content_type.startswith("application/x-www-form-urlencoded"):
        params.update(parse_qsl(body.decode(), keep_blank_values=True))
    elif content_type.startswith("multipart/form-data"):
        fields, files = await _read_multipart(content_type, body)
        return params | fields, files
    return params, {}


def _read_json(body: bytes) -> Mapping[str, Any]:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict):
        raise ApiRefusal(400, "Bad Request: can't parse JSON object")
    return {name: entry for name, entry in value.items() if entry is not None}


async def _read_multipart(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        form = await MultiPartParser(Headers({"content-type": content_type}), stream()).parse()
    except (MultiPartException, KeyError) as error:
        raise bad_request("can't parse multipart form data") from error
    fields: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = Upload(
                value.filename or name, value.content_type or "application/octet-stream", await value.read()
            )
        else:
            fields[name] = value
    return fields, files
