"""What a customer withdrew lately: many small withdrawals count as the large one that they add up to.

A new bank account gets more than a bound only with a one-time code, and more than another bound in all waits
for a second person. The count is a record of the money path, so no two withdrawals at once outrun it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.money import Money
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class TakenOut:
    """One withdrawal that was accepted, and did not come back."""

    withdrawal_id: str
    account_key: str  # of the bank account that it goes to
    amount: Money
    at: datetime
    with_code: bool  # a one-time code was given for it


@dataclass(frozen=True, slots=True)
class RecentWithdrawals:
    """What a customer withdrew within `added_up_within`."""

    id: str  # the customer's
    taken: tuple[TakenOut, ...] = ()

    def wants_code(self, account_key: str, amount: Money, rules: Rules, *, now: datetime) -> bool:
        """Return whether so much more to an account that is new needs a code."""
        same = [each for each in self._counted(rules, now) if each.account_key == account_key]
        return amount + _total(each for each in same if not each.with_code) > rules.transfers.code_above

    def needs_approval(self, amount: Money, rules: Rules, *, now: datetime) -> bool:
        """Return whether a second person has to agree to so much more."""
        return amount + self.total(rules, now=now) > rules.withdrawals.approval_above

    def total(self, rules: Rules, *, now: datetime) -> Money:
        """Return what they add up to."""
        return _total(self._counted(rules, now))

    def with_one_more(self, taken: TakenOut, rules: Rules) -> RecentWithdrawals:
        """Count one, and forget what is too old to count."""
        return replace(self, taken=(*self._counted(rules, taken.at), taken))

    def without(self, withdrawal_id: str) -> RecentWithdrawals:
        """Count one no more: its money came back."""
        return replace(self, taken=tuple(each for each in self.taken if each.withdrawal_id != withdrawal_id))

    def _counted(self, rules: Rules, now: datetime) -> tuple[TakenOut, ...]:
        since = now - rules.withdrawals.added_up_within
        return tuple(each for each in self.taken if each.at > since)


def is_new(first_paid_at: datetime | None, rules: Rules, *, now: datetime) -> bool:
    """Return whether a bank account is new to a customer: it first got her money too short a time ago."""
    return first_paid_at is None or now < first_paid_at + rules.transfers.payee_is_new_for


def _total(taken: Iterable[TakenOut]) -> Money:
    return Money(sum(each.amount.kobo for each in taken))
