"""What stops or narrows a customer's money beside the rules for all: freezes, limits of hers and ours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.money import Money


class FreezeReason(StrEnum):
    """Why money stands still. The customer is told, in words."""

    PANIC = "panic"  # she asked for it in her own chat
    FREEZE_CODE = "freeze-code"  # she, or whom she trusts, gave the code from anywhere
    NOT_ME = "not-me"  # she reported a payment as not hers
    RISK = "risk"  # signs of somebody else's hand, until a person has looked
    STAFF = "staff"  # a person of ours decided it
    DELETION = "deletion"  # she asked us to forget her


# What the owner froze, she may let go on by herself. What we froze, a person of ours has to look at.
HERS = frozenset({FreezeReason.PANIC, FreezeReason.FREEZE_CODE, FreezeReason.NOT_ME})
# A deletion is hers to change her mind about, too.
_OURS = frozenset({FreezeReason.RISK, FreezeReason.STAFF})


class AccountFrozen(Refusal):
    """No money leaves this wallet now."""

    code = "account-frozen"

    def __init__(self, *, reason: FreezeReason, since: datetime) -> None:
        super().__init__(reason=reason.value, since=since)
        self.reason = reason
        self.since = since


class MoneyInFrozen(AccountFrozen):
    """No money comes into this wallet now."""

    code = "money-in-frozen"


class TransfersOff(Refusal):
    """The customer has switched sending to people off."""

    code = "transfers-off"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Money out stands still; with `money_in`, money in does too: it waits in suspense.

    `until`: it ends by itself then; None: when somebody lets the wallet go on.
    """

    reason: FreezeReason
    since: datetime
    money_in: bool = False
    money_out: bool = True
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Return whether it is not over."""
        return self.until is None or now < self.until

    def beside(self, other: Freeze) -> Freeze:
        """Return what holds when `other` comes to this one: the first, but never less than either of them.

        A freeze of ours takes the place of hers, or who froze herself first would be out of our reach.
        """
        ours_comes = self.reason not in _OURS and other.reason in _OURS
        reason, since = (other.reason, other.since) if ours_comes else (self.reason, self.since)
        ends = None if self.until is None or other.until is None else max(self.until, other.until)
        return Freeze(reason, since, self.money_in or other.money_in, self.money_out or other.money_out, ends)


@dataclass(frozen=True, slots=True)
class StaffLimit:
    """What staff set for one customer in the place of what her level allows, until it ends by itself."""

    amount: Money
    until: datetime

    def holds(self, now: datetime) -> bool:
        """Return whether it is not over."""
        return now < self.until


@dataclass(frozen=True, slots=True)
class Controls:
    """What holds for one customer's accounts beside the rules."""

    freeze: Freeze | None = None  # until somebody lets the wallet go on
    timed_freeze: Freeze | None = None  # of ours: one that ends by itself, whatever else stands still
    own_daily_outflow: Money | None = None  # lower than her tier's; None: the tier's holds
    transfers_off: bool = False
    staff_daily: StaffLimit | None = None  # in the place of her tier's day, lower or higher
    staff_single: StaffLimit | None = None  # for one payment, transfer or withdrawal

    def standing(self, now: datetime) -> Freeze | None:
        """Return what stands still at that moment, all freezes together; None if nothing does."""
        timed = self.timed_freeze
        if timed is None or not timed.holds(now):
            return self.freeze
        return timed if self.freeze is None else self.freeze.beside(timed)

    def frozen_by(self, freeze: Freeze, *, now: datetime) -> Controls:
        """Return what holds when a freeze comes. Of two of a kind the stronger parts hold."""
        if freeze.until is None:
            return replace(self, freeze=self.freeze.beside(freeze) if self.freeze is not None else freeze)
        before = self.timed_freeze
        runs = before is not None and before.holds(now)
        return replace(self, timed_freeze=before.beside(freeze) if before is not None and runs else freeze)

    def let_go(self) -> Controls:
        """Return what holds when nothing stands still any more."""
        return replace(self, freeze=None, timed_freeze=None)

    def daily_by_staff(self, now: datetime) -> StaffLimit | None:
        """Return the limit of a day that staff set, while it holds."""
        return self.staff_daily if self.staff_daily is not None and self.staff_daily.holds(now) else None

    def single_by_staff(self, now: datetime) -> StaffLimit | None:
        """Return the limit of one payment that staff set, while it holds."""
        return self.staff_single if self.staff_single is not None and self.staff_single.holds(now) else None

    def stops_money_in(self, now: datetime) -> bool:
        """Return whether what comes in has to wait too."""
        freeze = self.standing(now)
        return freeze is not None and freeze.money_in

    def stops_money_out(self, now: datetime) -> bool:
        """Return whether nothing may leave, and no token is shown."""
        freeze = self.standing(now)
        return freeze is not None and freeze.money_out

    def check_money_out(self, now: datetime) -> None:
        """Refuse while money out stands still.

        :raises AccountFrozen: if it does
        """
        freeze = self.standing(now)
        if freeze is not None and freeze.money_out:
            raise AccountFrozen(reason=freeze.reason, since=freeze.since)

    def check_money_in(self, now: datetime) -> None:
        """Refuse while money in stands still.

        :raises MoneyInFrozen: if it does
        """
        freeze = self.standing(now)
        if freeze is not None and freeze.money_in:
            raise MoneyInFrozen(reason=freeze.reason, since=freeze.since)

    def check_transfers(self, now: datetime) -> None:
        """Refuse to send to people where that is off.

        :raises AccountFrozen: if no money may leave at all
        :raises TransfersOff: if she switched it off
        """
        self.check_money_out(now)
        if self.transfers_off:
            raise TransfersOff


# Nobody stopped anything, and the rules for everybody hold.
UNCONTROLLED = Controls()
