"""Letting commands of the money path decide without a database: the books, the verdict, what was written."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from domain.money import ZERO, Money
from domain.money_books import MoneyCommand
from domain.payment_deadlines import RELEASE_BUDGET
from domain.payment_outcomes import Resolve
from domain.payments import HOLDING, SETTLED, Payment
from domain.times import lagos_day
from domain.vendors import RequeryOutcome
from storage.money_books import Batch, Loaded, Page
from tests.builders import NOON, RULES, accounts_of

Verdict = TypeVar("Verdict")
PATIENCE = timedelta(seconds=75)
LATER = NOON + timedelta(minutes=1)


def books_with(payment: Payment, *, budget_used: Money = ZERO) -> Batch:
    """Return books with that payment, its hold if it has one, and its cashback if it was earned."""
    held = payment.quote.total if payment.status in HOLDING else ZERO
    earned = payment.quote.cashback_earned if payment.status in SETTLED else ZERO
    loaded = Loaded(locked=True)
    loaded.add_accounts(replace(accounts_of(cashback=earned), held=held), 0)
    loaded.add_payment(payment, 0)
    loaded.budgets[RELEASE_BUDGET, lagos_day(payment.deadline_at)] = budget_used
    return Batch(loaded)


def decide(batch: Batch, command: MoneyCommand[Verdict]) -> tuple[Verdict, Page]:
    """Let a command decide, and keep what it wrote."""
    page = Page(batch)
    after = command.decide(page)
    batch.add(page)
    return after, page


def resolve(payment: Payment, outcome: RequeryOutcome, now: datetime = LATER, attempt: int = 1) -> Resolve:
    """Return the command that hands in a vendor's word."""
    asked_after = payment.attempt.requeries if payment.attempt else 0
    return Resolve(payment.id, "ada", attempt, asked_after, outcome, PATIENCE, RULES, now)
