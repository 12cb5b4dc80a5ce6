"""Referrals as staff look at them: what waits for a person, and what friends have in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.phones import Phone
from domain.referral_clusters import Friend
from domain.referrals import Referral, ReferralStatus
from storage.keyring import Keyring
from storage.reward_rows import as_referral
from storage.tables import customers, payments, referrals

_ID_LENGTH = 32
_BEGINNING = 8  # digits of a number as it is dialled: who buys lines by the box has them in a row
_IN_REVIEW = referrals.c.status == ReferralStatus.REVIEW.value
_COUNTS = referrals.c.status.in_(
    [ReferralStatus.HELD.value, ReferralStatus.REVIEW.value, ReferralStatus.REWARDED.value]
)


@dataclass(frozen=True)
class SqlReferralClusters:
    """`domain.referral_clusters.ClusterStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def in_review(self, *, limit: int, offset: int) -> tuple[Referral, ...]:
        """Return what waits for a person, what is due first."""
        rows = await self.connection.execute(
            select(referrals)
            .where(_IN_REVIEW)
            .order_by(referrals.c.due_at, referrals.c.id)
            .limit(limit)
            .offset(offset)
        )
        return tuple(as_referral(row) for row in rows.mappings())

    async def count_in_review(self) -> int:
        """Return how many wait for a person."""
        rows = await self.connection.execute(select(func.count()).select_from(referrals).where(_IN_REVIEW))
        return int(rows.scalar_one())

    async def by_reference(self, reference: str) -> Referral | None:
        """Return the one referral whose id begins so."""
        missing = _ID_LENGTH - len(reference)
        rows = await self.connection.execute(
            select(referrals)
            .where(referrals.c.id >= reference + "0" * missing, referrals.c.id <= reference + "f" * missing)
            .limit(2)
        )
        found = [as_referral(row) for row in rows.mappings()]
        return found[0] if len(found) == 1 else None

    async def who_brought_many(self, *, since: datetime, at_least: int, limit: int) -> tuple[str, ...]:
        """Return who brought so many since then with a reward given or to come, those with the most first."""
        rows = await self.connection.execute(
            select(referrals.c.referrer_id)
            .where(referrals.c.joined_at >= since, _COUNTS)
            .group_by(referrals.c.referrer_id)
            .having(func.count() >= at_least)
            .order_by(func.count().desc(), referrals.c.referrer_id)
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def friends_of(self, referrer_id: str, *, since: datetime, limit: int) -> tuple[Friend, ...]:
        """Return whom a customer brought since then with a reward given or to come, the newest first."""
        theirs = payments.alias()
        is_referrers = exists(
            select(theirs.c.id).where(
                theirs.c.customer_id == referrals.c.referrer_id,
                theirs.c.recipient_index == payments.c.recipient_index,
            )
        )
        rows = await self.connection.execute(
            select(referrals, customers.c.phone, payments.c.recipient_index, is_referrers.label("is_own"))
            .join(customers, customers.c.id == referrals.c.id)
            .outerjoin(payments, payments.c.id == referrals.c.payment_id)
            .where(referrals.c.referrer_id == referrer_id, referrals.c.joined_at >= since, _COUNTS)
            .order_by(referrals.c.joined_at.desc(), referrals.c.id)
            .limit(limit)
        )
        return tuple(
            Friend(
                as_referral(row),
                Phone(self.keyring.open(row["phone"]).decode()).national[:_BEGINNING],
                bytes(row["recipient_index"]) if row["recipient_index"] is not None else None,
                bool(row["is_own"]),
            )
            for row in rows.mappings()
        )
