"""A top-up: row ↔ value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.money import Money
from domain.top_ups import TopUp, TopUpStatus


def top_up_from(row: Mapping[Any, Any]) -> TopUp:
    """Return the value of a row of `top_ups`; its moments are aware already."""
    return TopUp(
        id=row["id"],
        customer_id=row["customer_id"],
        processor=row["processor"],
        amount=Money(row["amount"]),
        opened_at=row["opened_at"],
        expires_at=row["expires_at"],
        status=TopUpStatus(row["status"]),
        checkout_url=row["checkout_url"],
        verify_at=row["verify_at"],
        verifications=row["verifications"],
        ended_at=row["ended_at"],
        card=row["card"],
    )
