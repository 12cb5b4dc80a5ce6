"""Bills to be paid through Flutterwave, with only what matters said."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.money import Money, naira
from domain.vendors import Category, MeterKind, VendRequest
from gateways.flutterwave import Flutterwave

A_LINE, A_METER, A_POSTPAID_ACCOUNT, A_CARD = "08011111111", "1111111111111", "1010101010101", "0025401100"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOBODY = Flutterwave("http://127.0.0.1:9/v3", "FLWSECK_TEST-x", lambda: NOON)


def a_bill(
    category: Category,
    service: str,
    customer: str,
    amount: Money,
    *,
    kind: MeterKind | None = None,
    plan: str | None = None,
    order: str = "order-1",
) -> VendRequest:
    request_id = NOBODY.mint_request_id(order, 1, now=NOON)
    return VendRequest(request_id, category, service, customer, kind, amount, A_LINE, plan=plan)


def airtime(phone: str = A_LINE, *, amount: Money | None = None, order: str = "order-1") -> VendRequest:
    return a_bill(Category.AIRTIME, "AIRTIME/MTN NIGERIA", phone, amount or naira(500), order=order)


def light(
    meter: str = A_METER, kind: MeterKind = MeterKind.PREPAID, service: str = "IKEJA DISCO"
) -> VendRequest:
    return a_bill(Category.ELECTRICITY, service, meter, naira(5_000), kind=kind)


def compact(amount: Money | None = None, plan: str = "CB141") -> VendRequest:
    return a_bill(Category.TV, "DSTV", A_CARD, amount or naira(19_000), plan=plan)
