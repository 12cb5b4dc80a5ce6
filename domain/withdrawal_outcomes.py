"""The commands that end a withdrawal by the processor's word, or tell that there is none in time.

`Resolve` is the one way from any answer (to the transfer, or to a question about it) to the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

from domain.cases import CaseKind
from domain.money_books import MoneyBooks, Touches
from domain.notices import NoticeKind
from domain.payouts import (
    NotPaidOut,
    PaidBack,
    PaidOut,
    PayoutNotFound,
    PayoutUnderWay,
    PayoutUnknown,
    VerifiedPayout,
)
from domain.receivables import recover
from domain.rules import Rules
from domain.withdrawal_entries import pay_out, take_back
from domain.withdrawal_steps import existing, give_hold_back, open_case, tell, touched, uncount
from domain.withdrawals import (
    FENCE,
    HOLDING,
    IN_DOUBT,
    NOT_FOUND_NEEDED,
    NOT_FOUND_SETTLES_AFTER,
    Withdrawal,
    WithdrawalEvent,
    WithdrawalStatus,
)


@dataclass(frozen=True, slots=True)
class Resolve:
    """The one way from the processor's word about a transfer to the ledger."""

    withdrawal_id: str
    customer_id: str
    attempt: int
    asked_after: int  # how many questions were counted when the processor was asked
    outcome: VerifiedPayout
    patience: timedelta
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The withdrawal and its customer."""
        return touched(self.customer_id, self.withdrawal_id)

    def decide(self, books: MoneyBooks) -> Withdrawal:
        """Return the withdrawal as the outcome leaves it. The same outcome again changes nothing."""
        withdrawal, outcome = existing(books, self.withdrawal_id), self.outcome
        if withdrawal.attempt != self.attempt:
            # An older transfer had ended with a no. Should it pay out all the same, a person must look.
            if isinstance(outcome, PaidOut):
                self._call(books, CaseKind.LATE_PAYOUT, withdrawal, f"transfer {self.attempt}")
            return withdrawal
        match outcome:
            case PaidOut():
                return self._paid(books, withdrawal, outcome)
            case NotPaidOut():
                return self._not_paid(books, withdrawal, outcome)
            case PaidBack():
                return self._paid_back(books, withdrawal)
            case PayoutNotFound():
                return self._not_found(books, withdrawal)
            case PayoutUnderWay(status, needs_code):
                if needs_code and withdrawal.status in IN_DOUBT:
                    self._call(books, CaseKind.PAYOUT_NEEDS_CODE, withdrawal, withdrawal.reference)
                return self._in_doubt(books, withdrawal, status)
            case PayoutUnknown(reason):
                return self._in_doubt(books, withdrawal, reason)
            case _:
                assert_never(outcome)

    def _paid(self, books: MoneyBooks, withdrawal: Withdrawal, word: PaidOut) -> Withdrawal:
        if withdrawal.status in (WithdrawalStatus.RELEASED, WithdrawalStatus.REFUNDED):
            watched = replace(withdrawal.step(WithdrawalEvent.LATE_PAYOUT), look_at=None)
            books.save_record(watched)
            self._call(books, CaseKind.LATE_PAYOUT, withdrawal, withdrawal.reference)
            return watched
        if withdrawal.status is WithdrawalStatus.PAID:
            return self._watch(books, withdrawal)
        if withdrawal.status not in IN_DOUBT:
            return withdrawal
        cost = word.fee if word.fee is not None else self.rules.withdrawals.processor_fee(withdrawal.amount)
        paid = replace(
            withdrawal.step(WithdrawalEvent.PAYOUT),
            cost=cost,
            ended_at=self.now,
            reason=None,
            questions=0,
            look_at=self.now + self.rules.withdrawals.watched_after[0],
        )
        books.post(pay_out(withdrawal, cost=cost, now=self.now))
        books.save_record(paid)
        tell(books, NoticeKind.WITHDRAWAL_PAID, paid, self.now)
        return paid

    def _not_paid(self, books: MoneyBooks, withdrawal: Withdrawal, word: NotPaidOut) -> Withdrawal:
        if withdrawal.status is WithdrawalStatus.PAID:
            # The final yes taken back, other than by a return of the money.
            self._call(books, CaseKind.CONTRADICTION, withdrawal, word.reason)
            return self._watch(books, withdrawal)
        if withdrawal.status not in IN_DOUBT:
            return withdrawal
        if word.passing and withdrawal.attempt < self.rules.withdrawals.most_transfers:
            again = replace(
                withdrawal.step(WithdrawalEvent.REJECTION_WITH_NEXT_TRY),
                reason=word.reason,
                look_at=self.now + self._pause(withdrawal.attempt),
            )
            books.save_record(again)
            return again
        return give_hold_back(books, withdrawal, WithdrawalEvent.REJECTION, word.reason, self.now)

    def _paid_back(self, books: MoneyBooks, withdrawal: Withdrawal) -> Withdrawal:
        if withdrawal.status in IN_DOUBT:
            return give_hold_back(books, withdrawal, WithdrawalEvent.RETURN, "sent-back", self.now)
        if withdrawal.status is not WithdrawalStatus.PAID:
            return withdrawal
        books.post(take_back(withdrawal, now=self.now))
        recover(books, withdrawal.customer_id, withdrawal.id, withdrawal.total, now=self.now)
        uncount(books, withdrawal, self.now)
        refunded = replace(
            withdrawal.step(WithdrawalEvent.RETURN), reason="sent-back", ended_at=self.now, look_at=None
        )
        books.save_record(refunded)
        tell(books, NoticeKind.WITHDRAWAL_REFUNDED, refunded, self.now)
        return refunded

    def _not_found(self, books: MoneyBooks, withdrawal: Withdrawal) -> Withdrawal:
        if withdrawal.status not in IN_DOUBT or withdrawal.marked_at is None:
            return self._in_doubt(books, withdrawal, "not-found")
        if withdrawal.questions != self.asked_after:
            return withdrawal
        counted = replace(withdrawal, not_found=withdrawal.not_found + 1)
        surely_over = withdrawal.marked_at + FENCE + self.patience + NOT_FOUND_SETTLES_AFTER
        if counted.not_found >= NOT_FOUND_NEEDED and self.now >= surely_over:
            return give_hold_back(books, counted, WithdrawalEvent.REJECTION, "never-received", self.now)
        # Asked again as soon as the answer would settle it, so that the money is not kept longer than needed.
        return self._in_doubt(books, counted, "not-found", ask_by=surely_over)

    def _in_doubt(
        self, books: MoneyBooks, withdrawal: Withdrawal, reason: str, *, ask_by: datetime | None = None
    ) -> Withdrawal:
        if withdrawal.status is WithdrawalStatus.PAID:
            return self._watch(books, withdrawal)
        if withdrawal.status not in IN_DOUBT or withdrawal.questions != self.asked_after:
            return withdrawal  # Over, or a doubt that a newer answer has overtaken: counted once.
        look_at = self.now + self._pause(withdrawal.questions)
        if ask_by is not None and self.now < ask_by < look_at:
            look_at = ask_by
        later = replace(
            withdrawal.step(WithdrawalEvent.DOUBT),
            questions=withdrawal.questions + 1,
            reason=reason,
            look_at=min(look_at, max(self.now + self._pause(0), withdrawal.deadline_at)),
        )
        books.save_record(later)
        if withdrawal.status is WithdrawalStatus.SUBMITTED:
            # That it is under way is no news before it takes longer than usual. Dropped if not needed then.
            under_way = isinstance(self.outcome, PayoutUnderWay)
            usual = withdrawal.accepted_at + self.rules.withdrawals.usually
            tell(
                books, NoticeKind.WITHDRAWAL_CHECKING, later, max(self.now, usual) if under_way else self.now
            )
        return later

    def _watch(self, books: MoneyBooks, withdrawal: Withdrawal) -> Withdrawal:
        """Ask a few times more about what was paid: a bank may send it back days later."""
        due = withdrawal.look_at is not None and self.now >= withdrawal.look_at
        if not due or withdrawal.questions != self.asked_after:
            return withdrawal
        pauses, asked = self.rules.withdrawals.watched_after, withdrawal.questions + 1
        look_at = self.now + pauses[asked] if asked < len(pauses) else None
        watched = replace(withdrawal, questions=asked, look_at=look_at)
        books.save_record(watched)
        return watched

    def _pause(self, questions: int) -> timedelta:
        pauses = self.rules.requery_after
        return pauses[min(questions, len(pauses) - 1)]

    def _call(self, books: MoneyBooks, kind: CaseKind, withdrawal: Withdrawal, detail: str) -> None:
        open_case(books, kind, withdrawal, self.now, self.rules.extended_deadline, detail)


@dataclass(frozen=True, slots=True)
class MeetDeadline:
    """The promised time is here and nobody knows: a person is called, and the customer told a new time.

    No rule gives the money back here: it may be at the bank already.
    """

    withdrawal_id: str
    customer_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The withdrawal and its customer."""
        return touched(self.customer_id, self.withdrawal_id)

    def decide(self, books: MoneyBooks) -> Withdrawal:
        """Return the withdrawal, with a new deadline and a case where it is not decided."""
        withdrawal, now = existing(books, self.withdrawal_id), self.now
        if now < withdrawal.deadline_at or withdrawal.status not in HOLDING:
            return withdrawal
        if withdrawal.status is WithdrawalStatus.ACCEPTED:
            return give_hold_back(books, withdrawal, WithdrawalEvent.CANCEL, "never-sent", now)
        if withdrawal.status not in IN_DOUBT:
            return withdrawal  # It waits for approval, which has a clock of its own.
        extended = replace(
            withdrawal.step(WithdrawalEvent.DEADLINE_EXTENSION),
            deadline_at=now + self.rules.extended_deadline,
            extended=True,
        )
        books.save_record(extended)
        open_case(
            books,
            CaseKind.UNRESOLVED_AT_DEADLINE,
            extended,
            now,
            self.rules.extended_deadline,
            withdrawal.reference,
        )
        tell(books, NoticeKind.WITHDRAWAL_STILL_HELD, extended, now, again=True)
        return extended
