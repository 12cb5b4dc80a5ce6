"""What VTpass adds to an answer for what was sold: tokens, vouchers and cards, each in its own spelling."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sandbox.vtpass.catalogue import CARDS, EKO, EXAM_CARD, EXAM_PIN, EXAM_TOKEN, IKEJA, SERVICES, VOUCHER
from sandbox.vtpass.households import Household, household
from sandbox.vtpass.world import Transaction

Json = dict[str, object]
_NAIRA_PER_KWH = 62


def extras(transaction: Transaction, *, friendly: bool, complete: bool, asked_again: bool = False) -> Json:
    """Return the fields of what was delivered. Asked again, vouchers come as a text only."""
    service = SERVICES[transaction.purchase.service]
    if service.is_electricity:
        return _meter(transaction, friendly=friendly, with_token=complete)
    style = {VOUCHER: _voucher, EXAM_CARD: _exam_card, EXAM_TOKEN: _exam_token, EXAM_PIN: _exam_pin}
    said: Json = {"purchased_code": ""}
    if not complete:
        return said
    if service.style == CARDS:
        return said | {"cards": _cards(transaction)}
    if service.style in style:
        said = style[service.style](transaction)
    return {"purchased_code": said["purchased_code"]} if asked_again else said


def _voucher(transaction: Transaction) -> Json:
    codes = [f"SHM{_letters(transaction, n)}" for n in _pieces(transaction)]
    return {"purchased_code": ", ".join(codes), "Voucher": codes}


def _exam_card(transaction: Transaction) -> Json:
    cards = [
        {"Serial": f"WRN{_digits(transaction, f'serial{n}', 9)}", "Pin": _digits(transaction, f"pin{n}", 12)}
        for n in _pieces(transaction)
    ]
    told = " | ".join(f"Serial No:{card['Serial']}, pin: {card['Pin']}" for card in cards)
    return {"purchased_code": told, "cards": cards}


def _exam_token(transaction: Transaction) -> Json:
    tokens = [_digits(transaction, f"token{n}", 16) for n in _pieces(transaction)]
    return {"purchased_code": ", ".join(f"Token: {token}" for token in tokens), "tokens": tokens}


def _exam_pin(transaction: Transaction) -> Json:
    pin = f"Pin : {_digits(transaction, 'pin0', 15)}"
    return {"purchased_code": pin, "Pin": pin}


def _cards(transaction: Transaction) -> list[Json]:
    bought = datetime.fromtimestamp(transaction.created_at, UTC)
    return [
        {
            "serialNumber": _digits(transaction, f"serial{n}", 10),
            "pin": _digits(transaction, f"pin{n}", 10),
            "expiresOn": f"{bought + timedelta(days=365):%Y-%m-%dT00:00:00}",
            "value": number(transaction.purchase.amount_kobo // transaction.purchase.quantity),
        }
        for n in _pieces(transaction)
    ]


def _pieces(transaction: Transaction) -> range:
    return range(transaction.purchase.quantity)


def _digits(transaction: Transaction, kind: str, length: int) -> str:
    digest = hashlib.sha256(f"{kind}/{transaction.purchase.request_id}".encode()).hexdigest()
    return f"{int(digest, 16) % 10**length:0{length}d}"


def _letters(transaction: Transaction, n: int) -> str:
    digest = hashlib.sha256(f"voucher{n}/{transaction.purchase.request_id}".encode()).hexdigest()
    return digest[:12].upper()


def _meter(transaction: Transaction, *, friendly: bool, with_token: bool) -> Json:
    purchase = transaction.purchase
    service = SERVICES[purchase.service]
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
        "tokenAmount": number(transaction.purchase.amount_kobo),
        "exchangeReference": transaction.transaction_id[-10:],
        "resetToken": "N/A",
        "configureToken": "N/A",
        "units": f"{_units(transaction)} kWh",
        "fixChargeAmount": "N/A",
        "tariff": "R2 SINGLE PHASE",
        "taxAmount": number(transaction.purchase.amount_kobo * 75 // 1_075),
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
        "mainTokenTax": number(transaction.purchase.amount_kobo * 75 // 1_075),
        "mainsTokenAmount": number(transaction.purchase.amount_kobo),
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
        "vat": number(transaction.purchase.amount_kobo * 75 // 1_075),
        "invoiceNumber": transaction.transaction_id[-9:],
        "arrearsBalance": 0,
    }


def token_of(transaction: Transaction, kind: str) -> str:
    """Return the 20 digits that this purchase sells: always the same for the same request id."""
    return _digits(transaction, kind, 20)


def _units(transaction: Transaction) -> str:
    return f"{transaction.purchase.amount_kobo / 100 / _NAIRA_PER_KWH:.1f}"


def _grouped(digits: str) -> str:
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def number(kobo: int) -> int | float:
    """Return naira as JSON has them: whole where they are whole."""
    return kobo // 100 if kobo % 100 == 0 else kobo / 100
