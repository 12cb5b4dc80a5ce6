"""What staff may look at. Every look at somebody's data is written down before it is shown."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StringConstraints

from domain.access_log import Shown
from domain.staff import MAY, Act
from domain.staff_people import OnDuty
from domain.stats import Period
from domain.times import lagos_day
from web.api.admin_shapes import (
    AuditRows,
    CustomerSaid,
    FiguresSaid,
    RequestList,
    StaffSaid,
    StorySaid,
    TicketList,
    customer_said,
    figures_said,
    request_said,
    row_said,
    story_said,
    ticket_said,
)
from web.api.given import Api, Given
from web.api.on_duty import noted, permitted, shown
from web.api.pages import Limit
from web.api.problems import SIGNED_IN
from web.api.shapes import Body, Id

router = APIRouter(prefix="/admin", tags=["admin"], responses=SIGNED_IN)

_MOST_REQUESTS = 50
Day = Annotated[
    date | None,
    Query(ge=date(2020, 1, 1), le=date(2199, 12, 31), description="In Lagos.", examples=["2026-11-24"]),
]


class Whom(Body):
    """Whom staff mean. It is sent in a body, because addresses stand in logs."""

    customer: Annotated[str, StringConstraints(min_length=3, max_length=64)] = Field(
        description="Phone, @username, Telegram id, id, or a reference of hers.", examples=["08031234567"]
    )


@router.get("/me", summary="What may I do")
async def who_am_i(duty: Annotated[OnDuty, Depends(permitted(Act.WHO_AM_I))], api: Given) -> StaffSaid:
    """Return one's roles, and what they permit."""
    return StaffSaid(
        name=duty.person.name,
        roles=sorted(duty.roles),
        acts=[act for act in Act if MAY.get(act, frozenset()) & duty.roles],
        has_pin=await api.business.staff_pins.is_set(duty.person.name),
    )


@router.post("/customers/find", summary="Find a customer")
async def find_customer(
    body: Whom, duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_CUSTOMER))], api: Given
) -> CustomerSaid:
    """Return the customer who is meant, masked. The look is written down."""
    customer = await api.business.staff_desk.customer(body.customer)
    return await _customer(api, duty, customer.id)


@router.get("/customers/{customer_id}", summary="One customer")
async def one_customer(
    customer_id: Id, duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_CUSTOMER))], api: Given
) -> CustomerSaid:
    """Return a customer, masked. The look is written down."""
    return await _customer(api, duty, customer_id)


@router.get("/payments/{reference}", summary="The story of a payment")
async def payment_story(
    reference: Id, duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_PAYMENT))], api: Given
) -> StorySaid:
    """Return all that happened to a payment. The look is written down."""
    desk = api.business.staff_desk
    payment = await desk.payment(reference)
    story = await desk.story(payment)
    await shown(api, duty, Shown.PAYMENT, payment.id, payment.customer_id)
    return story_said(story)


@router.get("/stats", summary="How the business goes")
async def stats(
    duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_FIGURES))],
    api: Given,
    first: Day = None,
    last: Day = None,
) -> FiguresSaid:
    """Return the sums of some days; of today, if none are said."""
    now = api.clock()
    until = last or first or lagos_day(now)
    period = Period(first or until, until)
    report = await api.business.staff_services.stats.report(period, by_day=False, now=now)
    await noted(api, duty, Act.LOOK_AT_FIGURES, "everything")
    return figures_said(report)


@router.get("/requests", summary="What waits for a second person")
async def requests(
    duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_REQUESTS))], api: Given
) -> RequestList:
    """Return the requests that are open, the oldest first."""
    waiting = await api.business.staff_desk.open_requests(now=api.clock(), limit=_MOST_REQUESTS)
    await noted(api, duty, Act.LOOK_AT_REQUESTS, "requests")
    return RequestList(items=[request_said(each) for each in waiting])


@router.get("/tickets", summary="What customers reported")
async def tickets(
    duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_TICKETS))], api: Given, limit: Limit = 20
) -> TicketList:
    """Return the tickets that wait, the one whose answer is due first first."""
    waiting = await api.business.staff_services.ticket_desk.waiting(limit=limit)
    await noted(api, duty, Act.LOOK_AT_TICKETS, "tickets")
    return TicketList(items=[ticket_said(each) for each in waiting])


@router.get("/audit", summary="The audit log")
async def audit(
    duty: Annotated[OnDuty, Depends(permitted(Act.LOOK_AT_AUDIT_LOG))],
    api: Given,
    about: Annotated[
        str | None,
        Query(
            pattern=r"^[0-9A-Za-z:.@_-]{1,64}$",
            description="An actor, a customer, or what was done with. Left out: everything.",
            examples=["telegram:100000001"],
        ),
    ] = None,
    limit: Limit = 20,
) -> AuditRows:
    """Return the newest rows. The look is a row, too."""
    entries = await api.business.audit_log.newest(about, limit=limit)
    await noted(api, duty, Act.LOOK_AT_AUDIT_LOG, about or "everything")
    return AuditRows(items=[row_said(each) for each in entries])


async def _customer(api: Api, duty: OnDuty, customer_id: str) -> CustomerSaid:
    desk = api.business.staff_desk
    profile = await desk.profile(await desk.customer(customer_id))
    await shown(api, duty, Shown.CUSTOMER, profile.customer.id, profile.customer.id)
    return customer_said(profile, api.clock())
