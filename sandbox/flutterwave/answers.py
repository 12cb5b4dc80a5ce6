"""How this Flutterwave says things: one envelope with a status for the call, and no status for the bill."""

from __future__ import annotations

from datetime import UTC, datetime

from sandbox.flutterwave.catalogue import CATEGORIES, Biller, Item
from sandbox.flutterwave.mischief import Fate
from sandbox.flutterwave.world import Bill
from sandbox.vtpass.households import Household

Json = dict[str, object]

FAILED = "Bill payment failed"
GAVE_UP = "An error occurred. Please contact support"


def good(message: str, data: object) -> Json:
    return {"status": "success", "message": message, "data": data}


def bad(message: str) -> Json:
    return {"status": "error", "message": message, "data": None}


def categories() -> list[Json]:
    return [
        {"id": number, "name": name, "code": code, "description": name, "country_code": "NG"}
        for code, (number, name) in CATEGORIES.items()
    ]


def listed_biller(number: int, biller: Biller) -> Json:
    return {
        "id": number,
        "name": biller.name,
        "logo": None,
        "description": biller.name.title(),
        "short_name": biller.name,
        "biller_code": biller.code,
        "country_code": "NG",
    }


def listed_item(number: int, biller: Biller, item: Item) -> Json:
    return {
        "id": number,
        "biller_code": biller.code,
        "name": item.name,
        "default_commission": item.commission / 10_000 if item.commission else item.flat_commission,
        "date_added": "2025-11-24T09:14:13.373Z",
        "country": "NG",
        "is_airtime": item.is_airtime,
        "biller_name": biller.name,
        "item_code": item.code,
        "short_name": item.name,
        "fee": item.fee,
        "commission_on_fee": bool(item.fee),
        "reg_expression": "",
        "label_name": item.label,
        "amount": item.amount,
        "is_resolvable": not item.is_airtime,
        "group_name": biller.name,
        "category_name": CATEGORIES[biller.category][1],
        "is_data": None,
        "default_commission_on_amount": None,
        "commission_on_fee_or_amount": None,
        "validity_period": None,
    }


def validated(biller: Biller, item: Item, number: str, owner: Household | None) -> Json:
    """Return who a customer is. A wrong number is told by a code inside a success."""
    known = owner is not None and owner.wrong_flag not in (True, "true") and owner.can_vend
    data = {
        "response_code": "00" if known else "10",
        "address": owner.address if known and owner else None,
        "response_message": "Successful" if known else "Invalid customer id",
        "name": owner.name if known and owner else None,
        "biller_code": biller.code,
        "customer": number,
        "product_code": item.code,
        "email": None,
        "fee": item.fee,
        "maximum": item.maximum if not item.amount else 0,
        "minimum": (owner.minimum if owner and owner.minimum else item.minimum) if not item.amount else 0,
    }
    return good("Item validated successfully", data)


def paid(bill: Bill) -> Json:
    """Return the answer to a payment. The merchant's own reference is not in it."""
    data = {
        "phone_number": bill.customer,
        "amount": _number(bill.amount_kobo),
        "network": bill.item,
        "code": "200",
        "tx_ref": bill.tx_ref,
        "reference": bill.flw_ref,
        "batch_reference": None,
        "recharge_token": None if bill.keeps_token_back else bill.token,
        "fee": _number(bill.fee_kobo),
    }
    return good("Bill payment successful", data)


def found(bill: Bill) -> Json:
    """Return a delivered bill. It says nothing of a status, and the amount is a text here."""
    data = {
        "currency": "NGN",
        "customer_id": bill.customer,
        "frequency": "One Time",
        "amount": f"{bill.amount_kobo // 100}.{bill.amount_kobo % 100:02d}",
        "fee": _number(bill.fee_kobo),
        "product": bill.biller,
        "product_name": bill.item,
        "commission": _number(bill.commission_kobo),
        "transaction_date": datetime.fromtimestamp(bill.created_at, UTC).isoformat(timespec="milliseconds"),
        "customer_reference": bill.reference,
        "country": "NG",
        "flw_ref": bill.flw_ref,
        "tx_ref": bill.tx_ref,
        "batch_id": None,
        "extra": bill.token,
        "product_details": f"FLY-API-NG-{bill.item}",
    }
    return good("Bill status fetch successful", data)


def update(bill: Bill, *, anonymous: bool) -> Json:
    """Return the webhook. One for a failure may name neither customer nor reference."""
    status = "success" if bill.fate is Fate.DELIVERED else "fail"
    message = "Bill Payment was completed successfully" if bill.fate is Fate.DELIVERED else FAILED
    named: Json = {
        "customer": bill.customer,
        "amount": _number(bill.amount_kobo),
        "network": bill.item,
        "tx_ref": bill.tx_ref,
        "flw_ref": bill.flw_ref,
        "batch_reference": None,
        "customer_reference": bill.reference,
    }
    data: Json = {"status": status, "message": message, "reference": None}
    return {
        "event": "singlebillpayment.status",
        "event.type": "SingleBillPayment",
        "data": data if anonymous else named | data,
    }


def _number(kobo: int) -> int | float:
    return kobo // 100 if kobo % 100 == 0 else kobo / 100
