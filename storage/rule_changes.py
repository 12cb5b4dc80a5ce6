"""What staff changed of fees and cashback, and the payments that changes are tried on: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cashback import Bill
from domain.money import Money
from domain.payments import SETTLED
from domain.price_rules import Change, RuleChange
from domain.rule_acts import RuleCount
from domain.rule_replay import PastPayment
from domain.stats import Period
from domain.vendors import Category
from storage.keyring import Keyring
from storage.tables import customers, hourly_sales, payment_states, payments, rule_changes, sales_days

_CHANGE: TypeAdapter[Change] = TypeAdapter(Change)
_IDS_END_WITH = 4  # hexadecimal digits that are drawn by lot
_ID_LENGTH = 32
_WHOLE = 10_000
_MOST = 50_000  # payments read in one go, whatever share was asked for
_DELIVERED = payments.join(payment_states, payment_states.c.payment_id == payments.c.id)
_IS_SETTLED = payment_states.c.status.in_([each.value for each in SETTLED])


def _within(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return payments.c.accepted_at >= period.since, payments.c.accepted_at < period.until


def change_from(row: Mapping[Any, Any], keyring: Keyring) -> RuleChange:
    """Return the value of a row of `rule_changes`; its moments are aware already."""
    return _change(row)


def _change(row: Mapping[Any, Any]) -> RuleChange:
    return RuleChange(
        row["id"],
        row["number"],
        _CHANGE.validate_json(row["change"]),
        row["holds_from"],
        row["agreed_by"],
        row["agreed_at"],
    )


def change_values(change: RuleChange, keyring: Keyring) -> dict[str, Any]:
    """Return the row of a change."""
    return {
        "id": change.id,
        "number": change.number,
        "subject": change.change.subject,
        "change": _CHANGE.dump_json(change.change).decode(),
        "holds_from": change.holds_from,
        "agreed_by": change.agreed_by,
        "agreed_at": change.agreed_at,
    }


def count_from(row: Mapping[Any, Any], keyring: Keyring) -> RuleCount:
    """Return the value of the row of `rule_counts`."""
    return RuleCount(row["count"])


def count_values(count: RuleCount, keyring: Keyring) -> dict[str, Any]:
    """Return the row that says how many there are."""
    return {"id": count.id, "count": count.count}


@dataclass(frozen=True)
class SqlRuleChanges:
    """`domain.rule_book.RuleChangeStore`."""

    connection: AsyncConnection

    async def count(self) -> int:
        """Return how many there are."""
        rows = await self.connection.execute(select(func.count()).select_from(rule_changes))
        return int(rows.scalar_one())

    async def all(self) -> tuple[RuleChange, ...]:
        """Return all of them, in the order in which they were agreed to."""
        rows = await self.connection.execute(select(rule_changes).order_by(rule_changes.c.number))
        return tuple(_change(row) for row in rows.mappings())


@dataclass(frozen=True)
class SqlPastPayments:
    """`domain.rule_replay.ReplayStore`."""

    connection: AsyncConnection

    async def count(self, period: Period) -> int:
        """Return how many were delivered; of ended days, from their sums."""
        days = (period.first, period.last)
        summed = await self.connection.execute(
            select(func.coalesce(func.sum(hourly_sales.c.delivered), 0)).where(
                hourly_sales.c.day.between(*days)
            )
        )
        kept = set(
            await self.connection.scalars(select(sales_days.c.day).where(sales_days.c.day.between(*days)))
        )
        count = int(summed.scalar_one())
        for day in period.days:
            if day not in kept:
                one = Period(day, day)
                rows = await self.connection.execute(
                    select(func.count()).select_from(_DELIVERED).where(_IS_SETTLED, *_within(one))
                )
                count += int(rows.scalar_one())
        return count

    async def of_some(self, period: Period, *, share: int) -> Sequence[PastPayment]:
        """Return what was delivered then to a share of the customers, in basis points, in order.

        Who they are says the end of their ids, which is drawn by lot. Their payments are found by the index.
        """
        wanted = (
            select(
                payments.c.customer_id,
                payments.c.category,
                payments.c.biller_id,
                payments.c.amount,
                payments.c.accepted_at,
                payment_states.c.cost,
            )
            .select_from(_DELIVERED)
            .where(_IS_SETTLED, *_within(period))
            .limit(_MOST)
        )
        if share < _WHOLE:
            wanted = wanted.where(payments.c.customer_id.in_(await self._some(share)))
        found = [
            PastPayment(
                row.customer_id,
                Bill(Category(row.category), Money(row.amount), row.biller_id),
                row.accepted_at,
                Money(row.amount - (row.amount if row.cost is None else row.cost)),
            )
            for row in await self.connection.execute(wanted)
        ]
        return sorted(found, key=lambda each: each.at)

    async def _some(self, share: int) -> list[str]:
        below = f"{share * 16**_IDS_END_WITH // _WHOLE:0{_IDS_END_WITH}x}"
        end = func.substr(customers.c.id, _ID_LENGTH - _IDS_END_WITH + 1)
        rows = await self.connection.execute(select(customers.c.id).where(end < below))
        return list(rows.scalars())
