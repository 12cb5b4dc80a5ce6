"""What Flutterwave's answers mean. A few of its sentences say that nothing was bought; codes it has none.

Everything else is a doubt: above all 503, which means that it stopped waiting for the biller.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR

from domain.money import ZERO, Money
from domain.vendors import (
    Delivered,
    Delivery,
    MeterKind,
    NotFound,
    Rejected,
    RequeryOutcome,
    Token,
    TokenKind,
    UnknownReference,
    Unresolved,
    Validated,
    ValidationOutcome,
    ValidationUnavailable,
    VendorUnavailable,
    VendOutcome,
    VendRequest,
)
from gateways.flutterwave_catalogue import amount
from gateways.http import Answered, Json, part, read_json, words

# Sentences of theirs without regard to case: of failures the whole, of the others the beginning.
FAILED: Mapping[str, str] = {
    "bill payment failed": "failed",
    "transaction failed": "failed",
    "insufficient funds in your wallet": "vendor-float-short",
}
# Said of the request to buy; of a question they would say nothing about the bill.
REFUSED: Mapping[str, str] = {
    "authorization required": "vendor-keys-refused",
    "invalid authorization key": "vendor-keys-refused",
    "please enable ip whitelisting": "vendor-address-refused",
    "please contact your account administrator": "vendor-product-refused",
    "contact your account administrator": "vendor-product-refused",
    "invalid customer id": "unknown-account",
    "invalid phone": "unknown-account",
}
SUCCESSFUL = ("success", "successful")
UNSUCCESSFUL = ("fail", "failed")
_NOT_FOUND = re.compile(r"\bnot found\b|\bno \w+ (?:was )?found\b")
_NO_SUCH_CUSTOMER = re.compile(r"\binvalid\b.*\b(?:customer|meter|smart ?card|card|account|number|phone)\b")
# Twenty digits, perhaps in groups, and no digit on either side.
_TOKEN = re.compile(r"(?<!\d)(?:\d[ -]?){19}\d(?![ -]?\d)")

UNDER_WAY = Unresolved("under-way")


def vend(answer: Answered, request: VendRequest) -> VendOutcome:
    """Return what the answer to the payment says. It never tells the cost: the status does."""
    if doubt := _stumbled(answer):
        return doubt
    said, data = answer.said, answer.said.get("data")
    if said.get("status") == "success" and isinstance(data, dict):
        if words(data.get("code")) not in ("", "200") or not _is_over(data):
            return UNDER_WAY
        return Delivered(None, _delivery(data, request))
    return _refusal(answer, {**FAILED, **REFUSED}) or Unresolved(_doubt(said))


def requery(answer: Answered, request: VendRequest) -> RequeryOutcome:
    """Return what the answer to the question for a bill says: with data it was bought, and has no status."""
    if doubt := _stumbled(answer):
        return doubt
    said, data = answer.said, answer.said.get("data")
    if answer.status == 200 and said.get("status") == "success" and isinstance(data, dict):
        return _found(data, request)
    if refusal := _refusal(answer, FAILED):
        return refusal
    sentence = words(said.get("message")).lower()
    if said.get("status") == "error" and (answer.status == 404 or _NOT_FOUND.search(sentence)):
        return NotFound()
    return Unresolved(_doubt(said))


def _found(data: Json, request: VendRequest) -> RequeryOutcome:
    if (data.get("customer_reference") or request.request_id) != request.request_id:
        return Unresolved("answer-to-another-request")
    if words(data.get("status")).lower() in UNSUCCESSFUL:
        return Rejected("failed")
    if not _is_over(data):
        return UNDER_WAY
    return Delivered(_cost(data), _delivery(data, request))


def _stumbled(answer: Answered) -> Unresolved | None:
    if answer.status >= 500 or 300 <= answer.status < 400 or answer.status == 429:
        return Unresolved(f"http-{answer.status}")
    return None


def _refusal(answer: Answered, sentences: Mapping[str, str]) -> Rejected | None:
    """Return the rejection that these sentences promise, unless something speaks for a purchase."""
    if answer.said.get("status") not in ("error", *UNSUCCESSFUL) or answer.said.get("data"):
        return None
    message = words(answer.said.get("message")).lower()
    said = (reason for sentence, reason in sentences.items() if _says(message, sentence))
    return next((Rejected(reason) for reason in said), None)


def _says(message: str, sentence: str) -> bool:
    """Return whether a message says that. Behind a failure nothing may follow: it might not be certain."""
    if FAILED.get(sentence) == "failed":
        return message.strip(" .!") == sentence
    return message.startswith(sentence)


def _is_over(data: Json) -> bool:
    return words(data.get("status")).lower() in ("", *SUCCESSFUL)


def _doubt(said: Json) -> str:
    message = re.sub(r"[^a-z0-9]+", "-", words(said.get("message")).lower()).strip("-")
    if "duplicate" in message:
        return "duplicate-reference"  # One of the two was perhaps served.
    return f"said-{re.sub(r'[0-9]', '', message)[:30] or 'nothing'}"


def _cost(data: Json) -> Money | None:
    """Return what our float paid: Flutterwave takes the amount with its fee, and leaves us the commission."""
    price, commission = amount(data.get("amount")), amount(data.get("commission"))
    fee = amount(data.get("fee")) or ZERO
    if price is None or commission is None or commission > price + fee:
        return None
    return price + fee - commission


def _delivery(data: Json, request: VendRequest) -> Delivery:
    """Return the token, wherever it stands. Only a prepaid meter has one."""
    if request.meter_kind is not MeterKind.PREPAID:
        return Delivery()
    for field in ("recharge_token", "extra"):
        for digits in _TOKEN.findall(_text(data.get(field))):
            return Delivery((Token(TokenKind.ENERGY, re.sub(r"\D", "", digits)),))
    return Delivery()


def _text(value: object) -> str:
    """Return what was said in a field, also where it is itself a small object or list."""
    if isinstance(value, dict):
        return " ; ".join(_text(one) for one in value.values())
    if isinstance(value, list):
        return " ; ".join(_text(one) for one in value)
    return words(value, most=400)


def validation(answer: Answered) -> ValidationOutcome:
    """Return what the answer says of a customer. Success has the code "00" inside."""
    data = answer.said.get("data")
    if answer.status == 200 and answer.said.get("status") == "success" and isinstance(data, dict):
        if words(data.get("response_code")) != "00":
            return UnknownReference("wrong-number")
        name = words(data.get("name"))
        if not name:
            return UnknownReference("no-name")
        return Validated(
            name=name,
            address=words(data.get("address")) or None,
            minimum=amount(data.get("minimum"), rounding=ROUND_CEILING) or None,
            maximum=amount(data.get("maximum"), rounding=ROUND_FLOOR) or None,
        )
    if answer.status == 400 and _NO_SUCH_CUSTOMER.search(words(answer.said.get("message")).lower()):
        return UnknownReference("wrong-number")
    return ValidationUnavailable(f"http-{answer.status}")


def float_balance(answer: Answered) -> Money:
    """Return the balance that bills are paid from.

    :raises VendorUnavailable: if the answer is not a balance
    """
    balance = amount(part(answer.said, "data", "available_balance"), rounding=ROUND_FLOOR)
    if answer.status != 200 or answer.said.get("status") != "success" or balance is None:
        raise VendorUnavailable("balance-unreadable")
    return balance


def hinted_reference(body: bytes) -> str | None:
    """Return whose vend a webhook speaks of. It is asked for nothing else: a failure may name nobody."""
    said = read_json(body)
    if said is None or said.get("event") != "singlebillpayment.status":
        return None
    return words(part(said, "data", "customer_reference"), most=64) or None
