"""Reading the arguments of a staff command: typed, in order, and a wrong one is answered with the usage."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from domain.amounts import read_amount
from domain.errors import Refusal
from domain.staff import Role
from domain.times import LAGOS

_NUMBER = re.compile(r"(?:APR-|A-)?(\d{1,12})", re.IGNORECASE)
_UNTIL = re.compile(
    r"(?:^|\s)until\s+(?P<day>\d{4}-\d{2}-\d{2})(?:\s+(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?(?=\s|$)",
    re.IGNORECASE,
)
_MOST_ROWS = 50
_QUOTES = "\"'“”"
_DRY_RUN = "?"


class BadArgument(Exception):
    """An argument is missing, or is not what it should be. Answered with the usage and an example."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument. `rest`: all that is left of the line. An optional one that does not fit is left out."""

    name: str
    read: Callable[[str], object] = str
    optional: bool = False
    rest: bool = False


def is_dry_run(line: str) -> bool:
    """Return whether it ends with a question mark that stands alone: nothing is to be done."""
    return line == _DRY_RUN or line.endswith(f" {_DRY_RUN}")


def without_dry_run(line: str) -> str:
    """Return the line without that mark."""
    return line.removesuffix(_DRY_RUN).rstrip() if is_dry_run(line) else line


def parse(arguments: Sequence[Argument], line: str) -> Mapping[str, Any]:
    """Return the values by their names.

    :raises BadArgument: the first that is missing or wrong, or "" if there is more than it takes
    """
    values: dict[str, Any] = {}
    left = line.strip()
    for argument in arguments:
        word, _, after = (left, "", "") if argument.rest else left.partition(" ")
        word = word.strip().strip(_QUOTES) if argument.rest else word
        try:
            if not word:
                raise ValueError("nothing left")
            values[argument.name] = argument.read(word)
        except (ValueError, Refusal):
            if not argument.optional:
                raise BadArgument(argument.name) from None
            continue
        left = after.strip()
    if left:
        raise BadArgument("")
    return values


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of one of these words."""

    def read(word: str) -> str:
        if word.lower() not in words:
            raise ValueError(word)
        return word.lower()

    return read


def number(word: str) -> int:
    """Read APR-381, A-381 or 381."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        raise ValueError(word)
    return int(found[1])


def rows(word: str) -> int:
    """Read how many rows are wanted."""
    if not (word.isascii() and word.isdecimal() and 1 <= int(word) <= _MOST_ROWS):
        raise ValueError(word)
    return int(word)


def role(word: str) -> Role:
    """Read a role."""
    return Role(word.lower())


def until_at_the_end(line: str) -> tuple[str, datetime | None]:
    """Return what stands before "until 2026-12-01 18:00" at the end of a line, and that moment, if it does.

    It is Lagos time; without an hour it is the end of that day.

    :raises BadArgument: if there is no such day or hour, or nothing stands before it
    """
    before, until, after = _split(line)
    if until is None:
        return line, None
    if after or not before:
        raise BadArgument("reason" if not after else "until")
    return before, until


def until_in(line: str) -> tuple[str, datetime, str]:
    """Return what stands before "until 2026-12-01 18:00", that moment, and what comes after it.

    :raises BadArgument: if it is not said, or there is no such day or hour
    """
    before, until, after = _split(line)
    if until is None:
        raise BadArgument("until")
    return before, until, after


def _split(line: str) -> tuple[str, datetime | None, str]:
    found = _UNTIL.search(line)
    if found is None:
        return line, None, ""
    try:
        day = date.fromisoformat(found["day"])
        clock = time(int(found["hour"]), int(found["minute"])) if found["hour"] else time()
        whole = timedelta() if found["hour"] else timedelta(days=1)
        moment = datetime.combine(day, clock, LAGOS) + whole
    except (ValueError, OverflowError):
        raise BadArgument("until") from None
    return line[: found.start()].strip(), moment.astimezone(UTC), line[found.end() :].strip()


AMOUNT = read_amount
