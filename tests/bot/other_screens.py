"""Screens that are reached by few ways, drawn with the longest of what can stand on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.screen import Screen
from bot.screens import (
    add_money,
    apologies,
    cart,
    limits,
    link,
    missing_money,
    outages,
    panic,
    pay_sheet,
    payment,
    send_money,
    statements,
    transfers,
    typed_orders,
    withdraw,
)
from bot.text import Translator
from domain.allowances import Allowance
from domain.banks import Bank, BankAccount
from domain.controls import Controls, Freeze, FreezeReason, StaffLimit
from domain.errors import BooksBusy, BooksFull, BooksUnreachable
from domain.ledger import InsufficientFunds
from domain.money import naira
from domain.months import Month
from domain.notices import NoticeKind
from domain.payments import PaymentStatus
from domain.processors import NotPaid
from domain.rules import Rules
from domain.statements import Spending
from domain.top_ups import TopUp
from domain.typed_orders import TypedOrder
from domain.vendors import Category
from domain.withdrawals import Withdrawal, WithdrawalStatus
from tests.bot import samples
from tests.bot.samples import ADA, IKEJA, LONG, MTN, MUCH, NOON

BANK = Bank("058", "<&> Bank of the Whole Federation and of Everybody in It")
ACCOUNT = BankAccount(BANK, "0123456789", LONG[:100])


def other_screens(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    """Draw them."""
    problem, until = t("weak-pin"), NOON + timedelta(hours=24)
    top_up = TopUp("f" * 32, "c" * 32, "paystack", MUCH, NOON, until, checkout_url="https://x.example/pay")
    yield "page over", add_money.page_over(t, top_up, card=5)
    yield "top-up sent back", add_money.sent_back(t, top_up)
    yield "surprised", apologies.surprised(t)
    for trouble in (BooksFull(), BooksBusy(), BooksUnreachable()):
        yield trouble.code, apologies.unavailable(t, trouble)
    yield "too fast", apologies.too_fast(t)
    yield "cart kept", cart.kept(t, samples.sheet(), IKEJA, now=NOON)
    yield "bar", link.bar(t)
    yield "pin was right", link.pin_was_right(t)
    yield "signed out", link.signed_out(t)
    yield (
        "missing found",
        missing_money.found(t, top_up, {"paystack": NotPaid("abandoned", final=True)}, rules, now=NOON),
    )
    yield "missing nothing", missing_money.nothing_open(t)
    yield "outage back", outages.back(t, IKEJA)
    yield "outage paused", outages.paused(t, problem, IKEJA.id)
    yield "outage will tell", outages.will_tell(t)
    yield "sheet locked", pay_sheet.locked(t, problem, until=until, keeps_order=True)
    in_doubt = samples.payment(PaymentStatus.UNRESOLVED)
    yield "still checking", payment.still_checking(t, in_doubt, IKEJA, now=NOON)
    yield "contact picker", send_money.picker(t)
    yield "contact chosen", send_money.chosen(t)
    yield (
        "spending on",
        statements.spending_on(
            t, LONG[:20], Spending(Month(2026, 6), tuple((each, MUCH) for each in Category), naira(5))
        ),
    )
    yield "transfer refused", transfers.refused(t, problem)
    orders = [TypedOrder(category, MUCH, IKEJA.id, ADA) for category in Category]
    yield "typed choose", typed_orders.choose(t, "typed-which", orders, recurs=True)
    yield "typed said", typed_orders.said(t, "typed-whose", someone=LONG)
    yield "typed outage", typed_orders.outage(t)
    yield "typed person", typed_orders.person(t, [(samples.payment(), IKEJA), (in_doubt, MTN)])
    yield from _limits(t, rules)
    yield from _frozen(t)
    yield from _withdrawals(t, rules)


def _limits(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    shown = Allowance(1, MUCH, MUCH, MUCH, MUCH, None, MUCH, MUCH, 2, rules.tiers[2])
    yield "limits", limits.limits(t, shown, Controls(), notice=t("weak-pin"), now=NOON)
    bound = Controls(own_daily_outflow=MUCH, transfers_off=True)
    yield "limits highest", limits.limits(t, replace(shown, next_tier=None, next=None), bound, now=NOON)
    by_us = StaffLimit(MUCH, NOON + timedelta(days=3))
    for ours in (replace(shown, by_staff=by_us, single=by_us), shown):
        yield "limits by staff", limits.told(t, ours, now=NOON)
    yield "limits with ours", limits.limits(t, replace(shown, by_staff=by_us), Controls(), now=NOON)
    yield "own limit", limits.own_limit(t, shown, [MUCH] * 6, problem=t("weak-pin"))


def _frozen(t: Translator) -> Iterator[tuple[str, Screen]]:
    yield "panic", panic.ask(t)
    yield "panic by code", panic.by_code(t)
    yield "panic how", panic.how_by_code(t)
    yield "panic new code", panic.new_code(t, "ABCD-EFGH-JKLM")
    yield "panic not frozen", panic.not_frozen(t)
    yield "panic refused", panic.refused(t, InsufficientFunds(short_by=MUCH))
    yield "panic appealed", panic.appealed(t, NOON + timedelta(days=1), now=NOON)
    yield "token kept", panic.token_kept(t)
    timed = Freeze(FreezeReason.STAFF, NOON, money_in=True, until=NOON + timedelta(days=3))
    for freeze in (None, timed, replace(timed, money_out=False)):
        yield "was frozen", panic.was_frozen(t, NOON, freeze, now=NOON)
    yield "frozen until", panic.frozen(t, replace(timed, money_out=False), now=NOON)
    yield "was thawed", panic.was_thawed(t)
    yield "was unfrozen", panic.was_unfrozen(t, NOON, now=NOON)
    for reason in FreezeReason:
        for money_in in (True, False):
            yield f"frozen {reason}", panic.frozen(t, Freeze(reason, NOON, money_in), now=NOON)
    for made_at in (None, NOON):
        yield "safety", panic.safety(t, code_made_at=made_at, now=NOON)


def _withdrawals(t: Translator, rules: Rules) -> Iterator[tuple[str, Screen]]:
    problem, rich = t("weak-pin"), samples.accounts()
    yield "bank", withdraw.choose_bank(t, [BANK] * 8, has_more=True, problem=problem)
    yield "bank account", withdraw.choose_account(t, [("0" * 32, ACCOUNT)] * 3)
    yield "bank number", withdraw.ask_number(t, BANK, problem=problem)
    yield "bank right", withdraw.is_it_right(t, ACCOUNT)
    yield "withdraw amount", withdraw.choose_amount(t, ACCOUNT, rich, rules, [MUCH] * 6, problem=problem)
    yield "no withdrawal", withdraw.not_possible(t, problem)
    kinds = [kind for kind in NoticeKind if kind.value.startswith("withdrawal-")]
    for status in WithdrawalStatus:
        made = Withdrawal(
            *("w" * 32, "c" * 32, "paystack", ACCOUNT, MUCH, naira(50), naira("3.75"), naira(50), "f" * 64),
            *(NOON, NOON + timedelta(hours=24)),
            status=status,
            ended_at=NOON,
            attempt=1,
        )
        yield f"withdrawal {status}", withdraw.known_of(t, made, now=NOON)
        for kind in kinds:
            told = withdraw.told(t, kind, made, rich, rules, now=NOON)
            if told is not None:
                yield f"{kind} {status}", told
