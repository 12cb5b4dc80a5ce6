"""Taking in what a processor says came in: into the wallet where it may go, aside where it may not.

Shared by payment pages and personal account numbers, which decide whose money it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain import ledger
from domain.cases import Case, CaseKind
from domain.ledger import EntryKind
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.money_books import MoneyBooks
from domain.notices import Notice, NoticeKind
from domain.receivables import recover
from domain.rules import Rules

NAIRA = "NGN"


def has_room(accounts: CustomerAccounts, amount: Money, rules: Rules) -> bool:
    """Return whether the wallet may take that much. Held money counts: it may come back."""
    maximum = rules.tiers[accounts.tier].maximum_balance
    return maximum is None or accounts.wallet + accounts.held + amount <= maximum


def why_aside(accounts: CustomerAccounts, amount: Money, rules: Rules, *, now: datetime) -> CaseKind | None:
    """Return why money that came in has to wait for a person; None: it may go into the wallet."""
    if accounts.controls.stops_money_in(now):
        return CaseKind.MONEY_IN_FROZEN
    return None if has_room(accounts, amount, rules) else CaseKind.ABOVE_MAXIMUM_BALANCE


def incoming_key(processor: str, transaction_id: str) -> str:
    """Return the key of a payment to us: credited once, by whatever way it is told."""
    return f"{EntryKind.TOP_UP.value}:{processor}:{transaction_id}"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One payment to us, as its processor counts it. `key` is its identity: it is written once."""

    kind: EntryKind
    key: str
    processor: str
    amount: Money  # what the customer meant to add
    charged: Money  # what was taken from whoever paid
    fee: Money  # what the processor keeps

    def into_wallet(self, books: MoneyBooks, customer_id: str, subject_id: str, *, now: datetime) -> None:
        """Credit it to the customer, and take what she owes of it. `subject_id` names what it belongs to."""
        books.post(self._entry(customer_id, subject_id, to_suspense=False, now=now))
        recover(books, customer_id, subject_id, self.amount, now=now)

    def into_suspense(self, books: MoneyBooks, subject_id: str, *, now: datetime) -> None:
        """Keep it aside until a person has decided."""
        books.post(self._entry(None, subject_id, to_suspense=True, now=now))

    def _entry(
        self, customer_id: str | None, subject_id: str, *, to_suspense: bool, now: datetime
    ) -> ledger.JournalEntry:
        return ledger.top_up(
            customer_id,
            subject_id,
            kind=self.kind,
            key=self.key,
            processor=self.processor,
            amount=self.amount,
            charged=self.charged,
            fee=self.fee,
            to_suspense=to_suspense,
            now=now,
        )


def call_staff(
    books: MoneyBooks,
    kind: CaseKind,
    subject_id: str,
    customer_id: str | None,
    detail: str,
    *,
    rules: Rules,
    now: datetime,
) -> None:
    """Open a case about an incoming payment and tell staff. Another payment is another case."""
    case = Case(kind, subject_id, customer_id, now, now + rules.extended_deadline, detail)
    books.open_case(case)
    books.tell(Notice(f"{NoticeKind.STAFF_CASE.value}:{case.id}", NoticeKind.STAFF_CASE, case.id, None, now))
