"""What VTpass says, in JSON: its envelope, and what each DisCo adds to it in its own spelling.

`/pay` writes amounts as texts, `/requery` as numbers with the commission rounded. That is on purpose.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sandbox.vtpass.catalogue import EKO, IKEJA, SERVICES, TOKEN_LATER
from sandbox.vtpass.households import Household, household
from sandbox.vtpass.mischief import Fate
from sandbox.vtpass.world import Transaction

Json = dict[str, object]

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
    "030": "BILLER NOT REACHABLE AT THIS POINT",
    "040": "TRANSACTION REVERSAL TO WALLET",
    "083": "SYSTEM ERROR",
    "085": "IMPROPER REQUEST ID",
    "087": "INVALID CREDENTIALS",
    "099": "TRANSACTION IS PROCESSING",
}
_NAIRA_PER_KWH = 62


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
        answer |= _extras(transaction, friendly=friendly, with_token=not withheld)
    return answer


def requeried(transaction: Transaction, *, friendly: bool) -> Json:
    """Return the answer to `/requery`: a failed purchase is told with code 000 and its status."""
    code = {Fate.REVERSED: "040", Fate.PENDING: "099"}.get(transaction.fate, "000")
    answer = _envelope(transaction, code, None, as_text=False)
    if transaction.fate is Fate.DELIVERED:
        answer |= _extras(transaction, friendly=friendly, with_token=True)
        answer["extras"] = answer["purchased_code"]
    return answer


def transaction_update(transaction: Transaction, *, friendly: bool) -> Json:
    """Return the webhook for a purchase that was decided after all."""
    data = requeried(transaction, friendly=friendly) | {"transaction_date": None}
    if transaction.fate is Fate.DELIVERED:
        data["response_description"] = "TRANSACTION DELIVERED"
    if transaction.fate is Fate.REVERSED:
        data["amount"] = _number(transaction.total_kobo)
        data["wallet_credit_id"] = f"{transaction.transaction_id}9"
    return {"type": "transaction-update", "data": data}


def verified(owner: Household | None, number: str, *, disco: str, kind: str) -> Json:
    """Return the answer to `/merchant-verify`. A wrong number still has code 000."""
    if owner is None:
        error = (
            f"This meter is not correct or is not a valid {disco} {kind} meter. Please check and try again"
        )
        return {"code": "000", "content": {"error": error, "WrongBillersCode": True}}
    content: Json = {
        "Customer_Name": owner.name,
        "Address": owner.address,
        "Meter_Number": number,
        "Customer_Arrears": owner.arrears,
        "Minimum_Amount": "",
        "Min_Purchase_Amount": owner.minimum,
        "Can_Vend": "yes" if owner.can_vend else "no",
        "Business_Unit": "",
        "Customer_Account_Type": "NMD",
        "Meter_Type": kind.upper(),
        "WrongBillersCode": owner.wrong_flag,
        "commission_details": {
            "amount": None,
            "rate": "1.50",
            "rate_type": "percent",
            "computation_type": "default",
        },
    }
    return {"code": "000", "content": content}


def _envelope(transaction: Transaction, code: str, status: str | None, *, as_text: bool) -> Json:
    purchase = transaction.purchase
    service = SERVICES[purchase.service]
    amount: object = _number(purchase.amount_kobo)
    commission: object = _number(transaction.commission_kobo)
    if as_text:
        amount = str(amount)
    else:
        commission = (transaction.commission_kobo + 50) // 100
    details = {
        "amount": commission,
        "rate": f"{service.commission / 100:.2f}",
        "rate_type": "percent",
        "computation_type": "default",
    }
    inner: Json = {
        "status": status or _status(transaction.fate),
        "product_name": service.name,
        "unique_element": purchase.customer_reference,
        "unit_price": amount,
        "quantity": 1,
        "service_verification": None,
        "channel": "api",
        "commission": commission,
        "total_amount": _number(transaction.total_kobo),
        "discount": None,
        "type": "Electricity Bill" if service.is_electricity else "Airtime Recharge",
        "email": "merchant@example.com",
        "phone": "07000000000",
        "name": None,
        "convinience_fee": 0,
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
        "amount": _number(purchase.amount_kobo),
        "transaction_date": _moment(transaction.created_at),
        "purchased_code": "",
    }


def _status(fate: Fate) -> str:
    return "pending" if fate in (Fate.PENDING, Fate.LOST) else fate.value


def _extras(transaction: Transaction, *, friendly: bool, with_token: bool) -> Json:
    purchase = transaction.purchase
    service = SERVICES[purchase.service]
    if not service.is_electricity:
        return {"purchased_code": ""}
    postpaid = purchase.variation == "postpaid"
    owner = household(purchase.customer_reference, postpaid=postpaid, friendly=friendly)
    owner = owner or Household("", "")
    if postpaid:
        return {
            "purchased_code": "",
            "customerName": owner.name,
            "customerAddress": owner.address,
            "utilityName": service.name,
            "exchangeReference": transaction.transaction_id[-10:],
            "balance": None,
            "meterNumber": None,
        }
    if not with_token:
        return {"purchased_code": "", "customerName": owner.name, "customerAddress": owner.address}
    style = {IKEJA: _ikeja, EKO: _eko}.get(service.style, _plain)
    return style(transaction, owner)


def _ikeja(transaction: Transaction, owner: Household) -> Json:
    token = f"Token : {token_of(transaction, 'energy')}"
    return {
        "purchased_code": token,
        "customerName": owner.name,
        "customerAddress": owner.address,
        "meterNumber": transaction.purchase.customer_reference,
        "token": token,
        "tokenAmount": _number(transaction.purchase.amount_kobo),
        "exchangeReference": transaction.transaction_id[-10:],
        "resetToken": "N/A",
        "configureToken": "N/A",
        "units": f"{_units(transaction)} kWh",
        "fixChargeAmount": "N/A",
        "tariff": "R2 SINGLE PHASE",
        "taxAmount": _number(transaction.purchase.amount_kobo * 75 // 1_075),
        "debtAmount": 0,
        "kct1": "N/A",
        "kct2": "N/A",
        "penalty": "N/A",
        "costOfUnit": "N/A",
        "meterCost": "N/A",
    }


def _eko(transaction: Transaction, owner: Household) -> Json:
    change = transaction.key_change
    token = token_of(transaction, "energy")
    return {
        "purchased_code": f"Token : {token}",
        "customerName": owner.name,
        "customerAddress": owner.address,
        "mainToken": token,
        "mainTokenDescription": "Normal Sale",
        "mainTokenUnits": float(_units(transaction)),
        "mainTokenTax": _number(transaction.purchase.amount_kobo * 75 // 1_075),
        "mainsTokenAmount": _number(transaction.purchase.amount_kobo),
        "bonusToken": "",
        "bonusTokenDescription": "",
        "bonusTokenUnits": "",
        "tariffIndex": "52",
        "debtDescription": "",
        "debtAmount": 0,
        "KCT1": _grouped(token_of(transaction, "kct1")) if change else "",
        "KCT2": _grouped(token_of(transaction, "kct2")) if change else "",
    }


def _plain(transaction: Transaction, owner: Household) -> Json:
    token = token_of(transaction, "energy")
    return {
        "purchased_code": f"Token : {token}",
        "Token": _grouped(token),
        "PurchasedUnits": _units(transaction),
        "customerName": owner.name,
        "address": owner.address,
        "receiptNumber": transaction.transaction_id[-8:],
        "customerNumber": transaction.purchase.customer_reference,
        "vat": _number(transaction.purchase.amount_kobo * 75 // 1_075),
        "invoiceNumber": transaction.transaction_id[-9:],
        "arrearsBalance": 0,
    }


def token_of(transaction: Transaction, kind: str) -> str:
    """Return the 20 digits that this purchase sells: always the same for the same request id."""
    digest = hashlib.sha256(f"{kind}/{transaction.purchase.request_id}".encode()).hexdigest()
    return f"{int(digest, 16) % 10**20:020d}"


def _units(transaction: Transaction) -> str:
    return f"{transaction.purchase.amount_kobo / 100 / _NAIRA_PER_KWH:.1f}"


def _grouped(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _number(kobo: int) -> int | float:
    """Return naira as JSON has them: whole where they are whole."""
    return kobo // 100 if kobo % 100 == 0 else kobo / 100


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
