"""The commands that end a payment by a vendor's word.

`Resolve` is the one way from any answer (vend, requery, staff) to the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from domain import ledger
from domain.cases import CaseKind
from domain.ledger import CustomerAccount
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.payment_writing import existing, give_hold_back, open_case, tell, uncount
from domain.payments import (
    FENCE,
    HOLDING,
    NOT_FOUND_NEEDED,
    NOT_FOUND_SETTLES_AFTER,
    SETTLED,
    Attempt,
    Event,
    Payment,
    PaymentStatus,
)
from domain.receivables import owe, recover
from domain.rules import Rules
from domain.schedule_results import PaidRun, count_money_back, count_value, records_of
from domain.staff_entries import StaffRefunds
from domain.vendors import Delivered, NotFound, Rejected, RequeryOutcome, Reversed, Unresolved

# A released payment is watched for a late delivery this long.
WATCH_AFTER_RELEASE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class NextVendor:
    """Where to turn after a rejection: the attempt that would be marked with it."""

    vendor: str
    request_id: str
    patience: timedelta


@dataclass(frozen=True, slots=True)
class Resolve:
    """The one way from a vendor's word (an answer, a requery) to the ledger."""

    payment_id: str
    customer_id: str
    attempt: int
    asked_after: int  # how many requeries were counted when the vendor was asked
    outcome: RequeryOutcome
    patience: timedelta
    rules: Rules
    now: datetime
    next_vendor: NextVendor | None = None
    run: PaidRun | None = None

    @property
    def touches(self) -> Touches:
        """The payment and its payer; what it is a run of; where it is undone, what staff refunded of it."""
        refunds = ((StaffRefunds, self.payment_id),) if isinstance(self.outcome, Reversed) else ()
        records = (*refunds, *records_of(self.run))
        return Touches(customer_id=self.customer_id, payment_id=self.payment_id, records=records)

    def decide(self, books: MoneyBooks) -> Payment:
        """Return the payment as the outcome leaves it. The same outcome again changes nothing."""
        payment = existing(books, self.payment_id)
        attempt = payment.attempt
        if attempt is None or attempt.n != self.attempt:
            # An older attempt ended with a rejection. Should it deliver all the same, a person must look.
            if isinstance(self.outcome, Delivered):
                open_case(
                    books, CaseKind.LATE_DELIVERY, payment, self.rules, self.now, f"attempt {self.attempt}"
                )
            return payment
        if isinstance(self.outcome, NotFound | Unresolved) and attempt.requeries != self.asked_after:
            return payment  # The same doubt again, or one that a newer answer has overtaken: counted once.
        match self.outcome:
            case Delivered():
                return self._delivered(books, payment, attempt, self.outcome)
            case Rejected(reason):
                return self._rejected(books, payment, attempt, reason)
            case Reversed():
                return self._reversed(books, payment, attempt)
            case NotFound():
                return self._not_found(books, payment, attempt)
            case Unresolved(reason):
                return self._in_doubt(books, payment, attempt, reason)
            case _:
                assert_never(self.outcome)

    def _delivered(self, books: MoneyBooks, payment: Payment, attempt: Attempt, word: Delivered) -> Payment:
        if payment.status in HOLDING:
            return self._settle(books, payment, attempt, word)
        if payment.status is PaymentStatus.AWAITING_TOKEN and payment.is_complete_with(word.delivery):
            done = replace(
                payment.step(Event.DELIVERY), delivery=word.delivery, requery_at=None, ended_at=self.now
            )
            books.save_payment(done)
            tell(books, NoticeKind.PAYMENT_TOKEN, done, self.now)
            return done
        if payment.status is PaymentStatus.AWAITING_TOKEN:
            return self._ask_later(books, payment, attempt, Event.DELIVERY_WITHOUT_TOKEN)
        if payment.status in (PaymentStatus.RELEASED, PaymentStatus.REFUNDED):
            watched = replace(payment.step(Event.LATE_DELIVERY), requery_at=None)
            books.save_payment(watched)
            open_case(books, CaseKind.LATE_DELIVERY, payment, self.rules, self.now, attempt.request_id)
            return watched
        return self._watched_long_enough(books, payment, certain=True)

    def _settle(self, books: MoneyBooks, payment: Payment, attempt: Attempt, word: Delivered) -> Payment:
        quote, now = payment.quote, self.now
        complete = payment.is_complete_with(word.delivery)
        cost = word.cost if word.cost is not None else quote.amount
        settled = replace(
            payment.step(Event.DELIVERY if complete else Event.DELIVERY_WITHOUT_TOKEN),
            attempt=replace(attempt, outcome="delivered", ended_at=now),
            requery_at=None if complete else now + self._pause(0),
            ended_at=now if complete else None,
            cost=cost,
            delivery=word.delivery,
        )
        books.post(
            ledger.settle(
                payment.customer_id,
                payment.id,
                vendor=attempt.vendor,
                amount=quote.amount,
                fee=quote.fee,
                vat=quote.vat,
                cost=cost,
                now=now,
            )
        )
        if quote.cashback_earned:
            books.post(ledger.earn_cashback(payment.customer_id, payment.id, quote.cashback_earned, now=now))
        books.save_payment(settled)
        count_value(books, self.run)
        if word.cost is None:
            open_case(books, CaseKind.COST_UNKNOWN, payment, self.rules, now, attempt.request_id)
        tell(books, NoticeKind.PAYMENT_DELIVERED, settled, now)
        if settled.delivery.tokens or settled.delivery.vouchers:
            tell(books, NoticeKind.PAYMENT_TOKEN, settled, now)
        return settled

    def _rejected(self, books: MoneyBooks, payment: Payment, attempt: Attempt, reason: str) -> Payment:
        if payment.status in SETTLED:
            open_case(books, CaseKind.CONTRADICTION, payment, self.rules, self.now, reason)
            if payment.status is PaymentStatus.AWAITING_TOKEN:
                return self._ask_later(books, payment, attempt, Event.DOUBT)
            return self._watched_long_enough(books, payment, certain=True)
        if payment.status not in HOLDING:
            return self._watched_long_enough(books, payment, certain=True)
        ended = replace(attempt, outcome=f"rejected: {reason}", ended_at=self.now)
        # A deadline that was met meanwhile is on the books, whatever the asker knew.
        if self.next_vendor is not None and not payment.is_past_its_promise(self.now):
            books.end_attempt(payment.id, ended)
            following = Attempt(attempt.n + 1, self.next_vendor.vendor, self.next_vendor.request_id, self.now)
            marked = replace(
                payment.step(Event.REJECTION_WITH_NEXT_VENDOR),
                attempt=following,
                requery_at=self.now + FENCE + self.next_vendor.patience,
            )
            books.save_payment(marked)
            return marked
        payment = replace(payment, attempt=ended)
        return give_hold_back(books, payment, Event.REJECTION, reason, self.now, run=self.run)

    def _reversed(self, books: MoneyBooks, payment: Payment, attempt: Attempt) -> Payment:
        if payment.status in HOLDING:
            ended = replace(attempt, outcome="reversed", ended_at=self.now)
            payment = replace(payment, attempt=ended)
            return give_hold_back(books, payment, Event.REVERSAL, "reversed", self.now, run=self.run)
        if payment.status in SETTLED:
            refunds = books.record(StaffRefunds, payment.id)
            given = refunds.total if refunds is not None else ZERO
            return refund_settled(
                books, payment, "reversed", self.rules, self.now, run=self.run, given_before=given
            )
        return self._watched_long_enough(books, payment, certain=True)

    def _not_found(self, books: MoneyBooks, payment: Payment, attempt: Attempt) -> Payment:
        counted = replace(attempt, not_found=attempt.not_found + 1)
        surely_over = attempt.marked_at + FENCE + self.patience + NOT_FOUND_SETTLES_AFTER
        if counted.not_found >= NOT_FOUND_NEEDED and self.now >= surely_over and payment.status in HOLDING:
            return self._rejected(books, payment, counted, "never-received")
        # Asked again as soon as the answer would settle it, so that the money is not kept longer than needed.
        return self._in_doubt(books, payment, counted, "not-found", ask_by=surely_over)

    def _in_doubt(
        self,
        books: MoneyBooks,
        payment: Payment,
        attempt: Attempt,
        reason: str,
        *,
        ask_by: datetime | None = None,
    ) -> Payment:
        if payment.status not in (
            PaymentStatus.SUBMITTED,
            PaymentStatus.UNRESOLVED,
            PaymentStatus.AWAITING_TOKEN,
        ):
            return self._watched_long_enough(books, payment, certain=False)
        first = payment.status is PaymentStatus.SUBMITTED
        later = self._ask_later(books, replace(payment, reason=reason), attempt, Event.DOUBT, ask_by=ask_by)
        if first:
            tell(books, NoticeKind.PAYMENT_CHECKING, later, self.now)
            # The message says when the next one comes. It is owed from now on, and dropped if not needed.
            promise = self.rules.promises[payment.order.category]
            tell(books, NoticeKind.PAYMENT_STILL_CHECKING, later, payment.accepted_at + promise.first_update)
        return later

    def _ask_later(
        self,
        books: MoneyBooks,
        payment: Payment,
        attempt: Attempt,
        event: Event,
        *,
        ask_by: datetime | None = None,
    ) -> Payment:
        requery_at = self.now + self._pause(attempt.requeries)
        if ask_by is not None and self.now < ask_by < requery_at:
            requery_at = ask_by
        later = replace(
            payment.step(event),
            attempt=replace(attempt, requeries=attempt.requeries + 1),
            requery_at=requery_at,
        )
        books.save_payment(later)
        return later

    def _watched_long_enough(self, books: MoneyBooks, payment: Payment, *, certain: bool) -> Payment:
        """Go on asking about a payment that is over, until certain or tired of it."""
        if payment.requery_at is None:
            return payment
        over = certain or payment.ended_at is None or self.now >= payment.ended_at + WATCH_AFTER_RELEASE
        watched = replace(payment, requery_at=None if over else self.now + self._pause(-1))
        books.save_payment(watched)
        return watched

    def _pause(self, requeries: int) -> timedelta:
        pauses = self.rules.requery_after
        return pauses[min(requeries, len(pauses) - 1)]


@dataclass(frozen=True, slots=True)
class FailOver:
    """Take a rejection and mark the next vendor's attempt with it: only whose mark it is may send it."""

    word: Resolve  # with a next vendor

    @property
    def touches(self) -> Touches:
        """The payment and its payer."""
        return self.word.touches

    def decide(self, books: MoneyBooks) -> Payment | None:
        """Return the payment with the new mark; None if this did not make it, so that nobody sends twice."""
        before = existing(books, self.word.payment_id).attempt
        after = self.word.decide(books)
        was_ours = before is not None and before.n == self.word.attempt
        return (
            after if was_ours and after.attempt is not None and after.attempt.n > self.word.attempt else None
        )


def refund_settled(
    books: MoneyBooks,
    payment: Payment,
    reason: str,
    rules: Rules,
    now: datetime,
    *,
    run: PaidRun | None,
    given_before: Money = ZERO,
) -> Payment:
    """Undo a settled payment: all of it goes back, and its cashback is taken back as far as it is there.

    :param given_before: what staff refunded of it by parts, so that the customer has it already
    """
    quote, customer_id = payment.quote, payment.customer_id
    attempt = payment.attempt
    books.post(
        ledger.refund(
            customer_id,
            payment.id,
            vendor=attempt.vendor if attempt else "unknown",
            amount=quote.amount,
            fee=quote.fee,
            vat=quote.vat,
            cost=payment.cost if payment.cost is not None else quote.amount,
            to_wallet=quote.from_wallet,
            to_cashback=quote.cashback_used,
            given_before=given_before,
            now=now,
        )
    )
    # What she owed before. The cashback that she owes by this refund is taken of what comes in later.
    comes_now = quote.from_wallet - min(given_before, quote.from_wallet)
    recover(books, customer_id, payment.id, comes_now, now=now)
    if quote.cashback_earned:
        available = books.accounts(customer_id).cashback
        books.post(
            ledger.claw_cashback_back(
                customer_id, payment.id, available=available, owed=quote.cashback_earned, now=now
            )
        )
        if available < quote.cashback_earned:
            owe(books, customer_id, quote.cashback_earned - available)
            open_case(books, CaseKind.CLAWBACK_SHORT, payment, rules, now, CustomerAccount.CASHBACK.value)
    uncount(books, payment, now)
    refunded = replace(payment.step(Event.REVERSAL), reason=reason, ended_at=now, requery_at=None)
    books.save_payment(refunded)
    count_money_back(books, run, reason, now)
    tell(books, NoticeKind.PAYMENT_REFUNDED, refunded, now)
    return refunded
