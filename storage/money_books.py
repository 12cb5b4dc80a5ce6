"""The books that a batch of commands decides on: what was loaded, and what is to be written.

Each command writes on a page of its own, which is added to the batch when it has decided, or thrown
away when it refuses. The next command reads what the ones before it left.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from domain.cases import Case
from domain.ledger import CustomerAccount, InsufficientFunds, JournalEntry
from domain.limits import CustomerAccounts
from domain.money import ZERO, Money
from domain.money_books import Kept, Record, Touches
from domain.notices import Notice
from domain.payments import HOLDING, Attempt, Payment
from domain.top_ups import TopUp

RecordKey = tuple[type[Record], str]


class WrittenTwice(Exception):
    """A journal entry with a key that this batch has written already: a mistake in our code."""


@dataclass(slots=True)
class Loaded:
    """What the commands of a batch touch, as the database has it.

    It is locked, or its versions are checked when it is written: either way nobody else's change
    is overwritten.
    """

    locked: bool  # False: read or remembered without a lock, so that only a write proves it right

    accounts: dict[str, CustomerAccounts] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    records: dict[RecordKey, Record] = field(default_factory=dict)
    entry_keys: set[str] = field(default_factory=set)
    budgets: dict[tuple[str, date], Money] = field(default_factory=dict)
    payments_of: dict[str, list[str]] = field(default_factory=dict)  # customer → payments loaded
    versions: dict[str, int] = field(default_factory=dict)  # of accounts and payments, by their id

    def add_accounts(self, accounts: CustomerAccounts, version: int) -> None:
        """Take in a customer's accounts."""
        self.accounts[accounts.customer_id] = accounts
        self.versions[accounts.customer_id] = version

    def add_payment(self, payment: Payment, version: int) -> None:
        """Take in a payment."""
        if payment.id in self.payments:
            return
        self.payments[payment.id] = payment
        self.versions[payment.id] = version
        self.payments_of.setdefault(payment.customer_id, []).append(payment.id)


@dataclass(slots=True)
class Wanted:
    """What to lock and load for a batch. Sorted, so that two processes lock in the same order."""

    customer_ids: list[str]
    payment_ids: list[str]
    new_payment_ids: list[str]  # not there yet, unless the command is a repeat
    open_payments_of: list[str]
    records: dict[type[Record], list[str]]  # of each kind, by the names of the kinds
    entry_keys: list[str]
    budgets: list[tuple[str, date]]

    @classmethod
    def by(cls, touches: Iterable[Touches]) -> Wanted:
        """Return what all of them touch."""
        customers, payments, new, payers = set[str](), set[str](), set[str](), set[str]()
        records, keys, budgets = set[RecordKey](), set[str](), set[tuple[str, date]]()
        for touch in touches:
            if touch.customer_id is not None:
                customers.add(touch.customer_id)
                if touch.open_payments:
                    payers.add(touch.customer_id)
            if touch.other_customer_id is not None:
                customers.add(touch.other_customer_id)
            if touch.payment_id is not None:
                (new if touch.open_payments else payments).add(touch.payment_id)
            if touch.top_up_id is not None:
                records.add((TopUp, touch.top_up_id))
            records.update(touch.records)
            if touch.entry_key is not None:
                keys.add(touch.entry_key)
            if touch.budget is not None:
                budgets.add(touch.budget)
        return cls(
            customer_ids=sorted(customers),
            payment_ids=sorted(payments),
            new_payment_ids=sorted(new),
            open_payments_of=sorted(payers),
            records={
                kind: sorted(id_ for other, id_ in records if other is kind)
                for kind in sorted({kind for kind, _ in records}, key=lambda kind: kind.__name__)
            },
            entry_keys=sorted(keys),
            budgets=sorted(budgets),
        )


@dataclass(slots=True)
class Batch:
    """The state that a batch has come to, and all that it will write."""

    loaded: Loaded
    accounts: dict[str, CustomerAccounts] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    ended_attempts: list[tuple[str, Attempt]] = field(default_factory=list)
    records: dict[RecordKey, Record] = field(default_factory=dict)
    budgets: dict[tuple[str, date], Money] = field(default_factory=dict)
    entries: dict[str, JournalEntry] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)

    payments_of: dict[str, list[str]] = field(default_factory=dict)  # customer → payments new in this batch

    def add(self, page: Page) -> None:
        """Take over what a command has decided."""
        for payment in page.changed_payments.values():
            if payment.id not in self.payments and payment.id not in self.loaded.payments:
                self.payments_of.setdefault(payment.customer_id, []).append(payment.id)
        self.accounts.update(page.changed_accounts)
        self.payments.update(page.changed_payments)
        self.ended_attempts.extend(page.ended_attempts)
        self.records.update(page.changed_records)
        self.budgets.update(page.changed_budgets)
        for entry in page.entries:
            self.entries[entry.key] = entry
        for notice in page.notices:
            self.notices.setdefault(notice.key, notice)
        for case in page.cases:
            self.cases.setdefault(case.id, case)


class Page:
    """`domain.money_books.MoneyBooks` for one command."""

    __slots__ = (
        "batch",
        "cases",
        "changed_accounts",
        "changed_budgets",
        "changed_payments",
        "changed_records",
        "ended_attempts",
        "entries",
        "notices",
        "read",
    )

    def __init__(self, batch: Batch) -> None:
        """Open an empty page."""
        self.batch = batch
        self.changed_accounts: dict[str, CustomerAccounts] = {}
        self.changed_payments: dict[str, Payment] = {}
        self.changed_records: dict[RecordKey, Record] = {}
        self.changed_budgets: dict[tuple[str, date], Money] = {}
        self.ended_attempts: list[tuple[str, Attempt]] = []
        self.entries: list[JournalEntry] = []
        self.notices: list[Notice] = []
        self.cases: list[Case] = []
        self.read: set[str] = set()  # customers and payments that the command looked at

    @property
    def certain(self) -> bool:
        """Whether the command can't have been misled by what was loaded.

        Without locks that is so if the batch writes every row that the command looked at, since the write
        checks their versions. A refusal, or a look that changes nothing, proves nothing.
        """
        batch = self.batch
        return batch.loaded.locked or all(
            id_ in self.changed_accounts
            or id_ in self.changed_payments
            or id_ in batch.accounts
            or id_ in batch.payments
            for id_ in self.read
        )

    def accounts(self, customer_id: str) -> CustomerAccounts:
        """Return the customer's balances and limits."""
        batch = self.batch
        self.read.add(customer_id)
        for known in (self.changed_accounts, batch.accounts, batch.loaded.accounts):
            if customer_id in known:
                return known[customer_id]
        raise LookupError(f"no accounts of customer {customer_id}")

    def payment(self, payment_id: str) -> Payment | None:
        """Return a payment with its newest attempt."""
        self.read.add(payment_id)
        return self._payment(payment_id)

    def _payment(self, payment_id: str) -> Payment | None:
        batch = self.batch
        for known in (self.changed_payments, batch.payments, batch.loaded.payments):
            if payment_id in known:
                return known[payment_id]
        return None

    def open_payments(self, customer_id: str) -> tuple[Payment, ...]:
        """Return the customer's payments that still hold money."""
        batch = self.batch
        self.read.add(customer_id)  # Whoever opens or ends a payment moves held money, so her row's version.
        ids = (*batch.loaded.payments_of.get(customer_id, ()), *batch.payments_of.get(customer_id, ()))
        payments = (self._payment(payment_id) for payment_id in ids)
        return tuple(payment for payment in payments if payment is not None and payment.status in HOLDING)

    def top_up(self, top_up_id: str) -> TopUp | None:
        """Return a top-up."""
        return self.record(TopUp, top_up_id)

    def record(self, kind: type[Kept], id_: str) -> Kept | None:
        """Return a record that the command touches, None if there is none."""
        batch = self.batch
        for known in (self.changed_records, batch.records, batch.loaded.records):
            found = known.get((kind, id_))
            if found is not None:
                return cast(Kept, found)
        return None

    def has_entry(self, key: str) -> bool:
        """Return whether that journal entry was written before."""
        return (
            key in self.batch.loaded.entry_keys
            or key in self.batch.entries
            or any(entry.key == key for entry in self.entries)
        )

    def budget_used(self, name: str, day: date) -> Money:
        """Return what was spent of a house budget on a Lagos day."""
        batch = self.batch
        for known in (self.changed_budgets, batch.budgets, batch.loaded.budgets):
            if (name, day) in known:
                return known[name, day]
        return ZERO

    def post(self, entry: JournalEntry) -> None:
        """Write an entry and move the customer balances that it touches."""
        if self.has_entry(entry.key):
            raise WrittenTwice(entry.key)
        moved: dict[str, dict[str, Money]] = {}
        for posting in entry.postings:
            if posting.customer_id is None:
                continue
            balances = moved.get(posting.customer_id)
            if balances is None:
                balances = moved[posting.customer_id] = _balances(self.accounts(posting.customer_id))
            if posting.account not in balances:
                raise LookupError(f"no customer account {posting.account}")
            balance = balances[posting.account] + posting.amount
            if balance.kobo < 0:
                raise InsufficientFunds(short_by=-balance)
            balances[posting.account] = balance
        for customer_id, balances in moved.items():
            before = self.accounts(customer_id)
            self.changed_accounts[customer_id] = CustomerAccounts(
                customer_id=customer_id,
                wallet=balances[CustomerAccount.WALLET],
                cashback=balances[CustomerAccount.CASHBACK],
                held=balances[CustomerAccount.HELD],
                tier=before.tier,
                restricted_until=before.restricted_until,
                usage=before.usage,
                controls=before.controls,
                owes=before.owes,
            )
        self.entries.append(entry)

    def save_accounts(self, accounts: CustomerAccounts) -> None:
        """Keep changed limits and controls. Balances move by `post` alone."""
        now = self.accounts(accounts.customer_id)
        self.changed_accounts[accounts.customer_id] = replace(
            accounts, wallet=now.wallet, cashback=now.cashback, held=now.held
        )

    def save_payment(self, payment: Payment) -> None:
        """Keep a new or changed payment with its newest attempt."""
        self.changed_payments[payment.id] = payment

    def end_attempt(self, payment_id: str, attempt: Attempt) -> None:
        """Keep the end of an attempt that another one follows."""
        self.ended_attempts.append((payment_id, attempt))

    def save_top_up(self, top_up: TopUp) -> None:
        """Keep a changed top-up."""
        self.save_record(top_up)

    def save_record(self, record: Record) -> None:
        """Keep a new or changed record that the command touches."""
        self.changed_records[type(record), record.id] = record

    def spend_budget(self, name: str, day: date, amount: Money) -> None:
        """Count against a house budget."""
        self.changed_budgets[name, day] = self.budget_used(name, day) + amount

    def tell(self, notice: Notice) -> None:
        """Put a message into the outbox."""
        self.notices.append(notice)

    def open_case(self, case: Case) -> None:
        """Open a case for staff, if this one is not open already."""
        self.cases.append(case)


def _balances(accounts: CustomerAccounts) -> dict[str, Money]:
    return {
        CustomerAccount.WALLET: accounts.wallet,
        CustomerAccount.CASHBACK: accounts.cashback,
        CustomerAccount.HELD: accounts.held,
    }
