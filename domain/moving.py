"""An account that moves to another Telegram: with a code to its phone, and its PIN."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.approvals import Approval, WrongApproval
from domain.carts import CartStore, end_consent
from domain.customers import Customer
from domain.errors import Refusal
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.phones import Phone
from domain.restricting import Restrict
from domain.rules import Rules
from domain.storage import Storage


class TelegramTaken(Refusal):
    """This Telegram account has a wallet of its own."""

    code = "telegram-taken"


class MovingStore(Protocol):
    """Who belongs to which Telegram account."""

    async def by_telegram(self, telegram_id: int) -> Customer | None:
        """Return the customer behind a Telegram account."""
        ...

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...

    async def move(self, customer_id: str, telegram_id: int) -> None:
        """Let a customer be behind another Telegram account, which can be written to.

        :raises TelegramTaken: if somebody else is behind it
        """
        ...


class MovingBooks(Protocol):
    """What moving needs from one transaction."""

    @property
    def customers(self) -> MovingStore:
        """The customers."""
        ...

    @property
    def carts(self) -> CartStore:
        """The orders that wait for money, with the consent of a PIN."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class Moving:
    """Moving accounts from one Telegram to another."""

    storage: Storage[MovingBooks]
    rules: Rules

    async def owner(self, phone: Phone) -> Customer | None:
        """Return whose wallet a number has."""
        async with self.storage.look() as books:
            return await books.customers.by_phone(phone)

    async def get(self, customer_id: str) -> Customer | None:
        """Return a customer as she is now."""
        async with self.storage.look() as books:
            return await books.customers.by_id(customer_id)

    async def move(
        self, customer: Customer, telegram_id: int, approval: Approval, step_up: StepUp, *, now: datetime
    ) -> Customer:
        """Move an account to the Telegram that both the code and the PIN were given in.

        :raises StepUpNeeded, WrongApproval: if they were not
        :raises TelegramTaken: if that Telegram has a wallet already
        """
        where = target(telegram_id)
        if not step_up.covers(customer.id, Purpose.LINK, where, now=now):
            raise StepUpNeeded(Purpose.LINK, about=where)
        if not approval.covers(customer.id, where):
            raise WrongApproval
        await self.storage.money.apply(Restrict(customer.id, self.rules, now))
        async with self.storage.begin() as books:
            there = await books.customers.by_telegram(telegram_id)
            if there is not None and there.id != customer.id:
                raise TelegramTaken
            await books.customers.move(customer.id, telegram_id)
            await end_consent(books, customer.id, now=now)
            kind = NoticeKind.ACCOUNT_MOVED
            key = f"{kind.value}:{customer.id}:{now.isoformat()}"
            await books.outbox.add(Notice(key, kind, customer.id, customer.id, now))
        return replace(customer, telegram_id=telegram_id)


def target(telegram_id: int) -> str:
    """Return what both proofs are for: this account here, and no other."""
    return f"telegram-{telegram_id}"
