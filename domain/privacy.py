"""A customer's own data: a copy of all that is kept of her. Forgetting her is in `domain.deletions`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.storage import Storage
from domain.wallets import AccountStore

# Of each kind of record, the newest. More than this a chat can't carry and nobody reads; staff can bring it.
MOST_ROWS = 5_000

OwnData = Mapping[str, Sequence[Mapping[str, object]]]  # by what it is: rows of named values


class OwnDataStore(Protocol):
    """Where everything about one customer is found."""

    async def of(self, customer_id: str, *, with_codes: bool, limit: int) -> OwnData:
        """Return what is kept, in clear, the newest first."""
        ...


class PrivacyBooks(Protocol):
    """What a copy of one's data needs from one transaction."""

    @property
    def own_data(self) -> OwnDataStore:
        """Everything about one customer."""
        ...

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...


@dataclass(frozen=True)
class Privacy:
    """Copies of what is kept of customers."""

    storage: Storage[PrivacyBooks]

    async def export(self, customer_id: str, step_up: StepUp, *, now: datetime) -> OwnData:
        """Return everything about her. While her wallet is frozen, without tokens and vouchers.

        :raises StepUpNeeded: if the code was for something else, or too long ago
        """
        if not step_up.covers(customer_id, Purpose.EXPORT, now=now):
            raise StepUpNeeded(Purpose.EXPORT)
        async with self.storage.look() as books:
            frozen = (await books.accounts.of(customer_id)).controls.stops_money_out(now)
            return await books.own_data.of(customer_id, with_codes=not frozen, limit=MOST_ROWS)
