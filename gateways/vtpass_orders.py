"""What VTpass wants to hear: the fields of a question and of an order, which differ by product."""

from __future__ import annotations

from domain.vendors import Category, MeterKind, VendRequest
from gateways.vtpass_spellings import naira

SMILE = "smile-direct"
BOUQUETS = ("dstv", "gotv")  # where keeping a package is another order than choosing one
FOR_WHOEVER_HAS_THE_CODE = ("waec", "waec-registration")
BY_THE_PIECE = ("spectranet",)

VERIFY = "merchant-verify"
VERIFY_BY_EMAIL = "merchant-verify/smile/email"


def verify_path(service: str, customer_reference: str) -> str:
    """Return where to ask: Smile finds accounts by e-mail address at a place of its own."""
    return VERIFY_BY_EMAIL if service == SMILE and "@" in customer_reference else VERIFY


def question(
    service: str, customer_reference: str, meter_kind: MeterKind | None, plan: str | None
) -> dict[str, object]:
    """Return the body that asks whose reference it is."""
    body: dict[str, object] = {"billersCode": customer_reference, "serviceID": service}
    if kind := plan if meter_kind is None else meter_kind.value:
        body["type"] = kind
    return body


def order(request: VendRequest) -> dict[str, object] | None:
    """Return the body of an order; None if what was chosen is missing, so that there is none.

    An amount beside a plan changes nothing, but for an open plan it is the price; only a decoder
    whose package changes would be topped up with it, so there it is left out.
    """
    body: dict[str, object] = {
        "request_id": request.request_id,
        "serviceID": request.service,
        "amount": naira(request.amount),
        "phone": request.phone,
    }
    if request.category is Category.AIRTIME:
        body["phone"] = request.customer_reference  # Here the recipient is the phone.
        return body
    if request.service not in FOR_WHOEVER_HAS_THE_CODE:
        body["billersCode"] = request.customer_reference
    if request.category is Category.ELECTRICITY:
        return body if request.meter_kind is None else body | {"variation_code": request.meter_kind.value}
    if request.renews:
        return body | {"subscription_type": "renew"} if request.service in BOUQUETS else None
    if not request.plan:
        return None
    body["variation_code"] = request.plan
    if request.service in BOUQUETS:
        body["subscription_type"] = "change"
        del body["amount"]
    if request.service in BY_THE_PIECE:
        body["quantity"] = 1
    return body
