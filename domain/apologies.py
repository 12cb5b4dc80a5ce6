"""Keeping a promise on time, or saying sorry with money: what a missed deadline of ours costs us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import ledger
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.payment_writing import existing, tell
from domain.payments import HOLDING, Payment, PaymentStatus
from domain.rules import Apology, Rules
from domain.times import lagos_day

APOLOGY_BUDGET = "apologies"


def is_overdue(payment: Payment, rules: Rules, now: datetime) -> bool:
    """Return whether a deadline that the customer was told has passed, and it is still not over."""
    undecided = payment.status in HOLDING or payment.status is PaymentStatus.AWAITING_TOKEN
    return undecided and (payment.extended or now >= payment.deadline_at + rules.apology.grace)


def apology_for(total: Money, rule: Apology) -> Money:
    """Return what a missed deadline of a payment of that size is worth, rounded down to kobo."""
    return max(rule.minimum, min(rule.maximum, total.share(rule.basis_points)))


@dataclass(frozen=True, slots=True)
class Apologize:
    """Credit the apology for a missed deadline: once an order, as far as the day's budget goes.

    Decided while the payment is still open, so that a later answer can't make it forgotten.
    """

    payment_id: str
    customer_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The payment and its payer, whether it was done before, and what the day has left."""
        return Touches(
            customer_id=self.customer_id,
            payment_id=self.payment_id,
            entry_key=ledger.apology_key(self.payment_id),
            budget=(APOLOGY_BUDGET, lagos_day(self.now)),
        )

    def decide(self, books: MoneyBooks) -> Money | None:
        """Return what was credited; None if nothing was due, or the budget has no room for it."""
        payment, rule, today = existing(books, self.payment_id), self.rules.apology, lagos_day(self.now)
        if not is_overdue(payment, self.rules, self.now) or books.has_entry(ledger.apology_key(payment.id)):
            return None
        amount = apology_for(payment.quote.total, rule)
        if books.budget_used(APOLOGY_BUDGET, today) + amount > rule.budget_per_day:
            return None
        books.spend_budget(APOLOGY_BUDGET, today, amount)
        books.post(ledger.apologize(self.customer_id, payment.id, amount, now=self.now))
        tell(books, NoticeKind.PAYMENT_APOLOGY, payment, self.now)
        return amount
