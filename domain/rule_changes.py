"""Which fees and cashback rules hold when: those of the file, and on top of them what staff changed.

Everything here is arithmetic on values. A change is a row that is only added; it holds from its moment on,
until another one of the same subject does. So what held at any moment stays known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from domain.cashback import Loss, losses
from domain.money import ZERO
from domain.price_rules import CashbackChange, CashbackRule, Change, FeeChange, RuleChange
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class RulesOverTime:
    """The rules from the beginning on, and the moments at which they became, or become, others."""

    first: Rules
    moments: tuple[datetime, ...] = ()  # rising
    after: tuple[Rules, ...] = ()  # those that hold from each of them on

    @classmethod
    def of(cls, rules: Rules, changes: Iterable[RuleChange]) -> Self:
        """Lay changes over rules: over those of the file, whatever was laid over these before."""
        written = rules.as_written or rules
        ordered = sorted(changes, key=lambda each: (each.holds_from, each.number))
        by_number = tuple(sorted(ordered, key=lambda each: each.number))
        moments = tuple(dict.fromkeys(each.holds_from for each in ordered))
        return cls(
            _laid_over(written, (), by_number),
            moments,
            tuple(
                _laid_over(written, [each for each in ordered if each.holds_from <= moment], by_number)
                for moment in moments
            ),
        )

    def at(self, moment: datetime) -> Rules:
        """Return the rules as they hold at a moment; a change holds from its very second on."""
        passed = bisect_right(self.moments, moment)
        return self.after[passed - 1] if passed else self.first

    def before(self, moment: datetime) -> Rules:
        """Return the rules as they held until that moment."""
        passed = sum(each < moment for each in self.moments)
        return self.after[passed - 1] if passed else self.first

    def moments_from(self, moment: datetime) -> tuple[datetime, ...]:
        """Return a moment and those after it at which the rules change."""
        return (moment, *(each for each in self.moments if each > moment))


def _laid_over(written: Rules, holding: Sequence[RuleChange], changes: tuple[RuleChange, ...]) -> Rules:
    """Return the rules of the file with what holds; `holding`: the newer ones after the older ones."""
    newest: dict[str, Change] = {}
    for each in holding:
        newest.pop(each.change.subject, None)
        newest[each.change.subject] = each.change
    rules = replace(written, changes=changes, as_written=written)
    for change in newest.values():
        rules = changed(rules, change)
    return rules


def changed(rules: Rules, change: Change) -> Rules:
    """Return the rules with a change."""
    match change:
        case FeeChange():
            return _with_fee(rules, change)
        case CashbackChange():
            return _with_cashback(rules, change.rule)


def _with_fee(rules: Rules, change: FeeChange) -> Rules:
    category, fee = change.category, change.fee
    if change.biller_id is None:
        fees = dict(rules.fees)
        fees.pop(category, None)
        wanted = fee or (rules.as_written or rules).fees.get(category)
        return replace(rules, fees={**fees, category: wanted} if wanted and wanted.cap else fees)
    own = dict(rules.biller_fees.get(category, {}))
    own.pop(change.biller_id, None)
    if fee is not None:
        own[change.biller_id] = fee
    others = {name: each for name, each in rules.biller_fees.items() if name is not category}
    return replace(rules, biller_fees={**others, category: own} if own else others)


def _with_cashback(rules: Rules, rule: CashbackRule) -> Rules:
    names = [each.name for each in rules.cashback]
    if rule.name not in names:
        return replace(rules, cashback=(*rules.cashback, rule))
    place = names.index(rule.name)
    return replace(rules, cashback=(*rules.cashback[:place], rule, *rules.cashback[place + 1 :]))


def held_by(rules: Rules, change: Change) -> Change:
    """Return what holds of a change's subject by some rules; a cashback rule that is not there is off."""
    match change:
        case FeeChange():
            return replace(change, fee=rules.fee_of(change.category, change.biller_id))
        case CashbackChange(rule):
            found = (each for each in rules.cashback if each.name == rule.name)
            return replace(change, rule=next(found, replace(rule, is_on=False)))


def new_loss(before: RulesOverTime, after: RulesOverTime, since: datetime) -> Loss | None:
    """Return what a cashback rule loses by a change that it did not lose before, at any moment from then on.

    A lower fee can do it as a higher cashback can. What the owner has already answered for is no new loss.
    """
    for moment in after.moments_from(since):
        known = {loss.rule: loss.by for loss in losses(before.at(moment))}
        for loss in losses(after.at(moment)):
            if loss.by > known.get(loss.rule, ZERO):
                return loss
    return None
