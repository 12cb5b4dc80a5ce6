"""Who asks, and how often: the bearer's token, and the allowances of accounts and addresses."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from domain.customers import Customer
from domain.rate_limits import Allowance, TooManyRequests
from domain.sign_ins import Claims, NotSignedIn
from web.api.given import Api, Given

_bearer = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    scheme_name="access token",
    description="The `access_token` of a sign-in. It is good for half an hour.",
)

_PARAMETERS: dict[str, frozenset[str]] = {}  # of the query of each route, by its name


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who asks."""

    customer: Customer
    claims: Claims

    @property
    def id(self) -> str:
        """The customer's id."""
        return self.customer.id


async def count(api: Api, key: str, allowance: Allowance) -> None:
    """Count a request against an allowance.

    :raises TooManyRequests: if it is used up
    """
    wait = await api.limiter.take(key, allowance)
    if wait > timedelta():
        raise TooManyRequests(seconds=math.ceil(wait.total_seconds()))


async def counted_by_address(request: Request, api: Given) -> None:
    """Count every request against its address's allowance."""
    await count(api, f"address:{address_of(request)}", api.rules.of_address)


async def only_known_parameters(request: Request) -> None:
    """Refuse a query with a name that the route does not have: a filter that is misspelt filters nothing.

    :raises RequestValidationError: naming it
    """
    if not request.query_params:
        return
    known = _parameters_of(request.scope["route"])
    problems = [
        {"type": "extra_forbidden", "loc": ("query", name[:40]), "msg": "There is no such parameter"}
        for name in request.query_params
        if name not in known
    ]
    if problems:
        raise RequestValidationError(problems)


async def counted_as_sign_in(request: Request, api: Given) -> None:
    """Count what anybody may try without a token."""
    await count(api, f"sign-in:{address_of(request)}", api.rules.sign_ins_of_address)


async def signed_in(
    api: Given, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> SignedIn:
    """Return who asks.

    :raises NotSignedIn: if there is no good token
    """
    if credentials is None:
        raise NotSignedIn
    customer, claims = await api.sign_ins.who(credentials.credentials, now=api.clock())
    await count(api, f"account:{customer.id}", api.rules.of_account)
    return SignedIn(customer, claims)


def _parameters_of(route: APIRoute) -> frozenset[str]:
    found = _PARAMETERS.get(route.unique_id)
    if found is None:
        found = _PARAMETERS[route.unique_id] = frozenset(_of(route.dependant))
    return found


def _of(dependant: Dependant) -> Iterator[str]:
    yield from (each.alias for each in dependant.query_params)
    for under in dependant.dependencies:
        yield from _of(under)


def address_of(request: Request) -> str:
    """Return from where somebody asks, as far as trusted proxies say it."""
    return request.client.host if request.client is not None else "unknown"


Me = Annotated[SignedIn, Depends(signed_in)]
