"""What runs out on a day: rows ↔ values. What was paid for it are those payments that have the same hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.expiries import EXPIRING, Expiry, ExpiryKey
from domain.payments import Payment, PaymentStatus
from storage.keyring import Keyring
from storage.payment_rows import WALKED_AT_MOST, recipient_index
from storage.tables import expiries, payment_states, payments

_HABIT = 2  # payments for the same thing


@dataclass(frozen=True)
class SqlExpiries:
    """`domain.expiries.ExpiryStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, key: ExpiryKey) -> Expiry | None:
        """Return what is kept."""
        rows = await self.connection.execute(
            select(expiries).where(
                expiries.c.customer_id == key.customer_id, expiries.c.recipient_index == key.hash
            )
        )
        row = rows.mappings().one_or_none()
        return _expiry_from(row) if row is not None else None

    async def key_of(self, payment: Payment) -> ExpiryKey:
        """Return what a payment was for."""
        order = payment.order
        return ExpiryKey(
            order.customer_id, recipient_index(self.keyring, order.biller_id, order.recipient.reference)
        )

    async def bought_lately(self, *, since: datetime, limit: int) -> tuple[tuple[ExpiryKey, str], ...]:
        """Return what was paid for lately and not reckoned with, and its newest delivered payment."""
        rows = await self.connection.execute(
            select(payments.c.customer_id, payments.c.recipient_index, func.max(payments.c.id))
            .join(payment_states, payment_states.c.payment_id == payments.c.id)
            .outerjoin(
                expiries,
                and_(
                    expiries.c.customer_id == payments.c.customer_id,
                    expiries.c.recipient_index == payments.c.recipient_index,
                ),
            )
            .where(
                payments.c.category.in_(sorted(EXPIRING)),
                payments.c.accepted_at >= since,
                payment_states.c.status == PaymentStatus.DELIVERED.value,
                or_(expiries.c.payment_id.is_(None), expiries.c.payment_id < payments.c.id),
            )
            .group_by(payments.c.customer_id, payments.c.recipient_index)
            .limit(limit)
        )
        return tuple((ExpiryKey(customer_id, hash_), payment_id) for customer_id, hash_, payment_id in rows)

    async def is_habit(self, key: ExpiryKey) -> bool:
        """Return whether it was paid for more than once among the customer's newest payments."""
        walked = (
            select(payments.c.id, payments.c.recipient_index)
            .where(payments.c.customer_id == key.customer_id)
            .order_by(payments.c.id.desc())
            .limit(WALKED_AT_MOST)
            .subquery()
        )
        counted = await self.connection.execute(
            select(func.count())
            .select_from(walked)
            .join(payment_states, payment_states.c.payment_id == walked.c.id)
            .where(
                walked.c.recipient_index == key.hash,
                payment_states.c.status == PaymentStatus.DELIVERED.value,
            )
        )
        return counted.scalar_one() >= _HABIT

    async def claim(self, *, now: datetime, until: datetime, limit: int) -> tuple[Expiry, ...]:
        """Return reminders that are due. Nobody else gets them until that moment.

        A row that another process is claiming is passed over (PostgreSQL); SQLite has one writer.
        """
        found = (
            select(expiries.c.customer_id, expiries.c.recipient_index)
            .where(expiries.c.remind_at <= now)
            .order_by(expiries.c.remind_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
            .cte("found")  # asked once, so that no more than the limit is locked
        )
        rows = await self.connection.execute(
            update(expiries)
            .where(
                tuple_(expiries.c.customer_id, expiries.c.recipient_index).in_(
                    select(found.c.customer_id, found.c.recipient_index)
                )
            )
            .values(remind_at=until)
            .returning(expiries)
        )
        return tuple(_expiry_from(row) for row in rows.mappings())

    async def put(self, expiry: Expiry) -> None:
        """Keep when something runs out."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {
            "payment_id": expiry.payment_id,
            "ends_on": expiry.ends_on.isoformat() if expiry.ends_on is not None else None,
            "remind_at": expiry.remind_at,
            "reminds": expiry.reminds,
        }
        await self.connection.execute(
            dialect.insert(expiries)
            .values(customer_id=expiry.key.customer_id, recipient_index=expiry.key.hash, **changed)
            .on_conflict_do_update(index_elements=["customer_id", "recipient_index"], set_=changed)
        )


def _expiry_from(row: Mapping[Any, Any]) -> Expiry:
    ends_on = row["ends_on"]
    return Expiry(
        ExpiryKey(row["customer_id"], row["recipient_index"]),
        row["payment_id"],
        date.fromisoformat(ends_on) if ends_on is not None else None,
        row["remind_at"],
        bool(row["reminds"]),
    )
