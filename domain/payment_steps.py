"""The commands that move a payment until it is sent: accept, cancel, submit.

Each is a pure decision on the books; `paying` orders them and talks to the vendors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import ledger
from domain.approvals import Approval, WrongApproval
from domain.limits import count_cashback, spend
from domain.money import ZERO
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payment_writing import existing, give_hold_back, tell
from domain.payments import (
    FENCE,
    AlreadyInFlight,
    Attempt,
    Event,
    Payment,
    PaymentStatus,
    QuoteChanged,
    SheetExpired,
    TooLateToCancel,
)
from domain.quotes import Sheet
from domain.reviews import RiskReview
from domain.rules import Rules
from domain.schedule_results import PaidRun, records_of


@dataclass(frozen=True, slots=True)
class Accept:
    """Accept a confirmed sheet and hold its money. Handed in twice, it is held once."""

    sheet: Sheet
    approval: Approval
    rules: Rules
    card: int | None
    now: datetime
    step_up: StepUp | None = None  # the one-time code that was given for it
    run_id: str | None = None  # the occurrence of a schedule that it pays

    @property
    def touches(self) -> Touches:
        """The payer's balances and open payments; why it wants a code, where it does."""
        order = self.sheet.order
        why = ((RiskReview, order.id),) if self.sheet.wants_code else ()
        return Touches(customer_id=order.customer_id, payment_id=order.id, open_payments=True, records=why)

    def decide(self, books: MoneyBooks) -> Payment:
        """Return the accepted payment.

        :raises WrongApproval, SheetExpired, AlreadyInFlight, QuoteChanged, InsufficientFunds, OverDailyLimit,
            OverNewAccountLimit: and nothing was held
        :raises StepUpNeeded: if it wants a one-time code, and none was given for just this
        """
        order, quote, now = self.sheet.order, self.sheet.quote, self.now
        sheet_hash = self.sheet.hash
        if not self.approval.covers(order.customer_id, sheet_hash):
            raise WrongApproval
        before = books.payment(order.id)
        if before is not None:
            return before
        if now >= self.sheet.expires_at:
            raise SheetExpired
        self._check_code(sheet_hash)
        for other in books.open_payments(order.customer_id):
            if other.order.is_same_bill_as(order):
                raise AlreadyInFlight(payment_id=other.id)
        accounts = spend(books.accounts(order.customer_id), self.rules, quote.total, now=now)
        if accounts.cashback < quote.cashback_used:
            raise QuoteChanged
        if quote.cashback_rule is not None and quote.cashback_earned:
            accounts = count_cashback(
                accounts, quote.cashback_rule, quote.cashback_earned, earned_at=now, now=now
            )
            cap = next((r.cap_per_month for r in self.rules.cashback if r.name == quote.cashback_rule), ZERO)
            if accounts.usage.cashback[quote.cashback_rule] > cap:
                raise QuoteChanged
        payment = Payment(
            order=order,
            quote=quote,
            sheet_hash=sheet_hash,
            accepted_at=now,
            deadline_at=now + self.rules.promises[order.category].deadline,
            card=self.card,
            requery_at=now,
            run_id=self.run_id,
        )
        books.post(
            ledger.hold(
                order.customer_id,
                order.id,
                from_wallet=quote.from_wallet,
                from_cashback=quote.cashback_used,
                now=now,
            )
        )
        books.save_accounts(accounts)
        books.save_payment(payment)
        if self.sheet.concern is not None:
            books.save_record(
                RiskReview.with_code(order.id, order.customer_id, order.amount, self.sheet.concern, now=now)
            )
        tell(books, NoticeKind.PAYMENT_SENT, payment, now)
        return payment

    def _check_code(self, sheet_hash: str) -> None:
        if not self.sheet.wants_code:
            return
        payer, purpose = self.sheet.order.customer_id, Purpose.UNUSUAL_ORDER
        if self.step_up is None or not self.step_up.covers(payer, purpose, sheet_hash, now=self.now):
            raise StepUpNeeded(purpose, about=sheet_hash)


@dataclass(frozen=True, slots=True)
class Cancel:
    """Give the hold back while nothing has been sent."""

    payment_id: str
    customer_id: str
    reason: str
    now: datetime
    run: PaidRun | None = None

    @classmethod
    def of(cls, payment: Payment, reason: str, rules: Rules, now: datetime) -> Cancel:
        """Return the command that cancels a payment."""
        return cls(payment.id, payment.customer_id, reason, now, PaidRun.of(payment, rules))

    @property
    def touches(self) -> Touches:
        """The payment and its payer; what it is a run of."""
        return Touches(customer_id=self.customer_id, payment_id=self.payment_id, records=records_of(self.run))

    def decide(self, books: MoneyBooks) -> Payment:
        """Return the cancelled payment.

        :raises TooLateToCancel: if it was sent or is over
        """
        payment = existing(books, self.payment_id)
        if payment.status is PaymentStatus.CANCELLED:
            return payment
        if payment.status is not PaymentStatus.ACCEPTED:
            raise TooLateToCancel
        return give_hold_back(books, payment, Event.CANCEL, self.reason, self.now, run=self.run)


@dataclass(frozen=True, slots=True)
class Submit:
    """Mark an attempt before it is sent. Only the worker whose mark this is may send it."""

    payment_id: str
    customer_id: str
    vendor: str
    request_id: str
    patience: timedelta
    now: datetime

    @property
    def touches(self) -> Touches:
        """The payment and its payer, although no money moves: commands of one payer stay in line."""
        return Touches(customer_id=self.customer_id, payment_id=self.payment_id)

    def decide(self, books: MoneyBooks) -> Payment | None:
        """Return the marked payment, or None if somebody else marked it or it is over."""
        payment = existing(books, self.payment_id)
        if payment.status is not PaymentStatus.ACCEPTED:
            return None
        attempt = Attempt(n=1, vendor=self.vendor, request_id=self.request_id, marked_at=self.now)
        marked = replace(
            payment.step(Event.SUBMIT), attempt=attempt, requery_at=self.now + FENCE + self.patience
        )
        books.save_payment(marked)
        return marked
