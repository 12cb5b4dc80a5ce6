"""Fees and cashback rules, as they hold and as they will."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.rewards import percent
from bot.screens.staff.pieces import run
from bot.screens.staff.rule_words import cashback_line, change_line, fee_line, loses, replayed
from bot.text import Translator
from domain.price_rules import CashbackChange, FeeChange, RuleChange
from domain.rule_changes import RulesOverTime, held_by
from domain.rule_desk import Tried
from domain.vendors import Category


def fees(t: Translator, over_time: RulesOverTime, names: Mapping[str, str], *, now: datetime) -> Screen:
    """What we charge now, and what is planned."""
    rules = over_time.at(now)
    rows = [
        t(
            "staff-fee-row",
            what=t.plain(f"category-{category.value}"),
            id=category.value,
            fee=fee_line(t, rules.fees.get(category)),
        )
        for category in Category
    ]
    rows += [
        t("staff-fee-row", what=names.get(biller_id, biller_id), id=biller_id, fee=fee_line(t, fee))
        for own in rules.biller_fees.values()
        for biller_id, fee in sorted(own.items())
    ]
    return Screen(
        paragraphs(
            lines(t("staff-fees-title"), *rows, t("staff-fees-vat", share=percent(rules.vat_basis_points))),
            planned(t, over_time, FeeChange, now=now),
        ),
        keyboard([run(t.plain("staff-button-cashback-rules"), "cashback-rules")]),
    )


def cashback(t: Translator, over_time: RulesOverTime, names: Mapping[str, str], *, now: datetime) -> Screen:
    """The cashback rules, in the order in which they go before each other, and what is planned."""
    rules = over_time.at(now)
    ordered = sorted(rules.cashback, key=lambda each: (not each.is_on, -each.priority, each.name))
    rows = (
        t(
            "staff-cashback-row",
            name=each.name,
            rule=cashback_line(t, each, names),
            loses="yes" if each.may_lose and each.is_on else "no",
        )
        for each in ordered
    )
    return Screen(
        paragraphs(lines(t("staff-cashback-title"), *rows), planned(t, over_time, CashbackChange, now=now)),
        keyboard([run(t.plain("staff-button-fees"), "fee")]),
    )


def planned(
    t: Translator, over_time: RulesOverTime, kind: type[FeeChange] | type[CashbackChange], *, now: datetime
) -> str | None:
    """Say what of the changes is still to come."""
    coming = [
        each for each in over_time.first.changes if each.holds_from > now and isinstance(each.change, kind)
    ]
    if not coming:
        return None
    ordered = sorted(coming, key=lambda each: (each.holds_from, each.number))
    return lines(t("staff-rules-planned"), *(_planned(t, over_time, each) for each in ordered))


def _planned(t: Translator, over_time: RulesOverTime, change: RuleChange) -> str:
    before, after = over_time.before(change.holds_from), over_time.at(change.holds_from)
    return change_line(t, held_by(after, change.change), held_by(before, change.change), change.holds_from)


def tried(t: Translator, found: Tried) -> Screen:
    """What a change would have made of the last thirty days. Nobody has asked for it."""
    return Screen(
        paragraphs(
            change_line(t, found.change, found.instead_of, found.begins_at),
            replayed(t, found.replayed),
            loses(t, found.loss) if found.loss is not None else None,
        ),
        keyboard([run(t.plain("staff-button-cashback-rules"), "cashback-rules")]),
    )
