"""A top-up: row ↔ value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from domain.money import Money
from domain.top_ups import TopUp, TopUpStatus
from storage.keyring import Keyring


def top_up_from(row: Mapping[Any, Any], _keyring: Keyring | None = None) -> TopUp:
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
        asked_before=tuple(json.loads(row["asked_before"])) if row["asked_before"] else (),
        credited_by=row["credited_by"],
        taken_back=Money(row["taken_back"]),
    )


def values(top_up: TopUp, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of a top-up."""
    return {
        "id": top_up.id,
        "customer_id": top_up.customer_id,
        "processor": top_up.processor,
        "amount": top_up.amount.kobo,
        "opened_at": top_up.opened_at,
        "expires_at": top_up.expires_at,
        "status": top_up.status.value,
        "checkout_url": top_up.checkout_url,
        "verify_at": top_up.verify_at,
        "verifications": top_up.verifications,
        "ended_at": top_up.ended_at,
        "card": top_up.card,
        "asked_before": asked_before(top_up.asked_before),
        "credited_by": top_up.credited_by,
        "taken_back": top_up.taken_back.kobo,
    }


def asked_before(names: Sequence[str]) -> str | None:
    """Return the names of processors as they are kept."""
    return json.dumps(list(names)) if names else None
