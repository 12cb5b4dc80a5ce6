"""What every update costs, on SQLite: each step is one transaction in a thread of its own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from domain.customers import Customer
from domain.glances import Glance
from domain.lanes import Ended, Kept
from storage.conversations import opened
from storage.customers import customer_from
from storage.glances import glances
from storage.keyring import Keyring
from storage.lanes_sqlite import HeldHere, SqliteLanes
from storage.payment_rows import WALKED_AT_MOST
from storage.sqlite_values import moment, to_sqlite
from storage.watching import Unwatched, Watch, told_as

Result = TypeVar("Result")
After = TypeVar("After")

# A conflict with an update that nobody has handled yet returns it too, as on PostgreSQL.
_KEEP = """
    INSERT INTO inbox (update_id, lane, payload, received_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (update_id) DO UPDATE SET lane = excluded.lane WHERE inbox.handled_at IS NULL
    RETURNING update_id
"""
_CUSTOMERS = """
    SELECT c.*, a.tier FROM customers c JOIN customer_accounts a ON a.customer_id = c.id
    WHERE c.telegram_id IN ({})
"""
_CONVERSATIONS = "SELECT key, content FROM conversations WHERE changed_at >= ? AND key IN ({})"
_REMEMBER = """
    INSERT INTO conversations (key, content, changed_at) VALUES (?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at
"""
_FORGET = "DELETE FROM conversations WHERE key = ?"
_ACCOUNTS = "SELECT * FROM customer_accounts WHERE customer_id IN ({})"
_PAST = """
    SELECT p.customer_id, p.id, p.biller_id, p.recipient_index, p.plan, p.amount, p.accepted_at
    FROM payments p JOIN payment_states s ON s.payment_id = p.id
    WHERE p.customer_id = ?1 AND p.accepted_at >= ?2 AND s.status = 'delivered' AND p.id >= coalesce((
        SELECT id FROM payments WHERE customer_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?4
    ), '')
    ORDER BY p.id DESC LIMIT ?3
"""
_NAMES = "SELECT customer_id, content FROM saved_names WHERE customer_id IN ({})"
_HANDLED = """
    UPDATE inbox SET handled_at = ?, payload = NULL, failure = ? WHERE update_id = ? AND handled_at IS NULL
"""


@dataclass
class SqliteTalk:
    """`bot.talk.Talk`. `turn` keeps this process's other writers out meanwhile."""

    path: str
    keyring: Keyring
    turn: AbstractAsyncContextManager[Any]
    watch: Watch = field(default_factory=Unwatched)
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="talk"), init=False
    )
    _connection: sqlite3.Connection | None = field(default=None, init=False)
    _held: HeldHere = field(default_factory=HeldHere, init=False)

    @property
    def lanes(self) -> SqliteLanes:
        """Who holds which lane: this process holds all."""
        return SqliteLanes(self.keyring, self._held, self._in_thread, self._write)

    @told_as("insert", "inbox")
    async def keep(
        self,
        updates: Sequence[tuple[int, int, bytes]],
        *,
        holder: str = "",
        claims: bool = False,
        now: datetime,
    ) -> Kept:
        """Keep updates (id, lane, payload). Their lanes are this process's, as all are."""
        at = to_sqlite(now)
        rows = [(update_id, lane, self.keyring.seal(payload), at) for update_id, lane, payload in updates]

        def work(connection: sqlite3.Connection) -> frozenset[int]:
            found = (connection.execute(_KEEP, row).fetchone() for row in rows)
            return frozenset(row[0] for row in found if row is not None)

        def then(unhandled: frozenset[int]) -> Kept:
            lanes = dict.fromkeys(lane for _, lane, _ in updates)
            return Kept(unhandled, {lane: self._held.kept(lane) for lane in lanes})

        return await self._write(work, then)

    @told_as("select", "customers")
    async def know(
        self, telegram_ids: Sequence[int], keys: Sequence[str], *, since: datetime
    ) -> tuple[Mapping[int, Customer], Mapping[str, bytes]]:
        """Return the customers among these people, and the conversations touched since then."""

        def work(connection: sqlite3.Connection) -> tuple[list[sqlite3.Row], list[sqlite3.Row]]:
            people = connection.execute(_CUSTOMERS.format(_marks(telegram_ids)), telegram_ids).fetchall()
            asked = (to_sqlite(since), *keys)
            talks = connection.execute(_CONVERSATIONS.format(_marks(keys)), asked).fetchall()
            return people, talks

        people, talks = await self._in_thread(work)
        customers = (
            customer_from({**row, "registered_at": moment(row["registered_at"])}, self.keyring)
            for row in map(dict, people)
        )
        return (
            {customer.telegram_id: customer for customer in customers},
            opened(self.keyring, [(row["key"], row["content"]) for row in talks]),
        )

    @told_as("select", "customer_accounts")
    async def glance(
        self, customer_ids: Sequence[str], *, since: datetime, limit: int
    ) -> Mapping[str, Glance]:
        """Return what Home shows of these customers, of each so many delivered payments since then."""
        ids, at = list(customer_ids), to_sqlite(since)

        def work(
            connection: sqlite3.Connection,
        ) -> tuple[list[sqlite3.Row], list[sqlite3.Row], list[sqlite3.Row]]:
            return (
                connection.execute(_ACCOUNTS.format(_marks(ids)), ids).fetchall(),
                [
                    row
                    for each in ids
                    for row in connection.execute(_PAST, (each, at, limit, WALKED_AT_MOST - 1))
                ],
                connection.execute(_NAMES.format(_marks(ids)), ids).fetchall(),
            )

        accounts, past, names = await self._in_thread(work)
        return glances(
            [{**row, "restricted_until": moment(row["restricted_until"])} for row in map(dict, accounts)],
            [{**row, "accepted_at": moment(row["accepted_at"])} for row in map(dict, past)],
            names,
            self.keyring,
        )

    @told_as("update", "inbox")
    async def end(self, ended: Sequence[Ended], *, holder: str, now: datetime) -> Mapping[int, int | None]:
        """Keep the conversations, and mark updates as handled.

        Returns their lanes, with None if they were given back, else how much was kept in them.
        """
        at = to_sqlite(now)
        changed = [each for each in ended if each.person is not None]
        kept = [
            (each.person, self.keyring.seal(each.conversation), at)
            for each in changed
            if each.conversation is not None
        ]
        over = [(each.person,) for each in changed if each.conversation is None]
        handled = [(at, each.failure, each.update_id) for each in ended if each.update_id is not None]

        def work(connection: sqlite3.Connection) -> None:
            connection.executemany(_REMEMBER, kept)
            connection.executemany(_FORGET, over)
            connection.executemany(_HANDLED, handled)

        def then(_: None) -> Mapping[int, int | None]:
            return self._held.ended(ended)

        return await self._write(work, then)

    async def close(self) -> None:
        """Give the connection back."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown(wait=False)

    async def _write(
        self, work: Callable[[sqlite3.Connection], Result], then: Callable[[Result], After]
    ) -> After:
        """Do the work in one transaction, and what is told of it before anybody else's turn."""

        def transaction(connection: sqlite3.Connection) -> Result:
            connection.execute("BEGIN IMMEDIATE")
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            return result

        async with self.turn:
            return then(await self._in_thread(transaction))

    async def _in_thread(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._opened()))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            connection.row_factory = sqlite3.Row
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                connection.execute(f"PRAGMA {pragma}")
            self._connection = connection
        return self._connection

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
