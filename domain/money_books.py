"""The money path's one door: commands that decide, and the books they decide on.

A command is a value with a pure `decide`. `storage` locks and loads what `touches` names, lets the
commands of a batch decide one after the other, each on what the ones before it left, writes it all
down in one transaction, and only then tells each caller its verdict. A command that raises a
`Refusal` leaves nothing behind and fails nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from domain.cases import Case
from domain.ledger import JournalEntry
from domain.limits import CustomerAccounts
from domain.money import Money
from domain.notices import Notice
from domain.payments import Attempt, Payment
from domain.top_ups import TopUp

Verdict_co = TypeVar("Verdict_co", covariant=True)


class Record(Protocol):
    """A value that is kept as one row and changes in the transaction of the money that it moves."""

    @property
    def id(self) -> str:
        """Its key among those of its kind."""
        ...


Kept = TypeVar("Kept", bound=Record)


@dataclass(frozen=True, slots=True)
class Touches:
    """What a command reads or changes; locked before it decides."""

    customer_id: str | None = None
    other_customer_id: str | None = None  # whoever gets or gives what the customer gives or gets
    payment_id: str | None = None
    open_payments: bool = False  # also the customer's other payments that hold money
    top_up_id: str | None = None
    records: tuple[tuple[type[Any], str], ...] = ()  # of which kind, and which
    entry_key: str | None = None  # an idempotency key to look for
    budget: tuple[str, date] | None = None  # a house budget of a Lagos day

    @property
    def subject(self) -> str | None:
        """The id of what it is about; None where that is a customer's money alone."""
        first = self.records[0][1] if self.records else None
        return self.payment_id or self.top_up_id or first


class MoneyBooks(Protocol):
    """The books as a command finds them, and the pen to write with."""

    def accounts(self, customer_id: str) -> CustomerAccounts:
        """Return the customer's balances and limits."""
        ...

    def payment(self, payment_id: str) -> Payment | None:
        """Return a payment with its newest attempt."""
        ...

    def open_payments(self, customer_id: str) -> tuple[Payment, ...]:
        """Return the customer's payments that still hold money."""
        ...

    def top_up(self, top_up_id: str) -> TopUp | None:
        """Return a top-up."""
        ...

    def record(self, kind: type[Kept], id_: str) -> Kept | None:
        """Return a record that the command touches, None if there is none."""
        ...

    def has_entry(self, key: str) -> bool:
        """Return whether that journal entry was written before."""
        ...

    def budget_used(self, name: str, day: date) -> Money:
        """Return what was spent of a house budget on a Lagos day."""
        ...

    def post(self, entry: JournalEntry) -> None:
        """Write an entry and move the customer balances that it touches.

        :raises InsufficientFunds: if a customer's account would fall below zero
        """
        ...

    def save_accounts(self, accounts: CustomerAccounts) -> None:
        """Keep changed limits and controls. Balances move by `post` alone."""
        ...

    def save_payment(self, payment: Payment) -> None:
        """Keep a new or changed payment with its newest attempt."""
        ...

    def end_attempt(self, payment_id: str, attempt: Attempt) -> None:
        """Keep the end of an attempt that another one follows."""
        ...

    def save_top_up(self, top_up: TopUp) -> None:
        """Keep a changed top-up."""
        ...

    def save_record(self, record: Record) -> None:
        """Keep a new or changed record that the command touches."""
        ...

    def spend_budget(self, name: str, day: date, amount: Money) -> None:
        """Count against a house budget."""
        ...

    def tell(self, notice: Notice) -> None:
        """Put a message into the outbox."""
        ...

    def open_case(self, case: Case) -> None:
        """Open a case for staff, if this one is not open already."""
        ...


class MoneyCommand(Protocol[Verdict_co]):
    """Something that moves money, or refuses to."""

    @property
    def touches(self) -> Touches:
        """What to lock and load."""
        ...

    def decide(self, books: MoneyBooks) -> Verdict_co:
        """Decide and write. Pure but for the books; may be called again with fresh books."""
        ...


class MoneyDoor(Protocol):
    """Where commands are handed in: `storage.money`."""

    async def apply(self, command: MoneyCommand[Verdict_co]) -> Verdict_co:
        """Decide, commit, and return the verdict.

        :raises Refusal: what the command raised; nothing of it was written
        """
        ...
