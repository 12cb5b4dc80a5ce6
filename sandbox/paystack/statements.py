"""Paystack's lists of what it did: payments, transfers, disputes, refunds, settlements, page by page.

They tell what this Paystack really did, but for the oddities that a test or a person plants.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Body, Request
from fastapi.responses import JSONResponse, Response

from sandbox.paystack.account_words import as_told as inflow_as_told
from sandbox.paystack.door import go_wrong, key_fits, key_refused, no
from sandbox.paystack.transfers import as_told as payout_as_told
from sandbox.paystack.webhooks import Json, as_told
from sandbox.paystack.world import World

LAGOS = ZoneInfo("Africa/Lagos")
FIRST_SETTLEMENT = 3_000_000
FIRST_STRANGE = 9_900_000_000


def create_statements_router(world: World) -> APIRouter:
    """Return the lists, and how they are made to tell something else.

    `POST /control/oddities` takes `list` (transaction, transfer, dispute, refund or settlement), `do` and
    `id`: omit, fail or twice, `dearer` with `kobo`, or `strange` with `kobo` in place of an `id`.
    """
    router, book = APIRouter(), world.account_book

    @router.post("/control/oddities")
    async def plant(oddity: Annotated[Json, Body()]) -> Json:
        world.oddities.append({"at": world.stamp(), **oddity})
        return {"planted": len(world.oddities)}

    @router.delete("/control/oddities")
    async def forget() -> Json:
        world.oddities.clear()
        return {"planted": 0}

    @router.get("/transaction")
    async def transactions(request: Request, customer: str = "") -> Response:
        account = book.by_customer(customer) if customer else None
        inflows = [
            inflow_as_told(one, book.by_number(one.number))
            for one in reversed(book.inflows.values())
            if not customer or (account is not None and one.number == account.number)
        ]
        pages = [] if customer else [as_told(one) for one in reversed(world.transactions.values())]
        return await _tell(world, request, "transaction", [*inflows, *pages], fault="transactions")

    @router.get("/transaction/{transaction_id:int}")
    async def transaction(request: Request, transaction_id: int) -> Response:
        if not key_fits(world, request):
            return key_refused()
        inflow = book.inflows.get(transaction_id)
        page = next((one for one in world.transactions.values() if one.id == transaction_id), None)
        if inflow is not None:
            return _good("Transaction retrieved", inflow_as_told(inflow, book.by_number(inflow.number)))
        if page is not None:
            return _good("Transaction retrieved", as_told(page))
        return no("Transaction not found", "transaction_not_found", status=404)

    @router.get("/transfer")
    async def transfers(request: Request) -> Response:
        rows = [payout_as_told(one) for one in reversed(world.payout_book.payouts.values())]
        return await _tell(world, request, "transfer", rows)

    @router.get("/dispute")
    async def disputes(request: Request) -> Response:
        return await _tell(world, request, "dispute", _contests(world, "dispute"))

    @router.get("/refund")
    async def refunds(request: Request) -> Response:
        return await _tell(world, request, "refund", _contests(world, "refund"))

    @router.get("/settlement")
    async def settlements(request: Request) -> Response:
        return await _tell(world, request, "settlement", _settlements(world))

    return router


def _contests(world: World, kind: str) -> list[Json]:
    return [one for name, one in reversed(world.contests.items()) if name.startswith(f"{kind}-")]


def _settlements(world: World) -> list[Json]:
    """Return what was paid to the merchant's bank: of each day that is over, on the next one."""
    days: dict[date, list[int]] = {}  # processed, fees, deductions
    paid = [one for one in world.transactions.values() if one.status == "success" and one.paid_at]
    for at, amount, fees in [
        *((one.paid_at, one.amount, one.fees or 0) for one in paid),
        *((one.paid_at, one.amount, one.fees) for one in world.account_book.inflows.values()),
    ]:
        sums = days.setdefault(_day(at or ""), [0, 0, 0])
        sums[0] += amount
        sums[1] += fees
    for payout in world.payout_book.payouts.values():
        if payout.status == "success":
            days.setdefault(_day(payout.created_at), [0, 0, 0])[2] += payout.amount + payout.fee
    return [
        _settlement(day, *sums)
        for day, sums in sorted(days.items(), reverse=True)
        if day < world.now().astimezone(LAGOS).date() and sums[0] - sums[1] - sums[2] > 0
    ]


def _settlement(day: date, processed: int, fees: int, deductions: int) -> Json:
    next_day = datetime.combine(day + timedelta(days=1), time(1), LAGOS).astimezone(UTC)
    net = processed - fees - deductions
    return {
        "id": FIRST_SETTLEMENT + day.toordinal(),
        "domain": "test",
        "status": "success",
        "currency": "NGN",
        "total_amount": net,
        "effective_amount": net,
        "total_fees": fees,
        "total_processed": processed,
        "deductions": deductions or None,
        "settlement_date": next_day.strftime("%Y-%m-%dT00:00:00.000Z"),
        "settled_by": None,
        "createdAt": next_day.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }


async def _tell(world: World, request: Request, name: str, rows: list[Json], *, fault: str = "") -> Response:
    """Answer with one page of what began in the time that was asked for."""
    wrong = world.take_fault(fault or name)
    if wrong is not None and (answer := await go_wrong(world, wrong, request)) is not None:
        return answer
    if not key_fits(world, request):
        return key_refused()
    asked = request.query_params
    since, until = _moment(asked.get("from")), _moment(asked.get("to"))
    told = [
        row
        for row in _with_oddities(world, name, rows)
        if (since is None or _began(row) >= since) and (until is None or _began(row) <= until)
    ]
    size, page = int(asked.get("perPage", "50")), int(asked.get("page", "1"))
    meta = {
        "total": len(told),
        "skipped": (page - 1) * size,
        "perPage": size,
        "page": page,
        "pageCount": -(-len(told) // size),
    }
    shown = told[(page - 1) * size : page * size]
    return JSONResponse({"status": True, "message": f"{name} list", "data": shown, "meta": meta})


def _with_oddities(world: World, name: str, rows: Iterable[Json]) -> list[Json]:
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
            case "twice":
                told += [{**row, "id": FIRST_STRANGE + n} for row in mine]
            case "dearer":
                told = [_dearer(row, oddity) if row in mine else row for row in told]
            case _:
                told.append(_strange(FIRST_STRANGE + n, oddity))
    return told


def _dearer(row: Json, oddity: Json) -> Json:
    which = "effective_amount" if "effective_amount" in row else "amount"
    return {**row, which: int(str(row[which])) + int(str(oddity["kobo"]))}


def _strange(id_: int, oddity: Json) -> Json:
    kobo, now = int(str(oddity["kobo"])), oddity["at"]
    return {
        "id": id_,
        "status": "success",
        "reference": f"strange-{id_}",
        "currency": "NGN",
        "fees": 0,
        "amount": kobo,
        "effective_amount": kobo,
        "paid_at": now,
        "created_at": now,
        "createdAt": now,
    }


def _began(row: Json) -> datetime:
    return _moment(str(row.get("createdAt") or row.get("created_at"))) or datetime.now(UTC)


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    read = datetime.fromisoformat(text)
    return read if read.tzinfo is not None else read.replace(tzinfo=UTC)


def _day(text: str) -> date:
    return (_moment(text) or datetime.now(UTC)).astimezone(LAGOS).date()


def _good(message: str, data: object) -> Response:
    return JSONResponse({"status": True, "message": message, "data": data})
