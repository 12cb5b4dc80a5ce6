"""A customer's balances and limits: row ↔ value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from domain.limits import CustomerAccounts, Usage
from domain.money import Money


def accounts_from(row: Mapping[Any, Any]) -> CustomerAccounts:
    """Return the value of a row of `customer_accounts`; its moments are aware already."""
    restricted_until: datetime | None = row["restricted_until"]
    return CustomerAccounts(
        customer_id=row["customer_id"],
        wallet=Money(row["wallet"]),
        cashback=Money(row["cashback"]),
        held=Money(row["held"]),
        tier=row["tier"],
        restricted_until=restricted_until,
        usage=usage_from(row["usage"]),
    )


def usage_from(text: str) -> Usage:
    """Return the usage of a stored JSON text."""
    stored = orjson.loads(text)
    return Usage(
        day=date.fromisoformat(stored["day"]),
        outflow=Money(stored["outflow"]),
        restricted_outflow=Money(stored["restricted"]),
        month=stored["month"],
        cashback={rule: Money(kobo) for rule, kobo in stored["cashback"].items()},
    )


def usage_text(usage: Usage) -> str:
    """Return the JSON text to store."""
    return orjson.dumps(
        {
            "day": usage.day.isoformat(),
            "outflow": usage.outflow.kobo,
            "restricted": usage.restricted_outflow.kobo,
            "month": usage.month,
            "cashback": {rule: money.kobo for rule, money in usage.cashback.items()},
        }
    ).decode()
