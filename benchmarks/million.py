"""A million orders in PostgreSQL with the rows that they leave: is the house quick, are its books right?

One database serves all measurements: the check of the books, the staff's commands, the history, and how the
postings are divided by month.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import asyncpg

from benchmarks import audit, history, metrics, partitions, staff
from benchmarks.bank import PIN
from benchmarks.databases import new_database
from benchmarks.figures import Figures, note, quick
from benchmarks.million_people import People, write_looks
from benchmarks.million_rows import (
    BALANCES,
    DAYS,
    FORGET,
    FUNDED_EVERY,
    INCIDENTS,
    NUMBER_TICKETS,
    PER_CUSTOMER,
    TABLES,
    write_fundings,
    write_orders,
)
from bot.business_rules import read_rules
from bot.keys import keyring_of
from domain.closings import Closings
from domain.house import House
from domain.stats import Stats
from domain.times import lagos_day, lagos_month
from storage.database import open_database
from storage.keyring import Keyring
from storage.migrate import upgrade
from storage.pin_hasher import Argon2PinHasher
from tests.chat import settings_for
from tests.data_servers import start_postgres

_IN_FULL, _QUICK = 1_000_000, 20_000
_ORDERS_OF_A_LOOK = 20  # staff look at a customer once for so many orders
_LAST_HOURS = 24  # of which each is written by itself, as the house sums its accounts up every hour
# What a server of this size is given; the rest is PostgreSQL's own.
_SERVER = ("shared_buffers=512MB", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=512MB")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    orders: int
    now: datetime

    @property
    def people(self) -> int:
        """How many customers."""
        return self.orders // PER_CUSTOMER

    @property
    def since(self) -> datetime:
        """When the first order was accepted."""
        return self.now - timedelta(days=DAYS)

    @property
    def apart(self) -> timedelta:
        """The time from one order to the next."""
        return timedelta(days=DAYS) / self.orders

    def before(self, moment: datetime) -> int:
        """Return how many orders were accepted before that."""
        return min(self.orders, max(0, (moment - self.since) // self.apart))


def at_scale(figures: Figures, wanted: frozenset[str]) -> None:
    """Fill a database, and measure what is wanted on it."""
    size = Size(_QUICK if quick() else _IN_FULL, datetime.now(UTC).replace(microsecond=0))
    with start_postgres(durable=True, settings=_SERVER) as server:
        url = new_database(server, "million")
        counts = asyncio.run(fill(url, size))
        if "audit.full" in wanted:
            audit.full(figures, url, postings=counts["postings"])
        if "history.page" in wanted:
            history.page(figures, url, people=size.people)
        if "staff.commands" in wanted:
            staff.commands(figures, url, counts)
        if "metrics.scrape" in wanted:
            metrics.scrape(figures, url, orders=size.orders)
        if "ledger.partitions" in wanted:  # the last: it divides them anew
            partitions.divided(figures, url, postings=counts["postings"])


async def fill(url: str, size: Size) -> dict[str, int]:
    """Write everything down, and return how many rows the tables have."""
    began = time.perf_counter()
    await upgrade(url)
    keyring = keyring_of(settings_for("http://127.0.0.1", url))
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET synchronous_commit = off; SET timezone = 'UTC'; SET work_mem = '64MB'")
        await connection.execute(TABLES)
        await _people(connection, keyring, size)
        await _business(connection, url, keyring, size)
        await connection.execute(FORGET)
        await connection.execute("VACUUM (ANALYZE)")
        counts = {name: await connection.fetchval(f"SELECT count(*) FROM {name}") for name in _COUNTED}  # noqa: S608 - ours
        megabytes = await connection.fetchval("SELECT pg_database_size(current_database()) / 1000000")
    finally:
        await connection.close()
    await _sums(url, keyring, size)
    took = time.perf_counter() - began
    rows = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    note(f"{rows}; {megabytes:,} MB, in {took:,.0f} s")
    return counts


_COUNTED = ("payments", "journal_entries", "postings", "customers", "outbox", "audit_log", "tickets")


async def _people(connection: asyncpg.Connection[asyncpg.Record], keyring: Keyring, size: Size) -> None:
    settings = settings_for("http://127.0.0.1", "sqlite+aiosqlite:///")
    hasher = Argon2PinHasher(settings.pin_pepper.get_secret_value().encode())
    sealed = await hasher.seal(PIN)
    hasher.close()
    async with connection.transaction():
        await People(connection, keyring, size.people, size.since, sealed).write()
        ids = [row["id"] for row in await connection.fetch("SELECT id FROM bench_people ORDER BY n")]
        looks = size.orders // _ORDERS_OF_A_LOOK
        await write_looks(connection, ids, count=looks, since=size.since, until=size.now)
    await connection.execute("ANALYZE")


async def _business(
    connection: asyncpg.Connection[asyncpg.Record], url: str, keyring: Keyring, size: Size
) -> None:
    last_day = size.now - timedelta(hours=_LAST_HOURS)
    steps = [size.since + timedelta(days=day) for day in range(1, DAYS)]
    steps += [last_day + timedelta(hours=hour) for hour in range(1, _LAST_HOURS + 1)]
    begun, written = size.since, 0
    for step in steps:
        if (begun - size.since) % FUNDED_EVERY == timedelta():
            number = (begun - size.since) // FUNDED_EVERY
            await write_fundings(connection, begun, number=number, people=size.people)
        if step == steps[-1]:
            await _snapshot(url, keyring, size)
        until = size.before(step)
        await write_orders(
            connection,
            written,
            until - 1,
            people=size.people,
            since=size.since,
            apart=size.apart,
            undecided_since=last_day,
        )
        begun, written = step, until
    today = lagos_day(size.now).isoformat()
    await connection.execute(NUMBER_TICKETS)
    await connection.execute(INCIDENTS, size.since)
    await connection.execute(BALANCES, today, lagos_month(size.now))


async def _snapshot(url: str, keyring: Keyring, size: Size) -> None:
    database = open_database(url, keyring, spawn=asyncio.create_task)
    try:
        await House(database).take_snapshot(now=size.now)
    finally:
        await database.close()


async def _sums(url: str, keyring: Keyring, size: Size) -> None:
    """Let the product sum up the days that are over, as it does every night."""
    database = open_database(url, keyring, spawn=asyncio.create_task)
    try:
        margin = read_rules().staff.statement_margin
        first, last = lagos_day(size.since), lagos_day(size.now - timedelta(days=1))
        await Closings(database, margin).of(first, last, now=size.now)
        for now in (size.now - timedelta(days=45), size.now):
            await Stats(database).sweep(now=now)
    finally:
        await database.close()
