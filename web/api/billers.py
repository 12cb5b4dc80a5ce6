"""Who can be paid, what each has on its list, and what does not work at the moment."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints

from domain.billers import Asks, Biller, Plan
from domain.outages import BillerState, Outage
from domain.vendors import Category
from web.api.access import Me
from web.api.given import Api, Given
from web.api.pages import USUAL, Cursor, Limit, after, cut
from web.api.problems import SIGNED_IN
from web.api.shapes import Said

router = APIRouter(prefix="/billers", tags=["billers"], responses=SIGNED_IN)

BillerId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$"), Field(examples=["ikeja-electric"])]
PlanId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]{1,80}$"), Field(examples=["mtn-1gb-1000"])]


class BillerSaid(Said):
    """A company that can be paid, and what it wants to know for that."""

    id: str = Field(examples=["ikeja-electric"])
    name: str = Field(examples=["Ikeja Electric"])
    category: Category
    asks: Asks = Field(description="By what it knows whom the money is for: the `reference` of a payment.")
    names_owner: bool = Field(description="It says whose reference it is before anybody pays.")
    has_plans: bool = Field(description="It is paid by choosing a plan; else by saying how much.")
    can_renew: bool = Field(description="What the customer has can be paid once more without choosing.")
    plan_first: bool = Field(description="The reference is good for one plan only, so that is chosen first.")
    minimum: int = Field(description="In kobo.", examples=[100_000])
    maximum: int = Field(description="In kobo.", examples=[50_000_000])
    on_sale: bool
    state: BillerState | None = Field(description="If it is not well: `slow`, or `paused` and not sold.")


class BillerList(Said):
    """Companies, in the order of showing."""

    items: list[BillerSaid]


class CategoryList(Said):
    """What kinds of bills there are to pay."""

    items: list[Category]


class PlanSaid(Said):
    """One thing on a biller's list."""

    id: str = Field(examples=["mtn-1gb-1000"])
    name: str = Field(examples=["1GB - 30 days"])
    amount: int | None = Field(description="In kobo. Null: you say how much.", examples=[100_000])


class PlanPage(Said):
    """Plans, in the order of showing."""

    items: list[PlanSaid]
    next: str | None = Field(description="The cursor of the next page.", examples=["mtn-1gb-1000"])


class NotWell(Said):
    """A company that is slow, is not sold, or has something told about it."""

    biller_id: str = Field(examples=["ikeja-electric"])
    name: str = Field(examples=["Ikeja Electric"])
    state: BillerState | None = Field(description="Null: it works, and something is told of it.")
    since: datetime | None
    until: datetime | None = Field(description="If it is known when it is sold again.")
    said: str | None = Field(
        description="What our staff told about it last.", examples=["Their server is being repaired."]
    )


class Standstill(Said):
    """We work on the house: nothing that takes money begins."""

    said: str = Field(examples=["We are moving to a larger server."])
    since: datetime
    until: datetime | None


class Status(Said):
    """All that does not work as it should. Whoever is not named is well."""

    not_well: list[NotWell]
    maintenance: Standstill | None


@router.get("", summary="Who can be paid")
async def billers(_: Me, api: Given, category: Category | None = None) -> BillerList:
    """Return what is on sale, of one category or of all."""
    wanted = list(Category) if category is None else [category]
    found = [biller for each in wanted for biller in await api.business.billers.on_sale(each)]
    return BillerList(items=[_said(api, biller) for biller in found])


@router.get("/categories", summary="What kinds of bills there are")
async def categories(_: Me, api: Given) -> CategoryList:
    """Return the categories in which something is on sale."""
    return CategoryList(items=[each for each in Category if await api.business.billers.on_sale(each)])


@router.get("/status", summary="What does not work at the moment")
async def status(_: Me, api: Given) -> Status:
    """Return the companies that are slow or not sold, since when, and what is told about them."""
    business = api.business
    told = await business.staff_services.incidents.open_words()
    states, stop = business.outages.now(), business.maintenance.now()
    not_well = []
    for biller_id in sorted(states.keys() | told.keys()):
        outage = business.outages.open_of(biller_id)
        word = told.get(biller_id)
        not_well.append(
            NotWell(
                biller_id=biller_id,
                name=(await business.billers.get(biller_id)).name,
                state=states.get(biller_id),
                since=outage.began_at if outage is not None else None,
                until=_until(outage),
                said=word.text if word is not None else None,
            )
        )
    closed = Standstill(said=stop.text, since=stop.since, until=stop.until) if stop is not None else None
    return Status(not_well=not_well, maintenance=closed)


@router.get("/{biller_id}", summary="One biller")
async def biller(biller_id: BillerId, _: Me, api: Given) -> BillerSaid:
    """Return a biller, on sale or not."""
    return _said(api, await api.business.billers.get(biller_id))


@router.get("/{biller_id}/plans", summary="What a biller has to choose from")
async def plans(
    biller_id: BillerId, _: Me, api: Given, cursor: Cursor = None, limit: Limit = USUAL
) -> PlanPage:
    """Return a page of its plans. A price is agreed on by a quote alone."""
    await api.business.billers.get(biller_id)
    following = after(await api.business.billers.plans(biller_id), cursor, _place)
    page, more = cut(following, limit, _place)
    return PlanPage(items=[_plan(each) for each in page], next=more)


def _said(api: Api, biller: Biller) -> BillerSaid:
    kind = biller.kind
    return BillerSaid(
        id=biller.id,
        name=biller.name,
        category=biller.category,
        asks=kind.asks,
        names_owner=kind.is_validated,
        has_plans=kind.has_plans,
        can_renew=kind.is_renewed,
        plan_first=kind.plan_first,
        minimum=biller.minimum.kobo,
        maximum=biller.maximum.kobo,
        on_sale=biller.on_sale,
        state=api.business.outages.now().get(biller.id),
    )


def _plan(plan: Plan) -> PlanSaid:
    return PlanSaid(id=plan.id, name=plan.name, amount=plan.amount.kobo if plan.amount is not None else None)


def _place(plan: Plan) -> str:
    return plan.id


def _until(outage: Outage | None) -> datetime | None:
    return outage.resumes_at if outage is not None else None
