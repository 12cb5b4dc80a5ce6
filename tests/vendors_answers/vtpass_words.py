"""What VTpass says, as its pages print it: to an order, to a requery, by webhook."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from domain.money import Money
from domain.quotes import Order
from gateways.vtpass import Vtpass, VtpassKeys
from gateways.vtpass_answers import updated_request_id
from tests.vendors_answers.business import Hint, Speaks
from tests.vendors_answers.scripted_company import OURS, PatienceEnds, Says, ScriptedCompany

_KEYS = VtpassKeys("api", "public", "secret")
_NOWHERE = "http://127.0.0.1:9/api"


@asynccontextmanager
async def vtpass_at(script: ScriptedCompany) -> AsyncIterator[Speaks]:
    """Our gateway to a VTpass that says what it is told to."""
    address = f"{script.address}/api"
    gateway, unreachable = Vtpass(address, _KEYS, transport=PatienceEnds(script)), Vtpass(_NOWHERE, _KEYS)
    yield Speaks(gateway, unreachable, updated_request_id, _cost)
    for each in (gateway, unreachable):
        await each.close()


def _cost(order: Order) -> Money:
    return order.amount - order.amount.share(300)


def told(code: object, status: object = None, *, http: int = 200, total: object = 485, **more: Any) -> Says:
    """Return the envelope of `/pay` and `/requery`; without a status there is nothing in it."""
    transactions = {"status": status, "total_amount": total, "amount": "500", "unit_price": "500"}
    content = {"errors": "AS THE CODE SAYS"} if status is None else {"transactions": transactions}
    said = {"code": code, "response_description": "SAID", "requestId": OURS, "content": content}
    return Says(said | more, http)


def webhook(code: str = "000", status: str = "delivered", *, of: str = OURS, **more: Any) -> Hint:
    """Return a transaction-update. Nobody has signed it."""
    data = {"code": code, "requestId": of, "content": {"transactions": {"status": status}}}
    return Hint(json.dumps({"type": "transaction-update", "data": data | {"transaction_date": None} | more}))


PROCESSING = told("099")
SAYS_DELIVERED = told("000", "delivered")
