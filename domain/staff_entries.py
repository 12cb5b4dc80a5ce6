"""What the journal says when staff move money by hand: the other side is suspense, until it is reconciled.

What we give of our own for a mistake of a vendor stays in suspense until the vendor gives it back, or two
people decide that it is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.ledger import CustomerAccount, EntryKind, HouseAccount, JournalEntry, Posting, entry
from domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class StaffRefunds:
    """What staff refunded of a delivered payment by parts. `alone`: without a second person."""

    id: str  # the payment's
    customer_id: str
    total: Money = ZERO
    alone: Money = ZERO


def give(kind: EntryKind, customer_id: str, request_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Put money into a wallet: a part of a bill (`STAFF_REFUND`), or a correction (`STAFF_CREDIT`)."""
    return entry(
        kind,
        request_id,
        now,
        Posting(HouseAccount.SUSPENSE, -amount),
        Posting(CustomerAccount.WALLET, amount, customer_id),
    )


def take(customer_id: str, request_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Take money out of a wallet."""
    return entry(
        EntryKind.STAFF_DEBIT,
        request_id,
        now,
        Posting(CustomerAccount.WALLET, -amount, customer_id),
        Posting(HouseAccount.SUSPENSE, amount),
    )
