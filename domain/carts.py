"""The smart cart: an order that lacks money waits for it, and finishes by itself with the PIN given for it.

The PIN approves a sheet that stays open for as long as the mandate lasts, so what is paid in the end is
exactly what the customer saw: this recipient, this total. Anything else comes back to her.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.approvals import Approval, WrongApproval
from domain.errors import Refusal
from domain.ledger import InsufficientFunds
from domain.maintenance import UnderMaintenance
from domain.notices import Notice, NoticeKind
from domain.outages import BillerPaused
from domain.paying import Payments
from domain.payments import Payment
from domain.quotes import Order, Quote, Sheet
from domain.risk import Concern
from domain.rules import Rules
from domain.storage import Storage


class CartState(StrEnum):
    """How far a cart is."""

    WAITING = "waiting"  # for money
    PAYING = "paying"  # somebody is taking it on: too late for the customer to take it back
    BACK = "back"  # with the customer: it could not be finished


@dataclass(frozen=True, slots=True)
class Cart:
    """An order with the PIN's consent to it, good until the sheet's end."""

    sheet: Sheet
    approval: Approval
    card: int | None
    state: CartState = CartState.WAITING

    @property
    def customer_id(self) -> str:
        """Whose it is. A customer has one at a time."""
        return self.sheet.order.customer_id


class CartStore(Protocol):
    """Where carts are kept."""

    async def put(self, cart: Cart) -> None:
        """Keep a customer's cart in the place of the one before."""
        ...

    async def of(self, customer_id: str) -> Cart | None:
        """Return a customer's cart."""
        ...

    async def claim(self, customer_id: str, order_id: str) -> bool:
        """Mark a cart as being taken on; False if it is back with the customer, or gone."""
        ...

    async def wait_on(self, customer_id: str, order_id: str) -> None:
        """Mark a cart that was being taken on as waiting again."""
        ...

    async def give_back(self, customer_id: str, order_id: str) -> bool:
        """Mark a cart as back with the customer; False if it was already, or is gone."""
        ...

    async def end_consent(self, customer_id: str) -> str | None:
        """Mark a customer's cart as back with her, and return its order; None if none was waiting."""
        ...

    async def take_back(self, customer_id: str, order_id: str) -> bool:
        """Forget a cart unless somebody is taking it on; False if so, or if it is gone."""
        ...

    async def remove(self, customer_id: str, order_id: str) -> None:
        """Forget a cart."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the customers whose cart their wallet covers now, or whose mandate is over."""
        ...


class NoticeStore(Protocol):
    """Where messages are owed."""

    async def add(self, notice: Notice) -> None:
        """Owe a message. The same key again changes nothing."""
        ...


class CartBooks(Protocol):
    """What carts need from one transaction."""

    @property
    def carts(self) -> CartStore:
        """The carts."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages."""
        ...


@dataclass(frozen=True)
class Carts:
    """Keeping orders until there is money for them."""

    storage: Storage[CartBooks]
    payments: Payments
    rules: Rules
    clock: Callable[[], datetime]

    def sheet_for(
        self,
        order: Order,
        quote: Quote,
        *,
        concern: Concern | None = None,
        quoted_at: datetime | None = None,
        now: datetime,
    ) -> Sheet:
        """Return the sheet that a mandate is given for: open for as long as a mandate lasts.

        One that wants a one-time code goes on wanting it, so that it comes back to the customer in the end.
        """
        return Sheet(order, quote, now + self.rules.cart_mandate_lasts, concern, quoted_at)

    async def keep(self, sheet: Sheet, approval: Approval, *, card: int | None) -> Cart:
        """Keep an order with the PIN's consent to exactly its sheet.

        :raises WrongApproval: if the consent is for something else
        """
        if not approval.covers(sheet.order.customer_id, sheet.hash):
            raise WrongApproval
        cart = Cart(sheet, approval, card)
        async with self.storage.begin() as books:
            await books.carts.put(cart)
        return cart

    async def of(self, customer_id: str) -> Cart | None:
        """Return a customer's cart."""
        async with self.storage.look() as books:
            return await books.carts.of(customer_id)

    async def take_back(self, cart: Cart) -> bool:
        """Forget a cart: the customer goes on by herself. False: it is being paid, or not there any more."""
        async with self.storage.begin() as books:
            return await books.carts.take_back(cart.customer_id, cart.sheet.order.id)

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the customers whose cart can be taken on."""
        async with self.storage.look() as books:
            return await books.carts.due(now=now, limit=limit)

    async def take_on(self, customer_id: str) -> Payment | None:
        """Finish a customer's cart if there is money for it now. Safe to repeat: the order has its id.

        What can't be finished as it was approved goes back to the customer, who is told. So does what she has
        paid by herself meanwhile: whether she wants it twice is hers to say.
        """
        now = self.clock()
        async with self.storage.look() as books:
            cart = await books.carts.of(customer_id)
        if cart is None or not await self._claim(cart):
            return None
        if await self._was_paid_meanwhile(cart, now):
            await self._give_back(cart, now)
            return None
        try:
            payment = await self.payments.accept(cart.sheet, cart.approval, card=None, now=now)
        except (InsufficientFunds, BillerPaused, UnderMaintenance):
            await (self._give_back(cart, now) if now >= cart.sheet.expires_at else self._wait_on(cart))
            return None  # It may still come right while the mandate lasts.
        except Refusal:
            await self._give_back(cart, now)
            return None
        async with self.storage.begin() as books:
            await books.carts.remove(customer_id, cart.sheet.order.id)
        return payment

    async def _claim(self, cart: Cart) -> bool:
        """Return whether it may be taken on: from then on the customer can't take it back under our hands."""
        if cart.state is CartState.BACK:
            return False
        async with self.storage.begin() as books:
            return await books.carts.claim(cart.customer_id, cart.sheet.order.id)

    async def _wait_on(self, cart: Cart) -> None:
        async with self.storage.begin() as books:
            await books.carts.wait_on(cart.customer_id, cart.sheet.order.id)

    async def _was_paid_meanwhile(self, cart: Cart, now: datetime) -> bool:
        """Return whether the same bill was paid with another consent after this one was given."""
        order = cart.sheet.order
        newest = await self.payments.earlier_like(order, now=now)
        if newest is None or newest.id == order.id:
            return False
        return newest.accepted_at >= cart.approval.given_at

    async def _give_back(self, cart: Cart, now: datetime) -> None:
        order = cart.sheet.order
        async with self.storage.begin() as books:
            if await books.carts.give_back(cart.customer_id, order.id):
                await books.outbox.add(_back(order.id, cart.customer_id, now))


async def end_consent(books: CartBooks, customer_id: str, *, now: datetime) -> None:
    """Give a customer's cart back to her, who is told: the PIN that said yes to it may not have been hers."""
    order_id = await books.carts.end_consent(customer_id)
    if order_id is not None:
        await books.outbox.add(_back(order_id, customer_id, now))


def _back(order_id: str, customer_id: str, now: datetime) -> Notice:
    kind = NoticeKind.CART_BACK
    return Notice(f"{kind.value}:{order_id}", kind, order_id, customer_id, now)
