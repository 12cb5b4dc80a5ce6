"""What stops or narrows a customer's money beside the rules for everybody: a freeze, limits of her own."""

from __future__ import annotations

from dataclasses import dataclass
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


class TransfersOff(Refusal):
    """The customer has switched sending to people off."""

    code = "transfers-off"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Money out stands still; with `money_in`, money in does too: it waits in suspense."""

    reason: FreezeReason
    since: datetime
    money_in: bool = False

    def beside(self, other: Freeze) -> Freeze:
        """Return what holds when `other` comes to this one: the first, but never less than either of them.

        A freeze of ours takes the place of hers, or who froze herself first would be out of our reach.
        """
        ours_comes = self.reason not in _OURS and other.reason in _OURS
        reason, since = (other.reason, other.since) if ours_comes else (self.reason, self.since)
        return Freeze(reason, since, self.money_in or other.money_in)


@dataclass(frozen=True, slots=True)
class Controls:
    """What holds for one customer's accounts beside the rules."""

    freeze: Freeze | None = None
    own_daily_outflow: Money | None = None  # lower than her tier's; None: the tier's holds
    transfers_off: bool = False

    @property
    def stops_money_in(self) -> bool:
        """Whether what comes in has to wait too."""
        return self.freeze is not None and self.freeze.money_in

    def check_money_out(self) -> None:
        """Refuse while money out stands still.

        :raises AccountFrozen: if it does
        """
        if self.freeze is not None:
            raise AccountFrozen(reason=self.freeze.reason, since=self.freeze.since)

    def check_transfers(self) -> None:
        """Refuse to send to people where that is off.

        :raises AccountFrozen: if no money may leave at all
        :raises TransfersOff: if she switched it off
        """
        self.check_money_out()
        if self.transfers_off:
            raise TransfersOff


# Nobody stopped anything, and the rules for everybody hold.
UNCONTROLLED = Controls()
