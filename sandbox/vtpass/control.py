"""How tests and people steer this VTpass: what it answers next, its float, its clock, what it sold."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated

from fastapi import APIRouter, Body, HTTPException

from sandbox.vtpass.catalogue import SERVICES
from sandbox.vtpass.mischief import KINDS, Chaos, Fate, Fault, plan_of
from sandbox.vtpass.orders import kobo_of
from sandbox.vtpass.variations import Variation
from sandbox.vtpass.webhooks import Updates
from sandbox.vtpass.world import Transaction, World

Json = dict[str, object]
SETTINGS = (
    "friendly",
    "webhook_url",
    "webhook_pauses_s",
    "float_kobo",
    "clock_offset_s",
    "twin_window_s",
    "silence_s",
)


def create_control_router(world: World) -> APIRouter:
    """Return the control endpoints, to be mounted under `/vtpass/control`.

    `POST /faults` scripts the next answers: `{"call": "pay", "kind": "late", "times": 1}`, with
    `customer_reference` for one customer only and any field of `Plan` to change the kind. Calls are
    the endpoints' names; kinds are the names in `mischief.KINDS`.

    `PUT /variations/mtn-data/mtn-1gb` with `{"name": "1GB", "naira": 550}` changes a row or adds one;
    `DELETE` takes it off; `POST …/repeat` adds the code again with another name and price.
    `POST /variations/mtn-data/webhook` tells the bot what has changed since.
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
        reference = own.get("customer_reference")
        times = int(str(own.get("times", 1)))
        world.faults.append(
            Fault(str(own.get("call", "pay")), plan, times, None if reference is None else str(reference))
        )
        return {"waiting": len(world.faults)}

    @router.delete("/faults")
    async def forget_script() -> Json:
        world.faults.clear()
        return {"waiting": 0}

    @router.put("/chaos")
    async def start_chaos(dice: Annotated[Json, Body()]) -> Json:
        known = {one.name for one in fields(Chaos)}
        weights = [dice.get("weights", {}), dice.get("requery_weights", {})]
        kinds = {kind for table in weights if isinstance(table, dict) for kind in table}
        if unknown := (set(dice) - known) | (kinds - set(KINDS)):
            raise HTTPException(422, f"chaos does not know {', '.join(sorted(unknown))}")
        world.chaos = Chaos(**dice)  # type: ignore[arg-type]
        return {"chaos": True}

    @router.delete("/chaos")
    async def stop_chaos() -> Json:
        world.chaos = None
        return {"chaos": False}

    @router.get("/vends")
    async def vends() -> list[Json]:
        return [_as_told(transaction) for transaction in world.transactions.values()]

    @router.post("/vends/{request_id}/settle")
    async def settle(request_id: str, decision: Annotated[Json, Body()]) -> Json:
        transaction = _known(world, request_id)
        world.settle(transaction, Fate(str(decision["fate"])))
        if decision.get("webhook", True):
            updates.announce(transaction)
        return _as_told(transaction)

    @router.post("/vends/{request_id}/webhook")
    async def send_webhook(request_id: str, times: Annotated[int, Body(embed=True)] = 1) -> Json:
        transaction = _known(world, request_id)
        said = [await updates.announce_now(transaction) for _ in range(times)]
        return {"answers": [None if one is None else one.status for one in said]}

    _steer_lists(router, world, updates)

    @router.post("/reset")
    async def reset() -> Json:
        world.reset()
        return await settings()

    return router


def _steer_lists(router: APIRouter, world: World, updates: Updates) -> None:
    @router.get("/variations/{service}")
    async def variations(service: str) -> list[Json]:
        return [variation.as_listed() for variation in world.lists.of(_listed(service))]

    @router.put("/variations/{service}/{code}")
    async def change_variation(service: str, code: str, changes: Annotated[Json, Body()]) -> Json:
        world.lists.put(service, _changed(world, service, code, changes))
        world.note_list(service)
        return {"variations": len(world.lists.of(service))}

    @router.post("/variations/{service}/{code}/repeat")
    async def repeat_variation(service: str, code: str, changes: Annotated[Json, Body()]) -> Json:
        world.lists.repeat(service, _changed(world, service, code, changes))
        world.note_list(service)
        return {"variations": len(world.lists.of(service))}

    @router.delete("/variations/{service}/{code}")
    async def remove_variation(service: str, code: str) -> Json:
        world.lists.remove(_listed(service), code)
        world.note_list(service)
        return {"variations": len(world.lists.of(service))}

    @router.post("/variations/{service}/webhook")
    async def announce_list(service: str) -> Json:
        answer = await updates.announce_list(_listed(service))
        return {"answer": None if answer is None else answer.status}


def _listed(service: str) -> str:
    if service not in SERVICES:
        raise HTTPException(404, "no such service")
    return service


def _changed(world: World, service: str, code: str, changes: Json) -> Variation:
    before = world.lists.find(_listed(service), code) or Variation(code, code, 0)
    if unknown := set(changes) - {"name", "naira"}:
        raise HTTPException(422, f"a variation has no {', '.join(sorted(unknown))}")
    kobo = kobo_of(str(changes["naira"])) if "naira" in changes else before.kobo
    if kobo is None or kobo < 0:
        raise HTTPException(422, "naira is a sum of money")
    return Variation(code, str(changes.get("name", before.name)), kobo)


def _known(world: World, request_id: str) -> Transaction:
    if request_id not in world.transactions:
        raise HTTPException(404, "no such vend")
    return world.transactions[request_id]


def _as_told(transaction: Transaction) -> Json:
    purchase = transaction.purchase
    return {
        "request_id": purchase.request_id,
        "service": purchase.service,
        "customer_reference": purchase.customer_reference,
        "variation": purchase.variation,
        "quantity": purchase.quantity,
        "renews": purchase.renews,
        "phone": purchase.phone,
        "amount_kobo": purchase.amount_kobo,
        "total_kobo": transaction.total_kobo,
        "fate": transaction.fate.value,
        "asked": transaction.asked,
        "requeried": transaction.requeried,
        "deliveries": transaction.deliveries,
    }
