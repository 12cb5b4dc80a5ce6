"""Balances as they are read."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.limits import CustomerAccounts
from storage.account_rows import accounts_from
from storage.tables import customer_accounts

_OF = select(customer_accounts).where(customer_accounts.c.customer_id == bindparam("customer_id"))


@dataclass(frozen=True)
class SqlAccounts:
    """`domain.wallets.AccountStore`."""

    connection: AsyncConnection

    async def of(self, customer_id: str) -> CustomerAccounts:
        """Return a customer's balances and limits."""
        rows = await self.connection.execute(_OF, {"customer_id": customer_id})
        return accounts_from(rows.mappings().one())
