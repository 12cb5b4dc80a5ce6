"""What an order says: who gets what, how many of it, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sandbox.vtpass.catalogue import SERVICES, Service
from sandbox.vtpass.variations import Lists

RENEW, CHANGE = "renew", "change"


@dataclass(slots=True)
class Purchase:
    """What somebody asked for. The amount is that of all pieces, before commission and fee."""

    request_id: str
    service: str
    customer_reference: str
    variation: str
    amount_kobo: int
    phone: str
    quantity: int = 1
    renews: bool = False  # TV: the package stays


def read_order(form: Mapping[str, object], lists: Lists) -> Purchase | None:
    """Return what is asked for, or None where a field is missing or can't be read.

    A variation's own price counts, whatever amount is sent; but a decoder is topped up with the amount,
    if there is one. A variation that does not exist costs nothing: it will be refused for that.
    """
    said = {name: str(value) for name, value in form.items() if value is not None}
    service = SERVICES.get(said.get("serviceID", ""))
    recipient = said.get(service.recipient_field if service is not None else "phone", "")
    quantity = said.get("quantity", "1")
    if not (said.get("request_id") and recipient and said.get("serviceID")) or not quantity.isdigit():
        return None
    if not said.get("phone") and said["serviceID"] != "showmax":
        return None
    purchase = Purchase(
        said["request_id"],
        said["serviceID"],
        recipient,
        said.get("variation_code", ""),
        0,
        said.get("phone", ""),
        quantity=int(quantity),
        renews=said.get("subscription_type") == RENEW,
    )
    if service is not None and service.is_bouquet and said.get("subscription_type") not in (RENEW, CHANGE):
        return None
    amount = _amount(purchase, service, kobo_of(said.get("amount", "")), lists)
    if amount is None:
        return None
    purchase.amount_kobo = amount
    return purchase


def _amount(purchase: Purchase, service: Service | None, sent: int | None, lists: Lists) -> int | None:
    if service is None or not service.from_list or purchase.renews:
        return sent
    variation = lists.find(service.id, purchase.variation)
    if variation is None:
        return sent or 0
    if not variation.kobo or (service.is_bouquet and sent is not None):
        return sent
    return variation.kobo * purchase.quantity


def kobo_of(said: str) -> int | None:
    """Return naira as kobo, or None for what is no sum of money."""
    try:
        kobo = Decimal(said) * 100
    except InvalidOperation:
        return None
    return int(kobo) if kobo.is_finite() and kobo % 1 == 0 else None
