"""The money path on PostgreSQL: a batch is decided on what is remembered, and written in one statement.

The write is made of data-modifying CTEs over arrays: one round trip for any number of payments. It
changes only rows that still have the version that was decided on. Where one has not, the batch is decided
again carefully: on rows locked in the order of their keys, accounts before payments before top-ups.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from domain.money import Money
from storage import payment_rows
from storage.account_rows import accounts_from
from storage.group_commit import Contended, Disconnected
from storage.keyring import Keyring
from storage.money_books import Batch, Loaded, Wanted
from storage.money_cache import MoneyCache
from storage.money_parts import PARTS, Part
from storage.money_records import RECORDS
from storage.money_rows import rows_of
from storage.planning import BY_KEY

_STATE_COLUMNS = ", ".join(f"s.{name}" for name in payment_rows.STATE)
_ATTEMPT_COLUMNS = ", ".join(f"a.{name} AS {alias}" for name, alias in payment_rows.ATTEMPT_AS.items())
_PAYMENTS = f"""
    SELECT p.*, {_STATE_COLUMNS}, {_ATTEMPT_COLUMNS}
    FROM payments p JOIN payment_states s ON s.payment_id = p.id
    LEFT JOIN vend_attempts a ON a.payment_id = p.id AND a.n = s.attempt
"""  # noqa: S608 - made of our own column names

_ACCOUNTS = "SELECT * FROM customer_accounts WHERE customer_id = ANY($1) ORDER BY customer_id"
# Locked by a statement of its own: one that waits for a lock goes on with the newest state, but beside it
# with the attempt as it was when it began to wait.
_LOCK_STATES = (
    "SELECT payment_id FROM payment_states WHERE payment_id = ANY($1::text[]) ORDER BY payment_id FOR UPDATE"
)
_PAYMENTS_BY_ID = f"{_PAYMENTS} WHERE p.id = ANY($1::text[]) ORDER BY p.id"
_OPEN_PAYMENTS = (
    f"{_PAYMENTS} WHERE p.customer_id = ANY($1::text[])"
    " AND s.status IN ('accepted', 'submitted', 'unresolved') ORDER BY p.id"
)
_LOCK_RECORDS = {
    kind: f"SELECT * FROM {kept.name} WHERE id = ANY($1) ORDER BY id FOR UPDATE"  # noqa: S608 - our own names
    for kind, kept in RECORDS.items()
}
_KNOWN_ENTRIES = "SELECT key FROM journal_entries WHERE key = ANY($1)"
_OPEN_BUDGET = "INSERT INTO budgets (name, day, used) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING"
_LOCK_BUDGET = "SELECT used FROM budgets WHERE name = $1 AND day = $2 FOR UPDATE"

_CONTENDED = (
    asyncpg.DivisionByZeroError,  # a version has moved on, says `_write_statement`
    asyncpg.UniqueViolationError,
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
)
_DISCONNECTED = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.OperatorInterventionError,
    OSError,
)


@dataclass
class PostgresMoneyWriter:
    """A connection pool of its own, so that a rush of readers never keeps money waiting."""

    dsn: str
    keyring: Keyring
    connections: int = 1
    _cache: MoneyCache = field(default_factory=MoneyCache, init=False)
    _pool: asyncpg.Pool[asyncpg.Record] | None = field(default=None, init=False)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _statements: dict[tuple[str, ...], str] = field(default_factory=dict, init=False)

    async def transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch], *, careful: bool) -> None:
        """Load, let the commands decide, write, commit."""
        try:
            pool = await self._opened()
            loaded = Loaded(locked=careful)
            unknown = wanted if careful else self._cache.recall(wanted, loaded)
            # Where nothing is locked the one writing statement is a transaction by itself.
            locking = careful or unknown.records or unknown.budgets
            async with pool.acquire() as connection, connection.transaction() if locking else nullcontext():
                await self._load(connection, unknown, loaded, lock=careful)
                batch = decide(loaded)
                await self._write(connection, batch)
            self._cache.remember(wanted, batch)
        except BaseException as error:
            self._cache.forget(wanted)
            if isinstance(error, _CONTENDED):
                raise Contended(type(error).__name__) from error
            if isinstance(error, _DISCONNECTED):
                raise Disconnected(type(error).__name__) from error
            raise

    async def close(self) -> None:
        """Give the connections back."""
        if self._pool is not None:
            await self._pool.close()
            self._pool = None

    async def _opened(self) -> asyncpg.Pool[asyncpg.Record]:
        async with self._opening:  # The first commands come side by side, and need one pool, not four.
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    self.dsn,
                    min_size=self.connections,
                    max_size=self.connections,
                    command_timeout=30,
                    server_settings=BY_KEY,
                    reset=_as_it_is,
                )
            return self._pool

    async def _load(self, connection: Any, wanted: Wanted, loaded: Loaded, *, lock: bool) -> None:
        lock_accounts = " FOR UPDATE" if lock else ""
        if wanted.customer_ids:
            for row in await connection.fetch(_ACCOUNTS + lock_accounts, wanted.customer_ids):
                loaded.add_accounts(accounts_from(row), row["version"])
        payment_ids = wanted.payment_ids + (wanted.new_payment_ids if lock else [])
        if payment_ids:
            if lock:
                await connection.execute(_LOCK_STATES, payment_ids)
            for row in await connection.fetch(_PAYMENTS_BY_ID, payment_ids):
                loaded.add_payment(payment_rows.payment_from(row, self.keyring), row["version"])
        # Who holds nothing has no open payments.
        payers = [id_ for id_ in wanted.open_payments_of if loaded.accounts[id_].held]
        if payers:
            for row in await connection.fetch(_OPEN_PAYMENTS, payers):
                loaded.add_payment(payment_rows.payment_from(row, self.keyring), row["version"])
        for kind, ids in wanted.records.items():
            for row in await connection.fetch(_LOCK_RECORDS[kind], ids):
                loaded.records[kind, row["id"]] = RECORDS[kind].record_from(row, self.keyring)
        if wanted.entry_keys:
            rows = await connection.fetch(_KNOWN_ENTRIES, wanted.entry_keys)
            loaded.entry_keys.update(row["key"] for row in rows)
        for name, day in wanted.budgets:
            await connection.execute(_OPEN_BUDGET, name, day)
            loaded.budgets[name, day] = Money(await connection.fetchval(_LOCK_BUDGET, name, day))

    async def _write(self, connection: Any, batch: Batch) -> None:
        rows = {name: rows for name, rows in rows_of(batch, self.keyring).items() if rows}
        if not rows:
            return
        names = tuple(rows)
        statement = self._statements.get(names)
        if statement is None:
            statement = self._statements[names] = _write_statement(names)
        arrays = [list(column) for name in names for column in zip(*rows[name], strict=True)]
        await connection.execute(statement, *arrays)


async def _as_it_is(_: object) -> None:
    """Leave a connection as it is between two batches: nothing here changes its session."""


def _write_statement(names: Sequence[str]) -> str:
    """Return one statement that writes those parts, or nothing if a version has moved on: then it fails.

    It fails by a division by zero, which takes all its writes back without a round trip of its own.
    """
    ctes, complete, first = [], ["true"], 1
    for name in names:
        part = PARTS[name]
        ctes.append(f"w_{name} AS ({_rendered(part, first)})")
        if part.versioned:
            wanted = f"cardinality(${first}::{part.types[0]}[])"
            complete.append(f"(SELECT count(*) FROM w_{name}) = {wanted}")  # noqa: S608 - our own names
        first += len(part.types)
    return f"WITH {', '.join(ctes)} SELECT 1 / ({' AND '.join(complete)})::int"


def _rendered(part: Part, first: int) -> str:
    """Return the statement for a part whose columns are arrays, the first of them numbered `first`."""
    arrays = ", ".join(f"${first + i}::{kind}[]" for i, kind in enumerate(part.types))
    columns = ", ".join(part.columns)
    rows = f"unnest({arrays}) AS v ({columns})"
    if part.keys:
        found = " AND ".join(f"t.{name} = v.{name}" for name in part.columns[: part.keys])
        values = ", ".join(f"{name} = v.{name}" for name in part.set_columns)
        returning = ""
        if part.versioned:
            values += ", version = t.version + 1"
            found += " AND t.version = v.version"
            returning = " RETURNING 1"
        return f"UPDATE {part.table} t SET {values} FROM {rows} WHERE {found}{returning}"  # noqa: S608 - our names
    repeat = f" ON CONFLICT {part.on_conflict}" if part.on_conflict else ""
    return f"INSERT INTO {part.table} ({columns}) SELECT * FROM {rows}{repeat}"  # noqa: S608 - our names
