"""Reading an amount of naira as people type it: 500, 1,500.50, ₦2k, N500, 1m, 500 naira."""

from __future__ import annotations

import re
from decimal import Decimal

from domain.errors import Refusal
from domain.money import Money, naira

_AMOUNT = re.compile(
    r"(?:₦|ngn|n)?\s*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?)\s*"
    r"(?P<scale>k|m)?\s*(?:naira|ngn)?",
    re.IGNORECASE,
)
_SCALES = {"k": 1_000, "m": 1_000_000}


class NotAnAmount(Refusal):
    """What was typed is no amount of naira."""

    code = "not-an-amount"


def read_amount(text: str) -> Money:
    """Read an amount.

    :raises NotAnAmount: if it is none, zero, negative, or has fractions of a kobo
    """
    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise NotAnAmount
    number = Decimal(match["number"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
    amount = naira(number)
    if amount.kobo <= 0:
        raise NotAnAmount
    return amount
