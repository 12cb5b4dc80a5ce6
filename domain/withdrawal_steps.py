"""The commands that move a withdrawal until it is sent: accept, approve or refuse, mark, cancel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import ledger
from domain.approvals import Approval, WrongApproval
from domain.cases import Case, CaseKind
from domain.limits import give_back, spend
from domain.money import ZERO
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payments import SheetExpired, TooLateToCancel
from domain.recent_withdrawals import RecentWithdrawals, TakenOut
from domain.rules import Rules
from domain.withdrawals import (
    FENCE,
    OwnWithdrawal,
    Withdrawal,
    WithdrawalDecided,
    WithdrawalEvent,
    WithdrawalSheet,
    WithdrawalStatus,
)


@dataclass(frozen=True, slots=True)
class Accept:
    """Accept a confirmed sheet and hold its money. Handed in twice, it is held once."""

    sheet: WithdrawalSheet
    approval: Approval
    processor: str
    rules: Rules
    card: int | None
    now: datetime
    step_up: StepUp | None = None  # the one-time code that was given for it

    @property
    def touches(self) -> Touches:
        """The customer's balances, the withdrawal, and what it adds up to with others."""
        return touched(self.sheet.customer_id, self.sheet.id)

    def decide(self, books: MoneyBooks) -> Withdrawal:
        """Return the accepted withdrawal.

        :raises WrongApproval, SheetExpired, AccountFrozen, OverDailyLimit, OverNewAccountLimit, OverOwnLimit,
            InsufficientFunds: and nothing was held
        :raises StepUpNeeded: if it wants a one-time code, and none was given for just this
        """
        sheet, rules, now = self.sheet, self.rules, self.now
        if not self.approval.covers(sheet.customer_id, sheet.hash):
            raise WrongApproval
        before = books.record(Withdrawal, sheet.id)
        if before is not None:
            return before
        if now >= sheet.expires_at:
            raise SheetExpired
        accounts = spend(books.accounts(sheet.customer_id), rules, sheet.total, now=now)
        recent = recent_of(books, sheet.customer_id)
        with_code = self._has_code()
        wants_code = sheet.account_is_new and recent.wants_code(
            sheet.account_key, sheet.amount, rules, now=now
        )
        if wants_code and not with_code:
            raise StepUpNeeded(Purpose.NEW_BANK_ACCOUNT, about=sheet.code_is_about)
        needs_approval = recent.needs_approval(sheet.amount, rules, now=now)
        withdrawal = Withdrawal(
            id=sheet.id,
            customer_id=sheet.customer_id,
            processor=self.processor,
            to=sheet.to,
            amount=sheet.amount,
            fee=sheet.fee,
            vat=sheet.vat,
            stamp_duty=sheet.stamp_duty,
            sheet_hash=sheet.hash,
            accepted_at=now,
            deadline_at=now + rules.withdrawals.deadline,
            card=self.card,
            look_at=now + rules.withdrawals.approval_within if needs_approval else now,
            status=WithdrawalStatus.AWAITING_APPROVAL if needs_approval else WithdrawalStatus.ACCEPTED,
        )
        books.post(
            ledger.hold(sheet.customer_id, sheet.id, from_wallet=sheet.total, from_cashback=ZERO, now=now)
        )
        books.save_accounts(accounts)
        books.save_record(withdrawal)
        taken = TakenOut(sheet.id, sheet.account_key, sheet.amount, now, with_code)
        books.save_record(recent.with_one_more(taken, rules))
        if needs_approval:
            tell(books, NoticeKind.WITHDRAWAL_WAITS, withdrawal, now)
            within, together = rules.withdrawals.approval_within, recent.total(rules, now=now) + sheet.amount
            detail = f"{together.kobo} kobo together"
            open_case(books, CaseKind.WITHDRAWAL_APPROVAL, withdrawal, now, within, detail)
        else:
            tell(books, NoticeKind.WITHDRAWAL_SENT, withdrawal, now)
        return withdrawal

    def _has_code(self) -> bool:
        sheet = self.sheet
        return self.step_up is not None and self.step_up.covers(
            sheet.customer_id, Purpose.NEW_BANK_ACCOUNT, sheet.code_is_about, now=self.now
        )


@dataclass(frozen=True, slots=True)
class Decide:
    """A person of the staff agrees to a large withdrawal, or refuses it."""

    withdrawal_id: str
    customer_id: str
    by: str  # who of the staff
    by_customer_id: str | None  # the wallet of that person, if there is one
    agrees: bool
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The withdrawal and its customer."""
        return touched(self.customer_id, self.withdrawal_id)

    def decide(self, books: MoneyBooks) -> Withdrawal:
        """Return the withdrawal, on its way or given back.

        :raises OwnWithdrawal: if it is that person's own
        :raises WithdrawalDecided: if it does not wait any more
        """
        withdrawal = existing(books, self.withdrawal_id)
        if withdrawal.customer_id == self.by_customer_id:
            raise OwnWithdrawal
        if withdrawal.status is not WithdrawalStatus.AWAITING_APPROVAL:
            if withdrawal.decided_by == self.by and (withdrawal.reason is None) == self.agrees:
                return withdrawal  # The same word again.
            raise WithdrawalDecided
        decided = replace(withdrawal, decided_by=self.by)
        if not self.agrees:
            return give_hold_back(books, decided, WithdrawalEvent.REFUSAL, "refused", self.now)
        agreed = replace(
            decided.step(WithdrawalEvent.APPROVAL),
            look_at=self.now,
            deadline_at=self.now + self.rules.withdrawals.deadline,
        )
        books.save_record(agreed)
        tell(books, NoticeKind.WITHDRAWAL_SENT, agreed, self.now)
        return agreed


@dataclass(frozen=True, slots=True)
class GiveBack:
    """Give the hold back while nothing was sent: the customer stops it, or nobody agreed in time."""

    withdrawal_id: str
    customer_id: str
    reason: str  # "cancelled", or "not-approved"
    now: datetime

    @property
    def touches(self) -> Touches:
        """The withdrawal and its customer."""
        return touched(self.customer_id, self.withdrawal_id)

    def decide(self, books: MoneyBooks) -> Withdrawal:
        """Return the withdrawal, given back.

        :raises TooLateToCancel: if it was sent or is over
        """
        withdrawal = existing(books, self.withdrawal_id)
        waiting = withdrawal.status is WithdrawalStatus.AWAITING_APPROVAL
        if self.reason == "not-approved":
            late = withdrawal.look_at is not None and self.now >= withdrawal.look_at
            if not waiting or not late:
                return withdrawal
            return give_hold_back(books, withdrawal, WithdrawalEvent.REFUSAL, self.reason, self.now)
        if withdrawal.status is WithdrawalStatus.RELEASED and withdrawal.reason == self.reason:
            return withdrawal
        if not waiting and (withdrawal.status is not WithdrawalStatus.ACCEPTED or withdrawal.attempt):
            raise TooLateToCancel
        return give_hold_back(books, withdrawal, WithdrawalEvent.CANCEL, self.reason, self.now)


@dataclass(frozen=True, slots=True)
class Submit:
    """Mark a transfer before it is sent. Only the worker whose mark this is may send it."""

    withdrawal_id: str
    customer_id: str
    patience: timedelta
    now: datetime

    @property
    def touches(self) -> Touches:
        """The withdrawal and its customer, although no money moves: commands of one customer stay in line."""
        return touched(self.customer_id, self.withdrawal_id)

    def decide(self, books: MoneyBooks) -> Withdrawal | None:
        """Return the marked withdrawal; None if somebody else marked it or it is over."""
        withdrawal = existing(books, self.withdrawal_id)
        due = withdrawal.look_at is not None and self.now >= withdrawal.look_at
        if withdrawal.status is not WithdrawalStatus.ACCEPTED or not due:
            return None
        if books.accounts(self.customer_id).controls.stops_money_out(self.now):
            give_hold_back(books, withdrawal, WithdrawalEvent.CANCEL, "frozen", self.now)
            return None
        marked = replace(
            withdrawal.step(WithdrawalEvent.SUBMIT),
            attempt=withdrawal.attempt + 1,
            marked_at=self.now,
            questions=0,
            not_found=0,
            look_at=self.now + FENCE + self.patience,
        )
        books.save_record(marked)
        return marked


def give_hold_back(
    books: MoneyBooks, withdrawal: Withdrawal, event: WithdrawalEvent, reason: str, now: datetime
) -> Withdrawal:
    """Release what is held, and return it to the limits."""
    books.post(
        ledger.release(
            withdrawal.customer_id, withdrawal.id, to_wallet=withdrawal.total, to_cashback=ZERO, now=now
        )
    )
    uncount(books, withdrawal, now)
    released = replace(withdrawal.step(event), reason=reason, ended_at=now, look_at=None)
    books.save_record(released)
    tell(books, NoticeKind.WITHDRAWAL_RETURNED, released, now)
    return released


def uncount(books: MoneyBooks, withdrawal: Withdrawal, now: datetime) -> None:
    """Give what the withdrawal used of the limits back to them, and add it up with others no more."""
    accounts = books.accounts(withdrawal.customer_id)
    books.save_accounts(give_back(accounts, withdrawal.total, spent_at=withdrawal.accepted_at, now=now))
    books.save_record(recent_of(books, withdrawal.customer_id).without(withdrawal.id))


def touched(customer_id: str, withdrawal_id: str) -> Touches:
    """Return what a command about a withdrawal touches: it, its customer, what she withdrew lately."""
    return Touches(
        customer_id=customer_id,
        records=((Withdrawal, withdrawal_id), (RecentWithdrawals, customer_id)),
    )


def recent_of(books: MoneyBooks, customer_id: str) -> RecentWithdrawals:
    """Return what a customer withdrew lately."""
    return books.record(RecentWithdrawals, customer_id) or RecentWithdrawals(customer_id)


def existing(books: MoneyBooks, withdrawal_id: str) -> Withdrawal:
    """Return a withdrawal that must be there."""
    withdrawal = books.record(Withdrawal, withdrawal_id)
    if withdrawal is None:
        raise LookupError(f"no withdrawal {withdrawal_id}")
    return withdrawal


def tell(
    books: MoneyBooks, kind: NoticeKind, withdrawal: Withdrawal, now: datetime, *, again: bool = False
) -> None:
    """Owe the customer a message."""
    key = f"{kind.value}:{withdrawal.id}" + (f":{now:%Y%m%d%H%M}" if again else "")
    books.tell(Notice(key, kind, withdrawal.id, withdrawal.customer_id, now))


def open_case(
    books: MoneyBooks, kind: CaseKind, withdrawal: Withdrawal, now: datetime, within: timedelta, detail: str
) -> None:
    """Call a person about a withdrawal."""
    open_case_about(books, kind, withdrawal.id, withdrawal.customer_id, now, within, detail)


def open_case_about(
    books: MoneyBooks,
    kind: CaseKind,
    subject_id: str,
    customer_id: str,
    now: datetime,
    within: timedelta,
    detail: str,
) -> None:
    """Call a person about anything that has to do with withdrawing."""
    case = Case(kind, subject_id, customer_id, now, now + within, detail)
    books.open_case(case)
    books.tell(Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, now))
