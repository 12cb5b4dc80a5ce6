"""Receipts that anybody can check: what they say, the bytes that are signed, and what a check may find.

A receipt's code is `VSN1:` and the base32 of a 31-byte body with its 64-byte Ed25519 signature: 157
characters, the alphabet of a small QR code. It names the recipient by the last digits alone.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.money import Money
from domain.payments import SETTLED, Payment, PaymentStatus
from domain.storage import Storage
from domain.vendors import Category

PREFIX = "VSN1:"
VERSION = 1
BODY_LENGTH = 31
SIGNATURE_LENGTH = 64
CODE_LENGTH = (BODY_LENGTH + SIGNATURE_LENGTH) * 8 // 5  # characters after the prefix
REFERENCE_LENGTH = 24  # hexadecimal digits of the order's id: its moment and 42 bits of chance

_BEGINNING = re.compile(r"vsn1\s*:", re.IGNORECASE)
_LINK_PREFIX = "v_"
_REFERENCE = re.compile(r"[0-9a-f]{24}(?:[0-9a-f]{8})?", re.IGNORECASE)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_DIGITS = 0xFFFF
_DIGITS_SHOWN = 4


class ReceiptStatus(StrEnum):
    """What a receipt says of its payment: how it was when the receipt was made."""

    ON_ITS_WAY = "on-its-way"
    DELIVERED = "delivered"
    RETURNED = "returned"  # not delivered, the money went back
    REFUNDED = "refunded"  # delivered once, the money went back


_S = PaymentStatus
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

# What stands for what in signed bytes. A number is never given to anything else: old receipts stay true.
_CATEGORY_NUMBERS = {
    Category.AIRTIME: 1,
    Category.DATA: 2,
    Category.ELECTRICITY: 3,
    Category.TV: 4,
    Category.INTERNET: 5,
    Category.EDUCATION: 6,
    Category.WATER: 7,
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
class Receipt:
    """What is signed. `fee` is ours with its VAT; amount and fee together left the customer's accounts."""

    category: Category
    status: ReceiptStatus
    paid_at: datetime  # whole seconds
    amount: Money
    fee: Money
    reference: str  # the first 24 digits of the order's id
    last_digits: str | None  # of the phone, meter or card number; None: there is none


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


def has_utility_bill(payment: Payment) -> bool:
    """Return whether there is a proof of supply: for light that was delivered, and nobody took back."""
    return payment.order.category is Category.ELECTRICITY and payment.status in SETTLED


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


class ReceiptBooks(Protocol):
    """What receipts need from one transaction."""

    @property
    def payments(self) -> ReceiptStore:
        """The payments."""
        ...


@dataclass(frozen=True)
class Receipts:
    """Signing receipts, and checking those that people show."""

    storage: Storage[ReceiptBooks]
    keys: ReceiptKeys

    def code_of(self, payment: Payment) -> str:
        """Return the code of a payment's receipt as it would be made now."""
        return str(sign(receipt_of(payment), self.keys))

    async def check(self, text: str) -> Verdict:
        """Check the code in a text, and what became of its payment since."""
        verdict = verify(text, self.keys)
        if not isinstance(verdict, Genuine):
            return verdict
        async with self.storage.look() as books:
            payment = await books.payments.by_reference(verdict.receipt.reference)
        if payment is None or _STATUS_OF[payment.status] is verdict.receipt.status:
            return verdict
        since = payment.ended_at or payment.accepted_at
        return GenuineBut(verdict.receipt, _STATUS_OF[payment.status], since)

    async def find(self, reference: str) -> Receipt | None:
        """Return what our books say of a reference. It takes the whole of it, so nobody can browse."""
        async with self.storage.look() as books:
            payment = await books.payments.by_reference(reference)
        return receipt_of(payment) if payment is not None else None
