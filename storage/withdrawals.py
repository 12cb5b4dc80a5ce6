"""Withdrawals and bank accounts outside the money path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.banks import BankAccount
from domain.recent_withdrawals import RecentWithdrawals
from domain.withdrawals import Withdrawal, WithdrawalStatus
from storage.keyring import Keyring
from storage.tables import bank_accounts, recent_withdrawals, withdrawals
from storage.withdrawal_rows import (
    account_index,
    bank_account_from,
    recent_from,
    sealed_bank_account,
    withdrawal_from,
)

_ID_LENGTH = 32


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

    async def by_reference(self, reference: str) -> Withdrawal | None:
        """Return the one withdrawal whose id begins so."""
        missing = _ID_LENGTH - len(reference)
        first, last = reference + "0" * missing, reference + "f" * missing
        rows = await self.connection.execute(
            select(withdrawals).where(withdrawals.c.id >= first, withdrawals.c.id <= last).limit(2)
        )
        found = rows.mappings().all()
        return withdrawal_from(found[0], self.keyring) if len(found) == 1 else None

    async def newest(
        self,
        customer_id: str,
        *,
        limit: int,
        before: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> tuple[Withdrawal, ...]:
        """Return a customer's withdrawals, newest first, older than the id `before`."""
        query = select(withdrawals).where(withdrawals.c.customer_id == customer_id)
        if before is not None:
            query = query.where(withdrawals.c.id < before)
        if since is not None:
            query = query.where(withdrawals.c.accepted_at >= since)
        if until is not None:
            query = query.where(withdrawals.c.accepted_at < until)
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

    def key_of(self, customer_id: str, account: BankAccount) -> str:
        """Return by what a customer's bank account is known again. It tells nobody the number."""
        return account_index(self.keyring, customer_id, account).hex()

    async def first_paid_at(self, customer_id: str, account_key: str) -> datetime | None:
        """Return when money first got to a bank account; None if it never did."""
        found = await self.connection.execute(
            select(func.min(withdrawals.c.ended_at)).where(
                withdrawals.c.customer_id == customer_id,
                withdrawals.c.account_index == bytes.fromhex(account_key),
                withdrawals.c.status == WithdrawalStatus.PAID.value,
            )
        )
        first_at: datetime | None = found.scalar_one()
        return first_at

    async def recent(self, customer_id: str) -> RecentWithdrawals:
        """Return what a customer withdrew lately."""
        rows = await self.connection.execute(
            select(recent_withdrawals).where(recent_withdrawals.c.id == customer_id)
        )
        row = rows.mappings().one_or_none()
        return recent_from(row, self.keyring) if row is not None else RecentWithdrawals(customer_id)


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
        index = account_index(self.keyring, customer_id, account)
        await self.connection.execute(
            dialect.insert(bank_accounts)
            .values(customer_id=customer_id, number_index=index, **changed)
            .on_conflict_do_update(index_elements=["customer_id", "number_index"], set_=changed)
        )
