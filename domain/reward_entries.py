"""The journal entries of rewards: what the house gives into somebody's cashback, and for what."""

from __future__ import annotations

from datetime import datetime

from domain.ledger import CustomerAccount, EntryKind, HouseAccount, JournalEntry, Posting, entry
from domain.money import Money


def promo(customer_id: str, use: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Give a customer what a promo code gives. `use` names the code, the customer and which time it is."""
    return entry(
        EntryKind.PROMO,
        use,
        now,
        Posting(HouseAccount.PROMO_EXPENSE, -amount),
        Posting(CustomerAccount.CASHBACK, amount, customer_id),
    )


def referral(referrer_id: str, referred_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Give a customer the reward for the one whom she brought."""
    return entry(
        EntryKind.REFERRAL,
        referred_id,
        now,
        Posting(HouseAccount.REFERRAL_EXPENSE, -amount),
        Posting(CustomerAccount.CASHBACK, amount, referrer_id),
    )
