"""Calendar months in Lagos, and the ways in which people name one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.errors import Refusal
from domain.times import LAGOS

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERED = re.compile(r"(20\d\d)-(0?[1-9]|1[0-2])")
_YEAR = re.compile(r"20\d\d")


class NotAMonth(Refusal):
    """What was typed names no month."""

    code = "not-a-month"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of a year. It begins and ends at midnight in Lagos."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Month:
        """Return the month of a moment."""
        local = moment.astimezone(LAGOS)
        return cls(local.year, local.month)

    @property
    def since(self) -> datetime:
        """Its first moment, in UTC."""
        return datetime(self.year, self.number, 1, tzinfo=LAGOS).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """The first moment after it, in UTC."""
        return self.next.since

    @property
    def next(self) -> Month:
        """The month after it."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        """The month before it."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"


def month_named(word: str, *, now: datetime) -> Month | None:
    """Return the newest month of that name that is not ahead: "june", "jun", "2026-06"; else None."""
    word = word.casefold()
    if found := _NUMBERED.fullmatch(word):
        return Month(int(found[1]), int(found[2]))
    number = next((n for n, name in enumerate(_FULL, start=1) if word in (name, _NAMES[n - 1])), None)
    number = 9 if word == "sept" else number
    if number is None:
        return None
    today = Month.of(now)
    return Month(today.year - (number > today.number), number)


def year_named(word: str) -> int | None:
    """Return the year that a word is, else None."""
    return int(word) if _YEAR.fullmatch(word) else None


def read_month(text: str, *, now: datetime) -> Month:
    """Return the month that a text names, in whatever order; this one if it is empty.

    :raises NotAMonth: if there is something else in it
    """
    words = text.casefold().split()
    if words in ([], ["this", "month"], ["now"]):
        return Month.of(now)
    if words in (["last", "month"], ["last"]):
        return Month.of(now).before
    months = [month for word in words if (month := month_named(word, now=now)) is not None]
    years = [year for word in words if (year := year_named(word)) is not None]
    if len(months) != 1 or len(months) + len(years) != len(words) or len(years) > 1:
        raise NotAMonth(said=text[:40])
    return Month(years[0], months[0].number) if years else months[0]
