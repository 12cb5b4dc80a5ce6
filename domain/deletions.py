"""Forgetting a customer who asks for it: with a code, empty accounts, and days in which she may stay.

What names her goes: her number, her name, her Telegram account, what she saved and said. The books stay,
as the law demands for 7 years, under an id that leads to nobody. Who registers with her number later is new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from domain.account_steps import SetFreeze
from domain.controls import AccountFrozen, Freeze, FreezeReason
from domain.errors import Refusal
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.rules import Rules
from domain.storage import Storage

_AT_ONCE = 20


class MoneyLeft(Refusal):
    """There is money in her wallet, or on its way: it must be spent, sent or withdrawn first."""

    code = "deletion-money-left"


class DebtLeft(Refusal):
    """She owes something: money that was taken back from us, of what she has spent."""

    code = "deletion-debt-left"

    def __init__(self, *, owes: Money) -> None:
        super().__init__(owes=owes)


def may_close(accounts: CustomerAccounts, rules: Rules) -> bool:
    """Return whether an account holds nothing more that its owner could move.

    What is less than a transfer, and the cashback, end with it. They stay in the books as what they are.
    """
    return accounts.wallet < rules.transfers.minimum and not accounts.held


class MattersOpen(Refusal):
    """Something of hers is not decided yet: a report, a transfer, a case."""

    code = "deletion-matters-open"


class AlreadyForgotten(Refusal):
    """It is done, and can't be taken back."""

    code = "deletion-done"


@dataclass(frozen=True, slots=True)
class Deletion:
    """That somebody is to be forgotten, and when."""

    customer_id: str
    asked_at: datetime
    due_at: datetime
    done_at: datetime | None = None


class DeletionStore(Protocol):
    """Where it is kept who is to be forgotten."""

    async def get(self, customer_id: str) -> Deletion | None:
        """Return what a customer asked for, None if nothing."""
        ...

    async def lock(self, customer_id: str) -> Deletion | None:
        """Return it, locked until the end of the transaction."""
        ...

    async def save(self, deletion: Deletion) -> None:
        """Keep it."""
        ...

    async def remove(self, customer_id: str) -> None:
        """Keep that she stays."""
        ...

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return whose time has come."""
        ...

    async def has_open_matters(self, customer_id: str) -> bool:
        """Return whether a transfer, a report or a case of hers is undecided."""
        ...

    async def forget(self, customer_id: str, *, now: datetime) -> None:
        """Erase what names her, and keep the books."""
        ...


class DeletionBooks(Protocol):
    """What forgetting needs from one transaction."""

    @property
    def deletions(self) -> DeletionStore:
        """Who is to be forgotten."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True, slots=True)
class CloseWallet:
    """Stop an empty wallet for good, or, with `money_in` False, until it is over whether she stays."""

    customer_id: str
    rules: Rules
    money_in: bool  # money in stands still too
    now: datetime

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Stop it.

        :raises AccountFrozen: if it was stopped for another reason: that has to be settled first
        :raises MoneyLeft: if there is money in it
        :raises DebtLeft: if she owes something
        """
        accounts = books.accounts(self.customer_id)
        freeze = accounts.controls.standing(self.now)
        if freeze is not None and freeze.reason is not FreezeReason.DELETION:
            raise AccountFrozen(reason=freeze.reason, since=freeze.since)
        if not may_close(accounts, self.rules):
            raise MoneyLeft
        if accounts.owes:
            raise DebtLeft(owes=accounts.owes)
        SetFreeze(self.customer_id, Freeze(FreezeReason.DELETION, self.now, self.money_in)).decide(books)


@dataclass(frozen=True, slots=True)
class ReopenWallet:
    """Let a wallet go on that stands still for a deletion; no other freeze is lifted."""

    customer_id: str

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Let it go on."""
        freeze = books.accounts(self.customer_id).controls.freeze
        if freeze is not None and freeze.reason is FreezeReason.DELETION:
            SetFreeze(self.customer_id, None).decide(books)


@dataclass(frozen=True)
class Deletions:
    """Asking to be forgotten, changing one's mind, and doing it when the time has come."""

    storage: Storage[DeletionBooks]
    rules: Rules
    clock: Callable[[], datetime]

    async def of(self, customer_id: str) -> Deletion | None:
        """Return what a customer asked for, None if nothing."""
        async with self.storage.look() as books:
            return await books.deletions.get(customer_id)

    async def check(self, customer_id: str) -> None:
        """Refuse what could not be done, before a code is asked for.

        :raises MattersOpen: if something of hers is undecided
        """
        async with self.storage.look() as books:
            if await books.deletions.has_open_matters(customer_id):
                raise MattersOpen

    async def ask(self, customer_id: str, step_up: StepUp, *, now: datetime) -> Deletion:
        """Keep that she wants to be forgotten. Asked again, it stays at the first day.

        :raises StepUpNeeded: if the code was for something else, or too long ago
        :raises MoneyLeft, DebtLeft, MattersOpen, AccountFrozen: if it can't be done yet
        """
        if not step_up.covers(customer_id, Purpose.DELETION, now=now):
            raise StepUpNeeded(Purpose.DELETION)
        await self.check(customer_id)
        await self.storage.money.apply(CloseWallet(customer_id, self.rules, money_in=False, now=now))
        async with self.storage.begin() as books:
            known = await books.deletions.lock(customer_id)
            if known is not None:
                return known
            deletion = Deletion(customer_id, now, now + self.rules.deletion_grace)
            await books.deletions.save(deletion)
            return deletion

    async def stay(self, customer_id: str) -> None:
        """Keep that she stays after all. What was saved is still there.

        :raises AlreadyForgotten: if it is done
        """
        async with self.storage.begin() as books:
            known = await books.deletions.lock(customer_id)
            if known is not None and known.done_at is not None:
                raise AlreadyForgotten
            await books.deletions.remove(customer_id)
        await self.storage.money.apply(ReopenWallet(customer_id))

    async def sweep(self) -> None:
        """Forget everybody whose time has come."""
        now = self.clock()
        async with self.storage.look() as books:
            due = await books.deletions.due(now=now, limit=_AT_ONCE)
        for customer_id in due:
            await self._carry_out(customer_id, now)

    async def _carry_out(self, customer_id: str, now: datetime) -> None:
        """Close the wallet for good, then erase; where money came in or something is open, she stays."""
        try:
            await self.storage.money.apply(CloseWallet(customer_id, self.rules, money_in=True, now=now))
            await self.check(customer_id)
        except (MoneyLeft, DebtLeft, MattersOpen, AccountFrozen):
            await self.stay(customer_id)
            kind = NoticeKind.DELETION_STOPPED
            async with self.storage.begin() as books:
                key = f"{kind.value}:{customer_id}:{now.isoformat()}"
                await books.outbox.add(Notice(key, kind, customer_id, customer_id, now))
            return
        async with self.storage.begin() as books:
            known = await books.deletions.lock(customer_id)
            stays = known is None
            if known is not None and known.done_at is None:
                await books.deletions.forget(customer_id, now=now)
                await books.deletions.save(replace(known, done_at=now))
        if stays:  # She changed her mind in this very moment.
            await self.storage.money.apply(ReopenWallet(customer_id))
