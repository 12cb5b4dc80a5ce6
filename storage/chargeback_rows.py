"""A chargeback: row ↔ value, and reading one outside the money path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.chargebacks import Chargeback, ChargebackKind, ChargebackStatus
from domain.money import Money
from storage.keyring import Keyring
from storage.tables import chargebacks


def chargeback_from(row: Mapping[Any, Any], _keyring: Keyring | None = None) -> Chargeback:
    """Return the value of a row of `chargebacks`; its moments are aware already."""
    return Chargeback(
        id=row["id"],
        processor=row["processor"],
        kind=ChargebackKind(row["kind"]),
        status=ChargebackStatus(row["status"]),
        subject_id=row["subject_id"],
        customer_id=row["customer_id"],
        amount=Money(row["amount"]),
        opened_at=row["opened_at"],
        taken=Money(row["taken"]),
        owed=Money(row["owed"]),
        ended_at=row["ended_at"],
    )


def values(chargeback: Chargeback, _keyring: Keyring) -> dict[str, Any]:
    """Return the row of a chargeback."""
    return {
        "id": chargeback.id,
        "processor": chargeback.processor,
        "kind": chargeback.kind.value,
        "status": chargeback.status.value,
        "subject_id": chargeback.subject_id,
        "customer_id": chargeback.customer_id,
        "amount": chargeback.amount.kobo,
        "taken": chargeback.taken.kobo,
        "owed": chargeback.owed.kobo,
        "opened_at": chargeback.opened_at,
        "ended_at": chargeback.ended_at,
    }


@dataclass(frozen=True)
class SqlChargebacks:
    """`domain.funding_books.ChargebackStore`."""

    connection: AsyncConnection

    async def get(self, chargeback_id: str) -> Chargeback | None:
        """Return one."""
        rows = await self.connection.execute(select(chargebacks).where(chargebacks.c.id == chargeback_id))
        row = rows.mappings().one_or_none()
        return chargeback_from(row) if row is not None else None
