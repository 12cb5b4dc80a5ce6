"""What Home shows of a customer, read in one go. Nothing of it decides about money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.limits import CustomerAccounts
from domain.repeats import Past, most_likely


@dataclass(frozen=True, slots=True)
class Glance:
    """What a customer has, what she paid, and what she calls her lines and meters, by their references."""

    accounts: CustomerAccounts
    past: tuple[Past, ...] = ()  # the newest delivered payments, of `repeats.LOOKED_BACK` and `LOOKED_AT`
    names: Mapping[str, str] = field(default_factory=dict)

    def likely(self, *, limit: int, now: datetime) -> tuple[str, ...]:
        """Return the ids of the payments that she will most likely want again, the likeliest first."""
        return most_likely(self.past, limit=limit, now=now)
