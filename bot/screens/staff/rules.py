"""Fees and cashback rules, as they hold and as they will."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.buttons import keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.screens.rewards import percent
from bot.screens.staff.pieces import pages_of, run
from bot.screens.staff.rule_words import cashback_line, change_line, fee_line, loses, replayed
from bot.text import Translator
from domain.price_rules import CashbackChange, FeeChange, RuleChange
from domain.rule_changes import RulesOverTime, held_by
from domain.rule_desk import Tried
from domain.vendors import Category

_ROWS = 15


def fees(
    t: Translator, over_time: RulesOverTime, names: Mapping[str, str], *, page: int, now: datetime
) -> Screen:
    """A page of what we charge now, and of what is planned."""
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
    rows += planned(t, over_time, FeeChange, now=now)
    below = t("staff-fees-vat", share=percent(rules.vat_basis_points))
    other = run(t.plain("staff-button-cashback-rules"), "cashback-rules")
    return _page(t("staff-fees-title"), rows, below, other, "fee", page)


def cashback(
    t: Translator, over_time: RulesOverTime, names: Mapping[str, str], *, page: int, now: datetime
) -> Screen:
    """A page of the cashback rules, in the order in which they go before each other, and what is planned."""
    rules = over_time.at(now)
    ordered = sorted(rules.cashback, key=lambda each: (not each.is_on, -each.priority, each.name))
    rows = [
        t(
            "staff-cashback-row",
            name=each.name,
            rule=cashback_line(t, each, names),
            loses="yes" if each.may_lose and each.is_on else "no",
        )
        for each in ordered
    ]
    rows += planned(t, over_time, CashbackChange, now=now)
    other = run(t.plain("staff-button-fees"), "fee")
    return _page(t("staff-cashback-title"), rows, None, other, "cashback-rules", page)


def _page(
    title: str, rows: Sequence[str], below: str | None, other: InlineKeyboardButton, command: str, page: int
) -> Screen:
    pages = max(1, -(-len(rows) // _ROWS))
    page = min(page, pages)
    shown = rows[(page - 1) * _ROWS : page * _ROWS]
    turning = pages_of(command, page, pages)
    return Screen(lines(title, *shown, below), keyboard(*([turning] if turning else []), [other]))


def planned(
    t: Translator, over_time: RulesOverTime, kind: type[FeeChange] | type[CashbackChange], *, now: datetime
) -> list[str]:
    """Say what of the changes is still to come, the earliest first."""
    coming = [
        each for each in over_time.first.changes if each.holds_from > now and isinstance(each.change, kind)
    ]
    ordered = sorted(coming, key=lambda each: (each.holds_from, each.number))
    return [t("staff-rule-planned", line=_planned(t, over_time, each)) for each in ordered]


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
