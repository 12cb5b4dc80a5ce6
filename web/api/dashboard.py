"""What one sees first: what there is, what was paid last, what comes, and what waits."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from pydantic import Field

from domain.payments import HOLDING, Payment, PaymentStatus
from domain.schedules import Mode, Schedule, ScheduleStatus
from domain.vendors import Category
from web.api.access import Me
from web.api.given import Given
from web.api.problems import SIGNED_IN
from web.api.shapes import Id, Said

router = APIRouter(tags=["dashboard"], responses=SIGNED_IN)

_LOOKED_THROUGH, _SHOWN = 50, 5


class RecentPayment(Said):
    """A payment, in one line."""

    id: Id
    biller_id: str = Field(examples=["mtn"])
    category: Category
    reference: str = Field(description="As the biller knows it.", examples=["08031234567"])
    total: int = Field(description="In kobo.", examples=[50_000])
    status: PaymentStatus
    accepted_at: datetime


class UpcomingBill(Said):
    """What pays itself next."""

    recurring_id: Id
    biller_id: str = Field(examples=["ikeja-electric"])
    category: Category
    on: date
    total: int = Field(description="What it cost when it was agreed upon, in kobo.", examples=[252_688])
    mode: Mode


class Dashboard(Said):
    """The whole of it."""

    wallet: int = Field(description="What can be spent, in kobo.", examples=[1_250_000])
    cashback: int = Field(description="In kobo.", examples=[34_500])
    held: int = Field(description="Set aside for payments that are under way, in kobo.", examples=[0])
    under_way: int = Field(description="How many of the latest payments are not decided.", examples=[0])
    open_tickets: int = Field(description="Problems that we are to answer.", examples=[0])
    recent: list[RecentPayment] = Field(description="The newest first.")
    upcoming: list[UpcomingBill] = Field(description="The soonest first.")


@router.get("/dashboard", summary="What one sees first")
async def dashboard(me: Me, api: Given) -> Dashboard:
    """Return balances, the latest payments, the next bills, and what waits."""
    business = api.business
    accounts = await business.wallets.of(me.id)
    payments = await business.payments.history(me.id, limit=_LOOKED_THROUGH)
    schedules = await business.schedules.of(me.id)
    tickets = await business.problems.of(me.id, limit=_LOOKED_THROUGH)
    coming = [
        (each.occurrence, each)
        for each in schedules
        if each.status is ScheduleStatus.ACTIVE and each.occurrence is not None
    ]
    coming.sort(key=lambda found: (found[0], found[1].id))
    return Dashboard(
        wallet=accounts.wallet.kobo,
        cashback=accounts.cashback.kobo,
        held=accounts.held.kobo,
        under_way=sum(each.status in HOLDING for each in payments),
        open_tickets=sum(each.is_open for each in tickets),
        recent=[_recent(each) for each in payments[:_SHOWN]],
        upcoming=[_upcoming(day, each) for day, each in coming[:_SHOWN]],
    )


def _recent(payment: Payment) -> RecentPayment:
    order = payment.order
    return RecentPayment(
        id=payment.id,
        biller_id=order.biller_id,
        category=order.category,
        reference=order.recipient.reference,
        total=payment.quote.total.kobo,
        status=payment.status,
        accepted_at=payment.accepted_at,
    )


def _upcoming(day: date, schedule: Schedule) -> UpcomingBill:
    terms = schedule.terms
    return UpcomingBill(
        recurring_id=schedule.id,
        biller_id=terms.biller_id,
        category=terms.category,
        on=day,
        total=terms.agreed.kobo,
        mode=terms.mode,
    )
