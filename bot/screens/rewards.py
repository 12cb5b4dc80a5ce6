"""Cashback: what was earned and why, what a bill would earn, and what we charge."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.buttons import Go, button, home_button, keyboard
from bot.screen import Screen
from bot.screens.layout import lines, paragraphs
from bot.text import Translator, short_date
from domain.billers import Biller
from domain.cashback import Clip, Earning
from domain.limits import CustomerAccounts, Usage
from domain.money import ZERO, Money
from domain.payments import Payment
from domain.price_rules import CashbackRule, FeeRule
from domain.rules import Rules
from domain.vendors import Category
from domain.what_if import Alternative, WhatIf

_BAR = 10
_FULL, _EMPTY = "▰", "▱"


def cashback(
    t: Translator,
    accounts: CustomerAccounts,
    usage: Usage,
    rules: Rules,
    last: Sequence[tuple[Payment, Biller]],
    names: Mapping[str, str],
) -> Screen:
    """What there is, what the month brought of each rule, and what was earned last.

    :param usage: as it counts now
    :param names: of billers, by their ids
    """
    return Screen(
        paragraphs(
            lines(t("cashback-title", cashback=accounts.cashback), t("cashback-what")),
            lines(
                t("cashback-month"),
                *(
                    lines(
                        rule_words(t, rule, names),
                        _month(t, usage.cashback.get(rule.name, ZERO), rule.cap_per_month),
                    )
                    for rule in rules.cashback
                    if rule.is_on
                ),
                t("cashback-invited", n=usage.referrals, most=rules.referrals.most_a_month)
                if usage.referrals
                else None,
            ),
            lines(t("cashback-last"), *(_earned_by(t, payment, biller) for payment, biller in last))
            if last
            else t("cashback-nothing-yet"),
        ),
        keyboard(
            [button(t.plain("cashback-invite"), Go(to="invite"))],
            [button(t.plain("promo-button"), Go(to="promo"))],
            [
                button(t.plain("cashback-what-if"), Go(to="what_if")),
                button(t.plain("cashback-fees"), Go(to="fees")),
            ],
            [home_button(t)],
        ),
    )


def _month(t: Translator, earned: Money, most: Money) -> str:
    full = min(_BAR, -(-earned.kobo * _BAR // most.kobo)) if most else _BAR
    if earned < most:
        full = min(full, _BAR - 1)  # A full bar means that nothing is left.
    return t("cashback-of", bar=_FULL * full + _EMPTY * (_BAR - full), earned=earned, most=most)


def _earned_by(t: Translator, payment: Payment, biller: Biller) -> str:
    return t(
        "cashback-earned-by",
        earned=payment.quote.cashback_earned,
        bill=biller.name,
        at=short_date(payment.ended_at or payment.accepted_at),
    )


def why(t: Translator, payment: Payment, earning: Earning | None, names: Mapping[str, str]) -> Screen:
    """Why a payment earned what it did. `earning` None: the rule has changed since."""
    return Screen(
        _why_of_payment(t, payment, earning, names),
        keyboard([button(t.plain("home-cashback"), Go(to="cashback")), home_button(t)]),
    )


def _why_of_payment(
    t: Translator, payment: Payment, earning: Earning | None, names: Mapping[str, str]
) -> str:
    if payment.quote.cashback_rule is None:
        return t("why-nothing")
    if earning is None:
        return t("why-changed", earned=payment.quote.cashback_earned)
    return _why(t, earning, payment.order.amount, names)


def _why(t: Translator, earning: Earning, amount: Money, names: Mapping[str, str]) -> str:
    rule = earning.rule
    if rule is None:
        return t("what-if-nothing")
    share, full = percent(rule.basis_points), earning.full
    if earning.clipped_by is Clip.PAYMENT:
        said = t("why-payment", share=share, amount=amount, full=full, cap=rule.cap_per_payment)
    elif earning.clipped_by is Clip.MONTH:
        cap, earned = rule.cap_per_month, earning.earned
        said = t("why-month", share=share, amount=amount, full=full, cap=cap, earned=earned)
    else:
        said = t("why-full", earned=earning.earned, share=share, amount=amount)
    return lines(said, t("why-rule", rule=rule_words(t, rule, names)))


def how_to_ask(t: Translator, *, is_customer: bool) -> Screen:
    """How to ask what a bill would earn."""
    return Screen(t("what-if-how"), _way_on(t, is_customer=is_customer))


def what_if(
    t: Translator,
    said: WhatIf,
    biller: Biller | None,
    others: Mapping[Money, Sequence[str]],
    names: Mapping[str, str],
    *,
    is_customer: bool,
) -> Screen:
    """What a bill would cost and earn, why, and what would earn more.

    :param others: the companies that earn something else, where none was named
    """
    bill, rule = said.bill, said.earning.rule
    what = biller.name if biller is not None else t.plain(f"category-{bill.category.value}")
    return Screen(
        paragraphs(
            lines(
                t("what-if-title", amount=bill.amount, what=what),
                t("sheet-fee", fee=said.fee) if said.fee else t("sheet-no-fee"),
                t("sheet-vat", vat=said.vat) if said.vat else None,
                t("what-if-total", total=said.total),
            ),
            lines(
                t("what-if-earn", earned=said.earning.earned) if rule else None,
                _why(t, said.earning, bill.amount, names),
                t("what-if-left", left=said.earning.left, cap=rule.cap_per_month) if rule else None,
                *(
                    t("what-if-others", billers=", ".join(which), earned=earned)
                    for earned, which in sorted(others.items())
                ),
            ),
            _advice(t, said.alternative) if said.alternative is not None else None,
        ),
        _way_on(t, is_customer=is_customer),
    )


def _way_on(t: Translator, *, is_customer: bool) -> InlineKeyboardMarkup:
    return keyboard([home_button(t) if is_customer else button(t.plain("register-continue"), Go(to="share"))])


def _advice(t: Translator, alternative: Alternative) -> str:
    return t(f"what-if-{alternative.advice.value}", amount=alternative.amount, earned=alternative.earned)


def fees(t: Translator, rules: Rules, names: Mapping[str, str] | None = None, *, is_customer: bool) -> Screen:
    """What we charge on top of each kind of bill, and of billers that have a fee of their own.

    :param names: of those billers, by their ids
    """
    free = [t.plain(f"category-{category.value}") for category in Category if category not in rules.fees]
    return Screen(
        paragraphs(
            lines(
                t("fees-title"),
                t("look-no-fee", categories=", ".join(free)) if free else None,
                *(
                    fee_line(t, t.plain(f"category-{category.value}"), rules.fees[category])
                    for category in Category
                    if category in rules.fees
                ),
                *own_fee_lines(t, rules, names or {}),
                t("look-vat", share=percent(rules.vat_basis_points)),
            ),
            t("fees-wallet"),
            t("fees-shown"),
        ),
        _way_on(t, is_customer=is_customer),
    )


def own_fee_lines(t: Translator, rules: Rules, names: Mapping[str, str]) -> list[str]:
    """Say which billers cost another fee than their category."""
    return [
        fee_line(t, names.get(biller_id, biller_id), fee)
        for own in rules.biller_fees.values()
        for biller_id, fee in sorted(own.items())
    ]


def fee_line(t: Translator, what: str, fee: FeeRule) -> str:
    """Say what we charge for something, in one line."""
    return t("look-fee", category=what, fee=fee_words(t, fee))


def fee_words(t: Translator, fee: FeeRule | None) -> str:
    """Say a fee: "1.5% of the bill, ₦200 at most", "₦100"."""
    if fee is None or not fee.cap:
        return t.plain("fee-nothing")
    if not fee.basis_points:
        return t.plain("fee-flat", flat=min(fee.flat, fee.cap))
    share = percent(fee.basis_points)
    if not fee.flat:
        return t.plain("fee-share", share=share, cap=fee.cap)
    return t.plain("fee-both", flat=fee.flat, share=share, cap=fee.cap)


def rule_words(t: Translator, rule: CashbackRule, names: Mapping[str, str]) -> str:
    """Say what a rule pays for, in one line."""
    what = sorted(names.get(each, each) for each in rule.billers or ())
    if rule.category is not None and not what:
        what = [t.plain(f"category-{rule.category.value}")]
    share = percent(rule.basis_points)
    said = (
        t.plain("rule-of", share=share, what=", ".join(what)) if what else t.plain("rule-of-any", share=share)
    )
    if rule.maximum is not None:
        said = t.plain("rule-up-to", rule=said, least=rule.minimum, most=rule.maximum)
    elif rule.minimum:
        said = t.plain("rule-from", rule=said, least=rule.minimum)
    if rule.weekdays is not None:
        days = ", ".join(calendar.day_abbr[day] for day in sorted(rule.weekdays))
        said = t.plain("rule-on-days", rule=said, days=days)
    return said


def percent(basis_points: int) -> str:
    """Write 1.5 for 150 basis points."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
