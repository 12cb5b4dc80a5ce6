"""How amounts, times and shares are written in the file of rules."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from domain.money import Money, naira

_TIME = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_BASIS_POINTS_PER_PERCENT = 100


def _money(value: object) -> Money:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise ValueError("an amount is a number of naira, such as 1_500 or 0.50")
    return naira(value)


def _time(value: object) -> timedelta:
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('a time is a number and a unit, such as "90s", "5m", "24h" or "7d"')
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _share(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value <= 100:
        raise ValueError("a share is a number of percent between 0 and 100")
    points = Decimal(value) * _BASIS_POINTS_PER_PERCENT
    if points != points.to_integral_value():
        raise ValueError("a share has two decimals at the most")
    return int(points)


Naira = Annotated[Money, BeforeValidator(_money)]
Time = Annotated[timedelta, BeforeValidator(_time)]
Times = Annotated[tuple[Time, ...], Field(min_length=1)]
Share = Annotated[int, BeforeValidator(_share)]
Count = Annotated[int, Field(ge=1)]
Hour = Annotated[int, Field(ge=0, le=23)]


class Part(BaseModel):
    """A part of the file. What it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
