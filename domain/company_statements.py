"""What a company says that it did with our money on a day, read from the file that it offers.

The file is CSV with a head. Which columns count is known by their names (`docs/staff.md`); amounts are
naira. A file that can't be read to its last line is refused as a whole: half a statement looks like breaks.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Refusal
from domain.ledger import HouseAccount
from domain.money import ZERO, Money, naira
from domain.times import LAGOS, lagos_day

MOST_LINES = 200_000
_NUMBER = re.compile(r"-?[0-9]{1,13}(?:\.[0-9]{1,6})?")
_YEARS = range(2000, 2101)


class Side(StrEnum):
    """What a company is for us in a statement, and so what its lines are about."""

    VENDOR = "float"  # it delivers, and takes what that costs from the float
    PROCESSOR = "collected"  # it takes money in, and owes us what it keeps of it for us
    PAYOUT = "payout"  # it pays out to bank accounts, of what it owes us
    CHARGEBACK = "chargeback"  # it takes back what it took in
    SETTLEMENT = "settlement"  # it pays to our bank what it owes us

    @property
    def account(self) -> HouseAccount:
        """The account that such a statement is held against, of that company."""
        return HouseAccount.FLOAT if self is Side.VENDOR else HouseAccount.COLLECTED

    @property
    def adds(self) -> bool:
        """Whether an amount is what the company owes us more. All others are what it takes."""
        return self is Side.PROCESSOR


class UnreadableStatement(Refusal):
    """A file that is no statement, or has a line that can't be read. Nothing of it was taken in."""

    code = "unreadable-statement"

    def __init__(self, *, line: int, column: str) -> None:
        super().__init__(line=line, column=column)
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One thing that a company says it did.

    `amount`: what it took from our float or of what it owes us, its fee included; or what it owes us of a
    payment after its fee. `counts`: it stands; what failed or was given back does not.
    """

    id: str  # the company's own, one for each line
    reference: str  # a vend's request id, a processor's transaction, a payout's, a contest, a settlement
    amount: Money
    counts: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Statement:
    """All that a company did on a calendar day of Lagos."""

    company: str
    side: Side
    day: date
    lines: tuple[StatementLine, ...]
    digest: str = ""  # SHA-256 of the file it came in


# The names of the columns, in the order of preference, as they are without spaces, "_" and capitals.
_REFERENCE = {
    Side.VENDOR: ("requestid", "customerreference", "reference", "txref"),
    Side.PROCESSOR: ("transactionid", "id"),
}
_OWN_ID = ("transactionid", "flwref", "id")
_AMOUNT = {
    Side.VENDOR: ("totalamount", "amountcharged", "amount"),
    Side.PROCESSOR: ("chargedamount", "amount", "amountpaid"),
}
_FEE = ("fees", "fee", "appfee", "transactionfees")
_AT = ("transactiondate", "paidat", "date", "createdat")
_STATUS = ("status", "transactionstatus")
_STANDS = frozenset({"delivered", "success", "successful", "completed", "paid"})
_STANDS_NOT = frozenset({"failed", "reversed", "refunded", "abandoned", "pending", "initiated"})


def read_statement(company: str, side: Side, text: str, *, digest: str = "") -> tuple[Statement, ...]:
    """Return the statement of each day in the file, in the order of the days.

    :raises UnreadableStatement: at the first line that can't be read
    """
    if "\0" in text:
        raise UnreadableStatement(line=1, column="")
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    seen: Counter[str] = Counter()
    by_day: dict[date, list[StatementLine]] = {}
    try:
        places = _places([_plain(name) for name in next(rows, [])], side)
        for number, row in enumerate(rows, 2):
            if not any(cell.strip() for cell in row):
                continue
            if number > MOST_LINES:
                raise UnreadableStatement(line=number, column="")
            line = _line(row, places, side, number, seen)
            by_day.setdefault(lagos_day(line.at), []).append(line)
    except csv.Error:
        raise UnreadableStatement(line=rows.line_num, column="") from None
    return tuple(Statement(company, side, day, tuple(by_day[day]), digest) for day in sorted(by_day))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where in a row each column is."""

    reference: int
    own_id: int
    amount: int
    fee: int | None
    at: int
    status: int


def _places(head: Sequence[str], side: Side) -> _Places:
    def place(names: Iterable[str], column: str) -> int:
        found = next((head.index(name) for name in names if name in head), None)
        if found is None:
            raise UnreadableStatement(line=1, column=column)
        return found

    reference = place(_REFERENCE[side], "reference")
    return _Places(
        reference=reference,
        own_id=next((head.index(name) for name in _OWN_ID if name in head), reference),
        amount=place(_AMOUNT[side], "amount"),
        fee=next((head.index(name) for name in _FEE if name in head), None)
        if side is Side.PROCESSOR
        else None,
        at=place(_AT, "date"),
        status=place(_STATUS, "status"),
    )


def _line(row: Sequence[str], places: _Places, side: Side, number: int, seen: Counter[str]) -> StatementLine:
    def cell(place: int, column: str) -> str:
        if place >= len(row) or not row[place].strip():
            raise UnreadableStatement(line=number, column=column)
        return row[place].strip()

    def amount(place: int, column: str) -> Money:
        said = cell(place, column).replace(",", "").removeprefix("₦")
        try:
            if not _NUMBER.fullmatch(said):
                raise ValueError(said)
            return naira(said)
        except ValueError:
            raise UnreadableStatement(line=number, column=column) from None

    status = cell(places.status, "status").lower()
    if status not in _STANDS | _STANDS_NOT:
        raise UnreadableStatement(line=number, column="status")
    try:
        at = datetime.fromisoformat(cell(places.at, "date"))
    except ValueError:
        raise UnreadableStatement(line=number, column="date") from None
    if at.year not in _YEARS:
        raise UnreadableStatement(line=number, column="date")
    own_id = cell(places.own_id, "reference")
    seen[own_id] += 1
    has_fee = places.fee is not None and places.fee < len(row) and row[places.fee].strip()
    fee = amount(places.fee, "fee") if places.fee is not None and has_fee else ZERO
    return StatementLine(
        id=own_id if seen[own_id] == 1 else f"{own_id}#{seen[own_id]}",
        reference=cell(places.reference, "reference"),
        amount=amount(places.amount, "amount") - fee,
        counts=status in _STANDS,
        at=at if at.tzinfo is not None else at.replace(tzinfo=LAGOS),
    )


def _plain(name: str) -> str:
    return name.strip().lower().replace("_", "").replace(" ", "").replace("-", "")


COMPANIES: Mapping[str, tuple[str, Side]] = {
    "vtpass": ("vtpass", Side.VENDOR),
    "flutterwave-bills": ("flutterwave", Side.VENDOR),
    "paystack": ("paystack", Side.PROCESSOR),
    "flutterwave": ("flutterwave", Side.PROCESSOR),
}
"""Whose statements there are, by what staff call them: the company, and what it is for us."""
