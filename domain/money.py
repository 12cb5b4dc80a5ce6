"""Amounts of naira, held as whole kobo."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

KOBO_PER_NAIRA = 100
_WHOLE = 10_000  # basis points


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of naira in kobo. May be negative: a posting can go either way."""

    kobo: int

    def __add__(self, other: Money) -> Money:
        return Money(self.kobo + other.kobo)

    def __sub__(self, other: Money) -> Money:
        return Money(self.kobo - other.kobo)

    def __neg__(self) -> Money:
        return Money(-self.kobo)

    def __bool__(self) -> bool:
        return self.kobo != 0

    def share(self, basis_points: int) -> Money:
        """Return that share of the amount, rounded down: we never pay out a fraction we lack."""
        return Money(self.kobo * basis_points // _WHOLE)

    def share_half_up(self, basis_points: int) -> Money:
        """Return that share of the amount, rounded half up, as fees and VAT are."""
        return Money((self.kobo * basis_points * 2 + _WHOLE) // (2 * _WHOLE))


ZERO = Money(0)


def naira(amount: int | str | Decimal) -> Money:
    """Return an amount given in naira.

    :raises ValueError: if it is not a whole number of kobo
    """
    kobo = Decimal(amount) * KOBO_PER_NAIRA
    if kobo != kobo.to_integral_value():
        raise ValueError("an amount is a whole number of kobo")
    return Money(int(kobo))
