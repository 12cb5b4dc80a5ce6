"""The money path on SQLite: a batch is one immediate transaction, run in a thread of its own.

SQLite has one writer; `BEGIN IMMEDIATE` takes its place before anything is read.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

from domain.money import Money
from storage import payment_rows
from storage.account_rows import accounts_from
from storage.group_commit import Contended
from storage.keyring import Keyring
from storage.money_books import Batch, Loaded, Wanted
from storage.money_parts import PARTS, Part
from storage.money_records import RECORDS
from storage.money_rows import rows_of
from storage.sqlite_values import moment, to_sqlite

_ATTEMPT_COLUMNS = ", ".join(f"a.{name} AS {alias}" for name, alias in payment_rows.ATTEMPT_AS.items())
_STATE_COLUMNS = ", ".join(f"s.{name}" for name in payment_rows.STATE)
_PAYMENTS = (
    f"SELECT p.*, {_STATE_COLUMNS}, {_ATTEMPT_COLUMNS} FROM payments p"  # noqa: S608 - our own column names
    " JOIN payment_states s ON s.payment_id = p.id"
    " LEFT JOIN vend_attempts a ON a.payment_id = p.id AND a.n = s.attempt"
)
_HOLDING = (
    f"{_PAYMENTS} WHERE p.customer_id IN ({{}}) AND s.status IN ('accepted', 'submitted', 'unresolved')"
)
_ACCOUNTS = "SELECT * FROM customer_accounts WHERE customer_id IN ({})"
_OPEN_BUDGET = "INSERT INTO budgets (name, day, used) VALUES (?, ?, 0) ON CONFLICT DO NOTHING"
_BUDGET = "SELECT used FROM budgets WHERE name = ? AND day = ?"
_MOMENTS = frozenset(
    {
        *("restricted_until", "accepted_at", "deadline_at", "requery_at", "ended_at"),
        *("attempt_marked_at", "attempt_ended_at"),
        *(name for kept in RECORDS.values() for name in kept.moments),
    }
)
_IN_ONE_QUESTION = 500  # SQLite's bound on variables is far above; this keeps statements readable in traces


def _rendered(part: Part) -> str:
    """Return the statement that writes one row of a part."""
    numbered = {name: f"?{place}" for place, name in enumerate(part.columns, 1)}
    if part.keys:
        found = " AND ".join(f"{name} = {numbered[name]}" for name in part.columns[: part.keys])
        values = ", ".join(f"{name} = {numbered[name]}" for name in part.set_columns)
        if part.versioned:
            values += ", version = version + 1"
            found += f" AND version = {numbered['version']}"
        return f"UPDATE {part.table} SET {values} WHERE {found}"  # noqa: S608 - our own names
    repeat = f" ON CONFLICT {part.on_conflict}" if part.on_conflict else ""
    columns, marks = ", ".join(part.columns), ", ".join(numbered.values())
    return f"INSERT INTO {part.table} ({columns}) VALUES ({marks}){repeat}"  # noqa: S608 - our own names


_WRITES = {name: _rendered(part) for name, part in PARTS.items()}


@dataclass
class SqliteMoneyWriter:
    """One connection in one thread; `turn` keeps this process's other writers out meanwhile."""

    path: str
    keyring: Keyring
    turn: AbstractAsyncContextManager[Any]
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="money"), init=False
    )
    _connection: sqlite3.Connection | None = field(default=None, init=False)

    async def transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch], *, careful: bool) -> None:
        """Lock and load, let the commands decide, write, commit."""
        async with self.turn:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._transact, wanted, decide)

    async def close(self) -> None:
        """Give the connection back."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _transact(self, wanted: Wanted, decide: Callable[[Loaded], Batch]) -> None:
        connection = self._opened()
        try:
            connection.execute("BEGIN IMMEDIATE")
            self._write(connection, decide(self._load(connection, wanted)))
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise Contended("locked") from error
            raise

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            self._connection = connection
        return self._connection

    def _load(self, connection: sqlite3.Connection, wanted: Wanted) -> Loaded:
        loaded = Loaded(locked=True)  # There is one writer, and it is us.
        for row in _ask(
            connection, "SELECT * FROM customer_accounts WHERE customer_id IN ({})", wanted.customer_ids
        ):
            loaded.add_accounts(accounts_from(row), row["version"])
        for row in _ask(
            connection, f"{_PAYMENTS} WHERE p.id IN ({{}})", wanted.payment_ids + wanted.new_payment_ids
        ):
            loaded.add_payment(payment_rows.payment_from(row, self.keyring), row["version"])
        payers = [id_ for id_ in wanted.open_payments_of if loaded.accounts[id_].held]
        for row in _ask(connection, _HOLDING, payers):
            loaded.add_payment(payment_rows.payment_from(row, self.keyring), row["version"])
        for kind, ids in wanted.records.items():
            kept = RECORDS[kind]
            for row in _ask(connection, f"SELECT * FROM {kept.name} WHERE id IN ({{}})", ids):  # noqa: S608
                loaded.records[kind, row["id"]] = kept.record_from(row, self.keyring)
        for row in _ask(connection, "SELECT key FROM journal_entries WHERE key IN ({})", wanted.entry_keys):
            loaded.entry_keys.add(row["key"])
        for name, day in wanted.budgets:
            key = (name, to_sqlite(day))
            connection.execute(_OPEN_BUDGET, key)
            (used,) = connection.execute(_BUDGET, key).fetchone()
            loaded.budgets[name, day] = Money(used)
        return loaded

    def _write(self, connection: sqlite3.Connection, batch: Batch) -> None:
        for name, rows in rows_of(batch, self.keyring).items():
            if rows:
                connection.executemany(_WRITES[name], [tuple(map(to_sqlite, row)) for row in rows])


def _ask(connection: sqlite3.Connection, question: str, keys: Sequence[str]) -> Iterable[dict[str, Any]]:
    """Yield the rows for those keys, with aware moments."""
    for start in range(0, len(keys), _IN_ONE_QUESTION):
        some = keys[start : start + _IN_ONE_QUESTION]
        for row in connection.execute(question.format(", ".join("?" * len(some))), some):
            yield {name: moment(row[name]) if name in _MOMENTS else row[name] for name in row.keys()}  # noqa: SIM118
