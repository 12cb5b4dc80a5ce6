"""Orders that wait for money: rows ↔ values. Sealed as a whole: a cart carries consent to spend."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.carts import Cart, CartState
from storage.keyring import Keyring
from storage.tables import carts, customer_accounts

_CART = TypeAdapter(Cart)
_OURS = (CartState.WAITING, CartState.PAYING)


@dataclass(frozen=True)
class SqlCarts:
    """`domain.carts.CartStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def put(self, cart: Cart) -> None:
        """Keep a customer's cart in the place of the one before."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        sheet = cart.sheet
        values = {
            "order_id": sheet.order.id,
            "state": cart.state.value,
            "needed": sheet.quote.from_wallet.kobo,
            "expires_at": sheet.expires_at,
            "content": self.keyring.seal(_CART.dump_json(cart)),
        }
        await self.connection.execute(
            dialect.insert(carts)
            .values(customer_id=cart.customer_id, **values)
            .on_conflict_do_update(index_elements=["customer_id"], set_=values)
        )

    async def of(self, customer_id: str) -> Cart | None:
        """Return a customer's cart."""
        rows = await self.connection.execute(select(carts).where(carts.c.customer_id == customer_id))
        row = rows.mappings().one_or_none()
        if row is None:
            return None
        kept = _CART.validate_json(self.keyring.open(row["content"]))
        return Cart(kept.sheet, kept.approval, kept.card, CartState(row["state"]))

    async def claim(self, customer_id: str, order_id: str) -> bool:
        """Mark a cart as being taken on; False if it is back with the customer, or gone."""
        return await self._move(customer_id, order_id, _OURS, CartState.PAYING)

    async def wait_on(self, customer_id: str, order_id: str) -> None:
        """Mark a cart that was being taken on as waiting again."""
        await self._move(customer_id, order_id, (CartState.PAYING,), CartState.WAITING)

    async def give_back(self, customer_id: str, order_id: str) -> bool:
        """Mark a cart as back with the customer; False if it was already, or is gone."""
        return await self._move(customer_id, order_id, _OURS, CartState.BACK)

    async def end_consent(self, customer_id: str) -> str | None:
        """Mark a customer's cart as back with her, and return its order; None if none was waiting."""
        ended = await self.connection.execute(
            update(carts)
            .where(carts.c.customer_id == customer_id, carts.c.state.in_(_OURS))
            .values(state=CartState.BACK)
            .returning(carts.c.order_id)
        )
        order_id: str | None = ended.scalar_one_or_none()
        return order_id

    async def take_back(self, customer_id: str, order_id: str) -> bool:
        """Forget a cart unless somebody is taking it on; False if so, or if it is gone."""
        gone = await self.connection.execute(
            delete(carts).where(
                carts.c.customer_id == customer_id,
                carts.c.order_id == order_id,
                carts.c.state != CartState.PAYING.value,
            )
        )
        return gone.rowcount == 1

    async def remove(self, customer_id: str, order_id: str) -> None:
        """Forget a cart."""
        await self.connection.execute(
            delete(carts).where(carts.c.customer_id == customer_id, carts.c.order_id == order_id)
        )

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the customers whose cart their wallet covers now, or whose mandate is over."""
        rows = await self.connection.execute(
            select(carts.c.customer_id)
            .join(customer_accounts, customer_accounts.c.customer_id == carts.c.customer_id)
            .where(
                carts.c.state.in_(_OURS),  # one that was being taken on when a process died, too
                or_(customer_accounts.c.wallet >= carts.c.needed, carts.c.expires_at <= now),
            )
            .order_by(carts.c.expires_at)
            .limit(limit)
        )
        return tuple(rows.scalars())

    async def clean(self, *, before: datetime) -> int:
        """Forget carts whose mandate ended before that, and return how many."""
        gone = await self.connection.execute(delete(carts).where(carts.c.expires_at < before))
        return gone.rowcount

    async def _move(
        self, customer_id: str, order_id: str, before: Collection[CartState], after: CartState
    ) -> bool:
        changed = await self.connection.execute(
            update(carts)
            .where(
                carts.c.customer_id == customer_id, carts.c.order_id == order_id, carts.c.state.in_(before)
            )
            .values(state=after)
        )
        return changed.rowcount == 1
