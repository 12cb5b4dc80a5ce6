"""What a receipt says: of a bill, of money that went to somebody, of money that went to a bank account.

The bytes that are signed, and what a check of them may find, are in `receipts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from domain.money import ZERO, Money
from domain.payments import SETTLED, Payment, PaymentStatus
from domain.phones import Phone
from domain.transfers import Transfer, TransferStatus
from domain.vendors import Category
from domain.withdrawals import Withdrawal, WithdrawalStatus

REFERENCE_LENGTH = 24  # hexadecimal digits of the order's id: its moment and 42 bits of chance
_DIGITS_SHOWN = 4


class ReceiptStatus(StrEnum):
    """What a receipt says of its payment: how it was when the receipt was made."""

    ON_ITS_WAY = "on-its-way"
    DELIVERED = "delivered"
    RETURNED = "returned"  # not delivered, the money went back
    REFUNDED = "refunded"  # delivered once, the money went back


class Moved(StrEnum):
    """What a receipt is of that is no bill."""

    TRANSFER = "transfer"
    WITHDRAWAL = "withdrawal"


_S, _T, _W = PaymentStatus, TransferStatus, WithdrawalStatus
_STATUS_OF = {
    _S.ACCEPTED: ReceiptStatus.ON_ITS_WAY,
    _S.SUBMITTED: ReceiptStatus.ON_ITS_WAY,
    _S.UNRESOLVED: ReceiptStatus.ON_ITS_WAY,
    _S.AWAITING_TOKEN: ReceiptStatus.DELIVERED,
    _S.DELIVERED: ReceiptStatus.DELIVERED,
    _S.RELEASED: ReceiptStatus.RETURNED,
    _S.CANCELLED: ReceiptStatus.RETURNED,
    _S.REFUNDED: ReceiptStatus.REFUNDED,
}
_STATUS_OF_TRANSFER = {
    _T.COOLING: ReceiptStatus.ON_ITS_WAY,
    _T.WAITING: ReceiptStatus.ON_ITS_WAY,
    _T.DELIVERED: ReceiptStatus.DELIVERED,
    _T.RECALLING: ReceiptStatus.DELIVERED,
    _T.KEPT: ReceiptStatus.DELIVERED,
    _T.GIVEN_BACK: ReceiptStatus.REFUNDED,
    _T.UNDONE: ReceiptStatus.RETURNED,
    _T.CANCELLED: ReceiptStatus.RETURNED,
    _T.RETURNED: ReceiptStatus.RETURNED,
}
_STATUS_OF_WITHDRAWAL = {
    _W.AWAITING_APPROVAL: ReceiptStatus.ON_ITS_WAY,
    _W.ACCEPTED: ReceiptStatus.ON_ITS_WAY,
    _W.SUBMITTED: ReceiptStatus.ON_ITS_WAY,
    _W.UNRESOLVED: ReceiptStatus.ON_ITS_WAY,
    _W.PAID: ReceiptStatus.DELIVERED,
    _W.RELEASED: ReceiptStatus.RETURNED,
    _W.REFUNDED: ReceiptStatus.REFUNDED,
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is signed. `fee` is ours with its VAT; amount and fee together left the customer's accounts."""

    category: Category | Moved
    status: ReceiptStatus
    paid_at: datetime  # whole seconds
    amount: Money
    fee: Money
    reference: str  # the first 24 digits of the order's id
    last_digits: str | None  # of the phone, meter, card or bank account; None: there is none


def receipt_of(payment: Payment) -> Receipt:
    """Return what a receipt made now would say."""
    digits = "".join(c for c in payment.order.recipient.reference if c in "0123456789")
    return Receipt(
        category=payment.order.category,
        status=_STATUS_OF[payment.status],
        paid_at=payment.accepted_at.astimezone(UTC).replace(microsecond=0),
        amount=payment.quote.amount,
        fee=payment.quote.fee + payment.quote.vat,
        reference=payment.id[:REFERENCE_LENGTH],
        last_digits=digits[-_DIGITS_SHOWN:] if len(digits) > _DIGITS_SHOWN else None,
    )


def receipt_of_transfer(transfer: Transfer, receiver: Phone | None) -> Receipt:
    """Return what a receipt of a transfer made now would say. `receiver` None: nobody has claimed it."""
    status = _STATUS_OF_TRANSFER[transfer.status]
    if status is ReceiptStatus.REFUNDED and transfer.recalled < transfer.amount:
        status = ReceiptStatus.DELIVERED  # A part of it stayed there.
    return Receipt(
        category=Moved.TRANSFER,
        status=status,
        paid_at=transfer.sent_at.astimezone(UTC).replace(microsecond=0),
        amount=transfer.amount,
        fee=ZERO,
        reference=transfer.id[:REFERENCE_LENGTH],
        last_digits=receiver.national[-_DIGITS_SHOWN:] if receiver is not None else None,
    )


def receipt_of_withdrawal(withdrawal: Withdrawal) -> Receipt:
    """Return what a receipt of a withdrawal made now would say."""
    return Receipt(
        category=Moved.WITHDRAWAL,
        status=_STATUS_OF_WITHDRAWAL[withdrawal.status],
        paid_at=withdrawal.accepted_at.astimezone(UTC).replace(microsecond=0),
        amount=withdrawal.amount,
        fee=withdrawal.total - withdrawal.amount,
        reference=withdrawal.id[:REFERENCE_LENGTH],
        last_digits=withdrawal.to.ends,
    )


def has_utility_bill(payment: Payment) -> bool:
    """Return whether there is a proof of supply: for light that was delivered, and nobody took back."""
    return payment.order.category is Category.ELECTRICITY and payment.status in SETTLED
