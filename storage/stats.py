"""Counting what was sold, and keeping the sums of ended days: rows ↔ values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import orjson
from sqlalchemy import ColumnElement, Integer, case, cast, delete, extract, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.payments import HOLDING, SETTLED
from domain.stats import Sales, Undecided
from domain.times import LAGOS
from storage.payments import GIVEN_BACK
from storage.tables import customers, hourly_sales, payment_states, payments, sales_days, vend_attempts

_JOINED = payments.join(payment_states, payment_states.c.payment_id == payments.c.id)
# The figures of kept sums, in the order of `_sales_from`.
_SUMMED = ("payments", "volume", "delivered", "fees", "commission", "cashback", "returned")
_IS_SETTLED = payment_states.c.status.in_([each.value for each in SETTLED])


def _of_settled(value: ColumnElement[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((_IS_SETTLED, value), else_=0)), 0)


@dataclass(frozen=True)
class SqlStats:
    """`domain.stats.StatsStore`."""

    connection: AsyncConnection

    async def count(self, day: date, since: datetime, until: datetime) -> tuple[Sales, ...]:
        """Count what was accepted in that time."""
        within = (payments.c.accepted_at >= since, payments.c.accepted_at < until)
        hour = self._hour().label("hour")
        sums = await self.connection.execute(
            select(
                hour,
                payments.c.biller_id,
                func.count().label("payments"),
                func.sum(payments.c.amount).label("volume"),
                func.sum(case((_IS_SETTLED, 1), else_=0)).label("delivered"),
                _of_settled(payments.c.fee).label("fees"),
                _of_settled(
                    payments.c.amount - func.coalesce(payment_states.c.cost, payments.c.amount)
                ).label("commission"),
                _of_settled(payments.c.cashback_earned).label("cashback"),
            )
            .select_from(_JOINED)
            .where(*within)
            .group_by(hour, payments.c.biller_id)
        )
        returns = await self._returns(*within)
        return tuple(
            Sales(
                day,
                int(row.hour),
                row.biller_id,
                int(row.payments),
                Money(int(row.volume)),
                int(row.delivered),
                Money(int(row.fees)),
                Money(int(row.commission)),
                Money(int(row.cashback)),
                Money(sum(kobo for kobo, _ in returns.get((int(row.hour), row.biller_id), ()))),
                tuple(seconds for _, seconds in returns.get((int(row.hour), row.biller_id), ())),
            )
            for row in sums
        )

    async def _returns(self, *within: ColumnElement[bool]) -> Mapping[tuple[int, str], list[tuple[int, int]]]:
        rows = await self.connection.execute(
            select(
                payments.c.biller_id,
                payments.c.accepted_at,
                payment_states.c.ended_at,
                (payments.c.amount + payments.c.fee + payments.c.vat).label("total"),
            )
            .select_from(_JOINED)
            .where(*within, payment_states.c.status.in_([each.value for each in GIVEN_BACK]))
            .order_by(payments.c.id)
        )
        found: dict[tuple[int, str], list[tuple[int, int]]] = {}
        for row in rows:
            took = row.ended_at - row.accepted_at if row.ended_at is not None else timedelta()
            key = (row.accepted_at.astimezone(LAGOS).hour, row.biller_id)
            found.setdefault(key, []).append((row.total, max(0, round(took.total_seconds()))))
        return found

    async def began_at(self) -> datetime | None:
        """Return when the first payment of all was accepted; None: there is none."""
        rows = await self.connection.execute(select(func.min(payments.c.accepted_at)))
        began_at: datetime | None = rows.scalar_one()
        return began_at

    async def kept_at(self, first: date, last: date) -> Mapping[date, datetime]:
        """Return of which of these days sums are kept, and when they were counted."""
        rows = await self.connection.execute(
            select(sales_days).where(sales_days.c.day >= first, sales_days.c.day <= last)
        )
        return {row.day: row.counted_at for row in rows}

    async def kept(
        self, first: date, last: date, biller_id: str | None, *, by_day: bool
    ) -> tuple[Sales, ...]:
        """Return the kept sums of these days; `by_day` False: of all of them together, under the first.

        The database adds up: three months are thirty thousand rows.
        """
        kept = hourly_sales.c
        place = (kept.hour, kept.biller_id)
        together = (
            *(func.sum(kept[name]) for name in _SUMMED),
            func.aggregate_strings(kept.returned_after, ","),
        )
        wanted = (
            select(kept.day, *place, *(kept[name] for name in _SUMMED), kept.returned_after)
            if by_day
            else select(func.min(kept.day), *place, *together).group_by(*place)
        )
        wanted = wanted.where(kept.day >= first, kept.day <= last)
        if biller_id is not None:
            wanted = wanted.where(kept.biller_id == biller_id)
        rows = await self.connection.execute(wanted)
        return tuple(sorted((_sales_from(*row) for row in rows.all()), key=_place))

    async def keep(self, day: date, sales: Sequence[Sales], *, now: datetime) -> None:
        """Keep the sums of a day in the place of those that were kept before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        # The day's own row is the lock: two processes that count the same day do it one after the other.
        await self.connection.execute(
            dialect.insert(sales_days)
            .values(day=day, counted_at=now)
            .on_conflict_do_update(index_elements=["day"], set_={"counted_at": now})
        )
        await self.connection.execute(delete(hourly_sales).where(hourly_sales.c.day == day))
        if sales:
            await self.connection.execute(insert(hourly_sales), [_values(each) for each in sales])

    async def undecided(self, biller_id: str | None) -> Undecided:
        """Return what is not decided: few, and each has a requery that is due some time."""
        wanted = (
            select(func.count().label("count"), func.min(payments.c.accepted_at).label("oldest_at"))
            .select_from(_JOINED)
            .where(
                payment_states.c.requery_at.is_not(None),
                payment_states.c.status.in_([each.value for each in HOLDING]),
            )
        )
        if biller_id is not None:
            wanted = wanted.where(payments.c.biller_id == biller_id)
        row = (await self.connection.execute(wanted)).one()
        return Undecided(row.count, row.oldest_at)

    async def used(self, since: datetime, until: datetime) -> Mapping[str, Money]:
        """Return by vendor what the payments cost that were accepted in that time and delivered."""
        newest = (vend_attempts.c.payment_id == payments.c.id) & (
            vend_attempts.c.n == payment_states.c.attempt
        )
        rows = await self.connection.execute(
            select(vend_attempts.c.vendor, func.sum(payment_states.c.cost).label("cost"))
            .select_from(_JOINED.join(vend_attempts, newest))
            .where(payments.c.accepted_at >= since, payments.c.accepted_at < until, _IS_SETTLED)
            .group_by(vend_attempts.c.vendor)
        )
        return {row.vendor: Money(int(row.cost or 0)) for row in rows}

    async def newcomers(self, since: datetime, until: datetime) -> int:
        """Return how many customers came."""
        rows = await self.connection.execute(
            select(func.count())
            .select_from(customers)
            .where(customers.c.registered_at >= since, customers.c.registered_at < until)
        )
        return int(rows.scalar_one())

    def _hour(self) -> ColumnElement[int]:
        """Return the hour in Lagos in which a payment was accepted."""
        if self.connection.dialect.name == "postgresql":
            return cast(
                extract("hour", payments.c.accepted_at.op("AT TIME ZONE")(text("INTERVAL '1 hour'"))), Integer
            )
        return cast(func.strftime("%H", payments.c.accepted_at, "+1 hour"), Integer)


def _sales_from(
    day: date,
    hour: int,
    biller_id: str,
    payments_: int,
    volume: int,
    delivered: int,
    fees: int,
    commission: int,
    cashback: int,
    returned: int,
    returned_after: str,
) -> Sales:
    """Return the value of a row. `returned_after`: one list, or several with commas between."""
    return Sales(
        day,
        hour,
        biller_id,
        int(payments_),
        Money(int(volume)),
        int(delivered),
        Money(int(fees)),
        Money(int(commission)),
        Money(int(cashback)),
        Money(int(returned)),
        tuple(seconds for each in orjson.loads(f"[{returned_after}]") for seconds in each),
    )


def _place(sales: Sales) -> tuple[date, int, str]:
    return sales.day, sales.hour, sales.biller_id


def _values(sales: Sales) -> dict[str, object]:
    return {
        "day": sales.day,
        "hour": sales.hour,
        "biller_id": sales.biller_id,
        "payments": sales.payments,
        "volume": sales.volume.kobo,
        "delivered": sales.delivered,
        "fees": sales.fees.kobo,
        "commission": sales.commission.kobo,
        "cashback": sales.cashback.kobo,
        "returned": sales.returned.kobo,
        "returned_after": orjson.dumps(sales.returned_after).decode(),
    }
