"""What processors paid to our bank: booked once for each settlement, as their statements tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.company_statements import Side, Statement
from domain.ledger import EntryKind, HouseAccount, Posting, entry, house
from domain.money import ZERO, Money
from domain.money_books import MoneyBooks, Touches


@dataclass(frozen=True, slots=True)
class BookSettlement:
    """Move what a processor paid from what it owes us to our bank. The same settlement again changes nothing.

    A later word about it that differs is a break, never a second entry.
    """

    processor: str
    settlement_id: str
    amount: Money
    now: datetime

    @property
    def touches(self) -> Touches:
        """Whether it is booked."""
        return Touches(entry_key=settlement_key(self.processor, self.settlement_id))

    def decide(self, books: MoneyBooks) -> bool:
        """Return whether it is booked now."""
        if books.has_entry(settlement_key(self.processor, self.settlement_id)):
            return False
        owed = house(HouseAccount.COLLECTED, self.processor)
        subject = f"{self.processor}:{self.settlement_id}"
        books.post(
            entry(
                EntryKind.SETTLEMENT,
                subject,
                self.now,
                Posting(owed, self.amount),
                Posting(HouseAccount.BANK, -self.amount),
            )
        )
        return True


def settlement_key(processor: str, settlement_id: str) -> str:
    """Return the key of a settlement's entry."""
    return f"{EntryKind.SETTLEMENT.value}:{processor}:{settlement_id}"


def bookings(statement: Statement, *, now: datetime) -> tuple[BookSettlement, ...]:
    """Return what a statement says that reached our bank."""
    if statement.side is not Side.SETTLEMENT:
        return ()
    return tuple(
        BookSettlement(statement.company, line.reference, line.amount, now)
        for line in statement.lines
        if line.counts and line.amount > ZERO
    )
