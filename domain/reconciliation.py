"""Our books held against a company's statement: what agrees, and each way in which it does not.

Everything here is arithmetic on what both sides say about one reference; `domain.reconciling` brings them
together. A difference is told from the company's side: positive if it took more or owes more than is booked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.company_statements import Side, StatementLine
from domain.ledger import EntryKind, HouseAccount, JournalEntry, Posting, entry, house
from domain.money import ZERO, Money


class BreakKind(StrEnum):
    """In which way the books and a statement disagree."""

    OURS_ALONE = "ours-alone"  # we delivered or credited, they did nothing that stands
    GIVEN_BACK = "given-back"  # they charged or took in, we gave it back or never booked it
    AMOUNT = "amount-differs"
    THEIRS_ALONE = "theirs-alone"  # unknown to us
    TWICE = "twice"  # they did it more than once


class BreakStatus(StrEnum):
    """Where a break is."""

    OPEN = "open"
    CORRECTED = "corrected"  # by an entry that two people agreed to
    EXPLAINED = "explained"  # by a note: nothing is to be booked
    GONE = "gone"  # the books and a later statement agree


@dataclass(frozen=True, slots=True)
class Booked:
    """What our journal has about a reference. `undecided`: nobody knows yet, so that nothing can disagree."""

    amount: Money
    subject_id: str  # the payment, or the entry of what came in
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One reference on which the books and the statement disagree."""

    reference: str
    kind: BreakKind
    theirs: Money
    ours: Money  # corrections included
    subject_id: str | None

    @property
    def amount(self) -> Money:
        """By how much they have more than we."""
        return self.theirs - self.ours


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding one against the other."""

    matched: int
    undecided: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A difference as a case: with a number, and what became of it."""

    number: int  # by which people call it: B-12
    company: str
    side: Side
    reference: str
    day: date
    kind: BreakKind
    theirs: Money
    ours: Money
    subject_id: str | None
    opened_at: datetime
    status: BreakStatus = BreakStatus.OPEN
    corrected: Money = ZERO  # what was booked for it, all corrections together
    decided_by: str | None = None
    decided_at: datetime | None = None
    word: str | None = None  # why there is nothing to be booked
    owner: str | None = None  # who of the staff sees to it

    @property
    def id(self) -> str:
        """A company has one for each reference."""
        return break_id(self.company, self.side, self.reference)

    @property
    def amount(self) -> Money:
        """By how much they have more than we."""
        return self.theirs - self.ours


def is_overdue(found: Break, after: timedelta, *, now: datetime) -> bool:
    """Return whether a break has been open for too long."""
    return found.status is BreakStatus.OPEN and now - found.opened_at >= after


def break_id(company: str, side: Side, reference: str) -> str:
    """Return what names the break of a reference."""
    return f"{side.value}:{company}:{reference}"


def compare(
    lines: Iterable[StatementLine], booked: Mapping[str, Booked], corrected: Mapping[str, Money]
) -> Comparison:
    """Hold lines against what is booked, for every reference that either names.

    :param lines: all that the company says about these references, on whatever day
    :param corrected: what was booked for breaks of these references already
    """
    theirs: dict[str, list[Money]] = {}
    for line in lines:
        theirs.setdefault(line.reference, [])
        if line.counts:
            theirs[line.reference].append(line.amount)
    matched = undecided = 0
    differences: list[Difference] = []
    for reference in sorted(theirs.keys() | booked.keys()):
        ours, said = booked.get(reference), theirs.get(reference, [])
        if ours is not None and ours.undecided:
            undecided += 1
            continue
        have = (ours.amount if ours else ZERO) + corrected.get(reference, ZERO)
        told = sum(said, ZERO)
        if told == have:
            matched += 1
            continue
        subject_id = ours.subject_id if ours else None
        differences.append(Difference(reference, _kind(said, ours, have), told, have, subject_id))
    return Comparison(matched, undecided, tuple(differences))


def _kind(said: list[Money], ours: Booked | None, have: Money) -> BreakKind:
    if len(said) > 1:
        return BreakKind.TWICE
    if not said:
        return BreakKind.OURS_ALONE
    if ours is None:
        return BreakKind.THEIRS_ALONE
    return BreakKind.GIVEN_BACK if have == ZERO else BreakKind.AMOUNT


def correction(found: Break, request_id: str, *, now: datetime) -> JournalEntry:
    """Return the entry that makes our books say what the company says.

    What was only booked at another price is the price: less commission, or a processor's higher fee. All else
    waits in suspense, until the company gives it back or two people decide whose it is. Of a
    settlement it is what reached our bank.
    """
    more = found.amount
    account = house(found.side.account, found.company)
    # Who took more leaves less in the float, or owes us less; who took more in owes us more.
    change = -more if found.side.adds else more
    against = _against(found)
    return entry(
        EntryKind.RECONCILIATION, request_id, now, Posting(account, change), Posting(against, -change)
    )


def _against(found: Break) -> HouseAccount:
    if found.side is Side.SETTLEMENT:
        return HouseAccount.BANK
    if found.kind is not BreakKind.AMOUNT:
        return HouseAccount.SUSPENSE
    return HouseAccount.COMMISSION_INCOME if found.side is Side.VENDOR else HouseAccount.PROCESSOR_FEES
