"""What VTpass's answers mean. Only a code of the table below says that nothing was bought.

Everything that is not understood is a doubt, and contradictions are doubts too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP

from domain.money import Money
from domain.vendors import (
    Delivered,
    Delivery,
    NotFound,
    Rejected,
    RequeryOutcome,
    Reversed,
    Unresolved,
    VendorUnavailable,
    VendOutcome,
    VendRequest,
)
from gateways.http import Answered, Json, part, read_json, words
from gateways.vtpass_spellings import amount
from gateways.vtpass_tokens import read_delivery
from gateways.vtpass_vouchers import read_vouchers

NOTHING_BOUGHT: Mapping[str, str] = {
    # final word on the purchase
    "016": "failed",
    "040": "reversed",
    "091": "not-processed",
    # our request was at fault
    "010": "unknown-plan",
    "011": "bad-request",
    "012": "unknown-service",
    "013": "below-minimum",
    "017": "above-maximum",
    "031": "below-quantity",
    "032": "above-quantity",
    "085": "bad-request-id",
    # the same purchase was made within 30 seconds; this one was not
    "019": "twin-purchase",
    # our account there is at fault: somebody must act
    "018": "vendor-float-short",
    "021": "vendor-account-locked",
    "022": "vendor-account-suspended",
    "023": "vendor-access-off",
    "024": "vendor-account-inactive",
    "027": "vendor-address-refused",
    "028": "vendor-product-refused",
    "087": "vendor-keys-refused",
    # the bank or the biller can't
    "025": "unknown-bank",
    "026": "unknown-account",
    "030": "biller-unreachable",
    "034": "service-suspended",
    "035": "service-inactive",
}
# What a requery may conclude from; the other codes would speak of the requery itself.
NOTHING_BOUGHT_AFTER_ALL = ("016", "091")
REVERSED = "040"
UNKNOWN_ID = "015"
STATUS_DECIDES = ("000", "001", "044")


def vend(answer: Answered, request: VendRequest) -> VendOutcome:
    """Return what the answer to `/pay` says."""
    match _outcome(answer, request, definite=tuple(NOTHING_BOUGHT)):
        case Reversed():
            return Rejected(NOTHING_BOUGHT[REVERSED])
        case NotFound():
            return Unresolved(f"code-{UNKNOWN_ID}")
        case outcome:
            return outcome


def requery(answer: Answered, request: VendRequest) -> RequeryOutcome:
    """Return what the answer to `/requery` says."""
    return _outcome(answer, request, definite=(*NOTHING_BOUGHT_AFTER_ALL, REVERSED))


def _outcome(answer: Answered, request: VendRequest, *, definite: tuple[str, ...]) -> RequeryOutcome:
    code = words(answer.said.get("code"))
    status = words(part(answer.said, "content", "transactions", "status")).lower()
    if answer.status >= 500 or 300 <= answer.status < 400:
        return Unresolved(f"http-{answer.status}")
    if (answer.said.get("requestId") or request.request_id) != request.request_id:
        return Unresolved("answer-to-another-request")
    if code == UNKNOWN_ID and not status:
        return NotFound()
    if code in definite:
        return _definite_no(code, status)
    if code not in STATUS_DECIDES:
        return Unresolved(doubt("code", code))
    match status:
        case "delivered":
            return Delivered(_cost(answer.said), _delivery(answer.said, request))
        case "failed":
            return Rejected(NOTHING_BOUGHT["016"])
        case "reversed":
            return Reversed()
        case _:
            return Unresolved(doubt("status", status))


def _definite_no(code: str, status: str) -> Rejected | Reversed | Unresolved:
    if code == REVERSED and status in ("", "reversed"):
        return Reversed()
    if code != REVERSED and status in ("", "failed"):
        return Rejected(NOTHING_BOUGHT[code])
    return Unresolved(doubt(f"code-{code}-but", status))


def doubt(what: str, said: str) -> str:
    """Return the name of a doubt, of letters and digits whatever was said."""
    return f"{what}-{re.sub(r'[^a-z0-9]', '', said.lower())[:20] or 'missing'}"


def _delivery(said: Json, request: VendRequest) -> Delivery:
    if request.owes_voucher:
        return Delivery(vouchers=read_vouchers(said))
    return read_delivery(said, request.meter_kind)


def _cost(said: Json) -> Money | None:
    return amount(part(said, "content", "transactions", "total_amount"), rounding=ROUND_HALF_UP)


def float_balance(answer: Answered) -> Money:
    """Return the balance. Success is the number 1 here, not "000".

    :raises VendorUnavailable: if the answer is not a balance
    """
    balance = amount(part(answer.said, "contents", "balance"), rounding=ROUND_FLOOR)
    if answer.status != 200 or str(answer.said.get("code")) != "1" or balance is None:
        raise VendorUnavailable("balance-unreadable")
    return balance


def updated_request_id(body: bytes) -> str | None:
    """Return whose vend a webhook speaks of. Being unsigned, it is asked for nothing else."""
    said = read_json(body)
    if said is None or said.get("type") != "transaction-update":
        return None
    return words(part(said, "data", "requestId"), most=64) or None


def updated_service(body: bytes) -> str | None:
    """Return the service whose list a webhook says has changed. The list itself is asked for anew."""
    said = read_json(body)
    if said is None or said.get("type") != "variations-update":
        return None
    service = (
        said.get("serviceID") or part(said, "data", "serviceID") or part(said, "data", "content", "serviceID")
    )
    return words(service, most=64) or None
