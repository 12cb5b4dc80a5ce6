"""The commands that move a transfer between two customers: send, undo, deliver, return.

Each is a pure decision on the books. Claim links are in `claim_steps`, asking back in `recall_steps`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain import transfer_entries as entries
from domain.approvals import Approval, WrongApproval
from domain.crediting import has_room
from domain.errors import Refusal
from domain.limits import CustomerAccounts, give_back, spend
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.notices import Notice, NoticeKind
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.payments import SheetExpired
from domain.receivables import recover
from domain.reviews import RiskReview
from domain.rules import Rules
from domain.transfers import (
    CannotReceive,
    OwnWallet,
    TooLateToUndo,
    Transfer,
    TransferEvent,
    TransferSheet,
    TransferStatus,
    TransferTooLarge,
    TransferTooSmall,
)


@dataclass(frozen=True, slots=True)
class Send:
    """Send what a confirmed sheet says. Handed in twice, it is sent once."""

    sheet: TransferSheet
    approval: Approval
    rules: Rules
    card: int | None
    now: datetime
    step_up: StepUp | None = None  # the one-time code that was given for it

    @property
    def touches(self) -> Touches:
        """Both customers, the transfer that a repeat would find, and why it wants a code, where it does."""
        sheet = self.sheet
        why = ((RiskReview, sheet.id),) if sheet.concern is not None else ()
        return Touches(
            customer_id=sheet.sender_id,
            other_customer_id=sheet.receiver_id,
            records=((Transfer, sheet.id), *why),
        )

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer: delivered, cooling, or waiting to be claimed.

        :raises WrongApproval, SheetExpired, OwnWallet, CannotReceive: and nothing moved
        :raises TransfersOff, AccountFrozen, InsufficientFunds: and nothing moved
        :raises OverDailyLimit, OverOwnLimit, OverNewAccountLimit: and nothing moved
        :raises StepUpNeeded: if it wants a one-time code, and none was given for just this
        """
        sheet, now = self.sheet, self.now
        if not self.approval.covers(sheet.sender_id, sheet.hash):
            raise WrongApproval
        before = books.record(Transfer, sheet.id)
        if before is not None:
            return before
        if now >= sheet.expires_at:
            raise SheetExpired
        self._check_code()
        check_amount(sheet.amount, self.rules)
        if sheet.receiver_id == sheet.sender_id:
            raise OwnWallet
        accounts = books.accounts(sheet.sender_id)
        accounts.controls.check_transfers(now)
        spent = spend(accounts, self.rules, sheet.amount, now=now)
        if sheet.receiver_id is not None:
            check_may_receive(books.accounts(sheet.receiver_id), sheet.amount, self.rules, now=now)
        transfer = self._transfer()
        if transfer.status is TransferStatus.WAITING:
            books.post(entries.park(transfer, now=now))
        elif transfer.status is TransferStatus.COOLING:
            books.post(entries.hold(transfer, now=now))
        else:
            books.post(entries.send(transfer, now=now))
            pay_debt(books, transfer, now)
            tell_receiver(books, NoticeKind.TRANSFER_RECEIVED, transfer, now)
        books.save_accounts(spent)
        books.save_record(transfer)
        if sheet.concern is not None:
            books.save_record(
                RiskReview.with_code(sheet.id, sheet.sender_id, sheet.amount, sheet.concern, now=now)
            )
        return transfer

    def _check_code(self) -> None:
        sheet, purpose = self.sheet, Purpose.NEW_PAYEE
        if not sheet.wants_code:
            return
        about = sheet.code_is_about
        if self.step_up is None or not self.step_up.covers(sheet.sender_id, purpose, about, now=self.now):
            raise StepUpNeeded(purpose, about=about)

    def _transfer(self) -> Transfer:
        sheet, now = self.sheet, self.now
        transfer = Transfer(
            id=sheet.id,
            sender_id=sheet.sender_id,
            receiver_id=sheet.receiver_id,
            amount=sheet.amount,
            status=TransferStatus.DELIVERED,
            sent_at=now,
            claim_code=sheet.claim_code,
            meant_for=sheet.meant_for,
            card=self.card,
        )
        if sheet.receiver_id is None:
            due_at = now + self.rules.transfers.claim_open_for
            return replace(transfer, status=TransferStatus.WAITING, due_at=due_at)
        if sheet.cools:
            due_at = now + self.rules.transfers.undo_for
            return replace(transfer, status=TransferStatus.COOLING, due_at=due_at)
        return replace(transfer, delivered_at=now, ended_at=now)


@dataclass(frozen=True, slots=True)
class Undo:
    """Take a transfer back that has not been delivered."""

    transfer_id: str
    sender_id: str
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and its sender."""
        return Touches(customer_id=self.sender_id, records=((Transfer, self.transfer_id),))

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer, undone.

        :raises TooLateToUndo: if it was delivered
        """
        transfer = existing(books, self.transfer_id)
        if transfer.status is TransferStatus.UNDONE:
            return transfer
        if transfer.status is not TransferStatus.COOLING:
            raise TooLateToUndo
        books.post(entries.release(transfer, now=self.now))
        return end_unsent(books, transfer, TransferEvent.UNDO, self.now)


@dataclass(frozen=True, slots=True)
class Deliver:
    """Deliver a transfer whose minute is over; give it back if the receiver can't take it any more."""

    transfer_id: str
    sender_id: str
    receiver_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The transfer and both customers."""
        return Touches(
            customer_id=self.sender_id,
            other_customer_id=self.receiver_id,
            records=((Transfer, self.transfer_id),),
        )

    def decide(self, books: MoneyBooks) -> Transfer:
        """Return the transfer as it is then. Too early, or over already: nothing changes."""
        transfer, now = existing(books, self.transfer_id), self.now
        is_due = transfer.due_at is not None and now >= transfer.due_at
        if transfer.status is not TransferStatus.COOLING or not is_due:
            return transfer
        try:
            # A freeze that came in this minute may be hers, because she did not send it.
            books.accounts(self.sender_id).controls.check_money_out(now)
            check_may_receive(books.accounts(self.receiver_id), transfer.amount, self.rules, now=now)
        except Refusal:
            books.post(entries.release(transfer, now=now))
            returned = end_unsent(books, transfer, TransferEvent.RETURN, now)
            tell_sender(books, NoticeKind.TRANSFER_RETURNED, returned, now)
            return returned
        books.post(entries.deliver(transfer, now=now))
        pay_debt(books, transfer, now)
        delivered = replace(
            transfer.step(TransferEvent.DELIVERY), delivered_at=now, ended_at=now, due_at=None
        )
        books.save_record(delivered)
        tell_sender(books, NoticeKind.TRANSFER_DELIVERED, delivered, now)
        tell_receiver(books, NoticeKind.TRANSFER_RECEIVED, delivered, now)
        return delivered


def check_amount(amount: Money, rules: Rules) -> None:
    """Refuse an amount outside the bounds.

    :raises TransferTooSmall, TransferTooLarge: with the bound that was crossed
    """
    if amount < rules.transfers.minimum:
        raise TransferTooSmall(minimum=rules.transfers.minimum)
    if amount > rules.transfers.maximum:
        raise TransferTooLarge(maximum=rules.transfers.maximum)


def check_may_receive(receiver: CustomerAccounts, amount: Money, rules: Rules, *, now: datetime) -> None:
    """Refuse what the receiver's wallet may not take, without saying why.

    :raises CannotReceive: if money in stands still for her, or her wallet would hold too much
    """
    freeze = receiver.controls.standing(now)
    if freeze is not None or not has_room(receiver, amount, rules):
        raise CannotReceive


def existing(books: MoneyBooks, transfer_id: str) -> Transfer:
    """Return a transfer that must be there."""
    transfer = books.record(Transfer, transfer_id)
    if transfer is None:
        raise LookupError(f"no transfer {transfer_id}")
    return transfer


def pay_debt(books: MoneyBooks, transfer: Transfer, now: datetime) -> None:
    """Take what the receiver owes us of what she has just got. The sender hears nothing of it."""
    if transfer.receiver_id is not None:
        recover(books, transfer.receiver_id, transfer.id, transfer.amount, now=now)


def end_unsent(books: MoneyBooks, transfer: Transfer, event: TransferEvent, now: datetime) -> Transfer:
    """Keep that a transfer came to nothing, and give it back to the sender's limits."""
    ended = replace(transfer.step(event), ended_at=now, due_at=None)
    accounts = books.accounts(transfer.sender_id)
    books.save_accounts(give_back(accounts, transfer.amount, spent_at=transfer.sent_at, now=now))
    books.save_record(ended)
    return ended


def tell_sender(books: MoneyBooks, kind: NoticeKind, transfer: Transfer, now: datetime) -> None:
    """Owe the sender a message."""
    books.tell(Notice(f"{kind.value}:{transfer.id}", kind, transfer.id, transfer.sender_id, now))


def tell_receiver(books: MoneyBooks, kind: NoticeKind, transfer: Transfer, now: datetime) -> None:
    """Owe the receiver a message."""
    if transfer.receiver_id is not None:
        books.tell(Notice(f"{kind.value}:{transfer.id}", kind, transfer.id, transfer.receiver_id, now))
