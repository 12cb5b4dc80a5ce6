"""Looking for what went out and came in by what people remember: `light june`, `sent 0803 123 4567`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from domain.billers import Biller
from domain.errors import Refusal
from domain.months import Month, month_named, year_named
from domain.payments import Payment
from domain.phones import NotAPhoneNumber, read_phone
from domain.times import lagos_day
from domain.vendors import Category

_WHOLE_NUMBER = 8  # digits: fewer may be any part of one
_SHORTEST_PART = 3
_CATEGORIES = {
    Category.AIRTIME: "airtime card recharge credit vtu",
    Category.DATA: "data bundle mb gb",
    Category.ELECTRICITY: "light electricity electric power nepa meter token disco",
    Category.TV: "tv cable decoder",
    Category.INTERNET: "internet wifi broadband",
    Category.EDUCATION: "education exam school pin",
    Category.WATER: "water",
}


class Sort(StrEnum):
    """What a line of the history is."""

    BILL = "bill"
    SENT = "sent"
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"
    ADDED = "added"


EVERY_SORT = frozenset(Sort)
_TRANSFERS = frozenset({Sort.SENT, Sort.RECEIVED})
_SORTS = {
    frozenset({Sort.BILL}): "bill bills",
    frozenset({Sort.SENT}): "sent send",
    frozenset({Sort.RECEIVED}): "received receive collect collected",
    _TRANSFERS: "transfer transfers",
    frozenset({Sort.WITHDRAWN}): "withdraw withdrew withdrawn withdrawal withdrawals bank cashout cash-out",
    frozenset({Sort.ADDED}): "add added top-up top-ups topup fund funded funding deposit",
}
_SORTS_OF = {word: sorts for sorts, words in _SORTS.items() for word in words.split()}
_CATEGORY_OF = {word: category for category, words in _CATEGORIES.items() for word in words.split()}
_NO_NAMES = frozenset({*_CATEGORY_OF, "result", "checker", "registration", "reg.", "lagos"})
_FILLERS = frozenset(
    {"for", "from", "in", "to", "of", "my", "the", "all", "money", "payment", "payments"}
    | {"last", "this", "month"}
)
_MONTH = re.compile(r"(?<!\d)20\d\d-\d\d?(?!\d)")
_NOBODY: Mapping[str, str] = MappingProxyType({})
_SEPARATORS = re.compile(r"(?<=\d)[\s.\-…]+(?=\d)")


class UnknownSearch(Refusal):
    """A word that we can't look for."""

    code = "unknown-search"


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for. None: whatever it is."""

    category: Category | None = None
    biller_ids: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    recipients: tuple[tuple[str, str], ...] | None = None  # (biller, whole number)
    part: str | None = None  # of a number
    numbers: tuple[str, ...] = ()  # whole ones, any of which it may be
    sorts: frozenset[Sort] = EVERY_SORT

    @property
    def asks_for_number(self) -> bool:
        """Whether only one number's lines are looked for."""
        return self.part is not None or bool(self.numbers)

    def fits_part(self, payment: Payment) -> bool:
        """Return whether a payment's number has the part that was asked for."""
        return self.part is None or self.part in payment.order.recipient.reference

    def fits_number(self, number: str) -> bool:
        """Return whether a phone or bank account is the one that was asked for."""
        if self.numbers:
            return number in self.numbers
        return self.part is None or self.part in number


def read_search(
    text: str, billers: Iterable[Biller], names: Mapping[str, str] = _NOBODY, *, now: datetime
) -> Search:
    """Read what to look for. `names`: what the customer calls her lines and meters → their numbers.

    :raises UnknownSearch: with the word that means nothing to us
    """
    known = tuple(billers)
    named_one, text = take_name(text, names)
    numbers, words = _numbers_and_words(text)
    category: Category | None = None
    sorts: frozenset[Sort] = frozenset()
    named: set[str] = set()
    month: Month | None = None
    year: int | None = None
    days: tuple[datetime, datetime] | None = None
    if "last month" in text.casefold():
        month = Month.of(now).before
    elif "this month" in text.casefold():
        month = Month.of(now)
    for word in words:
        ids = {each.id for each in known if word in _names(each)}
        if ids:
            named |= ids
        elif word in _CATEGORY_OF:
            category = _CATEGORY_OF[word]
        elif word in _SORTS_OF:
            sorts |= _SORTS_OF[word]
        elif (found := month_named(word, now=now)) is not None:
            month = found
        elif year_named(word) is not None:
            year = year_named(word)
        elif word in {"today", "yesterday"}:
            days = _day(now - timedelta(days=word == "yesterday"))
        elif word not in _FILLERS | _NO_NAMES:
            raise UnknownSearch(word=word[:40])
    since, until = days or _span(month, year)
    number = numbers[0] if numbers else None
    whole = number is not None and len(number) >= _WHOLE_NUMBER
    references = [each for each in (named_one, number if whole else None) if each is not None]
    is_bill = category is not None or bool(named)
    return Search(
        category=category,
        biller_ids=tuple(sorted(named)) or None,
        since=since,
        until=until,
        recipients=tuple(recipients_of(references, known)) or None,
        part=number if not whole else None,
        numbers=tuple(_as_reference(each) for each in references),
        sorts=frozenset({Sort.BILL}) if is_bill else sorts or EVERY_SORT,
    )


def take_name(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the number that goes by a name in a text, and the text without it. The longest name counts.

    None and the text as it is, if there is no such name.
    """
    for name in sorted(names, key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", text, re.IGNORECASE)
        if found is not None:
            return names[name], f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None, text


def recipients_of(references: Iterable[str], billers: Iterable[Biller]) -> list[tuple[str, str]]:
    """Return whom a number may be at any biller: what is paid for one line goes to several."""
    known = tuple(billers)
    return [(each.id, _as_reference(reference)) for reference in references for each in known]


def _numbers_and_words(text: str) -> tuple[list[str], list[str]]:
    """Part numbers, written together, from words. A year is a word."""
    months = _MONTH.findall(text)
    parts = _SEPARATORS.sub("", _MONTH.sub(" ", text).casefold()).replace("…", " ").replace(",", " ").split()
    numbers = [
        part.removeprefix("+")
        for part in parts
        if part.removeprefix("+").isdigit() and len(part) >= _SHORTEST_PART and year_named(part) is None
    ]
    return numbers, months + [part for part in parts if part.removeprefix("+") not in numbers]


def _names(biller: Biller) -> set[str]:
    return {biller.id, *biller.name.casefold().split(), *biller.short_name.casefold().split()} - _NO_NAMES


def _as_reference(number: str) -> str:
    """Return a number as billers know it: a phone number in the national way, others as they are."""
    try:
        return read_phone(number).national
    except NotAPhoneNumber:
        return number


def _span(month: Month | None, year: int | None) -> tuple[datetime | None, datetime | None]:
    if month is not None:
        meant = Month(year, month.number) if year is not None else month
        return meant.since, meant.until
    if year is not None:
        return Month(year, 1).since, Month(year + 1, 1).since
    return None, None


def _day(moment: datetime) -> tuple[datetime, datetime]:
    day = lagos_day(moment)
    midnight = Month(day.year, day.month).since + timedelta(days=day.day - 1)
    return midnight, midnight + timedelta(days=1)
