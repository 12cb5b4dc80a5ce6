"""Referrals as they are read: who brought whom, and which bill counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.payments import PaymentStatus
from domain.phones import Phone
from domain.referrals import Progress, Qualified, Referral, ReferralStatus
from domain.rules import Rules
from storage.keyring import Keyring
from storage.payment_rows import recipient_index
from storage.reward_rows import as_referral, referral_values
from storage.tables import customers, payment_states, payments, referrals


@dataclass(frozen=True)
class SqlReferrals:
    """`domain.referrals.ReferralStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def referrer_by(self, code: str) -> str | None:
        """Return the customer with that code of her own."""
        rows = await self.connection.execute(select(customers.c.id).where(customers.c.referral_code == code))
        found: str | None = rows.scalar_one_or_none()
        return found

    async def add(self, referral: Referral) -> None:
        """Keep a new referral. Who was brought before stays with who brought her first."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        await self.connection.execute(
            dialect.insert(referrals)
            .values(**referral_values(referral, self.keyring))
            .on_conflict_do_nothing(index_elements=["id"])
        )

    async def get(self, referred_id: str) -> Referral | None:
        """Return the referral of a customer who was brought."""
        rows = await self.connection.execute(select(referrals).where(referrals.c.id == referred_id))
        row = rows.mappings().one_or_none()
        return as_referral(row) if row is not None else None

    async def progress(self, referrer_id: str, *, limit: int) -> Progress:
        """Return what became of a customer's invitations."""
        mine = referrals.c.referrer_id == referrer_id
        newest = await self.connection.execute(
            select(referrals).where(mine).order_by(referrals.c.joined_at.desc(), referrals.c.id).limit(limit)
        )
        counted = await self.connection.execute(
            select(referrals.c.status, func.count()).where(mine).group_by(referrals.c.status)
        )
        return Progress(
            tuple(as_referral(row) for row in newest.mappings()),
            {ReferralStatus(status): count for status, count in counted},
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[Referral, ...]:
        """Return held referrals whose time has come."""
        rows = await self.connection.execute(
            select(referrals)
            .where(referrals.c.status == ReferralStatus.HELD.value, referrals.c.due_at <= now)
            .order_by(referrals.c.due_at, referrals.c.id)
            .limit(limit)
        )
        return tuple(as_referral(row) for row in rows.mappings())

    async def qualified(self, rules: Rules, *, limit: int) -> tuple[Qualified, ...]:
        """Return waiting referrals with a delivered bill that counts, each with its first one."""
        first = (
            select(referrals.c.id, func.min(payments.c.id).label("payment_id"))
            .join(payments, payments.c.customer_id == referrals.c.id)
            .join(payment_states, payment_states.c.payment_id == payments.c.id)
            .where(
                referrals.c.status == ReferralStatus.WAITING.value,
                payments.c.amount >= rules.referrals.least_bill.kobo,
                payment_states.c.status == PaymentStatus.DELIVERED.value,
            )
            .group_by(referrals.c.id)
            .limit(limit)
            .subquery()
        )
        theirs, others, bills = payments.alias(), referrals.alias(), payments.alias()
        is_referrers = exists(
            select(theirs.c.id).where(
                theirs.c.customer_id == referrals.c.referrer_id,
                theirs.c.recipient_index == payments.c.recipient_index,
            )
        )
        is_another_friends = exists(
            select(others.c.id)
            .join(bills, bills.c.id == others.c.payment_id)
            .where(
                others.c.referrer_id == referrals.c.referrer_id,
                others.c.id != referrals.c.id,
                bills.c.recipient_index == payments.c.recipient_index,
            )
        )
        rows = await self.connection.execute(
            select(
                referrals,
                first.c.payment_id.label("bill_id"),
                payments.c.biller_id,
                payments.c.recipient_index,
                customers.c.phone.label("referrers_phone"),
                (is_referrers | is_another_friends).label("is_shared"),
            )
            .join(first, first.c.id == referrals.c.id)
            .join(payments, payments.c.id == first.c.payment_id)
            .join(customers, customers.c.id == referrals.c.referrer_id)
        )
        return tuple(
            Qualified(
                as_referral(row), row["bill_id"], bool(row["is_shared"]) or self._is_for_the_referrer(row)
            )
            for row in rows.mappings()
        )

    def _is_for_the_referrer(self, row: RowMapping) -> bool:
        phone = Phone(self.keyring.open(row["referrers_phone"]).decode())
        own = recipient_index(self.keyring, row["biller_id"], phone.national)
        paid: bytes = row["recipient_index"]
        return own == paid
