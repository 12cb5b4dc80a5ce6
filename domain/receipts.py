"""Receipts that anybody can check: what they say, the bytes that are signed, and what a check may find.

A receipt's code is `VSN1:` and the base32 of a 31-byte body with its 64-byte Ed25519 signature: 157
characters, the alphabet of a small QR code. It names the recipient by the last digits alone.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from domain.customers import Customer
from domain.money import Money
from domain.payments import Payment
from domain.receipt_contents import (
    REFERENCE_LENGTH,
    Moved,
    Receipt,
    ReceiptStatus,
    receipt_of,
    receipt_of_transfer,
    receipt_of_withdrawal,
)
from domain.storage import Storage
from domain.transfers import Transfer
from domain.vendors import Category
from domain.withdrawals import Withdrawal

PREFIX = "VSN1:"
VERSION = 1
BODY_LENGTH = 31
SIGNATURE_LENGTH = 64
CODE_LENGTH = (BODY_LENGTH + SIGNATURE_LENGTH) * 8 // 5  # characters after the prefix

_BEGINNING = re.compile(r"vsn1\s*:", re.IGNORECASE)
_LINK_PREFIX = "v_"
_REFERENCE = re.compile(r"[0-9a-f]{24}(?:[0-9a-f]{8})?", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DIGITS = 0xFFFF


# What stands for what in signed bytes. A number is never given to anything else: old receipts stay true.
_CATEGORY_NUMBERS: dict[Category | Moved, int] = {
    Category.AIRTIME: 1,
    Category.DATA: 2,
    Category.ELECTRICITY: 3,
    Category.TV: 4,
    Category.INTERNET: 5,
    Category.EDUCATION: 6,
    Category.WATER: 7,
    Moved.TRANSFER: 8,
    Moved.WITHDRAWAL: 9,
}
_STATUS_NUMBERS = {
    ReceiptStatus.ON_ITS_WAY: 1,
    ReceiptStatus.DELIVERED: 2,
    ReceiptStatus.RETURNED: 3,
    ReceiptStatus.REFUNDED: 4,
}
_CATEGORIES = {number: category for category, number in _CATEGORY_NUMBERS.items()}
_STATUSES = {number: status for status, number in _STATUS_NUMBERS.items()}


@dataclass(frozen=True, slots=True)
class Code:
    """A receipt's code, read but not checked."""

    key_id: int
    body: bytes
    signature: bytes

    def __str__(self) -> str:
        return PREFIX + base64.b32encode(self.body + self.signature).decode()


# --- what a check may find -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Genuine:
    """We made this receipt, and what it says is still so."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class GenuineBut:
    """We made this receipt, and since then something else became of the payment."""

    receipt: Receipt
    now: ReceiptStatus
    since: datetime


@dataclass(frozen=True, slots=True)
class NotGenuine:
    """We did not make this: somebody changed it or made it up."""


@dataclass(frozen=True, slots=True)
class UnknownKey:
    """Signed with a key that we do not know, so nobody can tell."""

    key_id: int


Verdict = Genuine | GenuineBut | NotGenuine | UnknownKey


class ReceiptKeys(Protocol):
    """Signs with the newest key and checks with all that ever signed. Ed25519, RFC 8032."""

    @property
    def newest(self) -> int:
        """The id of the key that signs, 1 to 255."""
        ...

    def sign(self, body: bytes) -> bytes:
        """Return the newest key's signature."""
        ...

    def verifies(self, key_id: int, body: bytes, signature: bytes) -> bool | None:
        """Return whether that key signed exactly this; None if there is no such key."""
        ...


# --- bytes and back --------------------------------------------------------------------------


def body_of(receipt: Receipt, key_id: int) -> bytes:
    """Return the 31 bytes that are signed. One receipt has one body, and a body one receipt."""
    digits = int(receipt.last_digits) if receipt.last_digits is not None else _NO_DIGITS
    parts = (
        (VERSION, 1),
        (key_id, 1),
        (_CATEGORY_NUMBERS[receipt.category], 1),
        (_STATUS_NUMBERS[receipt.status], 1),
        ((receipt.paid_at - _EPOCH) // timedelta(seconds=1), 4),
        (receipt.amount.kobo, 5),
        (receipt.fee.kobo, 4),
        (int(receipt.reference, 16), REFERENCE_LENGTH // 2),
        (digits, 2),
    )
    return b"".join(value.to_bytes(length, "big") for value, length in parts)


def read_body(body: bytes) -> Receipt | None:
    """Return what a body says; None if it is none that we would write."""
    if len(body) != BODY_LENGTH or body[0] != VERSION:
        return None
    category, status = _CATEGORIES.get(body[2]), _STATUSES.get(body[3])
    digits = int.from_bytes(body[29:31], "big")
    if category is None or status is None or (digits > 9_999 and digits != _NO_DIGITS):
        return None
    return Receipt(
        category=category,
        status=status,
        paid_at=_EPOCH + timedelta(seconds=int.from_bytes(body[4:8], "big")),
        amount=Money(int.from_bytes(body[8:13], "big")),
        fee=Money(int.from_bytes(body[13:17], "big")),
        reference=body[17:29].hex(),
        last_digits=f"{digits:04}" if digits != _NO_DIGITS else None,
    )


def has_code(text: str) -> bool:
    """Return whether there is, somewhere in a text, what looks like the beginning of a code."""
    return _BEGINNING.search(text) is not None


def read_code(text: str) -> Code | None:
    """Find a code in a text, also where line breaks cut it or it was typed small.

    None: there is none, or what there is can't be one.
    """
    found = _BEGINNING.search(text)
    if found is None:
        return None
    letters = "".join(text[found.end() :].split())[:CODE_LENGTH].upper()
    try:
        signed = base64.b32decode(letters)
    except ValueError:
        return None
    if len(signed) != BODY_LENGTH + SIGNATURE_LENGTH:
        return None
    return Code(signed[1], signed[:BODY_LENGTH], signed[BODY_LENGTH:])


def read_reference(text: str) -> str | None:
    """Return the reference that a text consists of, as receipts and links have it; None if it is none."""
    reference = "".join(text.split()).removeprefix(_LINK_PREFIX)
    return reference[:REFERENCE_LENGTH].lower() if _REFERENCE.fullmatch(reference) else None


def link_payload(reference: str) -> str:
    """Return what a deep link to a receipt's check ends with."""
    return f"{_LINK_PREFIX}{reference[:REFERENCE_LENGTH]}"


def sign(receipt: Receipt, keys: ReceiptKeys) -> Code:
    """Sign with the newest key."""
    body = body_of(receipt, keys.newest)
    return Code(keys.newest, body, keys.sign(body))


def verify(text: str, keys: ReceiptKeys) -> Verdict:
    """Check a code by its signature alone. What became of the payment later, it can't know."""
    code = read_code(text)
    if code is None:
        return NotGenuine()
    signed_by_us = keys.verifies(code.key_id, code.body, code.signature)
    if signed_by_us is None:
        return UnknownKey(code.key_id)
    receipt = read_body(code.body) if signed_by_us else None
    return Genuine(receipt) if receipt is not None else NotGenuine()


# --- with the books at hand ------------------------------------------------------------------


class ReceiptStore(Protocol):
    """Where payments are found by what a receipt says."""

    async def by_reference(self, reference: str) -> Payment | None:
        """Return the one payment whose id begins so."""
        ...


class TransferReceiptStore(Protocol):
    """Where transfers are found by what a receipt says."""

    async def by_reference(self, reference: str) -> Transfer | None:
        """Return the one transfer whose id begins so."""
        ...


class WithdrawalReceiptStore(Protocol):
    """Where withdrawals are found by what a receipt says."""

    async def by_reference(self, reference: str) -> Withdrawal | None:
        """Return the one withdrawal whose id begins so."""
        ...


class ReceiverStore(Protocol):
    """Who got a transfer."""

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class ReceiptBooks(Protocol):
    """What receipts need from one transaction."""

    @property
    def payments(self) -> ReceiptStore:
        """The payments."""
        ...

    @property
    def transfers(self) -> TransferReceiptStore:
        """The transfers."""
        ...

    @property
    def withdrawals(self) -> WithdrawalReceiptStore:
        """The withdrawals."""
        ...

    @property
    def customers(self) -> ReceiverStore:
        """The customers."""
        ...


@dataclass(frozen=True)
class Receipts:
    """Signing receipts, and checking those that people show."""

    storage: Storage[ReceiptBooks]
    keys: ReceiptKeys

    def code_of(self, payment: Payment) -> str:
        """Return the code of a payment's receipt as it would be made now."""
        return self.sign(receipt_of(payment))

    def sign(self, receipt: Receipt) -> str:
        """Return the code of a receipt."""
        return str(sign(receipt, self.keys))

    async def check(self, text: str) -> Verdict:
        """Check the code in a text, and what became of its payment since."""
        verdict = verify(text, self.keys)
        if not isinstance(verdict, Genuine):
            return verdict
        found = await self._found(verdict.receipt.reference)
        if found is None or found[0].status is verdict.receipt.status:
            return verdict
        receipt, since = found
        return GenuineBut(verdict.receipt, receipt.status, since)

    async def find(self, reference: str) -> Receipt | None:
        """Return what our books say of a reference. It takes the whole of it, so nobody can browse."""
        found = await self._found(reference)
        return found[0] if found is not None else None

    async def _found(self, reference: str) -> tuple[Receipt, datetime] | None:
        """Return what a receipt made now would say, and since when that is so."""
        async with self.storage.look() as books:
            payment = await books.payments.by_reference(reference)
            if payment is not None:
                return receipt_of(payment), payment.ended_at or payment.accepted_at
            withdrawal = await books.withdrawals.by_reference(reference)
            if withdrawal is not None:
                since = withdrawal.ended_at or withdrawal.accepted_at
                return receipt_of_withdrawal(withdrawal), since
            transfer = await books.transfers.by_reference(reference)
            if transfer is None:
                return None
            receiver_id = transfer.receiver_id
            receiver = await books.customers.by_id(receiver_id) if receiver_id is not None else None
        since = transfer.ended_at or transfer.sent_at
        return receipt_of_transfer(transfer, receiver.phone if receiver is not None else None), since
