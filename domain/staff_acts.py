"""What staff may do with customers' money: each act says what it would change, then does it.

An act is weighed when it is asked for and once more when it is approved: the books may have changed. Who may
do it, and whether it takes two, is decided around it (`maker_checker`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Protocol

from domain.crediting import has_room
from domain.errors import Refusal
from domain.ledger import EntryKind, InsufficientFunds
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.payment_outcomes import refund_settled
from domain.payment_writing import existing, give_hold_back
from domain.payments import SETTLED, Event, Payment, PaymentStatus
from domain.receivables import recover
from domain.rules import Rules
from domain.schedule_results import PaidRun, records_of
from domain.staff import Act
from domain.staff_entries import StaffRefunds, give, take

BY_STAFF = "staff"  # the reason of what a person gave back


class NothingToRefund(Refusal):
    """The money of this payment is back already, or it is on its way and nobody may take it now."""

    code = "nothing-to-refund"


class OverRefund(Refusal):
    """That is more than there is left to refund of the payment."""

    code = "over-refund"

    def __init__(self, *, left: Money) -> None:
        super().__init__(left=left)
        self.left = left


class WholeRefundOnly(Refusal):
    """Nobody knows yet whether it is delivered: all of it is given back, or nothing."""

    code = "whole-refund-only"


class NoRoomInWallet(Refusal):
    """The customer's level does not allow so much in the wallet."""

    code = "no-room-in-wallet"


class NothingToChange(Refusal):
    """It is so already."""

    code = "nothing-to-change"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act changes: a balance of the wallet, or a state. `moved` is what leaves or enters a wallet."""

    before: Money | str
    after: Money | str
    moved: Money = ZERO


class StaffAct(Protocol):
    """One act, as it is asked for and as it is done."""

    act: ClassVar[Act]

    @property
    def subject_id(self) -> str:
        """What it is about: a payment, a customer, a person and role."""
        ...

    @property
    def customer_id(self) -> str | None:
        """Whose account it changes."""
        ...

    @property
    def person_id(self) -> int | None:
        """Whose roles it changes, by Telegram id."""
        ...

    @property
    def touches(self) -> Touches:
        """What it reads and changes."""
        ...

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return what it would change, and change nothing.

        :raises Refusal: if it can't be done
        """
        ...

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Do it. `request_id` names what it posts."""
        ...


@dataclass(frozen=True, slots=True)
class RefundPayment:
    """Give a payment's money back: all of it, or a part of a delivered one."""

    act: ClassVar[Act] = Act.REFUND
    payment_id: str
    customer_id: str
    amount: Money | None = None  # None: all that is left of it
    run: PaidRun | None = None

    @property
    def subject_id(self) -> str:
        """The payment."""
        return self.payment_id

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """The payment and its payer, what was refunded of it before, and what it is a run of."""
        before = ((StaffRefunds, self.payment_id), *records_of(self.run))
        return Touches(customer_id=self.customer_id, payment_id=self.payment_id, records=before)

    def refunds(self, books: MoneyBooks) -> StaffRefunds:
        """Return what was refunded of it by parts so far."""
        known = books.record(StaffRefunds, self.payment_id)
        return known or StaffRefunds(self.payment_id, self.customer_id)

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the wallet before and after it."""
        payment = existing(books, self.payment_id)
        if payment.customer_id != self.customer_id:
            raise LookupError(f"payment {payment.id} is somebody else's")
        wallet = books.accounts(self.customer_id).wallet
        amount = self._amount(payment, self.refunds(books))
        whole = amount == payment.quote.total
        return Effect(wallet, wallet + (payment.quote.from_wallet if whole else amount), amount)

    def _amount(self, payment: Payment, refunds: StaffRefunds) -> Money:
        left = payment.quote.total - refunds.total
        if payment.status is PaymentStatus.UNRESOLVED:
            if self.amount not in (None, left):
                raise WholeRefundOnly
            return left
        if payment.status not in SETTLED or left <= ZERO:
            raise NothingToRefund
        if self.amount is not None and self.amount > left:
            raise OverRefund(left=left)
        return self.amount or left

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """All of it ends the payment; a part leaves it delivered."""
        payment, refunds = existing(books, self.payment_id), self.refunds(books)
        amount = self._amount(payment, refunds)
        books.save_record(
            replace(refunds, total=refunds.total + amount, alone=refunds.alone + (amount if alone else ZERO))
        )
        if payment.status is PaymentStatus.UNRESOLVED:
            watched_from = now + rules.requery_after[-1]
            event = Event.DEADLINE_RELEASE
            give_hold_back(books, payment, event, BY_STAFF, now, requery_at=watched_from, run=self.run)
        elif amount == payment.quote.total:
            refund_settled(books, payment, BY_STAFF, rules, now, run=self.run)
        else:
            books.post(give(EntryKind.STAFF_REFUND, self.customer_id, request_id, amount, now=now))
            recover(books, self.customer_id, request_id, amount, now=now)
            _tell(books, self.customer_id, request_id, now)


@dataclass(frozen=True, slots=True)
class OnAccount:
    """What the acts on one customer's account have in common."""

    customer_id: str

    @property
    def subject_id(self) -> str:
        """The customer."""
        return self.customer_id

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """The accounts."""
        return Touches(customer_id=self.customer_id)


@dataclass(frozen=True, slots=True)
class CreditWallet(OnAccount):
    """Put money into a wallet: what came in without a name, or was taken by mistake."""

    act: ClassVar[Act] = Act.CREDIT
    amount: Money

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the wallet before and after it."""
        accounts = books.accounts(self.customer_id)
        if accounts.controls.stops_money_in(now) or not has_room(accounts, self.amount, rules):
            raise NoRoomInWallet
        return Effect(accounts.wallet, accounts.wallet + self.amount, self.amount)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Take it out of suspense; what she owes is taken of it."""
        books.post(give(EntryKind.STAFF_CREDIT, self.customer_id, request_id, self.amount, now=now))
        recover(books, self.customer_id, request_id, self.amount, now=now)
        _tell(books, self.customer_id, request_id, now)


@dataclass(frozen=True, slots=True)
class DebitWallet(OnAccount):
    """Take money out of a wallet that is not the customer's. Never more than is there."""

    act: ClassVar[Act] = Act.DEBIT
    amount: Money

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the wallet before and after it."""
        wallet = books.accounts(self.customer_id).wallet
        if wallet < self.amount:
            raise InsufficientFunds(short_by=self.amount - wallet)
        return Effect(wallet, wallet - self.amount, self.amount)

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Put it into suspense."""
        books.post(take(self.customer_id, request_id, self.amount, now=now))
        _tell(books, self.customer_id, request_id, now)


def _tell(books: MoneyBooks, customer_id: str, request_id: str, now: datetime) -> None:
    kind = NoticeKind.WALLET_CORRECTED
    books.tell(Notice(f"{kind.value}:{request_id}", kind, request_id, customer_id, now))
