"""Payments a second through the domain services, beside what the same database does at its best."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.bank import Bank, open_bank
from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, median, note, percentile_ms, quick
from benchmarks.pgbench import Pgbench
from domain.money import naira
from storage.checks import problems
from tests.data_servers import start_postgres

AT_ONCE = (1, 8, 32, 128)
_CUSTOMERS = 256
_PRICE = naira(50)
_BALANCE = naira(4_900_000)


@dataclass(frozen=True, slots=True)
class Run:
    """One measurement of our own: how many payments a second, and how long each took."""

    per_s: float
    seconds_each: list[float]


async def _pay(url: str, at_once: int, seconds: float) -> Run:
    """Let so many people pay one bill after another; each bill is accepted, sent and settled."""
    lines = itertools.count()
    seconds_each: list[float] = []
    async with open_bank(url) as bank:
        first = await _known(bank)
        customers = await bank.customers(range(first, first + _CUSTOMERS), balance=_BALANCE)

        async def pay_until(stop: float, mine: list[str]) -> None:
            for customer in itertools.cycle(mine):
                began = time.perf_counter()
                if began >= stop:
                    return
                payment = await bank.accept(customer, _PRICE, line=next(lines))
                await bank.payments.take_on(payment)
                seconds_each.append(time.perf_counter() - began)

        began = time.perf_counter()
        await asyncio.gather(*(pay_until(began + seconds, customers[n::at_once]) for n in range(at_once)))
        elapsed = time.perf_counter() - began
        if found := await problems(bank.database):
            raise AssertionError(f"the books are wrong: {found}")
    return Run(len(seconds_each) / elapsed, seconds_each)


async def _known(bank: Bank) -> int:
    """Return how many customers earlier runs left."""
    async with bank.database.begin() as books:
        rows = await books.connection.exec_driver_sql("SELECT count(*) FROM customers")
        return int(rows.scalar_one())


def postgres(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure on PostgreSQL: ours and pgbench in turns, on the same server and with as many clients."""
    seconds, rounds = (5, 1) if quick() else (20, 3)
    with start_postgres(durable=True) as server:
        bench = Pgbench(server)
        bench.fill()
        ours = new_database(server, "vision")
        for at_once in (n for n in AT_ONCE if f"payments.postgres.{n}" in wanted):
            limits: list[float] = []
            runs: list[Run] = []
            for _ in range(rounds):
                limits.append(bench.per_second(at_once, seconds))
                runs.append(uvloop.run(_pay(ours, at_once, seconds)))
                note(f"{at_once} at once: {runs[-1].per_s:,.0f} payments, pgbench {limits[-1]:,.0f} a second")
            _report(figures, f"payments.postgres.{at_once}", runs, limits)
        note(f"processes: ours 1 (customers and program in one), pgbench 1 with {bench.threads(128)} threads")


def sqlite(figures: Figures, wanted: frozenset[str]) -> None:
    """Measure on SQLite, beside three bare commits of a payment's rows, one after another."""
    seconds, rounds = (3, 1) if quick() else (10, 3)
    for at_once in (n for n in AT_ONCE if f"payments.sqlite.{n}" in wanted):
        limits: list[float] = []
        runs: list[Run] = []
        for _ in range(rounds):
            with new_file() as path:
                limits.append(_bare_sqlite(path, seconds))
            with new_file() as path:
                runs.append(uvloop.run(_pay(sqlite_url(path), at_once, seconds)))
            note(
                f"{at_once} at once: {runs[-1].per_s:,.0f} payments, bare {limits[-1]:,.0f} commits a second"
            )
        _report(figures, f"payments.sqlite.{at_once}", runs, limits)


def _report(figures: Figures, name: str, runs: list[Run], limits: list[float]) -> None:
    per_s, limit = median([run.per_s for run in runs]), median(limits)
    seconds = [each for run in runs for each in run.seconds_each]
    figures.add(
        name,
        per_s=round(per_s),
        limit_per_s=round(limit),
        ratio=round(per_s / limit, 2),
        p50_ms=percentile_ms(seconds, 50),
        p99_ms=percentile_ms(seconds, 99),
    )


def _bare_sqlite(path: Path, seconds: float) -> float:
    """Return how many TPC-B-like transactions SQLite commits a second, each flushed to the disk.

    The same as pgbench's: three balances move, one is read, one line of history is added.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    accounts = 100_000
    connection.execute("BEGIN")
    for table, count in (("accounts", accounts), ("tellers", 100), ("branches", 10)):
        connection.execute(
            f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL, filler TEXT)"
        )
        rows = ((number, 0, "-" * 84) for number in range(count))
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608 - our own names
    connection.execute("CREATE TABLE history (teller, branch, account, delta, at)")
    connection.execute("COMMIT")
    done, began = 0, time.perf_counter()
    while (now := time.perf_counter()) < began + seconds:
        account, delta = done * 7_919 % accounts, done % 1_000
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE accounts SET balance = balance + ? WHERE id = ?", (delta, account))
        connection.execute("SELECT balance FROM accounts WHERE id = ?", (account,)).fetchone()
        connection.execute("UPDATE tellers SET balance = balance + ? WHERE id = ?", (delta, done % 100))
        connection.execute("UPDATE branches SET balance = balance + ? WHERE id = ?", (delta, done % 10))
        connection.execute(
            "INSERT INTO history VALUES (?, ?, ?, ?, ?)", (done % 100, done % 10, account, delta, now)
        )
        connection.execute("COMMIT")
        done += 1
    connection.close()
    return done / (time.perf_counter() - began)
