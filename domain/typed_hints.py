"""Noticing that a number was probably mistyped. A hint for the customer, never a reason to refuse.

Not every meter follows the standard, and a neighbour's number may well be one digit away.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from domain.typed_lexicon import is_a_slip
from domain.typed_numbers import METER_DIGITS

_SEPARATORS = re.compile(r"[ \-]")


@dataclass(frozen=True, slots=True)
class NearlySaved:
    """All but one slip of a number that the customer saved: probably that one is meant."""

    number: str


@dataclass(frozen=True, slots=True)
class WrongCheckDigit:
    """As long as a prepaid meter's number, and its last digit does not fit the others."""


Hint = NearlySaved | WrongCheckDigit


def hint_for(number: str, saved: Collection[str]) -> Hint | None:
    """Return what is odd about a meter or card number, None if nothing is.

    A slip is one digit changed, left out or added, or two neighbours swapped.
    """
    typed = _SEPARATORS.sub("", number)
    known = [_SEPARATORS.sub("", each) for each in saved]
    if typed in known:
        return None
    for each in known:
        if is_a_slip(typed, each):
            return NearlySaved(each)
    if typed.isascii() and typed.isdecimal() and len(typed) in METER_DIGITS and not has_check_digit(typed):
        return WrongCheckDigit()
    return None


def has_check_digit(number: str) -> bool:
    """Return whether the last digit of a meter's number fits the others (Luhn, IEC 62055-41)."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value if value < 10 else value - 9
    return total % 10 == 0
