"""What Flutterwave says of a bill: to the payment, to the question for it, by webhook."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from domain.money import Money
from domain.quotes import Order
from gateways.flutterwave import Flutterwave
from gateways.flutterwave_answers import hinted_reference
from tests.builders import Clock
from tests.vendors_answers.business import Hint, Speaks
from tests.vendors_answers.scripted_company import OURS, PatienceEnds, Says, ScriptedCompany

THEIRS = "CF-FLYAPI-20261118110000000001"
_NOWHERE = "http://127.0.0.1:9/v3"


@asynccontextmanager
async def flutterwave_at(script: ScriptedCompany) -> AsyncIterator[Speaks]:
    """Our gateway to a Flutterwave that says what it is told to, and always reads its catalogue out."""
    address, clock = f"{script.address}/v3", Clock()
    gateway = Flutterwave(address, "FLWSECK_TEST-x", clock, transport=PatienceEnds(script))
    unreachable = Flutterwave(_NOWHERE, "FLWSECK_TEST-x", clock)
    yield Speaks(gateway, unreachable, hinted_reference, _cost, _CATALOGUE)
    for each in (gateway, unreachable):
        await each.close()


def _cost(order: Order) -> Money:
    return order.amount - order.amount.share(300)


def good(data: object, *, http: int = 200, message: str = "Bill payment successful") -> Says:
    """Return a success around something."""
    return Says({"status": "success", "message": message, "data": data}, http)


def bad(message: object, *, http: int = 400, data: object = None) -> Says:
    """Return an error with a sentence."""
    return Says({"status": "error", "message": message, "data": data}, http)


def bought(**more: Any) -> Says:
    """Return the answer to a payment. The reference in it is Flutterwave's own, and no cost is told."""
    data = {"phone_number": "+2348039999999", "amount": 500, "network": "GLO", "code": "200", "fee": 0}
    theirs = {
        "tx_ref": THEIRS,
        "reference": "BPUSSD0000000001",
        "batch_reference": None,
        "recharge_token": None,
    }
    return good(data | theirs | more)


def found(amount: str = "500.00", commission: object = 15, **more: Any) -> Says:
    """Return the answer to the question for a bill. It has no status."""
    data = {"currency": "NGN", "customer_id": "+2348039999999", "amount": amount, "fee": 0, "product": "GLO"}
    theirs = {"commission": commission, "customer_reference": OURS, "tx_ref": THEIRS, "extra": None}
    return good(data | theirs | more, message="Bill status fetch successful")


def webhook(status: str = "success", **data: Any) -> Hint:
    """Return a `singlebillpayment.status`."""
    body = {"event": "singlebillpayment.status", "event.type": "SingleBillPayment"}
    return Hint(json.dumps(body | {"data": {"status": status} | data}))


GAVE_UP = bad("An error occurred. Please contact support", http=503)
NOT_FOUND = bad("No bill was found", http=404)
FAILED = bad("Bill payment failed")


def _rows(*rows: dict[str, object]) -> dict[str, object]:
    return {"status": "success", "message": "", "data": list(rows)}


def _item(biller: str, code: str, name: str, *, amount: int = 0, airtime: bool = False) -> dict[str, object]:
    return {"biller_code": biller, "item_code": code, "name": name, "amount": amount, "is_airtime": airtime}


_CATALOGUE: dict[str, object] = {
    "/v3/top-bill-categories": _rows({"code": "AIRTIME"}, {"code": "UTILITYBILLS"}),
    "/v3/bills/AIRTIME/billers": _rows({"biller_code": "BIL102", "name": "GLO NIGERIA"}),
    "/v3/bills/UTILITYBILLS/billers": _rows({"biller_code": "BIL113", "name": "IKEJA DISCO"}),
    "/v3/billers/BIL102/items": _rows(_item("BIL102", "AT102", "GLO VTU", airtime=True)),
    "/v3/billers/BIL113/items": _rows(
        _item("BIL113", "UB157", "IKEDC PREPAID TOPUP"), _item("BIL113", "UB158", "IKEDC POSTPAID TOPUP")
    ),
}
