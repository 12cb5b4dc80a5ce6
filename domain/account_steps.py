"""The commands that change what bounds a customer's accounts: her tier, a freeze, limits of her own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.controls import Freeze
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.one_time_codes import Purpose, StepUpNeeded

TRANSFERS_ON = "transfers-on"  # what a code for allowing transfers again is about


def about_limit(limit: Money | None) -> str:
    """Return what a code for a higher limit of one's own is about."""
    return str(limit.kobo if limit is not None else 0)


@dataclass(frozen=True, slots=True)
class RaiseTier:
    """Give a customer the limits of a higher tier. A lower one than hers changes nothing."""

    customer_id: str
    tier: int

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> CustomerAccounts:
        """Return the accounts."""
        accounts = books.accounts(self.customer_id)
        return _kept(books, replace(accounts, tier=max(accounts.tier, self.tier)))


@dataclass(frozen=True, slots=True)
class SetFreeze:
    """Freeze an account, or with None let it move again. Of two freezes the stronger parts hold."""

    customer_id: str
    freeze: Freeze | None  # `since`: now

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> CustomerAccounts:
        """Return the accounts."""
        accounts = books.accounts(self.customer_id)
        before, freeze = accounts.controls, self.freeze
        after = before.let_go() if freeze is None else before.frozen_by(freeze, now=freeze.since)
        if freeze is not None and after == before:
            return accounts
        return _kept(books, replace(accounts, controls=after))


@dataclass(frozen=True, slots=True)
class SetOwnLimit:
    """Bound a day's outflow lower than the tier does; None: the tier's bound alone."""

    customer_id: str
    limit: Money | None
    may_loosen: bool = True
    now: datetime | None = None  # when it is told that more may leave; None: it is not told

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> CustomerAccounts:
        """Return the accounts.

        :raises StepUpNeeded: if it is more than she allowed so far, and may not be
        """
        accounts = books.accounts(self.customer_id)
        before = accounts.controls.own_daily_outflow
        loosens = before is not None and (self.limit is None or self.limit > before)
        if loosens and not self.may_loosen:
            raise StepUpNeeded(Purpose.LIMIT_RAISE, about=about_limit(self.limit))
        if loosens and self.now is not None:
            key = f"{NoticeKind.LIMIT_RAISED.value}:{self.customer_id}:{self.now:%Y%m%d%H%M%S}"
            books.tell(Notice(key, NoticeKind.LIMIT_RAISED, self.customer_id, self.customer_id, self.now))
        controls = replace(accounts.controls, own_daily_outflow=self.limit)
        return _kept(books, replace(accounts, controls=controls))


@dataclass(frozen=True, slots=True)
class SwitchTransfers:
    """Switch sending to people off, or on again."""

    customer_id: str
    off: bool
    may_loosen: bool = True

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> CustomerAccounts:
        """Return the accounts.

        :raises StepUpNeeded: if it allows what she had stopped, and may not
        """
        accounts = books.accounts(self.customer_id)
        if accounts.controls.transfers_off and not self.off and not self.may_loosen:
            raise StepUpNeeded(Purpose.LIMIT_RAISE, about=TRANSFERS_ON)
        return _kept(books, replace(accounts, controls=replace(accounts.controls, transfers_off=self.off)))


def _kept(books: MoneyBooks, accounts: CustomerAccounts) -> CustomerAccounts:
    books.save_accounts(accounts)
    return accounts
