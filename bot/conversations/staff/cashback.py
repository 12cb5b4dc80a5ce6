"""Cashback rules: as they hold, new ones, other ones, none; each tried on thirty days before two agree."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.conversations.staff.arguments import Argument, BadArgument
from bot.conversations.staff.calls import Answer, Call, Plan, StaffCommand, planned
from bot.conversations.staff.rule_terms import (
    PAGE,
    Terms,
    read_begin,
    read_money,
    read_number,
    read_share,
    read_terms,
)
from bot.screens.staff import rule_words
from bot.screens.staff import rules as screens
from domain.billers import Biller
from domain.money import ZERO
from domain.price_rules import CashbackRule
from domain.rule_desk import NoSuchRule
from domain.staff import Act
from domain.vendors import Category

_NAME = re.compile(r"[a-z][a-z0-9-]{1,29}")
_NEEDED = ("rate", "cap", "monthly")
_VALUES = frozenset(
    {"rate", "from", "min", "max", "cap", "monthly", "biller", "category", "priority", "days"}
)
_WORDS = frozenset({"weekend", "on", "off", "loss-ok"})
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKEND = frozenset({5, 6})


async def rules(call: Call) -> Answer:
    """Show the cashback rules."""
    desk, page = call.services.rule_desk, call.values.get("page", 1)
    screen = screens.cashback(call.t, await desk.rules(), await desk.names(), page=page, now=call.now)
    return Answer(screen, "cashback")


async def add(call: Call) -> Plan:
    """Plan a new rule."""
    terms = _terms(call)
    await call.services.rule_desk.check_new(call.values["name"])
    return await _changed(call, terms, await _new(call, terms))


async def edit(call: Call) -> Plan:
    """Plan another version of a rule."""
    terms = _terms(call)
    return await _changed(call, terms, await _edited(call, terms))


async def take_off(call: Call) -> Plan:
    """Plan the end of a rule."""
    terms = _terms(call)
    terms.check_known(frozenset({"loss-ok"}), frozenset({"from"}))
    known = await call.services.rule_desk.rule(call.values["name"], _begins(call, terms), now=call.now)
    return await _changed(call, terms, replace(known, is_on=False))


async def simulated(call: Call) -> Answer:
    """Show what a new rule, or another version of one, would have made of the last thirty days."""
    terms, desk = _terms(call), call.services.rule_desk
    try:
        rule = await _edited(call, terms)
    except NoSuchRule:
        rule = await _new(call, terms)
    tried = await desk.tried(await desk.cashback(rule), _begins(call, terms), now=call.now)
    return Answer(screens.tried(call.t, tried), f"cashback:{rule.name}")


async def _changed(call: Call, terms: Terms, rule: CashbackRule) -> Plan:
    may_lose = terms.has("loss-ok")
    desk = call.services.rule_desk
    change = await desk.cashback(replace(rule, may_lose=rule.may_lose or may_lose))
    what = await desk.drafted(change, _begins(call, terms), may_lose=may_lose, now=call.now)
    reason = terms.reason or call.values.get("rule") or "off"
    return await planned(call, what, reason, rule_words.subject(call.t, change))


def _terms(call: Call) -> Terms:
    terms = read_terms(call.values.get("rule", ""), takes_next=frozenset({"from"}))
    terms.check_known(_WORDS, _VALUES)
    return terms


def _begins(call: Call, terms: Terms) -> datetime | None:
    return read_begin(terms.values.get("from"), now=call.now)


async def _new(call: Call, terms: Terms) -> CashbackRule:
    for name in _NEEDED:
        if name not in terms.values:
            raise BadArgument(name)
    rule = await _with(call, terms, CashbackRule(call.values["name"], 0, 0, ZERO, ZERO, ZERO))
    if "priority" in terms.values:
        return rule
    usual = (await call.services.rule_desk.rules()).at(call.now).usual_priority(rule)
    if usual is None:
        raise BadArgument("priority")
    return replace(rule, priority=usual)


async def _edited(call: Call, terms: Terms) -> CashbackRule:
    known = await call.services.rule_desk.rule(call.values["name"], _begins(call, terms), now=call.now)
    return await _with(call, terms, known)


async def _with(call: Call, terms: Terms, rule: CashbackRule) -> CashbackRule:
    """Return a rule with what the terms say of it."""
    given = terms.values
    if "rate" in given:
        rule = replace(rule, basis_points=read_share(given["rate"], "rate"))
    if "min" in given:
        rule = replace(rule, minimum=read_money(given["min"], "min"))
    if "max" in given:
        rule = replace(rule, maximum=read_money(given["max"], "max"))
    if "cap" in given:
        rule = replace(rule, cap_per_payment=read_money(given["cap"], "cap"))
    if "monthly" in given:
        rule = replace(rule, cap_per_month=read_money(given["monthly"], "monthly"))
    if "priority" in given:
        rule = replace(rule, priority=read_number(given["priority"], "priority"))
    if "days" in given or terms.has("weekend"):
        rule = replace(rule, weekdays=_weekdays(given.get("days")))
    if "category" in given or "biller" in given:
        rule = await _of(call, given.get("category"), given.get("biller"), rule)
    if terms.has("on") and terms.has("off"):
        raise BadArgument("rule")
    rule = replace(rule, is_on=not terms.has("off") if terms.has("on") or terms.has("off") else rule.is_on)
    if not rule.basis_points or not rule.cap_per_payment:
        raise BadArgument("rate")
    if rule.maximum is not None and rule.maximum < rule.minimum:
        raise BadArgument("max")
    if rule.cap_per_month < rule.cap_per_payment:
        raise BadArgument("monthly")
    return rule


async def _of(call: Call, category: str | None, biller: str | None, rule: CashbackRule) -> CashbackRule:
    if category is not None and biller is not None:
        raise BadArgument("category")
    if category is not None:
        try:
            return replace(rule, category=Category(category), billers=None)
        except ValueError:
            raise BadArgument("category") from None
    named = [await call.services.rule_desk.payer_of(each) for each in (biller or "").split(",")]
    found = [each for each in named if isinstance(each, Biller)]
    categories = {each.category for each in found}
    if len(found) != len(named) or len(categories) != 1:
        raise BadArgument("biller")
    return replace(rule, category=categories.pop(), billers=frozenset(each.id for each in found))


def _weekdays(days: str | None) -> frozenset[int]:
    if days is None:
        return _WEEKEND
    named = days.split(",")
    if not set(named) <= set(_DAYS):
        raise BadArgument("days")
    return frozenset(_DAYS.index(each) for each in named)


def _name(word: str) -> str:
    if _NAME.fullmatch(word.lower()) is None:
        raise ValueError(word)
    return word.lower()


_WHICH = Argument("name", _name)
_TERMS = Argument("rule", rest=True)
COMMANDS = (
    StaffCommand(
        name="cashback-rules", act=Act.LOOK_AT_RULES, arguments=(PAGE,), looks=rules, in_groups=True
    ),
    StaffCommand(name="cashback-sim", act=Act.LOOK_AT_RULES, arguments=(_WHICH, _TERMS), looks=simulated),
    StaffCommand(name="cashback-add", act=Act.CHANGE_CASHBACK, arguments=(_WHICH, _TERMS), plans=add),
    StaffCommand(name="cashback-edit", act=Act.CHANGE_CASHBACK, arguments=(_WHICH, _TERMS), plans=edit),
    StaffCommand(
        name="cashback-off",
        act=Act.CHANGE_CASHBACK,
        arguments=(_WHICH, Argument("rule", rest=True, optional=True)),
        plans=take_off,
    ),
)
