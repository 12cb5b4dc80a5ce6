"""What a vendor adds to a delivery in its own words, read with amounts of money as ours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from domain.money import KOBO_PER_NAIRA, Money

_SHOWN = frozenset({"debt", "tariff", "vat", "receipt"})
_AMOUNTS = frozenset({"debt", "vat"})
_NUMBER = re.compile(
    r"(?:₦|ngn|n)?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)\s*(?:ngn|naira)?", re.IGNORECASE
)


def read_notes(found: Sequence[tuple[str, str]]) -> list[tuple[str, Money | str]]:
    """Return the notes that we know. One that says nothing, such as a debt of 0.00, is left out."""
    return [(name, _value(name, text)) for name, text in found if _says_something(name, text)]


def _says_something(name: str, text: str) -> bool:
    return name in _SHOWN and _number(text) != 0


def _value(name: str, text: str) -> Money | str:
    number = _number(text)
    if name not in _AMOUNTS or number is None:
        return text  # as the vendor wrote it: a band like R2, or what we can't read
    return Money(int((number * KOBO_PER_NAIRA).to_integral_value(ROUND_HALF_UP)))


def _number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(text.strip())
    return Decimal(match[1].replace(",", "")) if match is not None else None
