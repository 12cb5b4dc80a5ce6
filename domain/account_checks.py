"""How often a customer asks whose bank account one is: names are not ours to give away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.cases import CaseKind
from domain.errors import Refusal
from domain.money_books import MoneyBooks, Touches
from domain.rules import Rules
from domain.withdrawal_steps import open_case_about


class TooManyAccountChecks(Refusal):
    """So many account numbers were looked up today."""

    code = "too-many-account-checks"

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


@dataclass(frozen=True, slots=True)
class AccountChecks:
    """How many bank accounts a customer has asked about on a Lagos day, and how many were not hers."""

    id: str  # of the customer and the day
    customer_id: str
    checks: int = 0
    mismatches: int = 0


@dataclass(frozen=True, slots=True)
class CountCheck:
    """Count a question about a bank account, before it is asked: names are not ours to give away."""

    customer_id: str
    day: str
    rules: Rules
    now: datetime
    mismatch: bool = False  # not a question, but its answer: another name

    @property
    def id(self) -> str:
        """The counter of that customer and day."""
        return f"{self.customer_id}:{self.day}"

    @property
    def touches(self) -> Touches:
        """The counter, and the customer whose commands stay in line."""
        return Touches(customer_id=self.customer_id, records=((AccountChecks, self.id),))

    def decide(self, books: MoneyBooks) -> AccountChecks:
        """Return the counter. Names that did not fit too often are a case for staff.

        :raises TooManyAccountChecks: if no more may be asked today
        """
        rules = self.rules.withdrawals
        counted = books.record(AccountChecks, self.id) or AccountChecks(self.id, self.customer_id)
        if self.mismatch:
            counted = replace(counted, mismatches=counted.mismatches + 1)
            if counted.mismatches == rules.mismatches_until_case:
                open_case_about(
                    books,
                    CaseKind.BANK_NAME_MISMATCH,
                    self.id,
                    self.customer_id,
                    self.now,
                    self.rules.extended_deadline,
                    f"{counted.mismatches} accounts in other names",
                )
        elif counted.checks >= rules.account_checks_per_day:
            raise TooManyAccountChecks(limit=rules.account_checks_per_day)
        else:
            counted = replace(counted, checks=counted.checks + 1)
        books.save_record(counted)
        return counted
