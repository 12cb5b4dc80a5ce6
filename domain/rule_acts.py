"""Changing fees and cashback rules: acts of staff that always take two people, and begin later.

Where a rule would cost more than a bill brings in, only an owner can be the second person, and the one who
asks has to say that she knows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from domain.cashback import Loss
from domain.errors import Refusal
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.price_rules import CashbackChange, CashbackRule, Change, FeeChange, FeeRule, RuleChange
from domain.rule_changes import RulesOverTime, changed, new_loss
from domain.rule_replay import Replayed
from domain.rules import Rules
from domain.staff import Act
from domain.staff_acts import Effect, NothingToChange

# By then every process has learned of a change: quotes are the same whoever makes them.
_LEARNED_WITHIN = timedelta(minutes=1)


class RuleBeginsInPast(Refusal):
    """What was paid for already can't cost something else."""

    code = "rule-begins-in-past"


class RulesMoved(Refusal):
    """Another change was agreed to a moment ago, which this process is about to learn of."""

    code = "rules-moved"


class RuleLoses(Refusal):
    """A cashback rule would cost more than commission and fee of a bill."""

    code = "rule-loses"

    def __init__(self, loss: Loss) -> None:
        bill = loss.bill
        super().__init__(
            rule=loss.rule, amount=bill.amount, of=bill.biller_id or bill.category.value, by=loss.by
        )
        self.loss = loss


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many changes there are. Whoever adds one locks this first, in whatever process."""

    count: int = 0

    @property
    def id(self) -> str:
        """There is one."""
        return "rules"


_COUNT = (RuleCount, RuleCount().id)


@dataclass(frozen=True, slots=True)
class _OfRules:
    """What these acts have in common. `begins_at` None: as soon as every process can know of it.

    The rest is for who decides, as it was when it was asked for; the PIN says yes to the change alone.
    """

    begins_at: datetime | None
    shown: Change | None = field(default=None, kw_only=True, repr=False)  # with what it comes to
    instead_of: Change | None = field(default=None, kw_only=True, repr=False)
    replayed: Replayed | None = field(default=None, kw_only=True, repr=False)  # on the last thirty days

    @property
    def customer_id(self) -> str | None:
        """Nobody's account."""
        return None

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """That nobody changes rules meanwhile."""
        return Touches(records=(_COUNT,))


@dataclass(frozen=True, slots=True)
class _ChangeRules(_OfRules):
    """The act itself, whatever is changed."""

    act: ClassVar[Act]
    change: Change
    loses: ClassVar[bool] = False

    @property
    def subject_id(self) -> str:
        """What is changed."""
        return self.change.subject

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return what holds until it begins, and from then on.

        :raises RuleBeginsInPast, NothingToChange, RulesMoved, RuleLoses: instead
        """
        _count(books, rules)
        begins_at = begins(self.begins_at, now)
        before = RulesOverTime.of(rules, rules.changes)
        check(self.change, before, begins_at, may_lose=self.loses)
        held = before.at(begins_at)
        return Effect(written(held, self.change), written(changed(held, self.change), self.change))

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Add it to the changes."""
        number = _count(books, rules) + 1
        begins_at = begins(self.begins_at, now)
        books.save_record(RuleChange(request_id, number, self.change, begins_at, by, now))
        books.save_record(RuleCount(number))


@dataclass(frozen=True, slots=True)
class ChangeFee(_ChangeRules):
    """Charge something else from a moment on."""

    act: ClassVar[Act] = Act.CHANGE_FEE
    change: FeeChange


@dataclass(frozen=True, slots=True)
class ChangeCashback(_ChangeRules):
    """Let a cashback rule begin, be another one, or end."""

    act: ClassVar[Act] = Act.CHANGE_CASHBACK
    change: CashbackChange


@dataclass(frozen=True, slots=True)
class ChangeAtALoss(_ChangeRules):
    """Either of them, although a rule may then cost more than a bill brings in."""

    act: ClassVar[Act] = Act.CHANGE_AT_A_LOSS
    change: FeeChange | CashbackChange
    loses: ClassVar[bool] = True


RuleAct = ChangeFee | ChangeCashback | ChangeAtALoss


def _count(books: MoneyBooks, rules: Rules) -> int:
    known = books.record(*_COUNT) or RuleCount()
    if known.count != len(rules.changes):
        raise RulesMoved
    return known.count


def begins(wanted: datetime | None, now: datetime) -> datetime:
    """Return when a change begins that is agreed to now.

    :raises RuleBeginsInPast: if that is over
    """
    earliest = now + _LEARNED_WITHIN
    if wanted is not None and wanted < now:
        raise RuleBeginsInPast
    return max(wanted or earliest, earliest)


def check(change: Change, before: RulesOverTime, begins_at: datetime, *, may_lose: bool) -> RulesOverTime:
    """Return the rules with a change.

    :raises NothingToChange: if that is so already
    :raises RuleLoses: if a cashback rule loses by it that did not before
    """
    held = before.at(begins_at)
    if changed(held, change) == held:
        raise NothingToChange
    changes = held.changes
    drafted = RuleChange("", len(changes) + 1, change, begins_at, "", begins_at)
    after = RulesOverTime.of(held, (*changes, drafted))
    lost = None if may_lose else new_loss(before, after, begins_at)
    if lost is not None:
        raise RuleLoses(lost)
    return after


def written(rules: Rules, change: Change) -> str:
    """Return what holds of a change's subject, as the audit log has it."""
    match change:
        case FeeChange(category, _, biller_id):
            return _fee(rules.fee_of(category, biller_id))
        case CashbackChange(rule):
            return _cashback(next((each for each in rules.cashback if each.name == rule.name), None))


def _fee(fee: FeeRule | None) -> str:
    if fee is None or not fee.cap:
        return "free"
    return f"{fee.flat.kobo} kobo + {fee.basis_points} bp, cap {fee.cap.kobo} kobo"


def _cashback(rule: CashbackRule | None) -> str:
    if rule is None or not rule.is_on:
        return "off"

    def kobo(amount: Money | None) -> str:
        return "-" if amount is None else str(amount.kobo)

    what = ",".join(sorted(rule.billers or ())) or (rule.category.value if rule.category else "any")
    days = "" if rule.weekdays is None else f", days {','.join(map(str, sorted(rule.weekdays)))}"
    return (
        f"{rule.basis_points} bp of {what}, {kobo(rule.minimum)} to {kobo(rule.maximum)} kobo, cap"
        f" {kobo(rule.cap_per_payment)}, month {kobo(rule.cap_per_month)}, priority {rule.priority}{days}"
    )
