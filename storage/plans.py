"""What billers have to choose from: data plans, TV packages, exams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.billers import Plan
from domain.money import Money
from storage.tables import plans


@dataclass(frozen=True)
class SqlPlans:
    """`domain.catalogue.PlanStore`."""

    connection: AsyncConnection

    async def on_sale(self, biller_id: str) -> tuple[Plan, ...]:
        """Return what can be chosen, in the order of showing."""
        rows = await self.connection.execute(
            select(plans)
            .where(plans.c.biller_id == biller_id, plans.c.listed, ~plans.c.hidden)
            .order_by(plans.c.position, plans.c.id)
        )
        return tuple(_plan_from(row) for row in rows.mappings())

    async def get(self, biller_id: str, plan_id: str) -> Plan | None:
        """Return one plan, on sale or not."""
        rows = await self.connection.execute(
            select(plans).where(plans.c.biller_id == biller_id, plans.c.id == plan_id)
        )
        row = rows.mappings().one_or_none()
        return _plan_from(row) if row is not None else None


def _plan_from(row: Mapping[Any, Any]) -> Plan:
    return Plan(
        biller_id=row["biller_id"],
        id=row["id"],
        name=row["own_name"] or row["name"],
        amount=Money(row["amount"]) if row["amount"] is not None else None,
        codes=orjson.loads(row["codes"]),
        position=row["position"],
        on_sale=row["listed"] and not row["hidden"],
    )
