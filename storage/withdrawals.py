"""Withdrawals and bank accounts outside the money path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.banks import BankAccount
from domain.withdrawals import Withdrawal
from storage.keyring import Keyring
from storage.tables import bank_accounts, withdrawals
from storage.withdrawal_rows import bank_account_from, sealed_bank_account, withdrawal_from


@dataclass(frozen=True)
class SqlWithdrawals:
    """`domain.withdrawing.WithdrawalStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def get(self, withdrawal_id: str) -> Withdrawal | None:
        """Return a withdrawal."""
        rows = await self.connection.execute(select(withdrawals).where(withdrawals.c.id == withdrawal_id))
        row = rows.mappings().one_or_none()
        return withdrawal_from(row, self.keyring) if row is not None else None

    async def newest(
        self, customer_id: str, *, limit: int, before: str | None = None
    ) -> tuple[Withdrawal, ...]:
        """Return a customer's withdrawals, newest first, older than the id `before`."""
        query = select(withdrawals).where(withdrawals.c.customer_id == customer_id)
        if before is not None:
            query = query.where(withdrawals.c.id < before)
        rows = await self.connection.execute(query.order_by(withdrawals.c.id.desc()).limit(limit))
        return tuple(withdrawal_from(row, self.keyring) for row in rows.mappings())

    async def due(self, *, now: datetime, limit: int) -> tuple[str, ...]:
        """Return the withdrawals that are to be taken on now."""
        rows = await self.connection.execute(
            select(withdrawals.c.id)
            .where(withdrawals.c.look_at <= now)
            .order_by(withdrawals.c.look_at)
            .limit(limit)
        )
        return tuple(rows.scalars())


@dataclass(frozen=True)
class SqlBankAccounts:
    """`domain.withdrawing.BankAccountStore`."""

    connection: AsyncConnection
    keyring: Keyring

    async def of(self, customer_id: str) -> tuple[tuple[str, BankAccount], ...]:
        """Return a customer's accounts under their ids, the newest first."""
        rows = await self.connection.execute(
            select(bank_accounts.c.id, bank_accounts.c.content)
            .where(bank_accounts.c.customer_id == customer_id)
            .order_by(bank_accounts.c.used_at.desc())
        )
        return tuple((row.id, bank_account_from(row.content, self.keyring)) for row in rows)

    async def put(self, customer_id: str, account_id: str, account: BankAccount, *, now: datetime) -> None:
        """Keep an account; the same again takes its place."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        changed = {
            "id": account_id,
            "content": sealed_bank_account(account, self.keyring),
            "used_at": now,
        }
        index = self.keyring.index("bank-account", customer_id, account.bank.code, account.number)
        await self.connection.execute(
            dialect.insert(bank_accounts)
            .values(customer_id=customer_id, number_index=index, **changed)
            .on_conflict_do_update(index_elements=["customer_id", "number_index"], set_=changed)
        )
