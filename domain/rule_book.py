"""The rules as one process knows them: the file's, and every change of staff, learned again and again.

Nothing is read for a payment: changes begin later than every process needs to learn of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.price_rules import RuleChange
from domain.rule_changes import RulesOverTime
from domain.rules import Rules
from domain.storage import Storage


class RuleChangeStore(Protocol):
    """Where changes are kept. They are added by the money path's door alone."""

    async def count(self) -> int:
        """Return how many there are."""
        ...

    async def all(self) -> tuple[RuleChange, ...]:
        """Return all of them, in the order in which they were agreed to."""
        ...


class RuleBooks(Protocol):
    """What the book needs from one transaction."""

    @property
    def rule_changes(self) -> RuleChangeStore:
        """The changes."""
        ...


@dataclass
class RuleBook:
    """Which rules hold when."""

    written: Rules  # in the file
    storage: Storage[RuleBooks]
    over_time: RulesOverTime = field(init=False)

    def __post_init__(self) -> None:
        """Begin with what is written in the file."""
        self.over_time = RulesOverTime.of(self.written, ())

    def at(self, moment: datetime) -> Rules:
        """Return the rules as they hold at a moment."""
        return self.over_time.at(moment)

    async def learn(self) -> None:
        """Learn what was changed since, by whatever process."""
        async with self.storage.look() as books:
            if await books.rule_changes.count() == len(self.over_time.first.changes):
                return
            changes = await books.rule_changes.all()
        self.over_time = RulesOverTime.of(self.written, changes)
