"""What staff may do about what a customer can spend: freezes, letting go on, limits for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from domain.account_steps import SetFreeze
from domain.controls import Controls, Freeze, FreezeReason, StaffLimit
from domain.errors import Refusal
from domain.limits import daily_limit
from domain.money import Money
from domain.money_books import MoneyBooks
from domain.notices import Notice, NoticeKind
from domain.rules import Rules
from domain.staff import Act
from domain.staff_acts import Effect, NothingToChange, OnAccount


class EndsInThePast(Refusal):
    """What is set until a moment has to be set before it."""

    code = "ends-in-the-past"


@dataclass(frozen=True, slots=True)
class FreezeAccount(OnAccount):
    """Let no money leave a wallet, or none come in, or both; for good, or until a moment."""

    act: ClassVar[Act] = Act.FREEZE
    money_in: bool = False
    money_out: bool = True
    until: datetime | None = None

    def _freeze(self, now: datetime) -> Freeze:
        return Freeze(FreezeReason.STAFF, now, self.money_in, self.money_out, self.until)

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the state before and after it."""
        if self.until is not None and self.until <= now:
            raise EndsInThePast
        before = books.accounts(self.customer_id).controls
        after = before.frozen_by(self._freeze(now), now=now)
        if after == before:
            raise NothingToChange
        return Effect(_frozen(before.standing(now)), _frozen(after.standing(now)))

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Freeze it and tell its owner, also when it ends by itself."""
        timed = SetFreeze(self.customer_id, self._freeze(now)).decide(books).controls.timed_freeze
        _tell(books, NoticeKind.WALLET_FROZEN, self.customer_id, request_id, now)
        if self.until is not None and timed is not None and timed.until is not None:
            # Two that end make one that ends with the later of them.
            key = f"{self.customer_id}:{timed.until:%Y%m%d%H%M}"
            _tell(books, NoticeKind.WALLET_THAWED, self.customer_id, key, timed.until)


@dataclass(frozen=True, slots=True)
class UnfreezeAccount(OnAccount):
    """Let a wallet go on, whoever froze it."""

    act: ClassVar[Act] = Act.UNFREEZE

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the state before and after it."""
        before = books.accounts(self.customer_id).controls.standing(now)
        if before is None:
            raise NothingToChange
        return Effect(_frozen(before), _frozen(None))

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Let it go on and tell its owner."""
        SetFreeze(self.customer_id, None).decide(books)
        _tell(books, NoticeKind.WALLET_UNFROZEN, self.customer_id, request_id, now)


class LimitOf(StrEnum):
    """What a limit bounds."""

    DAILY = "daily"  # what leaves in a Lagos day
    SINGLE = "single"  # one payment, transfer or withdrawal


@dataclass(frozen=True, slots=True)
class ChangeLimit(OnAccount):
    """Set a limit for a customer until a moment, lower or higher than her tier's; `of` None: end them all.

    Her own lower limit, the hours of caution of a new account, and what a bill may cost hold all the same.
    """

    act: ClassVar[Act] = Act.CHANGE_LIMIT
    of: LimitOf | None = None
    amount: Money | None = None
    until: datetime | None = None

    def _after(self, before: Controls) -> Controls:
        if self.of is None:
            return replace(before, staff_daily=None, staff_single=None)
        if self.amount is None or self.until is None:
            raise ValueError("a limit has an amount and an end")
        limit = StaffLimit(self.amount, self.until)
        if self.of is LimitOf.DAILY:
            return replace(before, staff_daily=limit)
        return replace(before, staff_single=limit)

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the limit before and after it."""
        if self.until is not None and self.until <= now:
            raise EndsInThePast
        accounts = books.accounts(self.customer_id)
        before, after = accounts.controls, self._after(accounts.controls)
        daily = daily_limit(accounts, rules, now)
        single = before.single_by_staff(now)
        if self.of is None and before.daily_by_staff(now) is None and single is None:
            raise NothingToChange
        if after == before:
            raise NothingToChange
        is_single = self.of is LimitOf.SINGLE or (self.of is None and before.daily_by_staff(now) is None)
        if is_single:
            return Effect(single.amount if single is not None else "", self.amount or "")
        return Effect(daily, daily_limit(replace(accounts, controls=after), rules, now))

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Set it, and tell her."""
        accounts = books.accounts(self.customer_id)
        books.save_accounts(replace(accounts, controls=self._after(accounts.controls)))
        _tell(books, NoticeKind.LIMIT_BY_STAFF, self.customer_id, request_id, now)


def _frozen(freeze: Freeze | None) -> str:
    if freeze is None:
        return "open"
    if freeze.money_in:
        return "frozen-all" if freeze.money_out else "frozen-in"
    return "frozen-out"


def _tell(books: MoneyBooks, kind: NoticeKind, customer_id: str, key: str, due_at: datetime) -> None:
    books.tell(Notice(f"{kind.value}:{key}", kind, customer_id, customer_id, due_at))
