"""What promo codes look up beside the money path."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from domain.payments import SETTLED
from domain.promo_codes import PastBills, PromoCode
from storage.reward_rows import as_promo
from storage.tables import payment_states, payments, promo_codes


@dataclass(frozen=True)
class SqlPromoCodes:
    """`domain.promo_codes.PromoStore`."""

    connection: AsyncConnection

    async def past_bills(self, customer_id: str) -> PastBills:
        """Return what a customer had delivered."""
        rows = await self.connection.execute(
            select(func.count(), func.coalesce(func.max(payments.c.amount), 0))
            .join(payment_states, payment_states.c.payment_id == payments.c.id)
            .where(payments.c.customer_id == customer_id, payment_states.c.status.in_(SETTLED))
        )
        count, largest = rows.one()
        return PastBills(count, Money(largest))

    async def count(self) -> int:
        """Return how many codes there are, ended ones included."""
        rows = await self.connection.execute(select(func.count()).select_from(promo_codes))
        return int(rows.scalar_one())

    async def newest(self, *, limit: int, after: int = 0) -> tuple[PromoCode, ...]:
        """Return codes, the newest first, without so many of them."""
        codes = promo_codes.c
        rows = await self.connection.execute(
            select(promo_codes).order_by(codes.made_at.desc(), codes.id).limit(limit).offset(after)
        )
        return tuple(as_promo(row) for row in rows.mappings())
