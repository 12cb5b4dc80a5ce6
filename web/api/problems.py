"""Every answer that is not what was asked for: problem details (RFC 9457), in one sentence, nothing inner."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response

from domain.errors import Refusal, Unavailable
from domain.money import Money
from domain.phones import Phone
from web.api.given import Api, language_of

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
_SOON = 2  # seconds after which to ask again when the books could not be used

# What a refusal is in HTTP. All others are 409: the request is understood, and the business says no.
_STATUS: Mapping[str, HTTPStatus] = {
    "not-signed-in": HTTPStatus.UNAUTHORIZED,
    "wrong-login": HTTPStatus.UNAUTHORIZED,
    "wrong-pin": HTTPStatus.FORBIDDEN,
    "pin-locked": HTTPStatus.FORBIDDEN,
    "step-up-needed": HTTPStatus.FORBIDDEN,
    "wrong-code": HTTPStatus.FORBIDDEN,
    "code-expired": HTTPStatus.FORBIDDEN,
    "code-void": HTTPStatus.FORBIDDEN,
    "wrong-approval": HTTPStatus.FORBIDDEN,
    "not-your-role": HTTPStatus.FORBIDDEN,
    "own-account": HTTPStatus.FORBIDDEN,
    "own-request": HTTPStatus.FORBIDDEN,
    "no-staff-pin": HTTPStatus.FORBIDDEN,
    "nobody-like-that": HTTPStatus.NOT_FOUND,
    "no-such-payment": HTTPStatus.NOT_FOUND,
    "no-such-request": HTTPStatus.NOT_FOUND,
    "not-allowed": HTTPStatus.NOT_FOUND,  # somebody else's is as good as not there
    "unknown-biller": HTTPStatus.NOT_FOUND,
    "unknown-plan": HTTPStatus.NOT_FOUND,
    "unknown-to-biller": HTTPStatus.NOT_FOUND,
    "nobody-found": HTTPStatus.NOT_FOUND,
    "password-locked": HTTPStatus.TOO_MANY_REQUESTS,
    "code-asked-too-soon": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-codes": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-name-checks": HTTPStatus.TOO_MANY_REQUESTS,
    "too-many-requests": HTTPStatus.TOO_MANY_REQUESTS,
    "not-an-amount": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-phone-number": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-an-e-mail": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-meter-number": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not-a-reference": HTTPStatus.UNPROCESSABLE_ENTITY,
    "order-incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "weak-pin": HTTPStatus.UNPROCESSABLE_ENTITY,
    "weak-password": HTTPStatus.UNPROCESSABLE_ENTITY,
    "key-used-otherwise": HTTPStatus.UNPROCESSABLE_ENTITY,
    "biller-unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "biller-paused": HTTPStatus.SERVICE_UNAVAILABLE,
    "checkout-down": HTTPStatus.SERVICE_UNAVAILABLE,
    "printer-busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "under-maintenance": HTTPStatus.SERVICE_UNAVAILABLE,
}


class FieldProblem(BaseModel):
    """What is wrong with one field. What was sent is not repeated."""

    field: str = Field(examples=["body.amount"])
    problem: str = Field(examples=["Input should be greater than 0"])


class Problem(BaseModel):
    """Why a request was not carried out."""

    type: str = Field(
        description="Names the kind of problem, for programs.",
        examples=["/api/v1/problems/insufficient-funds"],
    )
    title: str = Field(examples=["Conflict"])
    status: int = Field(examples=[409])
    detail: str = Field(
        description="One sentence for a person, in the language that was asked for.",
        examples=["You need ₦500 more. Nothing was charged."],
    )
    code: str = Field(description="The last part of `type`.", examples=["insufficient-funds"])
    values: dict[str, Any] = Field(
        default_factory=dict, description="What the sentence says, amounts in kobo.", examples=[{}]
    )
    errors: list[FieldProblem] = Field(default_factory=list, examples=[[]])
    request_id: str | None = Field(
        default=None, description="To be told to support.", examples=["907525c667bfc794f90674ecec1576ee"]
    )


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of these statuses."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


# What any route may answer; those that say who asks and move money, more.
ANY_ROUTE = documented(400, 408, 413, 422, 429, 500, 503)
SIGNED_IN = {**ANY_ROUTE, **documented(401, 403, 404, 409)}


def problem(
    request: Request,
    status: HTTPStatus,
    code: str,
    detail: str,
    *,
    values: Mapping[str, Any] | None = None,
    errors: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as it is answered."""
    said = Problem(
        type=f"/api/v1/problems/{code}",
        title=status.phrase,
        status=status,
        detail=detail,
        code=code,
        values=dict(values or {}),
        errors=errors or [],
        request_id=structlog.contextvars.get_contextvars().get("trace"),
    )
    return Response(
        orjson.dumps(said.model_dump(mode="json")), status, media_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def refused(request: Request, refusal: Refusal) -> Response:
    """Return what a refusal is answered with."""
    api: Api = request.app.state.api
    status = _STATUS.get(refusal.code, HTTPStatus.CONFLICT)
    values = {name: _plain(value) for name, value in refusal.values.items()}
    headers: dict[str, str] = {}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if status is HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(_wait(refusal, api.clock()))
    sentence = api.explain(refusal, language_of(request))
    log.info("refused", code=refusal.code)
    return problem(request, status, refusal.code, sentence, values=values, headers=headers)


def explain_problems(app: FastAPI) -> None:
    """Let an application answer every error as a problem."""

    @app.exception_handler(Refusal)
    async def _refused(request: Request, refusal: Refusal) -> Response:
        return refused(request, refusal)

    @app.exception_handler(Unavailable)
    async def _unavailable(request: Request, trouble: Unavailable) -> Response:
        api: Api = request.app.state.api
        log.warning("the books could not be used", trouble=trouble.code)
        sentence = api.explain(trouble, language_of(request))
        status, headers = HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": str(_SOON)}
        return problem(request, status, trouble.code, sentence, headers=headers)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        found = [
            FieldProblem(field=".".join(map(str, each["loc"])), problem=str(each["msg"]).replace("\x00", ""))
            for each in error.errors()
        ]
        sentence = "The request is not as documented."
        return problem(
            request, HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", sentence, errors=found[:20]
        )

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        status = HTTPStatus(error.status_code)
        code = status.phrase.lower().replace(" ", "-")
        return problem(request, status, code, f"{status.phrase}.", headers=error.headers)

    @app.exception_handler(Exception)
    async def _surprise(request: Request, error: Exception) -> Response:
        log.exception("a request could not be answered", exc_info=error)
        sentence = "Something went wrong here. Ask again in a moment: nothing happens twice."
        return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, "surprise", sentence)


def _wait(refusal: Refusal, now: datetime) -> int:
    seconds = refusal.values.get("seconds")
    if isinstance(seconds, int):
        return max(1, seconds)
    until = refusal.values.get("until")
    return max(1, math.ceil((until - now).total_seconds())) if isinstance(until, datetime) else 60


def _plain(value: object) -> object:
    match value:
        case Money():
            return value.kobo
        case Phone():
            return value.national
        case datetime():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case int() | str() | None:
            return value
        case _:
            return str(value)
