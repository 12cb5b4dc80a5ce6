"""The money path on PostgreSQL: a batch is loaded in a few statements and written in one.

Rows are locked in the order of their keys, accounts before payments before top-ups. The write is a single
statement of data-modifying CTEs over arrays: one round trip for any number of payments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from domain.money import Money
from storage import payment_rows, top_up_rows
from storage.account_rows import accounts_from
from storage.group_commit import Contended, Disconnected
from storage.keyring import Keyring
from storage.money_books import Batch, Loaded, Wanted
from storage.money_parts import PARTS, Part
from storage.money_rows import rows_of

_ATTEMPT_COLUMNS = ", ".join(f"a.{name} AS {alias}" for name, alias in payment_rows.ATTEMPT_AS.items())
_SELECT_PAYMENTS = f"""
    SELECT p.*, {_ATTEMPT_COLUMNS}
    FROM payments p LEFT JOIN vend_attempts a ON a.payment_id = p.id AND a.n = p.attempt
"""  # noqa: S608 - made of our own column names

_CONTENDED = (asyncpg.UniqueViolationError, asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
_DISCONNECTED = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    OSError,
)

_LOCK_ACCOUNTS = "SELECT * FROM customer_accounts WHERE customer_id = ANY($1) ORDER BY customer_id FOR UPDATE"
_LOCK_PAYMENTS = f"{_SELECT_PAYMENTS} WHERE p.id = ANY($1::text[]) ORDER BY p.id FOR UPDATE OF p"
# Open payments are read, not locked: the payer's accounts are, and nothing opens one without them.
_OPEN_PAYMENTS = (
    f"{_SELECT_PAYMENTS} WHERE p.customer_id = ANY($1::text[])"
    " AND p.status IN ('accepted', 'submitted', 'unresolved')"
)
_LOCK_TOP_UPS = "SELECT * FROM top_ups WHERE id = ANY($1) ORDER BY id FOR UPDATE"
_KNOWN_ENTRIES = "SELECT key FROM journal_entries WHERE key = ANY($1)"
_OPEN_BUDGET = "INSERT INTO budgets (name, day, used) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING"
_LOCK_BUDGET = "SELECT used FROM budgets WHERE name = $1 AND day = $2 FOR UPDATE"


def _rendered(part: Part, first: int) -> str:
    """Return the statement for a part whose columns are arrays, the first of them numbered `first`."""
    arrays = ", ".join(f"${first + i}::{kind}[]" for i, kind in enumerate(part.types))
    columns = ", ".join(part.columns)
    rows = f"unnest({arrays}) AS v ({columns})"
    if part.keys:
        found = " AND ".join(f"t.{name} = v.{name}" for name in part.columns[: part.keys])
        values = ", ".join(f"{name} = v.{name}" for name in part.columns[part.keys :])
        return f"UPDATE {part.table} t SET {values} FROM {rows} WHERE {found}"  # noqa: S608 - our own names
    repeat = f" ON CONFLICT {part.on_conflict}" if part.on_conflict else ""
    return f"INSERT INTO {part.table} ({columns}) SELECT * FROM {rows}{repeat}"  # noqa: S608 - our own names


def _write_statement(names: Sequence[str]) -> str:
    """Return one statement that writes those parts."""
    ctes, first = [], 1
    for name in names:
        ctes.append(f"w_{name} AS ({_rendered(PARTS[name], first)})")
        first += len(PARTS[name].types)
    return f"WITH {', '.join(ctes)} SELECT 1"


@dataclass
class PostgresMoneyWriter:
    """A connection pool of its own, so that a rush of readers never keeps money waiting."""

    dsn: str
    keyring: Keyring
    connections: int = 1
    _pool: asyncpg.Pool[asyncpg.Record] | None = field(default=None, init=False)
    _statements: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)

    async def transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch]) -> None:
        """Lock and load, let the commands decide, write, commit."""
        try:
            pool = await self._opened()
            async with pool.acquire() as connection, connection.transaction():
                batch = decide(await self._load(connection, wanted))
                await self._write(connection, batch)
        except (
            asyncpg.UniqueViolationError,
            asyncpg.SerializationError,
            asyncpg.DeadlockDetectedError,
        ) as error:
            raise Contended(type(error).__name__) from error
        except (
            asyncpg.PostgresConnectionError,
            asyncpg.InterfaceError,
            OSError,
            asyncpg.AdminShutdownError,
        ) as error:
            raise Disconnected(type(error).__name__) from error

    async def close(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _opened(self) -> asyncpg.Pool[asyncpg.Record]:
        if self._pool is None:
            self._pool = await asyncpg.create_pool(
                self.dsn,
                min_size=self.connections,
                max_size=self.connections,
                command_timeout=30,
                # Plans over arrays do not depend on the values; planning anew each time would only cost.
                server_settings={"plan_cache_mode": "force_generic_plan", "jit": "off"},
            )
        return self._pool

    async def _load(self, connection: Any, wanted: Wanted) -> Loaded:
        loaded = Loaded()
        if wanted.customer_ids:
            for row in await connection.fetch(_LOCK_ACCOUNTS, wanted.customer_ids):
                loaded.accounts[row["customer_id"]] = accounts_from(row)
        if wanted.payment_ids:
            for row in await connection.fetch(_LOCK_PAYMENTS, wanted.payment_ids):
                loaded.add_payment(payment_rows.payment_from(row, self.keyring))
        if wanted.open_payments_of:
            for row in await connection.fetch(_OPEN_PAYMENTS, wanted.open_payments_of):
                if row["id"] not in loaded.payments:
                    loaded.add_payment(payment_rows.payment_from(row, self.keyring))
        if wanted.top_up_ids:
            for row in await connection.fetch(_LOCK_TOP_UPS, wanted.top_up_ids):
                loaded.top_ups[row["id"]] = top_up_rows.top_up_from(row)
        if wanted.entry_keys:
            rows = await connection.fetch(_KNOWN_ENTRIES, wanted.entry_keys)
            loaded.entry_keys.update(row["key"] for row in rows)
        for name, day in wanted.budgets:
            await connection.execute(_OPEN_BUDGET, name, day)
            loaded.budgets[name, day] = Money(await connection.fetchval(_LOCK_BUDGET, name, day))
        return loaded

    async def _write(self, connection: Any, batch: Batch) -> None:
        rows = {name: rows for name, rows in rows_of(batch, self.keyring).items() if rows}
        if not rows:
            return
        names = tuple(rows)
        statement = self._statements.get(names)
        if statement is None:
            statement = self._statements[names] = _write_statement(names)
        arrays = [list(column) for name in names for column in zip(*rows[name], strict=True)]
        await connection.fetchval(statement, *arrays)
