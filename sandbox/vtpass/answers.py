"""What VTpass says, in JSON: its envelope, and what each DisCo adds to it in its own spelling.

`/pay` writes amounts as texts, `/requery` as numbers with the commission rounded. That is on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sandbox.vtpass.catalogue import CATEGORIES, EXAM_CARD, EXAM_PIN, SERVICES, TOKEN_LATER, Service, fee_text
from sandbox.vtpass.extras import Json, extras, number
from sandbox.vtpass.mischief import Fate
from sandbox.vtpass.variations import Changes, Variation
from sandbox.vtpass.world import LAGOS, Transaction

MEANINGS = {
    "000": "TRANSACTION SUCCESSFUL",
    "001": "TRANSACTION QUERY",
    "010": "VARIATION CODE DOES NOT EXIST",
    "011": "INVALID ARGUMENTS",
    "012": "PRODUCT DOES NOT EXIST",
    "013": "BELOW MINIMUM AMOUNT ALLOWED",
    "014": "REQUEST ID ALREADY EXIST",
    "015": "INVALID REQUEST ID",
    "016": "TRANSACTION FAILED",
    "017": "ABOVE MAXIMUM AMOUNT ALLOWED",
    "018": "LOW WALLET BALANCE",
    "019": "LIKELY DUPLICATE TRANSACTION",
    "031": "BELOW MINIMUM QUANTITY ALLOWED",
    "032": "ABOVE MAXIMUM QUANTITY ALLOWED",
    "030": "BILLER NOT REACHABLE AT THIS POINT",
    "040": "TRANSACTION REVERSAL TO WALLET",
    "083": "SYSTEM ERROR",
    "085": "IMPROPER REQUEST ID",
    "087": "INVALID CREDENTIALS",
    "099": "TRANSACTION IS PROCESSING",
}
WITH_THE_OLD_WORD_ONLY = ("glo-data", "startimes", "smile-direct")


def refusal(code: str, request_id: str = "") -> Json:
    """Return an answer that carries nothing but a code."""
    answer: Json = {
        "code": code,
        "response_description": MEANINGS.get(code, "UNEXPECTED RESPONSE"),
        "content": {"errors": MEANINGS.get(code, "UNEXPECTED RESPONSE")},
    }
    return {**answer, "requestId": request_id} if request_id else answer


def paid(transaction: Transaction, *, code: str | None, status: str | None, friendly: bool) -> Json:
    """Return the answer to `/pay`. `code` and `status` are said instead of the true ones."""
    true_code = {Fate.DELIVERED: "000", Fate.FAILED: "016", Fate.REVERSED: "040"}.get(transaction.fate, "099")
    answer = _envelope(transaction, code or true_code, status, as_text=True)
    withheld = transaction.keeps_token_back or SERVICES[transaction.purchase.service].style == TOKEN_LATER
    if transaction.fate is Fate.DELIVERED:
        answer |= extras(transaction, friendly=friendly, complete=not withheld)
    return answer


def requeried(transaction: Transaction, *, friendly: bool) -> Json:
    """Return the answer to `/requery`: a failed purchase is told with code 000 and its status."""
    code = {Fate.REVERSED: "040", Fate.PENDING: "099"}.get(transaction.fate, "000")
    answer = _envelope(transaction, code, None, as_text=False)
    if transaction.fate is Fate.DELIVERED:
        answer |= extras(transaction, friendly=friendly, complete=True, asked_again=True)
        answer["extras"] = answer["purchased_code"]
    return answer


def transaction_update(transaction: Transaction, *, friendly: bool) -> Json:
    """Return the webhook for a purchase that was decided after all."""
    data = requeried(transaction, friendly=friendly) | {"transaction_date": None}
    if transaction.fate is Fate.DELIVERED:
        data["response_description"] = "TRANSACTION DELIVERED"
    if transaction.fate is Fate.REVERSED:
        data["amount"] = number(transaction.total_kobo)
        data["wallet_credit_id"] = f"{transaction.transaction_id}9"
    return {"type": "transaction-update", "data": data}


def listed(service: Service, variations: Sequence[Variation]) -> Json:
    """Return a list of variations. Some services have not got the word with all its letters yet."""
    rows = [variation.as_listed() for variation in variations]
    content: Json = {
        "ServiceName": service.name,
        "serviceID": service.id,
        "convinience_fee": fee_text(service),
        "varations": rows,
    }
    if service.id not in WITH_THE_OLD_WORD_ONLY:
        content["variations"] = rows
    return {"response_description": "000", "content": content}


def list_update(
    service: Service, variations: Sequence[Variation], changes: Changes, *, now: datetime
) -> Json:
    """Return the webhook for a list that has changed."""
    kinds = {"added": changes.added, "updated": changes.updated, "removed": changes.removed}
    return {
        "type": "variations-update",
        "serviceID": service.id,
        "summary": {f"{kind}_variation_codes": len(codes) for kind, codes in kinds.items()},
        "data": listed(service, variations),
        "actionRequired": {
            kind: {"total": len(codes), "variation_codes": codes} for kind, codes in kinds.items()
        },
        "datetime": now.astimezone(LAGOS).strftime("%Y-%m-%d %H-%M-%S"),
    }


def _envelope(transaction: Transaction, code: str, status: str | None, *, as_text: bool) -> Json:
    purchase = transaction.purchase
    service = SERVICES[purchase.service]
    amount: object = number(purchase.amount_kobo)
    commission: object = number(transaction.commission_kobo)
    if as_text:
        amount = str(amount)
    else:
        commission = (transaction.commission_kobo + 50) // 100
    if service.style == EXAM_PIN:
        commission = str(commission)
    flat = service.flat_commission
    details = {
        "amount": commission,
        "rate": f"{flat or service.commission / 100:.2f}",
        "rate_type": "flat" if flat else "percent",
        "computation_type": "default",
    }
    inner: Json = {
        "status": status or _status(transaction.fate),
        "product_name": service.name,
        "unique_element": purchase.customer_reference,
        "unit_price": _price_of_one(transaction, as_text=as_text),
        "quantity": purchase.quantity,
        "service_verification": None,
        "channel": "api",
        "commission": commission,
        "total_amount": number(transaction.total_kobo),
        "discount": None,
        "type": CATEGORIES[service.category],
        "email": "merchant@example.com",
        "phone": "07000000000",
        "name": None,
        "convinience_fee": number(transaction.fee_kobo),
        "amount": amount,
        "platform": "api",
        "method": "api" if as_text else "wallet",
        "transactionId": transaction.transaction_id,
        "commission_details": details,
    }
    return {
        "code": code,
        "content": {"transactions": inner},
        "response_description": MEANINGS.get(code, "UNEXPECTED RESPONSE"),
        "requestId": purchase.request_id,
        "amount": _top_amount(transaction, service),
        "transaction_date": _moment(transaction.created_at),
        "purchased_code": "",
    }


def _price_of_one(transaction: Transaction, *, as_text: bool) -> object:
    price = number(transaction.purchase.amount_kobo // transaction.purchase.quantity)
    return str(price) if as_text else price


def _top_amount(transaction: Transaction, service: Service) -> object:
    kobo = transaction.purchase.amount_kobo
    return f"{kobo / 100:.2f}" if service.style == EXAM_CARD else number(kobo)


def _status(fate: Fate) -> str:
    return "pending" if fate in (Fate.PENDING, Fate.LOST) else fate.value


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
