"""What billers have to choose from: data plans, TV packages, exams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.billers import Plan
from domain.money import Money
from domain.price_lists import ListedPlan
from storage.commissions import commissions_from, commissions_text
from storage.tables import plans

# What vendors say of a plan; the other columns are our staff's.
_LISTED = ("name", "amount", "codes", "commissions", "position", "listed", "changed_at")


@dataclass(frozen=True)
class SqlPlans:
    """`domain.catalogue.PlanStore` and `domain.catalogue_sync.SyncedPlans`."""

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

    async def listed(self, biller_id: str) -> tuple[ListedPlan, ...]:
        """Return every plan of a biller, as its vendors listed it last."""
        rows = await self.connection.execute(
            select(plans).where(plans.c.biller_id == biller_id).order_by(plans.c.position, plans.c.id)
        )
        return tuple(_listed_from(row) for row in rows.mappings())

    async def changed_after(self, biller_id: str, moment: datetime) -> bool:
        """Return whether a plan of a biller was changed by a list that was asked for after that moment."""
        newest = await self.connection.execute(
            select(func.count()).where(plans.c.biller_id == biller_id, plans.c.changed_at > moment)
        )
        return bool(newest.scalar_one())

    async def save(self, biller_id: str, listed: Sequence[ListedPlan], *, asked_at: datetime) -> None:
        """Keep plans as their vendors list them. What staff decided of them stays as it is."""
        if not listed:
            return
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(plans)
        await self.connection.execute(
            insert.on_conflict_do_update(
                index_elements=["biller_id", "id"], set_={name: insert.excluded[name] for name in _LISTED}
            ),
            [
                {
                    "biller_id": biller_id,
                    "id": plan.id,
                    "name": plan.name,
                    "amount": plan.amount.kobo if plan.amount is not None else None,
                    "codes": orjson.dumps(dict(plan.codes)).decode(),
                    "commissions": commissions_text(plan.commissions),
                    "position": plan.position,
                    "listed": plan.listed,
                    "changed_at": asked_at,
                }
                for plan in listed
            ],
        )

    async def decide(
        self, biller_id: str, plan_id: str, *, own_name: str | None = None, hidden: bool = False
    ) -> None:
        """Let staff call a plan otherwise, or take it off sale, whatever its vendors list."""
        await self.connection.execute(
            update(plans)
            .where(plans.c.biller_id == biller_id, plans.c.id == plan_id)
            .values(own_name=own_name, hidden=hidden)
        )


def _listed_from(row: Mapping[Any, Any]) -> ListedPlan:
    return ListedPlan(
        id=row["id"],
        name=row["name"],
        amount=Money(row["amount"]) if row["amount"] is not None else None,
        codes=orjson.loads(row["codes"]),
        position=row["position"],
        commissions=commissions_from(row["commissions"]),
        listed=row["listed"],
    )


def _plan_from(row: Mapping[Any, Any]) -> Plan:
    return Plan(
        biller_id=row["biller_id"],
        id=row["id"],
        name=row["own_name"] or row["name"],
        amount=Money(row["amount"]) if row["amount"] is not None else None,
        codes=orjson.loads(row["codes"]),
        position=row["position"],
        on_sale=row["listed"] and not row["hidden"],
        commissions=commissions_from(row["commissions"]),
    )
