"""Paying an order from the PIN to the first answer, as most tests of payments begin."""

from __future__ import annotations

from domain.paying import Payments
from domain.payments import Payment
from domain.quotes import Order
from tests.builders import (
    NOON,
    a_sheet,
    approved,
)


async def paid(payments: Payments, order: Order, *, advance: bool = True) -> Payment:
    """Accept an order and let the worker take it one step on."""
    sheet = a_sheet(order)
    payment = await payments.accept(sheet, approved(sheet), card=None, now=NOON)
    if advance:
        await payments.advance(payment.id)
    return await payments.get(order.customer_id, payment.id)
