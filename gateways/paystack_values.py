"""How Paystack writes amounts and ids, in whatever it says."""

from __future__ import annotations

from decimal import Decimal

from domain.money import Money

_LONGEST_AMOUNT = 15  # digits


def kobo(value: object) -> Money | None:
    """Return whole kobo, which come as numbers and as texts; None for anything else."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[: _LONGEST_AMOUNT + 1])  # Longer is too long, and stays so when cut.
    if isinstance(value, Decimal) and value.adjusted() < _LONGEST_AMOUNT and value % 1 == 0:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**_LONGEST_AMOUNT:
        return Money(value)
    return None


def number(value: object) -> str:
    """Return an id, which is a number beyond 32 bits and may come as a text; empty for anything else."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return str(value)
    return value if isinstance(value, str) and value.isdigit() else ""
