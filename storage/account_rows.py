"""A customer's balances and limits: row ↔ value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from domain.controls import Controls, Freeze, FreezeReason
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
        controls=controls_from(row["controls"]),
        owes=Money(row["owes"]),
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
        referrals=stored.get("referrals", 0),
        restricted_since=datetime.fromisoformat(since) if (since := stored.get("since")) else None,
    )


def usage_text(usage: Usage) -> str:
    """Return the JSON text to store."""
    stored: dict[str, Any] = {
        "day": usage.day.isoformat(),
        "outflow": usage.outflow.kobo,
        "restricted": usage.restricted_outflow.kobo,
        "month": usage.month,
        "cashback": {rule: money.kobo for rule, money in usage.cashback.items()},
    }
    if usage.restricted_since is not None:
        stored["since"] = usage.restricted_since.isoformat()
    if usage.referrals:
        stored["referrals"] = usage.referrals
    return orjson.dumps(stored).decode()


def controls_from(text: str | None) -> Controls:
    """Return the controls of a stored JSON text; null: none."""
    if text is None:
        return Controls()
    stored = orjson.loads(text)
    freeze, limit = stored.get("freeze"), stored.get("own_daily_outflow")
    return Controls(
        freeze=Freeze(
            FreezeReason(freeze["reason"]), datetime.fromisoformat(freeze["since"]), freeze["money_in"]
        )
        if freeze is not None
        else None,
        own_daily_outflow=Money(limit) if limit is not None else None,
        transfers_off=stored.get("transfers_off", False),
    )


def controls_text(controls: Controls) -> str | None:
    """Return the JSON text to store, None for none."""
    stored: dict[str, Any] = {}
    if (freeze := controls.freeze) is not None:
        stored["freeze"] = {
            "reason": freeze.reason.value,
            "since": freeze.since.isoformat(),
            "money_in": freeze.money_in,
        }
    if controls.own_daily_outflow is not None:
        stored["own_daily_outflow"] = controls.own_daily_outflow.kobo
    if controls.transfers_off:
        stored["transfers_off"] = True
    return orjson.dumps(stored).decode() if stored else None
