"""What vendors call their plans, made fit for a line and for a button."""

from __future__ import annotations

import re

from bot.buttons import LONGEST_LABEL
from bot.text import naira_text, short_naira
from domain.billers import Biller
from domain.money import Money

# Vendors write a price into the name; it is not always the one that is asked.
_PRICE = re.compile(r"(?:₦|\bN(?=\d))\s*\d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)?\s*naira\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\(\s*\)|(?:^|\s)-+(?=\s|$)")
_SPACES = re.compile(r"\s+")


def without_price(name: str, biller: Biller) -> str:
    """Return a plan's name without the price that the vendor wrote into it.

    As it is, if that leaves nothing, or nothing but the company.
    """
    parts = (_SPACES.sub(" ", part).strip() for part in _BETWEEN.split(_PRICE.sub(" ", name)))
    left = " - ".join(part for part in parts if part)
    return name if left.casefold() in ("", biller.name.casefold(), biller.short_name.casefold()) else left


def without_biller(name: str, biller: Biller) -> str:
    """Return a plan's name without the company's, which stands above the list already."""
    begins = name.casefold().startswith(biller.short_name.casefold())
    return name[len(biller.short_name) :].strip(" -:") or name if begins else name


def with_price(name: str, amount: Money) -> str:
    """Return a button's label. The price is never cut off; shortened where that leaves room for the name."""
    price, name = naira_text(amount), name.strip()
    if len(name) + 1 + len(price) > LONGEST_LABEL >= len(name) + 1 + len(short_naira(amount)):
        price = short_naira(amount)
    room = LONGEST_LABEL - len(price) - 1
    return f"{name if len(name) <= room else name[: room - 1].rstrip(' -(') + '…'} {price}".strip()
