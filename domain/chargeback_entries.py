"""The journal entries of chargebacks: set aside, lost, given back."""

from __future__ import annotations

from datetime import datetime

from domain.chargebacks import Chargeback
from domain.ledger import (
    CustomerAccount,
    EntryKind,
    HouseAccount,
    JournalEntry,
    Posting,
    entry,
    house,
)
from domain.money import Money


def set_aside(chargeback: Chargeback, *, now: datetime) -> JournalEntry:
    """Take what is there from the wallet; the rest the customer owes us. All of it waits in suspense."""
    return entry(
        EntryKind.CHARGEBACK,
        chargeback.id,
        now,
        Posting(CustomerAccount.WALLET, -chargeback.taken, chargeback.customer_id),
        Posting(HouseAccount.CUSTOMER_RECEIVABLE, -chargeback.owed),
        Posting(HouseAccount.SUSPENSE, chargeback.set_aside),
    )


def lose(chargeback: Chargeback, gone: Money, *, now: datetime) -> JournalEntry:
    """Let the processor have it. What it takes beyond what was credited, a fee that came with it, is ours."""
    return entry(
        EntryKind.CHARGEBACK_LOST,
        chargeback.id,
        now,
        Posting(HouseAccount.SUSPENSE, -gone),
        Posting(house(HouseAccount.COLLECTED, chargeback.processor), chargeback.amount),
        Posting(HouseAccount.PROCESSOR_FEES, gone - chargeback.amount),
    )


def give_back(chargeback: Chargeback, *, now: datetime) -> JournalEntry:
    """Give everything back to where it came from."""
    return entry(
        EntryKind.CHARGEBACK_WON,
        chargeback.id,
        now,
        Posting(HouseAccount.SUSPENSE, -chargeback.set_aside),
        Posting(HouseAccount.CUSTOMER_RECEIVABLE, chargeback.owed),
        Posting(CustomerAccount.WALLET, chargeback.taken, chargeback.customer_id),
        reverses=f"{EntryKind.CHARGEBACK.value}:{chargeback.id}",
    )
