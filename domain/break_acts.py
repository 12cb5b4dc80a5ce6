"""What staff do about a break: book what the company says, with a second person, or explain it in a note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from domain.errors import Refusal
from domain.maker_checker import NoReason
from domain.money import Money
from domain.money_books import MoneyBooks, Touches
from domain.reconciliation import Break, BreakStatus, correction
from domain.rules import Rules
from domain.staff import MAY, Act, StaffPerson
from domain.staff_acts import Effect, NothingToChange

_LONGEST_WORD = 300


class BreakSettled(Refusal):
    """It is corrected, explained or gone, or it is another one than it was when this was asked for."""

    code = "break-settled"


@dataclass(frozen=True, slots=True)
class CorrectBreak:
    """Make our books say what the company says about a reference."""

    act: ClassVar[Act] = Act.CORRECT_BREAK
    break_id: str
    amount: Money  # the difference that was looked at: another one has to be looked at anew

    @property
    def subject_id(self) -> str:
        """The break."""
        return self.break_id

    @property
    def customer_id(self) -> str | None:
        """Nobody's wallet."""
        return None

    @property
    def person_id(self) -> int | None:
        """Nobody's roles."""
        return None

    @property
    def touches(self) -> Touches:
        """The break."""
        return Touches(records=((Break, self.break_id),))

    def _found(self, books: MoneyBooks) -> Break:
        found = existing_break(books, self.break_id)
        if found.status is not BreakStatus.OPEN or found.amount != self.amount:
            raise BreakSettled
        return found

    def weigh(self, books: MoneyBooks, rules: Rules, now: datetime) -> Effect:
        """Return the state before and after it, and how much is booked."""
        found = self._found(books)
        if not found.amount:
            raise NothingToChange
        return Effect("break-open", "break-corrected", max(found.amount, -found.amount))

    def carry_out(
        self, books: MoneyBooks, request_id: str, by: str, rules: Rules, now: datetime, *, alone: bool
    ) -> None:
        """Post the entry, and count it on the break."""
        found = self._found(books)
        books.post(correction(found, request_id, now=now))
        books.save_record(
            replace(
                found,
                status=BreakStatus.CORRECTED,
                ours=found.theirs,
                corrected=found.corrected + found.amount,
                decided_by=by,
                decided_at=now,
                word=None,
            )
        )


@dataclass(frozen=True, slots=True)
class ExplainBreak:
    """Say why there is nothing to be booked. Moves no money, so one person is enough."""

    break_id: str
    word: str
    by: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The break, and her roles."""
        return Touches(records=((Break, self.break_id), *self.by.records))

    def decide(self, books: MoneyBooks) -> Break:
        """Return the break, explained.

        :raises NotYourRole, NoReason, BreakSettled: instead
        """
        self.by.check(books, MAY[Act.EXPLAIN_BREAK], now=self.now)
        word = self.word.strip()[:_LONGEST_WORD]
        if not word:
            raise NoReason
        found = existing_break(books, self.break_id)
        if found.status is not BreakStatus.OPEN:
            raise BreakSettled
        explained = replace(
            found,
            status=BreakStatus.EXPLAINED,
            decided_by=self.by.name,
            decided_at=self.now,
            word=word,
        )
        books.save_record(explained)
        return explained


@dataclass(frozen=True, slots=True)
class TakeBreak:
    """Say who sees to a break. Whoever had it before does not any more."""

    break_id: str
    by: StaffPerson
    now: datetime

    @property
    def touches(self) -> Touches:
        """The break, and her roles."""
        return Touches(records=((Break, self.break_id), *self.by.records))

    def decide(self, books: MoneyBooks) -> Break:
        """Return the break, taken.

        :raises NotYourRole, BreakSettled: instead
        """
        self.by.check(books, MAY[Act.EXPLAIN_BREAK], now=self.now)
        found = existing_break(books, self.break_id)
        if found.status is not BreakStatus.OPEN:
            raise BreakSettled
        taken = replace(found, owner=self.by.name)
        books.save_record(taken)
        return taken


def existing_break(books: MoneyBooks, break_id: str) -> Break:
    """Return a break that is there."""
    found = books.record(Break, break_id)
    if found is None:
        raise LookupError(f"no break {break_id}")
    return found
