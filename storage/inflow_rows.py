"""An inflow: row ↔ value. Who sent it is sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.inflows import Inflow, InflowStatus
from domain.money import Money
from storage.keyring import Keyring


def inflow_from(row: Mapping[Any, Any], keyring: Keyring) -> Inflow:
    """Return the value of a row of `inflows`; its moments are aware already."""
    sender = row["sender"]
    return Inflow(
        id=row["id"],
        processor=row["processor"],
        transaction_id=row["transaction_id"],
        status=InflowStatus(row["status"]),
        place=row["place"],
        heard_at=row["heard_at"],
        account_id=row["account_id"],
        customer_id=row["customer_id"],
        amount=Money(row["amount"]),
        fee=Money(row["fee"]),
        stamp_duty=Money(row["stamp_duty"]),
        sender=keyring.open(sender).decode() if sender is not None else "",
        sender_bank=row["sender_bank"],
        paid_at=row["paid_at"],
        ended_at=row["ended_at"],
        ask_at=row["ask_at"],
        questions=row["questions"],
        reference=row["reference"],
        taken_back=Money(row["taken_back"]),
    )


def values(inflow: Inflow, keyring: Keyring) -> dict[str, Any]:
    """Return the row of an inflow."""
    return {
        "id": inflow.id,
        "processor": inflow.processor,
        "transaction_id": inflow.transaction_id,
        "status": inflow.status.value,
        "place": inflow.place,
        "heard_at": inflow.heard_at,
        "account_id": inflow.account_id,
        "customer_id": inflow.customer_id,
        "amount": inflow.amount.kobo,
        "fee": inflow.fee.kobo,
        "stamp_duty": inflow.stamp_duty.kobo,
        "sender": keyring.seal(inflow.sender.encode()) if inflow.sender else None,
        "sender_bank": inflow.sender_bank,
        "paid_at": inflow.paid_at,
        "ended_at": inflow.ended_at,
        "ask_at": inflow.ask_at,
        "questions": inflow.questions,
        "reference": inflow.reference,
        "taken_back": inflow.taken_back.kobo,
    }
