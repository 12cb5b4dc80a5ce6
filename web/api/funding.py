"""Adding money through a payment page."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from fastapi import APIRouter, Response, status
from pydantic import Field

from domain.errors import NotAllowed
from domain.money import Money
from domain.top_ups import TopUp, TopUpStatus
from web.api.access import Me, SignedIn
from web.api.given import Api, Given, IdempotencyKey
from web.api.once import once
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, Id, Kobo, Said

router = APIRouter(prefix="/wallet/fund", tags=["wallet"], responses=SIGNED_IN)


class Funding(Body):
    """How much is to come in."""

    amount: Kobo


class TopUpSaid(Said):
    """Money on its way into the wallet."""

    id: str = Field(
        description="Also our reference at the bank.", examples=["0192f1c47d3a7c21a4b0a9de5c1f0e77"]
    )
    amount: int = Field(description="In kobo: exactly that has to be paid.", examples=[150_000])
    status: TopUpStatus = Field(
        description="`open`: nothing is in yet. `in-review`: something else came in than was asked for, and "
        "a person of ours looks."
    )
    checkout_url: str | None = Field(
        description="Where it is paid, while it is open.", examples=["https://checkout.example.com/a1b2c3"]
    )
    opened_at: datetime
    expires_at: datetime
    ended_at: datetime | None


@router.post("", status_code=status.HTTP_201_CREATED, response_model=TopUpSaid, summary="Add money")
async def fund(body: Funding, me: Me, api: Given, key: IdempotencyKey) -> Response:
    """Open a payment page for exactly that amount. It takes no PIN: money comes in."""
    return await once(api, me, key, "fund", body, lambda new_id: _opened(api, me, new_id, body))


@router.get("/{top_up_id}", summary="Is it in")
async def one(top_up_id: Id, me: Me, api: Given) -> TopUpSaid:
    """Return how a top-up stands, as we know it."""
    return _said(await api.business.top_ups.get(me.id, top_up_id), api.clock())


@router.post("/{top_up_id}/check", summary="I have paid")
async def check(top_up_id: Id, me: Me, api: Given) -> TopUpSaid:
    """Ask the processor now whether it was paid, and take in what was."""
    now = api.clock()
    found = await api.business.top_ups.find(me.id, top_up_id, now=now)
    return _said(found.top_up, now)


async def _opened(api: Api, me: SignedIn, new_id: str, body: Funding) -> TopUpSaid:
    now = api.clock()
    with suppress(NotAllowed):  # there is none: it is asked for the first time
        top_up = await api.business.top_ups.get(me.id, new_id)
        if top_up.checkout_url is not None:
            return _said(top_up, now)
    return _said(await api.business.top_ups.open(new_id, me.id, Money(body.amount), card=None, now=now), now)


def _said(top_up: TopUp, now: datetime) -> TopUpSaid:
    can_pay = top_up.status is TopUpStatus.OPEN and now < top_up.expires_at
    return TopUpSaid(
        id=top_up.id,
        amount=top_up.amount.kobo,
        status=top_up.status,
        checkout_url=top_up.checkout_url if can_pay else None,
        opened_at=top_up.opened_at,
        expires_at=top_up.expires_at,
        ended_at=top_up.ended_at,
    )
