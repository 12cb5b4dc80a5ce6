"""What the tests of money that comes in have in common."""

from __future__ import annotations

from domain.funding import TopUps
from domain.paying import Payments
from domain.processors import (
    Paid,
    PaymentReceived,
)
from domain.top_ups import (
    TopUp,
)
from storage.database import Database
from tests.builders import NOON, RULES, Clock
from tests.vendors import FakeVendor


def paying(database: Database) -> Payments:
    vendor = FakeVendor()
    return Payments(database, {vendor.name: vendor}, RULES, Clock())


async def hear(top_ups: TopUps, paid: Paid) -> TopUp | None:
    """Take in a webhook that says so."""
    return await top_ups.receive("paystack", PaymentReceived(paid), now=NOON)
