"""The hours of little spending that begin when an account changes hands: a new PIN, another Telegram."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.money import ZERO
from domain.money_books import MoneyBooks, Touches
from domain.rules import Rules


@dataclass(frozen=True, slots=True)
class Restrict:
    """Let a customer spend little from now on. One that is restricted already stays so for longer."""

    customer_id: str
    rules: Rules
    now: datetime

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> datetime:
        """Write it, and return until when it lasts."""
        accounts = books.accounts(self.customer_id)
        before = accounts.restricted_until
        is_running = before is not None and self.now < before
        until = self.now + self.rules.restricted_for
        if before is not None and before > until:
            return before
        # What was spent in earlier such hours counts for nothing in these.
        spent = accounts.usage.restricted_outflow if is_running else ZERO
        since = accounts.usage.restricted_since if is_running else self.now
        books.save_accounts(
            replace(
                accounts,
                restricted_until=until,
                usage=replace(accounts.usage, restricted_outflow=spent, restricted_since=since),
            )
        )
        return until
