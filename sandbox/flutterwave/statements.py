"""Flutterwave's lists of payments, refunds and settlements, and what tests plant in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse, Response

from sandbox.flutterwave import answers
from sandbox.flutterwave.charges import as_told
from sandbox.flutterwave.door import key_fits, key_refused
from sandbox.flutterwave.mischief import Plan
from sandbox.flutterwave.world import World

PAGE = 20
FIRST_SETTLEMENT = 40_000
FIRST_STRANGE = 9_900_000_000


def create_statements_router(world: World) -> APIRouter:
    """Return the lists (`transactions`, `refunds`, `settlements`), by `from`, `to` and `page`."""
    router = APIRouter()

    @router.get("/transactions")
    async def transactions(request: Request, tx_ref: str = "") -> Response:
        charges = [one for one in world.charge_book.charges.values() if tx_ref in ("", one.tx_ref)]
        return await _tell(world, request, "transactions", [as_told(one) for one in reversed(charges)])

    @router.get("/refunds")
    async def refunds(request: Request) -> Response:
        return await _tell(world, request, "refunds", [])

    @router.get("/settlements")
    async def settlements(request: Request) -> Response:
        return await _tell(world, request, "settlements", _settlements(world))

    return router


def create_statements_control_router(world: World) -> APIRouter:
    """Return how the lists are made to tell something else.

    `POST /oddities` takes `list`, `do` (omit, fail, `dearer` with `kobo`, `strange` with `row`) and `id`.
    """
    router = APIRouter()

    @router.post("/oddities")
    async def plant(oddity: Annotated[answers.Json, Body()]) -> answers.Json:
        world.oddities.append(oddity)
        return {"planted": len(world.oddities)}

    return router


def _settlements(world: World) -> list[answers.Json]:
    days: dict[date, list[int]] = {}
    for charge in world.charge_book.charges.values():
        if charge.status == "successful" and charge.currency == "NGN":
            sums = days.setdefault(_began(as_told(charge)).date(), [0, 0, 0])
            sums[0] += charge.amount_kobo
            sums[1] += charge.fee_kobo
            sums[2] += 1
    return [
        _settlement(day, *sums)
        for day, sums in sorted(days.items(), reverse=True)
        if day < world.now().date()
    ]


def _settlement(day: date, gross: int, fees: int, count: int) -> answers.Json:
    made = datetime.combine(day + timedelta(days=1), time(1, 30), UTC)
    return {
        "id": FIRST_SETTLEMENT + day.toordinal(),
        "transaction_date": day.isoformat(),
        "status": "completed",
        "currency": "NGN",
        "gross_amount": _naira(gross),
        "app_fee": _naira(fees),
        "net_amount": _naira(gross - fees),
        "transaction_count": count,
        "destination": "account",
        "created_at": made.isoformat(),
    }


async def _tell(world: World, request: Request, name: str, rows: list[answers.Json]) -> Response:
    world.count(name)
    if not key_fits(world, request):
        return key_refused()
    plan = world.scripted(name) or Plan()
    if plan.message is not None:
        return JSONResponse(answers.bad(plan.message), status_code=plan.status)
    asked = request.query_params
    first, last = asked.get("from", "0001-01-01")[:10], asked.get("to", "9999-12-31")[:10]
    told = [
        row for row in _with_oddities(world, name, rows) if first <= _began(row).date().isoformat() <= last
    ]
    page = int(asked.get("page", "1"))
    info = {
        "total": len(told),
        "current_page": page,
        "total_pages": -(-len(told) // PAGE),
        "page_size": PAGE,
    }
    said = answers.good(f"{name} fetched", told[(page - 1) * PAGE : page * PAGE])
    return JSONResponse({**said, "meta": {"page_info": info}})


def _with_oddities(world: World, name: str, rows: list[answers.Json]) -> list[answers.Json]:
    told = list(rows)
    for n, oddity in enumerate(world.oddities):
        if oddity["list"] != name:
            continue
        mine = [row for row in told if str(row["id"]) == str(oddity.get("id"))]
        match oddity["do"]:
            case "omit":
                told = [row for row in told if row not in mine]
            case "fail":
                told = [{**row, "status": "failed"} if row in mine else row for row in told]
            case "dearer":
                more = int(str(oddity["kobo"])) / 100
                told = [
                    {**row, "charged_amount": float(str(row["charged_amount"])) + more}
                    if row in mine
                    else row
                    for row in told
                ]
            case _:
                row = oddity["row"]
                given = row if isinstance(row, dict) else {}
                told.append({"id": FIRST_STRANGE + n, "currency": "NGN", **given})
    return told


def _began(row: answers.Json) -> datetime:
    read = datetime.fromisoformat(str(row["created_at"]))
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _naira(kobo: int) -> int | float:
    return kobo // 100 if kobo % 100 == 0 else kobo / 100
