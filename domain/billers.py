"""Who is owed: the networks and electricity companies that a customer can choose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Refusal
from domain.money import Money
from domain.vendors import Category

_METER = re.compile(r"[A-Za-z0-9/\-]{5,20}")
_SPACES = re.compile(r"\s+")


class UnknownBiller(Refusal):
    """No such biller, or not on sale."""

    code = "unknown-biller"


class NotAMeterNumber(Refusal):
    """What was typed can't be a meter or account number."""

    code = "not-a-meter-number"


@dataclass(frozen=True, slots=True)
class Biller:
    """A company that customers pay. A row of the catalogue."""

    id: str  # e.g. "ikeja-electric"
    name: str  # e.g. "Ikeja Electric"
    short_name: str  # fits a button, e.g. "Ikeja"
    category: Category
    minimum: Money
    maximum: Money
    services: Mapping[str, str]  # vendor's name → its own name of this biller, in the order of preference
    position: int = 0
    on_sale: bool = True


def read_meter_number(text: str) -> str:
    """Return a meter or account number as the biller wants it.

    Account numbers of postpaid customers differ by company, so only the outermost bounds are
    held here; whose it is says the validation.

    :raises NotAMeterNumber: if it is too short, too long or has other characters
    """
    number = _SPACES.sub("", text.strip())
    if not _METER.fullmatch(number) or sum(c.isdigit() for c in number) < 5:
        raise NotAMeterNumber(digits=len(number))
    return number
