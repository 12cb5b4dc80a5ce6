"""A customer's balances and limits: row ↔ value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import orjson

from domain.controls import Controls, Freeze, FreezeReason, StaffLimit
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
    limit = stored.get("own_daily_outflow")
    return Controls(
        freeze=_freeze_from(stored.get("freeze")),
        timed_freeze=_freeze_from(stored.get("timed_freeze")),
        own_daily_outflow=Money(limit) if limit is not None else None,
        transfers_off=stored.get("transfers_off", False),
        staff_daily=_limit_from(stored.get("staff_daily")),
        staff_single=_limit_from(stored.get("staff_single")),
    )


def controls_text(controls: Controls) -> str | None:
    """Return the JSON text to store, None for none."""
    stored: dict[str, Any] = {}
    if controls.freeze is not None:
        stored["freeze"] = _freeze_of(controls.freeze)
    if controls.timed_freeze is not None:
        stored["timed_freeze"] = _freeze_of(controls.timed_freeze)
    if controls.staff_daily is not None:
        stored["staff_daily"] = _limit_of(controls.staff_daily)
    if controls.staff_single is not None:
        stored["staff_single"] = _limit_of(controls.staff_single)
    if controls.own_daily_outflow is not None:
        stored["own_daily_outflow"] = controls.own_daily_outflow.kobo
    if controls.transfers_off:
        stored["transfers_off"] = True
    return orjson.dumps(stored).decode() if stored else None


def _freeze_from(stored: Mapping[str, Any] | None) -> Freeze | None:
    if stored is None:
        return None
    return Freeze(
        FreezeReason(stored["reason"]),
        datetime.fromisoformat(stored["since"]),
        stored["money_in"],
        stored.get("money_out", True),
        datetime.fromisoformat(until) if (until := stored.get("until")) else None,
    )


def _freeze_of(freeze: Freeze) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "reason": freeze.reason.value,
        "since": freeze.since.isoformat(),
        "money_in": freeze.money_in,
    }
    if not freeze.money_out:
        stored["money_out"] = False
    if freeze.until is not None:
        stored["until"] = freeze.until.isoformat()
    return stored


def _limit_from(stored: Mapping[str, Any] | None) -> StaffLimit | None:
    return StaffLimit(Money(stored["amount"]), datetime.fromisoformat(stored["until"])) if stored else None


def _limit_of(limit: StaffLimit) -> dict[str, Any]:
    return {"amount": limit.amount.kobo, "until": limit.until.isoformat()}
