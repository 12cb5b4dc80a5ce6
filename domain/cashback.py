"""Cashback: which rule applies to a bill, what it pays, and why.

One pure function, `earn`, serves the pay sheet and the what-if, so that they can't differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.money import ZERO, Money
from domain.price_rules import CashbackRule
from domain.rules import Rules
from domain.times import LAGOS
from domain.vendors import Category

_WHOLE = 10_000  # basis points
_KOBO = Money(1)


class Clip(StrEnum):
    """Which cap made it less than the rate."""

    PAYMENT = "payment"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Bill:
    """What cashback depends on. `biller_id` None: any biller of the category that no rule names."""

    category: Category
    amount: Money
    biller_id: str | None = None


@dataclass(frozen=True, slots=True)
class Earning:
    """What a bill earns, and why. `rule` None: no rule applies, and nothing is earned."""

    rule: CashbackRule | None
    full: Money  # by the rate, before any cap
    left: Money  # of the rule's month, before this bill
    earned: Money

    @property
    def clipped_by(self) -> Clip | None:
        """The cap that was the narrowest; None if the rate was paid in full."""
        if self.rule is None or self.earned == self.full:
            return None
        return Clip.PAYMENT if self.earned == self.rule.cap_per_payment else Clip.MONTH


_NOTHING = Earning(None, ZERO, ZERO, ZERO)


def earn(
    rules: Iterable[CashbackRule], bill: Bill, *, earned_this_month: Mapping[str, Money], now: datetime
) -> Earning:
    """Choose the one rule that applies and what it pays, clipped to what its caps leave.

    The highest priority wins, then the highest yield. A clipped rule never falls back to another. Rounded
    down to kobo; on the whole bill, whoever pays it from what.

    :param earned_this_month: by rule, in the Lagos month of `now`
    """
    candidates = [rule for rule in rules if _applies(rule, bill, now)]
    if not candidates:
        return _NOTHING
    best = max(candidates, key=lambda rule: (rule.priority, _paid_by(rule, bill.amount)))
    full = bill.amount.share(best.basis_points)
    left = max(ZERO, best.cap_per_month - earned_this_month.get(best.name, ZERO))
    return Earning(best, full, left, min(_paid_by(best, bill.amount), left))


def _paid_by(rule: CashbackRule, amount: Money) -> Money:
    return min(amount.share(rule.basis_points), rule.cap_per_payment)


def _applies(rule: CashbackRule, bill: Bill, now: datetime) -> bool:
    return (
        rule.is_on
        and bill.amount >= rule.minimum
        and (rule.maximum is None or bill.amount <= rule.maximum)
        and (rule.billers is None or bill.biller_id in rule.billers)
        and (rule.category is None or bill.category is rule.category)
        and (rule.weekdays is None or now.astimezone(LAGOS).weekday() in rule.weekdays)
    )


def explained(rules: Iterable[CashbackRule], name: str, amount: Money, earned: Money) -> Earning | None:
    """Return why a payment earned what it did; None if the rule has changed so much that it can't tell.

    :param name: the rule's, as the payment keeps it
    """
    rule = next((each for each in rules if each.name == name), None)
    if rule is None or earned > _paid_by(rule, amount):
        return None
    return Earning(rule, amount.share(rule.basis_points), earned, earned)


def explained_by_one(
    versions: Iterable[Iterable[CashbackRule]], name: str, amount: Money, earned: Money
) -> Earning | None:
    """Return why a payment earned what it did, by the rules that held when it was quoted.

    :param versions: those that may have: the one that pays exactly so much is preferred to one with a cap
    """
    found = [why for rules in versions if (why := explained(rules, name, amount, earned)) is not None]
    exact = [why for why in found if why.rule is not None and _paid_by(why.rule, amount) == earned]
    return next(iter(exact or found), None)


# --- the margin guard ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Loss:
    """A rule that costs more than a bill brings in, and the bill at which it costs most."""

    rule: str
    bill: Bill
    by: Money


def losses(rules: Rules) -> tuple[Loss, ...]:
    """Return the rules whose cost exceeds commission and fee of some bill, unless the owner allows it.

    Cost and income are straight between the points where a bound or a cap begins to hold, so that the worst
    is at one of them.
    """
    worst: dict[str, Loss] = {}
    for category in Category:
        for biller_id in (None, *sorted(_billers(rules, category))):
            for rule in (each for each in rules.cashback if each.is_on and not each.may_lose):
                for amount in _turning_points(rules, category, biller_id):
                    found = _loss(rules, rule, Bill(category, amount, biller_id))
                    if found is not None and (rule.name not in worst or found.by > worst[rule.name].by):
                        worst[rule.name] = found
    return tuple(worst.values())


def _loss(rules: Rules, rule: CashbackRule, bill: Bill) -> Loss | None:
    """Return what a rule loses on a bill where no rule above it takes its place."""
    above = [each for each in rules.cashback if each.weekdays is None or each is rule]
    on = _a_day_of(rule)
    earning = earn(above, bill, earned_this_month={}, now=on)
    if earning.rule is not rule:
        return None
    lost = (
        earning.earned
        - rules.commission(bill.category, bill.biller_id, bill.amount)
        - rules.fee(bill.category, bill.amount, bill.biller_id)
    )
    return Loss(rule.name, bill, lost) if lost > ZERO else None


def _billers(rules: Rules, category: Category) -> set[str]:
    """Return the billers of a category of which anything is known that does not hold for all of them."""
    named = {each for rule in rules.cashback if rule.category is category for each in rule.billers or ()}
    own_fees = rules.biller_fees.get(category, {})
    return named | own_fees.keys() | rules.commissions[category].of_billers.keys()


def _turning_points(rules: Rules, category: Category, biller_id: str | None) -> list[Money]:
    points = {rules.bill_minimum, rules.bill_maximum}
    for rule in rules.cashback:
        points |= {rule.minimum, rule.minimum - _KOBO, *_reaches(rule.cap_per_payment, rule.basis_points)}
        if rule.maximum is not None:
            points |= {rule.maximum, rule.maximum + _KOBO}
    if (fee := rules.fee_of(category, biller_id)) is not None:
        points |= set(_reaches(fee.cap - fee.flat, fee.basis_points))
    return sorted(point for point in points if rules.bill_minimum <= point <= rules.bill_maximum)


def _reaches(cap: Money, basis_points: int) -> tuple[Money, ...]:
    """Return the amount whose share reaches a cap."""
    return (Money(-(-cap.kobo * _WHOLE // basis_points)),) if basis_points else ()


def _a_day_of(rule: CashbackRule) -> datetime:
    """Return a moment of a weekday on which the rule holds."""
    first = min(rule.weekdays) if rule.weekdays else 0
    return datetime(2024, 1, 1 + first, 12, tzinfo=LAGOS)  # a Monday and what follows it
