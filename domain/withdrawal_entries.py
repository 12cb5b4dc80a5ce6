"""What a withdrawal posts besides its hold and release: the payout, and a payout that came back.

The processor pays out of what it has collected for us, so a payout lowers what it owes us.
"""

from __future__ import annotations

from datetime import datetime

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
from domain.withdrawals import Withdrawal


def pay_out(withdrawal: Withdrawal, *, cost: Money, now: datetime) -> JournalEntry:
    """Give the hold up: the money is at the bank. `cost` is what the processor kept for the transfer."""
    return entry(
        EntryKind.WITHDRAWAL,
        withdrawal.id,
        now,
        Posting(CustomerAccount.HELD, -withdrawal.total, withdrawal.customer_id),
        Posting(house(HouseAccount.COLLECTED, withdrawal.processor), withdrawal.amount + cost),
        Posting(HouseAccount.PROCESSOR_FEES, -cost),
        Posting(HouseAccount.FEE_INCOME, withdrawal.fee),
        Posting(HouseAccount.VAT_PAYABLE, withdrawal.vat),
        Posting(HouseAccount.STAMP_DUTY, withdrawal.stamp_duty),
    )


def take_back(withdrawal: Withdrawal, *, now: datetime) -> JournalEntry:
    """Undo a payout that the bank sent back. All of it goes to the wallet; the processor's part is gone."""
    return entry(
        EntryKind.WITHDRAWAL_REFUND,
        withdrawal.id,
        now,
        Posting(house(HouseAccount.COLLECTED, withdrawal.processor), -withdrawal.amount),
        Posting(HouseAccount.FEE_INCOME, -withdrawal.fee),
        Posting(HouseAccount.VAT_PAYABLE, -withdrawal.vat),
        Posting(HouseAccount.STAMP_DUTY, -withdrawal.stamp_duty),
        Posting(CustomerAccount.WALLET, withdrawal.total, withdrawal.customer_id),
        reverses=f"{EntryKind.WITHDRAWAL.value}:{withdrawal.id}",
    )
