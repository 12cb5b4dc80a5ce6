"""Meters: rows ↔ values. Their purchases are those payments that have the same hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.light import Meter, MeterKey, Purchase
from domain.meter_brain import Bought, MeterReading, read_units
from domain.money import Money
from domain.payments import PaymentStatus
from domain.quotes import Order
from domain.vendors import Category
from storage.keyring import Keyring
from storage.payment_rows import WALKED_AT_MOST, delivery_from, recipient_index
from storage.tables import meters, payment_states, payments


@dataclass(frozen=True)
class SqlMeters:
    """`domain.light.MeterStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def of(self, customer_id: str) -> tuple[Meter, ...]:
        """Return the meters that a customer paid for, also those that were not reckoned with."""
        walked = _walked(customer_id)
        rows = await self.connection.execute(
            select(walked.c.recipient_index, func.max(walked.c.id))
            .where(walked.c.category == Category.ELECTRICITY.value)
            .group_by(walked.c.recipient_index)
        )
        kept = await self.connection.execute(select(meters).where(meters.c.customer_id == customer_id))
        known = {row["recipient_index"]: _meter_from(row) for row in kept.mappings()}
        return tuple(
            known.get(hash_) or Meter(MeterKey(customer_id, hash_), payment_id) for hash_, payment_id in rows
        )

    async def get(self, key: MeterKey) -> Meter | None:
        """Return a meter."""
        rows = await self.connection.execute(
            select(meters).where(
                meters.c.customer_id == key.customer_id, meters.c.recipient_index == key.hash
            )
        )
        row = rows.mappings().one_or_none()
        return _meter_from(row) if row is not None else None

    async def key_of(self, order: Order) -> MeterKey:
        """Return the meter that an order is for."""
        return MeterKey(
            order.customer_id, recipient_index(self.keyring, order.biller_id, order.recipient.reference)
        )

    async def purchases(self, key: MeterKey, *, limit: int) -> tuple[Purchase, ...]:
        """Return the newest delivered purchases of a prepaid meter, newest first.

        Among the customer's newest `WALKED_AT_MOST` payments. A meter that gives no token is not prepaid.
        """
        walked = _walked(key.customer_id)
        rows = await self.connection.execute(
            select(walked.c.id, walked.c.accepted_at, walked.c.amount, payment_states.c.delivery)
            .join(payment_states, payment_states.c.payment_id == walked.c.id)
            .where(
                walked.c.recipient_index == key.hash,
                payment_states.c.status == PaymentStatus.DELIVERED.value,
                payment_states.c.delivery.is_not(None),
            )
            .order_by(walked.c.id.desc())
            .limit(limit)
        )
        found = [(row, delivery_from(self.keyring.open(row.delivery))) for row in rows]
        return tuple(
            Purchase(row.id, Bought(row.accepted_at, Money(row.amount), read_units(delivery.units)))
            for row, delivery in found
            if delivery.tokens
        )

    async def bought_lately(self, *, since: datetime, limit: int) -> tuple[tuple[MeterKey, str], ...]:
        """Return meters whose newest delivered purchase was not reckoned with, and that purchase."""
        newest = func.max(payments.c.id)
        rows = await self.connection.execute(
            select(payments.c.customer_id, payments.c.recipient_index, newest)
            .join(payment_states, payment_states.c.payment_id == payments.c.id)
            .outerjoin(
                meters,
                (meters.c.customer_id == payments.c.customer_id)
                & (meters.c.recipient_index == payments.c.recipient_index),
            )
            .where(
                payments.c.category == Category.ELECTRICITY.value,
                payments.c.accepted_at >= since,
                payment_states.c.status == PaymentStatus.DELIVERED.value,
                or_(meters.c.payment_id.is_(None), meters.c.payment_id < payments.c.id),
            )
            .group_by(payments.c.customer_id, payments.c.recipient_index)
            .limit(limit)
        )
        return tuple((MeterKey(customer_id, hash_), payment_id) for customer_id, hash_, payment_id in rows)

    async def due(self, *, now: datetime, limit: int) -> tuple[Meter, ...]:
        """Return the meters of which a reminder is due, the longest due first."""
        rows = await self.connection.execute(
            select(meters).where(meters.c.remind_at <= now).order_by(meters.c.remind_at).limit(limit)
        )
        return tuple(_meter_from(row) for row in rows.mappings())

    async def put(self, meter: Meter) -> None:
        """Keep a meter."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        reading = meter.reading
        changed = {
            "payment_id": meter.payment_id,
            "remind_at": meter.remind_at,
            "reminds": meter.reminds,
            "watt_hours": reading.watt_hours if reading is not None else None,
            "read_at": reading.at if reading is not None else None,
        }
        await self.connection.execute(
            dialect.insert(meters)
            .values(customer_id=meter.key.customer_id, recipient_index=meter.key.hash, **changed)
            .on_conflict_do_update(index_elements=["customer_id", "recipient_index"], set_=changed)
        )


def _walked(customer_id: str) -> Subquery:
    """Return a customer's newest payments, by one look into their index."""
    return (
        select(
            payments.c.id,
            payments.c.category,
            payments.c.accepted_at,
            payments.c.amount,
            payments.c.recipient_index,
        )
        .where(payments.c.customer_id == customer_id)
        .order_by(payments.c.id.desc())
        .limit(WALKED_AT_MOST)
        .subquery()
    )


def _meter_from(row: Mapping[Any, Any]) -> Meter:
    read_at = row["read_at"]
    return Meter(
        MeterKey(row["customer_id"], row["recipient_index"]),
        row["payment_id"],
        row["remind_at"],
        bool(row["reminds"]),
        MeterReading(read_at, row["watt_hours"]) if read_at is not None else None,
    )
