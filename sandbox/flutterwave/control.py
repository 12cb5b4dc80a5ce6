"""How tests and people steer this Flutterwave: what goes wrong next, its list, its balance, what it sold."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException

from sandbox.flutterwave.catalogue import Biller, Item
from sandbox.flutterwave.mischief import KINDS, Chaos, Fate, Fault, plan_of
from sandbox.flutterwave.webhooks import Updates
from sandbox.flutterwave.world import Bill, World

Json = dict[str, object]
SETTINGS = (
    "friendly",
    "webhook_url",
    "webhook_pauses_s",
    "float_kobo",
    "clock_offset_s",
    "silence_s",
    "finds_by_our_reference",
)


def create_control_router(world: World) -> APIRouter:
    """Return the control endpoints, to be mounted under `/flutterwave/control`.

    `POST /faults` scripts the next answers: `{"call": "payment", "kind": "late", "times": 1}`, with
    `customer_reference` for one customer only and any field of `Plan` to change the kind. Calls are
    categories, billers, items, validate, payment, status and balance; kinds are the names in
    `mischief.KINDS`.
    """
    router = APIRouter()
    updates = Updates(world)

    @router.get("/")
    async def settings() -> Json:
        return {name: getattr(world, name) for name in SETTINGS} | {
            "kinds": list(KINDS),
            "calls": world.calls,
        }

    @router.post("/settings")
    async def set_up(changes: Annotated[Json, Body()]) -> Json:
        for name, value in changes.items():
            if name not in SETTINGS:
                raise HTTPException(422, f"there is no setting {name!r}; there are {', '.join(SETTINGS)}")
            setattr(world, name, tuple(value) if isinstance(value, list) else value)
        world.note()
        return await settings()

    @router.post("/faults")
    async def script(fault: Annotated[Json, Body()]) -> Json:
        own = {
            name: fault.pop(name) for name in ("call", "kind", "times", "customer_reference") if name in fault
        }
        try:
            plan = plan_of(str(own.get("kind", "deliver")), fault)
        except (KeyError, TypeError, ValueError) as error:
            raise HTTPException(422, f"not a fault: {error}") from error
        number = own.get("customer_reference")
        times = int(str(own.get("times", 1)))
        world.faults.append(
            Fault(str(own.get("call", "payment")), plan, times, None if number is None else str(number))
        )
        return {"waiting": len(world.faults)}

    @router.delete("/faults")
    async def forget_script() -> Json:
        world.faults.clear()
        return {"waiting": 0}

    @router.put("/chaos")
    async def start_chaos(dice: Annotated[Json, Body()]) -> Json:
        known = {one.name for one in fields(Chaos)}
        weights = [dice.get("weights", {}), dice.get("status_weights", {})]
        kinds = {kind for table in weights if isinstance(table, dict) for kind in table}
        if unknown := (set(dice) - known) | (kinds - set(KINDS)):
            raise HTTPException(422, f"chaos does not know {', '.join(sorted(unknown))}")
        world.chaos = Chaos(**dice)  # type: ignore[arg-type]
        return {"chaos": True}

    @router.delete("/chaos")
    async def stop_chaos() -> Json:
        world.chaos = None
        return {"chaos": False}

    @router.post("/billers/{name}")
    async def recode(name: str, code: Annotated[str, Body(embed=True)], category: str = "") -> Json:
        biller = _biller(world, name, category)
        biller.code = code
        return {"name": biller.name, "code": biller.code}

    @router.put("/billers/{name}/items/{item_code}")
    async def put_item(name: str, item_code: str, row: Annotated[Json, Body()], category: str = "") -> Json:
        biller = _biller(world, name, category)
        item = next((item for item in biller.items if item.code == item_code), None)
        if item is None or row.get("again"):  # a code may stand on a list twice
            item = Item(item_code, item_code)
            biller.items.append(item)
        item.name = str(row.get("name", item.name))
        item.amount = int(str(row.get("amount", item.amount)))
        return {"items": [one.code for one in biller.items]}

    @router.delete("/billers/{name}/items/{item_code}")
    async def remove_item(name: str, item_code: str, category: str = "") -> Json:
        biller = _biller(world, name, category)
        biller.items = [item for item in biller.items if item.code != item_code]
        return {"items": [one.code for one in biller.items]}

    @router.get("/vends")
    async def vends() -> list[Json]:
        return [_as_told(bill) for bill in world.bills.values()]

    @router.post("/vends/{reference}/settle")
    async def settle(reference: str, decision: Annotated[Json, Body()]) -> Json:
        bill = _known(world, reference)
        world.settle(bill, Fate(str(decision["fate"])))
        if decision.get("webhook", True):
            updates.announce(bill)
        return _as_told(bill)

    @router.post("/vends/{reference}/webhook")
    async def send_webhook(reference: str, letter: Annotated[Json, Body()]) -> Json:
        bill = _known(world, reference)
        own_hash = letter.get("webhook_hash")
        said = [
            await updates.announce_now(
                bill,
                webhook_hash=None if own_hash is None else str(own_hash),
                anonymous=bool(letter.get("anonymous")),
            )
            for _ in range(int(str(letter.get("times", 1))))
        ]
        return {"answers": [None if one is None else one.status for one in said]}

    @router.post("/reset")
    async def reset() -> Json:
        world.reset()
        return await settings()

    return router


def _biller(world: World, name: str, category: str) -> Biller:
    for biller in world.billers:
        if biller.name == name and category in ("", biller.category):
            return biller
    raise HTTPException(404, "no such biller")


def _known(world: World, reference: str) -> Bill:
    if reference not in world.bills:
        raise HTTPException(404, "no such bill")
    return world.bills[reference]


def _as_told(bill: Bill) -> Json:
    """Return a bill in the words in which every stand-in tells what it sold."""
    return {
        "request_id": bill.reference,
        "service": bill.biller,
        "item": bill.item,
        "customer_reference": bill.customer,
        "amount_kobo": bill.amount_kobo,
        "total_kobo": bill.total_kobo,
        "fate": bill.fate.value,
        "asked": bill.asked,
        "requeried": bill.queried,
        "deliveries": bill.deliveries,
        "webhook_owed": bill.webhook_owed,
    }
