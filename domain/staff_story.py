"""What the journal and the outbox have about a payment, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.money import Money


@dataclass(frozen=True, slots=True)
class Line:
    """One posting, with the entry that it belongs to. A customer's account is named as hers."""

    kind: str  # of the entry
    posted_at: datetime
    account: str
    amount: Money
    is_customers: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One message that was owed about it. `sent_at` None: it is still to be sent."""

    kind: str
    due_at: datetime
    sent_at: datetime | None
    failure: str | None


class StoryStore(Protocol):
    """Where the story of a payment is read."""

    async def lines(self, subjects: Sequence[str]) -> tuple[Line, ...]:
        """Return the postings of all entries about these, oldest first."""
        ...

    async def said(self, subject_id: str) -> tuple[Said, ...]:
        """Return the messages about it, oldest first."""
        ...
