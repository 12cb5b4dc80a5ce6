"""What a customer may spend: her tier's day, the first day of a new account, the cashback month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from domain.controls import UNCONTROLLED, Controls
from domain.errors import Refusal
from domain.money import ZERO, Money
from domain.rules import Rules
from domain.times import lagos_day, lagos_month


class OverDailyLimit(Refusal):
    """The tier's day has no room for it."""

    code = "over-daily-limit"

    def __init__(self, *, limit: Money, left: Money) -> None:
        super().__init__(limit=limit, left=left)
        self.limit = limit
        self.left = left


class OverOwnLimit(Refusal):
    """The customer's own limit of a day has no room for it."""

    code = "over-own-limit"

    def __init__(self, *, limit: Money, left: Money) -> None:
        super().__init__(limit=limit, left=left)
        self.limit = limit
        self.left = left


class OverStaffLimit(Refusal):
    """The limit of a day that staff set for this customer has no room for it."""

    code = "over-staff-limit"

    def __init__(self, *, limit: Money, left: Money, until: datetime) -> None:
        super().__init__(limit=limit, left=left, until=until)
        self.limit = limit
        self.left = left
        self.until = until


class OverSingleLimit(Refusal):
    """More at once than staff allow this customer for now."""

    code = "over-single-limit"

    def __init__(self, *, limit: Money, until: datetime) -> None:
        super().__init__(limit=limit, until=until)
        self.limit = limit
        self.until = until


class OverNewAccountLimit(Refusal):
    """A new, moved or reset account spends little during its first hours."""

    code = "over-new-account-limit"

    def __init__(self, *, limit: Money, left: Money, until: datetime) -> None:
        super().__init__(limit=limit, left=left, until=until)
        self.limit = limit
        self.left = left
        self.until = until


@dataclass(frozen=True, slots=True)
class Usage:
    """How much of her limits a customer has used. Counters of a past day or month read as zero."""

    day: date
    outflow: Money = ZERO
    restricted_outflow: Money = ZERO  # in the hours of caution
    restricted_since: datetime | None = None  # when these began; None: with the account
    month: str = ""
    cashback: Mapping[str, Money] = field(
        default_factory=dict
    )  # rule → earned in `month`, also by open payments
    referrals: int = 0  # rewarded in `month`

    def on(self, now: datetime) -> Usage:
        """Return the usage as it counts now.

        A clock behind another one does not go back to yesterday: the counters of today would be lost.
        """
        today, month = max(lagos_day(now), self.day), max(lagos_month(now), self.month)
        if today == self.day and month == self.month:
            return self
        return Usage(
            day=today,
            outflow=self.outflow if today == self.day else ZERO,
            restricted_outflow=self.restricted_outflow,
            restricted_since=self.restricted_since,
            month=month,
            cashback=self.cashback if month == self.month else {},
            referrals=self.referrals if month == self.month else 0,
        )


@dataclass(frozen=True, slots=True)
class CustomerAccounts:
    """A customer's balances with what bounds them. Locked as one while anything of it changes."""

    customer_id: str
    wallet: Money
    cashback: Money
    held: Money
    tier: int
    restricted_until: datetime | None
    usage: Usage
    controls: Controls = UNCONTROLLED
    owes: Money = ZERO  # what was to be taken from her and was not there


def daily_limit(accounts: CustomerAccounts, rules: Rules, now: datetime) -> Money:
    """Return how much may leave in a day: what staff set while it holds, else what her tier allows."""
    by_staff = accounts.controls.daily_by_staff(now)
    return by_staff.amount if by_staff is not None else rules.tiers[accounts.tier].daily_outflow


def spend(accounts: CustomerAccounts, rules: Rules, outflow: Money, *, now: datetime) -> CustomerAccounts:
    """Count an outflow against the limits.

    :raises AccountFrozen: if no money may leave
    :raises OverSingleLimit, OverOwnLimit, OverStaffLimit, OverDailyLimit, OverNewAccountLimit: if it does
        not fit
    """
    controls = accounts.controls
    controls.check_money_out(now)
    single = controls.single_by_staff(now)
    if single is not None and outflow > single.amount:
        raise OverSingleLimit(limit=single.amount, until=single.until)
    usage = accounts.usage.on(now)
    own = controls.own_daily_outflow
    if own is not None and usage.outflow + outflow > own:
        raise OverOwnLimit(limit=own, left=max(ZERO, own - usage.outflow))
    by_staff, limit = controls.daily_by_staff(now), daily_limit(accounts, rules, now)
    if by_staff is not None and usage.outflow + outflow > limit:
        raise OverStaffLimit(limit=limit, left=max(ZERO, limit - usage.outflow), until=by_staff.until)
    if usage.outflow + outflow > limit:
        raise OverDailyLimit(limit=limit, left=max(ZERO, limit - usage.outflow))
    until = accounts.restricted_until
    restricted = usage.restricted_outflow
    if until is not None and now < until:
        restricted = restricted + outflow
        if restricted > rules.restricted_outflow:
            left = max(ZERO, rules.restricted_outflow - usage.restricted_outflow)
            raise OverNewAccountLimit(limit=rules.restricted_outflow, left=left, until=until)
    return replace(
        accounts, usage=replace(usage, outflow=usage.outflow + outflow, restricted_outflow=restricted)
    )


def give_back(
    accounts: CustomerAccounts, outflow: Money, *, spent_at: datetime, now: datetime
) -> CustomerAccounts:
    """Return an outflow to the limits, as far as the day that it was counted on is not over."""
    usage = accounts.usage.on(now)
    restricted, since = usage.restricted_outflow, usage.restricted_since
    began_before = since is None or since <= spent_at
    if accounts.restricted_until is not None and began_before and spent_at < accounts.restricted_until:
        restricted = max(ZERO, restricted - outflow)
    spent_today = lagos_day(spent_at) == usage.day
    left = max(ZERO, usage.outflow - outflow) if spent_today else usage.outflow
    return replace(accounts, usage=replace(usage, outflow=left, restricted_outflow=restricted))


def count_cashback(
    accounts: CustomerAccounts, rule: str, change: Money, *, earned_at: datetime, now: datetime
) -> CustomerAccounts:
    """Count cashback of a rule against its month, or take it off again if `change` is negative."""
    usage = accounts.usage.on(now)
    if lagos_month(earned_at) != usage.month:
        return replace(accounts, usage=usage)
    earned = max(ZERO, usage.cashback.get(rule, ZERO) + change)
    return replace(accounts, usage=replace(usage, cashback={**usage.cashback, rule: earned}))
