"""Fees and cashback rules as staff look at them, try others on the last thirty days, and ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.biller_desk import BillerDesk
from domain.billers import Biller
from domain.cashback import Loss
from domain.errors import Refusal
from domain.price_rules import CashbackChange, CashbackRule, Change, FeeChange
from domain.rule_acts import ChangeAtALoss, ChangeCashback, ChangeFee, RuleAct, begins, check
from domain.rule_book import RuleBook
from domain.rule_changes import RulesOverTime, held_by, new_loss
from domain.rule_replay import Replayed, RuleReplays
from domain.vendors import Category

_TRIED_FOR = timedelta(minutes=5)  # the figures of a change stay for as long as it waits for its PIN
_MOST_TRIED = 20


class NoSuchRule(Refusal):
    """No cashback rule has that name."""

    code = "no-such-rule"


class RuleNameTaken(Refusal):
    """There is a cashback rule of that name: it can be edited."""

    code = "rule-name-taken"


@dataclass(frozen=True, slots=True)
class Tried:
    """A change that nobody has asked for, and what it would have made of the last thirty days."""

    change: Change
    instead_of: Change
    begins_at: datetime | None
    replayed: Replayed
    loss: Loss | None


@dataclass(frozen=True)
class RuleDesk:
    """Finding, trying and changing rules."""

    book: RuleBook
    replays: RuleReplays
    billers: BillerDesk
    _tried: dict[tuple[str, datetime | None], tuple[datetime, Tried]] = field(
        default_factory=dict, init=False, repr=False
    )

    async def rules(self) -> RulesOverTime:
        """Return the rules as they hold now and will."""
        await self.book.learn()
        return self.book.over_time

    async def payer_of(self, word: str) -> Category | Biller:
        """Return the category or the biller that staff mean.

        :raises NoSuchBiller: if there is none
        """
        try:
            return Category(word.lower())
        except ValueError:
            return await self.billers.named(word)

    async def names(self) -> Mapping[str, str]:
        """Return what billers are called, by their ids."""
        return {each.id: each.short_name for each in await self.billers.all()}

    async def cashback(self, rule: CashbackRule) -> CashbackChange:
        """Return the change to a cashback rule, with the names of its billers."""
        named = await self.names() if rule.billers else {}
        return CashbackChange(rule, {each: named.get(each, each) for each in sorted(rule.billers or ())})

    async def rule(self, name: str, begins_at: datetime | None, *, now: datetime) -> CashbackRule:
        """Return a cashback rule as it holds when a change begins.

        :raises NoSuchRule: if there is none
        """
        rules = (await self.rules()).at(begins(begins_at, now))
        for each in rules.cashback:
            if each.name == name:
                return each
        raise NoSuchRule

    async def check_new(self, name: str) -> None:
        """Refuse the name of a rule that there is, or will be.

        :raises RuleNameTaken: then
        """
        rules = await self.rules()
        if any(each.name == name for held in (rules.first, *rules.after) for each in held.cashback):
            raise RuleNameTaken

    async def tried(self, change: Change, begins_at: datetime | None, *, now: datetime) -> Tried:
        """Return what a change would have made of the last thirty days, and whether a rule loses by it.

        :raises RuleBeginsInPast, NothingToChange: if it can't be made
        """
        key = (repr(change), begins_at)
        known = self._tried.get(key)
        if known is not None and now - known[0] < _TRIED_FOR:
            return known[1]
        before, at = await self.rules(), begins(begins_at, now)
        after = check(change, before, at, may_lose=True)
        held, will = before.at(at), after.at(at)
        replayed = await self.replays.of(held, will, await self.names(), now=now)
        loss = new_loss(before, after, at)
        found_out = Tried(held_by(will, change), held_by(held, change), begins_at, replayed, loss)
        while len(self._tried) >= _MOST_TRIED:
            del self._tried[next(iter(self._tried))]
        self._tried[key] = (now, found_out)
        return found_out

    async def drafted(
        self, change: Change, begins_at: datetime | None, *, may_lose: bool, now: datetime
    ) -> RuleAct:
        """Return the act of a change, with what it would have made of the last thirty days.

        :raises RuleBeginsInPast, NothingToChange: if it can't be made
        """
        tried = await self.tried(change, begins_at, now=now)
        replayed, shown, instead = tried.replayed, tried.change, tried.instead_of
        if may_lose:
            return ChangeAtALoss(begins_at, change, replayed=replayed, shown=shown, instead_of=instead)
        if isinstance(change, FeeChange):
            return ChangeFee(begins_at, change, replayed=replayed, shown=shown, instead_of=instead)
        return ChangeCashback(begins_at, change, replayed=replayed, shown=shown, instead_of=instead)
