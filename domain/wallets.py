"""Reading what a customer has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.limits import CustomerAccounts
from domain.money import Money
from domain.storage import Storage


class AccountStore(Protocol):
    """Balances as they are read. They move through the money path alone."""

    async def of(self, customer_id: str) -> CustomerAccounts:
        """Return a customer's balances and limits."""
        ...


class DebtStore(Protocol):
    """What of debts was paid, as the journal has it."""

    async def debt_paid(self, subject_id: str) -> Money:
        """Return what a credit paid of what its customer owed."""
        ...


class WalletBooks(Protocol):
    """What reading balances needs from one transaction."""

    @property
    def accounts(self) -> AccountStore:
        """The balances."""
        ...

    @property
    def movements(self) -> DebtStore:
        """What moved."""
        ...


@dataclass(frozen=True)
class Wallets:
    """Looking into wallets."""

    storage: Storage[WalletBooks]

    async def of(self, customer_id: str) -> CustomerAccounts:
        """Return a customer's balances and limits as they are now."""
        async with self.storage.look() as books:
            return await books.accounts.of(customer_id)

    async def debt_paid(self, subject_id: str) -> Money:
        """Return what was taken for a debt of what came in: a top-up, an inflow, a transfer, a refund."""
        async with self.storage.look() as books:
            return await books.movements.debt_paid(subject_id)
