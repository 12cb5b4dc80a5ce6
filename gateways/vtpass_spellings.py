"""How VTpass spells amounts, days and flags: each in more than one way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from domain.money import Money

_NO_SUM_OF_MONEY = 10**15  # kobo
_MONTHS: Mapping[str, int] = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})[-/ ](?P<month>\d{1,2}|[a-z]{3})[a-z]*[-/ ](?P<year>\d{4}|\d{2})(?!\d)"
)


def amount(value: object, *, rounding: str = ROUND_HALF_UP) -> Money | None:
    """Return naira in any of VTpass's spellings as money; None for what is no amount.

    It writes numbers and texts, "1,250.50", "₦500" and "N500", and "" or "N/A" for nothing. Its own
    arithmetic leaves fractions of a kobo, which are rounded.
    """
    if isinstance(value, str):
        value = re.sub(r"^(?:₦|NGN|N(?=[\d ]))", "", value.strip(), flags=re.IGNORECASE)
        value = value.replace(",", "").strip()
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        return None
    try:
        kobo = (Decimal(value) * 100).to_integral_value(rounding)
    except ArithmeticError:
        return None
    return Money(int(kobo)) if kobo.is_finite() and 0 <= kobo < _NO_SUM_OF_MONEY else None


def naira(amount: Money) -> str:
    """Return an amount as VTpass takes it."""
    whole, kobo = divmod(amount.kobo, 100)
    return f"{whole}.{kobo:02d}" if kobo else str(whole)


def day(value: object) -> date | None:
    """Return a day, whatever time is written behind it; None for what is no day.

    DStv writes "2025-02-06T00:00:00", GOtv "02-FEB-25"; of two numbers in front the first is the day.
    """
    text = value.strip().lower() if isinstance(value, str) else ""
    found = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text)
    if found is None:
        return None
    year, month = int(found["year"]), found["month"]
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return date(year if year >= 100 else 2_000 + year, number, int(found["day"]))
    except ValueError:
        return None


def is_true(flag: object) -> bool:
    """Tell whether a flag is set, which may be a text: "false" is not."""
    return flag == 1 if isinstance(flag, int) else _says(flag, "true", "1", "yes")


def is_false(flag: object) -> bool:
    """Tell whether a flag says no. One that says nothing does not."""
    return flag == 0 if isinstance(flag, int) else _says(flag, "false", "0", "no")


def _says(flag: object, *spellings: str) -> bool:
    return isinstance(flag, str) and flag.strip().lower() in spellings
