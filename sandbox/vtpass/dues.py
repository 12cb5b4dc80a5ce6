"""What postpaid accounts owe: a bill a month, less what was paid on it since."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sandbox.vtpass.mischief import Fate
from sandbox.vtpass.world import LAGOS, World

_LEAST_KOBO, _STEPS, _STEP_KOBO = 4_000_00, 120, 100_00


def due(world: World, service: str, number: str) -> str:
    """Return what an account owes in this month, as its company writes it."""
    month = f"{world.now().astimezone(LAGOS):%Y-%m}"
    dice = hashlib.sha256(f"{service}/{number}/{month}".encode()).digest()[0]
    billed = _LEAST_KOBO + dice % _STEPS * _STEP_KOBO
    paid = sum(
        each.purchase.amount_kobo
        for each in world.transactions.values()
        if each.fate is Fate.DELIVERED
        and each.purchase.service == service
        and each.purchase.customer_reference == number
        and f"{datetime.fromtimestamp(each.created_at, UTC).astimezone(LAGOS):%Y-%m}" == month
    )
    return f"{max(0, billed - paid) / 100:,.2f}"
