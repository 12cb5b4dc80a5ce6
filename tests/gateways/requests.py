"""Requests for delivery, with only what matters said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from domain.money import Money, naira
from domain.vendors import Category, MeterKind, VendRequest
from gateways.vtpass import Vtpass, VtpassKeys

A_LINE = "08011111111"
A_METER = "1111111111111"
A_POSTPAID_ACCOUNT = "1010101010101"
A_SMARTCARD = "1212121212"
A_PROFILE = "0123456789"
A_SMILE_ACCOUNT = "1402000567"
NOBODY = Vtpass("http://127.0.0.1:9", VtpassKeys("a", "b", "c"))


def a_request_id(order: str = "order-1", attempt: int = 1) -> str:
    return NOBODY.mint_request_id(order, attempt, now=datetime.now(UTC))


def airtime(
    phone: str = A_LINE, *, amount: Money | None = None, service: str = "mtn", request_id: str = ""
) -> VendRequest:
    return VendRequest(
        request_id=request_id or a_request_id(phone),
        category=Category.AIRTIME,
        service=service,
        customer_reference=phone,
        meter_kind=None,
        amount=amount or naira(500),
        phone=A_LINE,
    )


def electricity(
    meter: str = A_METER,
    *,
    service: str = "ikeja-electric",
    kind: MeterKind = MeterKind.PREPAID,
    amount: Money | None = None,
    request_id: str = "",
) -> VendRequest:
    return VendRequest(
        request_id=request_id or a_request_id(f"{service}{meter}"),
        category=Category.ELECTRICITY,
        service=service,
        customer_reference=meter,
        meter_kind=kind,
        amount=amount or naira(5_000),
        phone=A_LINE,
    )


def from_list(
    service: str,
    plan: str | None,
    reference: str = A_LINE,
    *,
    category: Category = Category.DATA,
    amount: Money | None = None,
    renews: bool = False,
    owes_voucher: bool = False,
    request_id: str = "",
) -> VendRequest:
    return VendRequest(
        request_id=request_id or a_request_id(f"{service}{plan}{reference}"),
        category=category,
        service=service,
        customer_reference=reference,
        meter_kind=None,
        amount=amount or naira(1_000),
        phone=A_LINE,
        plan=plan,
        renews=renews,
        owes_voucher=owes_voucher,
    )


def voucher(service: str, plan: str, reference: str = A_LINE, **more: Any) -> VendRequest:
    return from_list(service, plan, reference, category=Category.EDUCATION, owes_voucher=True, **more)


def package(service: str, plan: str | None, card: str = A_SMARTCARD, **more: Any) -> VendRequest:
    return from_list(service, plan, card, category=Category.TV, **more)
