"""What customers owe us, and taking it of what comes in for them next.

A customer owes what was to be taken back from her and was not there: of a chargeback, of a refunded bill's
cashback. Her wallet never falls below zero for it. What comes in later pays it first, and she is told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.ledger import CustomerAccount, EntryKind, HouseAccount, JournalEntry, Posting, entry
from domain.money import Money
from domain.money_books import MoneyBooks


def recovery(customer_id: str, subject_id: str, amount: Money, *, now: datetime) -> JournalEntry:
    """Take what is owed from the wallet. `subject_id` names what came in; it pays a debt once."""
    return entry(
        EntryKind.RECOVERY,
        subject_id,
        now,
        Posting(CustomerAccount.WALLET, -amount, customer_id),
        Posting(HouseAccount.CUSTOMER_RECEIVABLE, amount),
    )


def owe(books: MoneyBooks, customer_id: str, amount: Money) -> None:
    """Count what a customer owes more (or less, if negative), beside the entry that posts it."""
    if amount:
        accounts = books.accounts(customer_id)
        books.save_accounts(replace(accounts, owes=accounts.owes + amount))


def recover(books: MoneyBooks, customer_id: str, subject_id: str, came_in: Money, *, now: datetime) -> Money:
    """Take what is owed of what just came into the wallet, and return how much it was."""
    accounts = books.accounts(customer_id)
    taken = min(accounts.owes, came_in, accounts.wallet)
    if taken:
        books.post(recovery(customer_id, subject_id, taken, now=now))
        owe(books, customer_id, -taken)
    return taken
