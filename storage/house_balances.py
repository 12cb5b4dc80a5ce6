"""The balances of the house: snapshots, and what was posted since. Rows ↔ values.

A snapshot is good for ever if no entry can come to lie before its cut afterwards. No clock can promise that:
a commit may take long, and clocks differ. So a cut is a place in the order in which the database wrote.

- PostgreSQL: each entry carries the number of the transaction that wrote it. The cut is the lowest number
  that is still under way: all below have ended, what they wrote is there to be read, and new ones get higher
  numbers. A transaction that takes long holds the cut back and is not missed. On another server (where a dump
  was restored) the numbers mean nothing, so the server's identifier is the witness.
- SQLite: entries are numbered by their `rowid`, and there is one writer: what is after the last one is the
  cut. Rewriting the file (VACUUM) may number anew, so the key of the last entry is the witness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.house import Snapshot
from domain.ledger import CustomerAccount
from domain.money import Money
from storage.tables import house_balances


@dataclass(frozen=True, slots=True)
class Order:
    """How one kind of database tells in which order it wrote the journal."""

    place: str  # of the entry `e`
    cut: str  # question: the place up to which everything is complete, and its witness
    newest: str  # question: the same of the newest snapshot whose witness still stands


_POSTGRES = Order(
    place="e.transaction_number",
    cut="""
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, system_identifier::text
        FROM pg_control_system()
    """,
    newest="""
        SELECT cut, witness FROM house_balances
        WHERE witness = (SELECT system_identifier::text FROM pg_control_system())
        ORDER BY cut DESC LIMIT 1
    """,
)
_SQLITE = Order(
    place="e.rowid",
    cut="SELECT rowid + 1, key FROM journal_entries ORDER BY rowid DESC LIMIT 1",
    newest="""
        SELECT b.cut, b.witness FROM house_balances b
        JOIN journal_entries last ON last.rowid = b.cut - 1 AND last.key = b.witness
        ORDER BY b.cut DESC LIMIT 1
    """,
)
ORDERS = {"postgresql": _POSTGRES, "sqlite": _SQLITE}

# The cut is asked for by a question of its own: PostgreSQL would read the whole journal for one that it knows
# only while it runs. A snapshot is never changed, so it does not matter how much time passes in between.
_SINCE = """
    SELECT account, balance AS amount, 0 AS new FROM house_balances
    WHERE cut = :newest AND witness = :witness
    UNION ALL
    SELECT p.account, p.amount, 1 FROM journal_entries e
    JOIN postings p ON p.entry_key = e.key AND p.written_on = e.written_on
    WHERE p.customer_id IS NULL AND {place} >= :newest
"""
_BEFORE_THE_CUT = " AND {place} < :cut"
_OF_CUSTOMERS = "".join(
    f" UNION ALL SELECT '{account}', COALESCE(SUM({account}), 0), 0 FROM customer_accounts"  # noqa: S608 - ours
    for account in CustomerAccount
)


@dataclass(frozen=True)
class SqlHouseBalances:
    """`domain.house.HouseBalanceStore`."""

    connection: AsyncConnection

    async def posted(self) -> Mapping[str, Money]:
        """Return the sum of the postings of each account of the house, all at one moment."""
        rows = await self._summed_up(_SINCE, *await self._newest())
        return {row.account: Money(int(row.posted)) for row in rows}

    async def posted_everywhere(self) -> Mapping[str, Money]:
        """Return the same, and the balances of all customers together, all at one moment."""
        rows = await self._summed_up(_SINCE + _OF_CUSTOMERS, *await self._newest())
        return {row.account: Money(int(row.posted)) for row in rows}

    async def draft(self) -> Snapshot | None:
        """Sum up all that is surely complete; None if nothing was posted on the house since the last time."""
        complete = (await self.connection.execute(text(self._order.cut))).one_or_none()
        if complete is None:
            return None
        cut, witness = complete
        rows = await self._summed_up(_SINCE + _BEFORE_THE_CUT, *await self._newest(), cut=cut)
        if not any(row.new for row in rows):
            return None
        return Snapshot(cut, witness, {row.account: Money(int(row.posted)) for row in rows})

    async def keep(self, snapshot: Snapshot, *, now: datetime) -> None:
        """Keep a snapshot. The same again changes nothing."""
        insert = postgresql.insert if self.connection.dialect.name == "postgresql" else sqlite.insert
        await self.connection.execute(
            insert(house_balances).on_conflict_do_nothing(),
            [
                {
                    "cut": snapshot.cut,
                    "witness": snapshot.witness,
                    "account": account,
                    "balance": balance.kobo,
                    "taken_at": now,
                }
                for account, balance in snapshot.balances.items()
            ],
        )

    @property
    def _order(self) -> Order:
        return ORDERS[self.connection.dialect.name]

    async def _newest(self) -> tuple[int, str]:
        """Return the newest cut that still stands with its witness, or a place before everything."""
        found = (await self.connection.execute(text(self._order.newest))).one_or_none()
        return (found.cut, found.witness) if found is not None else (0, "")

    async def _summed_up(
        self, question: str, newest: int, witness: str, **more: int
    ) -> Sequence[Row[tuple[str, int, int]]]:
        summands = question.format(place=self._order.place)
        rows = await self.connection.execute(
            text(
                f"SELECT account, SUM(amount) AS posted, MAX(new) AS new FROM ({summands}) AS summands"  # noqa: S608 - ours
                " GROUP BY account"
            ),
            {"newest": newest, "witness": witness, **more},
        )
        return rows.all()
