"""Days as people write them: "31 Dec 2026", "31/12/2026", "2026-12-31", "31 december"."""

from __future__ import annotations

import re
from datetime import date

from domain.errors import Refusal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2})[-/. ](?P<year>\d{4})")
_NAMED = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ -]?(?:of )?(?P<name>[a-z]{3,9})\.?,?(?:[ -]?(?P<year>\d{4}))?"
)


class NotADay(Refusal):
    """What was typed is no day, or none that is to come."""

    code = "not-a-day"


def read_day(text: str, *, after: date) -> date:
    """Return the day that a text names. Without its year, the next such day is meant.

    :raises NotADay: if it names none after that day
    """
    said = " ".join(text.casefold().split())
    found = _YEAR_FIRST.fullmatch(said) or _DAY_FIRST.fullmatch(said) or _NAMED.fullmatch(said)
    if found is None:
        raise NotADay
    parts = found.groupdict()
    month = _MONTHS.index(parts["name"][:3]) + 1 if parts.get("name", "")[:3] in _MONTHS else None
    month = month or int(parts.get("month") or 0)
    years = [int(parts["year"])] if parts["year"] else [after.year, after.year + 1]
    for year in years:
        try:
            day = date(year, month, int(parts["day"]))
        except ValueError:
            continue
        if day > after:
            return day
    raise NotADay
