"""Fees and cashback rules in the words of staff: what changes from when, and what a month would have been."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.screens.layout import lines
from bot.screens.rewards import fee_words, percent, rule_words
from bot.text import Translator, clock, naira_text
from domain.cashback import Loss
from domain.money import Money
from domain.price_rules import CashbackChange, CashbackRule, Change, FeeChange, FeeRule
from domain.rule_acts import RuleAct
from domain.rule_replay import Replayed
from domain.times import LAGOS


def day_words(moment: datetime) -> str:
    """Write Tuesday 1 December, and the hour where it is not midnight."""
    local = moment.astimezone(LAGOS)
    day = f"{local:%A} {local.day} {local:%B}"
    return day if (local.hour, local.minute) == (0, 0) else f"{day}, {clock(moment)}"


def change(t: Translator, what: RuleAct) -> str:
    """Say in a line what changes: "From Tuesday 1 December: Ikeja Electric 2%, at most ₦250 (now …)"."""
    return change_line(t, what.shown or what.change, what.instead_of, what.begins_at)


def change_line(t: Translator, shown: Change, instead_of: Change | None, begins_at: datetime | None) -> str:
    """Say in a line what changes from when, and what it was before."""
    return t.plain(
        "staff-rule-change",
        begins="at-once" if begins_at is None else "later",
        day="" if begins_at is None else day_words(begins_at),
        what=subject(t, shown),
        after=rule_of(t, shown),
        before=rule_of(t, instead_of) if instead_of is not None else "",
    )


def subject(t: Translator, shown: Change) -> str:
    """Say what a change is about."""
    match shown:
        case FeeChange(category, _, None):
            return t.plain(f"category-{category.value}")
        case FeeChange():
            return shown.biller
        case CashbackChange(rule):
            return t.plain("staff-cashback-named", name=rule.name)


def rule_of(t: Translator, shown: Change) -> str:
    """Say what holds by a change."""
    match shown:
        case FeeChange(_, fee, _):
            return fee_line(t, fee)
        case CashbackChange(rule, names):
            return cashback_line(t, rule, names)


def fee_line(t: Translator, fee: FeeRule | None) -> str:
    """Say a fee: "2%, at most ₦250"."""
    if fee is None or not fee.cap:
        return t.plain("fee-nothing")
    if not fee.basis_points:
        return t.plain("fee-flat", flat=min(fee.flat, fee.cap))
    share = percent(fee.basis_points)
    if not fee.flat:
        return t.plain("staff-fee-share", share=share, cap=fee.cap)
    return t.plain("staff-fee-both", flat=fee.flat, share=share, cap=fee.cap)


def cashback_line(t: Translator, rule: CashbackRule, names: Mapping[str, str]) -> str:
    """Say a cashback rule with its caps."""
    if not rule.is_on:
        return t.plain("staff-cashback-off")
    return t.plain(
        "staff-cashback-rule",
        rule=rule_words(t, rule, names),
        cap=rule.cap_per_payment,
        month=rule.cap_per_month,
        priority=rule.priority,
    )


def consequences(t: Translator, what: RuleAct) -> str:
    """Say what the change would have made of the last thirty days, and the draft of a notice of a fee."""
    shown = what.shown or what.change
    return lines(
        replayed(t, what.replayed) if what.replayed is not None else None,
        notice(t, shown, what.instead_of, what.begins_at) if isinstance(shown, FeeChange) else None,
    )


def replayed(t: Translator, found: Replayed) -> str:
    """Say what a change would have made of the last thirty days."""
    if not found.of:
        return t("staff-replay-nothing")
    fees, cashback = found.fees, found.cashback
    return lines(
        t(
            "staff-replay-title",
            whole="no" if found.is_estimate else "yes",
            looked=found.looked_at,
            of=found.of,
            payments=found.payments,
            customers=found.customers,
        ),
        t("staff-replay-fees", change=_signed(fees[1] - fees[0]), before=fees[0], after=fees[1])
        if fees[0] != fees[1]
        else None,
        t("staff-replay-cashback", after=cashback[1], before=cashback[0], percent=_percent(*cashback))
        if cashback[0] != cashback[1]
        else None,
        t("staff-replay-margin", change=_signed(found.margin_change)),
        *(t("staff-replay-losing", biller=biller, margin=margin) for biller, margin in found.losing),
    )


def loses(t: Translator, loss: Loss) -> str:
    """Say that a rule would lose, and where most."""
    bill = loss.bill
    where = bill.biller_id or t.plain(f"category-{bill.category.value}")
    return t("staff-rule-loses", rule=loss.rule, by=loss.by, amount=bill.amount, where=where)


def notice(t: Translator, shown: FeeChange, instead_of: Change | None, begins_at: datetime | None) -> str:
    """Draft what customers could be told of a fee."""
    was = instead_of.fee if isinstance(instead_of, FeeChange) else None
    return t(
        "staff-fee-notice",
        begins="at-once" if begins_at is None else "later",
        day="" if begins_at is None else day_words(begins_at),
        what=subject(t, shown),
        after=fee_words(t, shown.fee),
        before=fee_words(t, was),
    )


def _signed(change: Money) -> str:
    return f"+{naira_text(change)}" if change.kobo > 0 else naira_text(change)


def _percent(before: Money, after: Money) -> str:
    if not before:
        return "–"
    change = round((after.kobo - before.kobo) * 100 / before.kobo)
    return f"+{change} %" if change > 0 else f"{change} %".replace("-", "\N{MINUS SIGN}")
