"""What is done about a payment that nobody decides in time: a person is called, a rule gives money back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.cases import CaseKind
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.payment_writing import existing, give_hold_back, open_case, tell
from domain.payments import HOLDING, NEVER_SENT, Event, Payment, PaymentStatus
from domain.rules import Rules
from domain.schedule_results import PaidRun, records_of
from domain.times import lagos_day

RELEASE_BUDGET = "release-at-deadline"


@dataclass(frozen=True, slots=True)
class MeetDeadline:
    """The promised time is here and nobody knows: give the money back by rule, or call a person."""

    payment_id: str
    customer_id: str
    rules: Rules
    now: datetime
    run: PaidRun | None = None

    @property
    def touches(self) -> Touches:
        """The payment, its payer and the day's budget for releases at our own risk; what it is a run of."""
        return Touches(
            customer_id=self.customer_id,
            payment_id=self.payment_id,
            records=records_of(self.run),
            budget=(RELEASE_BUDGET, lagos_day(self.now)),
        )

    def decide(self, books: MoneyBooks) -> Payment:
        """Return the payment, released or with a new deadline and a case."""
        payment, rules, now = existing(books, self.payment_id), self.rules, self.now
        if now < payment.deadline_at:
            return payment
        if payment.status is PaymentStatus.ACCEPTED:
            return give_hold_back(books, payment, Event.CANCEL, NEVER_SENT, now, run=self.run)
        if payment.status is PaymentStatus.AWAITING_TOKEN:
            return self._extend(books, payment, CaseKind.TOKEN_MISSING)
        if payment.status not in HOLDING:
            return payment
        today = lagos_day(now)
        total = payment.quote.total
        affordable = books.budget_used(RELEASE_BUDGET, today) + total <= rules.release_budget_per_day
        if total <= rules.release_limit and affordable:
            books.spend_budget(RELEASE_BUDGET, today, total)
            watched_from = now + rules.requery_after[-1]
            released = give_hold_back(
                books,
                payment,
                Event.DEADLINE_RELEASE,
                "deadline",
                now,
                requery_at=watched_from,
                run=self.run,
            )
            return released
        return self._extend(books, payment, CaseKind.UNRESOLVED_AT_DEADLINE)

    def _extend(self, books: MoneyBooks, payment: Payment, kind: CaseKind) -> Payment:
        extended = replace(
            payment.step(Event.DEADLINE_EXTENSION),
            deadline_at=self.now + self.rules.extended_deadline,
            extended=True,
        )
        books.save_payment(extended)
        open_case(
            books, kind, extended, self.rules, self.now, payment.attempt.request_id if payment.attempt else ""
        )
        tell(books, NoticeKind.PAYMENT_STILL_HELD, extended, self.now, again=self.now)
        return extended


@dataclass(frozen=True, slots=True)
class CallStaff:
    """A deadline comes near that only a person can keep: call one in time, once."""

    payment_id: str
    customer_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The payment, with its payer: commands of one payer stay in line."""
        return Touches(customer_id=self.customer_id, payment_id=self.payment_id)

    def decide(self, books: MoneyBooks) -> bool:
        """Return whether a person is needed; the case is opened once."""
        payment = existing(books, self.payment_id)
        if not needs_a_person(payment, self.rules, self.now):
            return False
        detail = payment.attempt.request_id if payment.attempt else ""
        open_case(books, CaseKind.DEADLINE_NEAR, payment, self.rules, self.now, detail)
        return True


def needs_a_person(payment: Payment, rules: Rules, now: datetime) -> bool:
    """Return whether the deadline is near and will not be kept by giving the money back by rule."""
    if payment.extended or now < payment.deadline_at - rules.staff_called_before:
        return False
    if payment.status is PaymentStatus.AWAITING_TOKEN:
        return True
    sent = payment.status in (PaymentStatus.SUBMITTED, PaymentStatus.UNRESOLVED)
    return sent and payment.quote.total > rules.release_limit
