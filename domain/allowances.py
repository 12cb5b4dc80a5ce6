"""What a customer may still spend and own, as she is shown it, by the rules that `limits` enforces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.controls import StaffLimit
from domain.limits import CustomerAccounts, daily_limit
from domain.money import ZERO, Money
from domain.rules import Rules, Tier


@dataclass(frozen=True, slots=True)
class Caution:
    """The first hours of a new account, phone or PIN, in which little may leave."""

    limit: Money
    left: Money
    until: datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """A customer's limits at a moment."""

    tier: int
    used: Money  # of today, in Lagos
    daily: Money  # the limit of the day that holds: the lower of her own and what staff or her tier allow
    own: Money | None
    left: Money  # today, whatever bounds it
    caution: Caution | None
    balance: Money  # held money included: it may come back
    maximum_balance: Money | None  # None: no bound
    next_tier: int | None
    next: Tier | None
    by_staff: StaffLimit | None = None  # for a day, in the place of her tier's
    single: StaffLimit | None = None  # what may leave at once, where staff said so

    @property
    def room(self) -> Money | None:
        """How much more the wallet may take; None: anything."""
        if self.maximum_balance is None:
            return None
        return max(ZERO, self.maximum_balance - self.balance)


def allowance(accounts: CustomerAccounts, rules: Rules, *, now: datetime) -> Allowance:
    """Return a customer's limits. `left` is what `limits.spend` lets through in all, to the kobo."""
    usage, tier = accounts.usage.on(now), rules.tiers[accounts.tier]
    own = accounts.controls.own_daily_outflow
    allowed = daily_limit(accounts, rules, now)
    daily = allowed if own is None else min(own, allowed)
    left = max(ZERO, daily - usage.outflow)
    caution = None
    until = accounts.restricted_until
    if until is not None and now < until:
        still = max(ZERO, rules.restricted_outflow - usage.restricted_outflow)
        caution = Caution(rules.restricted_outflow, still, until)
        left = min(left, still)
    higher = min((number for number in rules.tiers if number > accounts.tier), default=None)
    return Allowance(
        tier=accounts.tier,
        used=usage.outflow,
        daily=daily,
        own=own,
        left=left,
        by_staff=accounts.controls.daily_by_staff(now),
        single=accounts.controls.single_by_staff(now),
        caution=caution,
        balance=accounts.wallet + accounts.held,
        maximum_balance=tier.maximum_balance,
        next_tier=higher,
        next=rules.tiers[higher] if higher is not None else None,
    )
