"""Reading how staff write fees, cashback rules and promo codes: amounts, shares, and from when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from bot.conversations.staff.arguments import AMOUNT, Argument, BadArgument
from domain.errors import Refusal
from domain.money import Money
from domain.times import LAGOS, lagos_midnight

_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*%?")
_POINTS = 100  # of a percent
_WHOLE = 100
_DAY = timedelta(days=1)
_LEVELS = 1_000
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Terms:
    """What was written after the name: words that stand alone, and values by their names."""

    words: frozenset[str]
    values: Mapping[str, str]
    reason: str | None

    def has(self, word: str) -> bool:
        """Return whether a word stands there."""
        return word in self.words

    def check_known(self, words: frozenset[str], values: frozenset[str]) -> None:
        """Refuse what the command does not know.

        :raises BadArgument: then
        """
        for unknown in sorted((self.words - words) | (self.values.keys() - values)):
            raise BadArgument("rule" if unknown else "")


def read_terms(text: str, *, takes_next: frozenset[str] = frozenset()) -> Terms:
    """Read `rate=1.5% cap=200`, `cap 200`, `loss-ok`; what follows "because" is the reason.

    :param takes_next: names whose value may be the next word
    :raises BadArgument: if a value is missing, or there are two
    """
    head, because, reason = f" {text} ".partition(" because ")
    words: set[str] = set()
    values: dict[str, str] = {}
    left = head.split()
    while left:
        word = left.pop(0)
        name, equals, value = word.lower().partition("=")
        if not equals and name not in takes_next:
            words.add(name)
            continue
        if not equals:
            value = left.pop(0).lower() if left else ""
        if not value or name in values:
            raise BadArgument(name)
        values[name] = value
    return Terms(frozenset(words), values, reason.strip() if because and reason.strip() else None)


def read_begin(word: str | None, *, now: datetime) -> datetime | None:
    """Read from when: a day (its midnight in Lagos), tomorrow, which it is if nothing is said, or now (None).

    :raises BadArgument: if it is neither, or is over
    """
    tomorrow = lagos_midnight(now) + _DAY
    if word in (None, "tomorrow"):
        return tomorrow
    if word == "now":
        return None
    begins_at = read_day(word or "", "begins")
    if begins_at <= now:
        raise BadArgument("begins")
    return begins_at


def read_day(word: str, name: str) -> datetime:
    """Read 2026-12-01 as the moment in which it begins in Lagos.

    :raises BadArgument: if it is no day
    """
    try:
        day = date.fromisoformat(word)
    except ValueError:
        raise BadArgument(name) from None
    return lagos_midnight(datetime(day.year, day.month, day.day, 12, tzinfo=LAGOS))


def read_share(word: str, name: str) -> int:
    """Read 1.5% as basis points.

    :raises BadArgument: if it is no share up to the whole
    """
    found = _SHARE.fullmatch(word)
    if found is None or Decimal(found[1]) > _WHOLE:
        raise BadArgument(name)
    return int(Decimal(found[1]) * _POINTS)


def read_money(word: str, name: str) -> Money:
    """Read an amount.

    :raises BadArgument: if it is none
    """
    try:
        return AMOUNT(word)
    except (ValueError, Refusal):
        raise BadArgument(name) from None


def read_number(word: str, name: str) -> int:
    """Read a small number.

    :raises BadArgument: if it is none
    """
    if not (word.isascii() and word.isdecimal() and int(word) < _LEVELS):
        raise BadArgument(name)
    return int(word)


def read_count(word: str, name: str) -> int:
    """Read how many, at least one.

    :raises BadArgument: if it is none
    """
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= _MOST):
        raise BadArgument(name)
    return int(word)


def _page(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) < _LEVELS):
        raise ValueError(word)
    return int(word)


PAGE = Argument("page", _page, optional=True)
