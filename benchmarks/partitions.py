"""Postings divided by month while people pay, and what that does to paying, checking and reading afterwards.

Before and after are two databases with the same rows, one divided and one not, asked in turns in one run.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import uvloop
from sqlalchemy import make_url

from benchmarks.bank import RULES, Bank, PromptVendor, clock
from benchmarks.figures import Figures, median, note, percentile_ms, quick
from bot.keys import keyring_of
from domain.money import naira
from domain.paying import Payments
from domain.vendors import VendorGateway
from storage.checks import problems
from storage.database import open_database
from storage.migrate import downgrade, upgrade
from storage.posting_months import make_until
from tests.chat import settings_for

BEFORE = "0044"  # the last revision that knows nothing of it
UNDIVIDED = "0045"  # what the code of today needs, in one table
_PAYERS, _AT_ONCE = 8, 32
_TURNS = 10
_PRICE, _BALANCE = naira(50), naira(4_900_000)
_YEARS = timedelta(days=7 * 365)
_FIRST_PERSON = 900_000  # telegram ids that nobody else has

Asked = Callable[[Bank], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Migrated:
    """How a change of the schema went while people paid."""

    seconds: float
    usual_ms: float  # the longest that anybody waited for a payment's three commits before it
    longest_ms: float  # and during it
    paid: int


def divided(figures: Figures, url: str, *, postings: int) -> None:
    """Take the division back on a full database, make it anew under load, and compare."""
    uvloop.run(_divided(figures, url, postings))


async def _divided(figures: Figures, url: str, postings: int) -> None:
    began = time.perf_counter()
    await downgrade(url, BEFORE)
    joined = time.perf_counter() - began
    await _tidy(url)
    whole = await _copy(url, "undivided")
    await upgrade(whole, UNDIVIDED)
    seconds, rounds, times = (2.0, 1, 5) if quick() else (20.0, 2, 30)
    async with open_as_it_is(url) as bank:
        migrated = await under_load(bank, url, before=seconds / 2)
    await _tidy(url)
    await _tidy(whole)
    note(
        f"divided in {migrated.seconds:.1f} s, joined again in {joined:.1f} s; {migrated.paid} paid meanwhile"
    )
    fields: dict[str, float] = {}
    async with open_as_it_is(whole) as before, open_as_it_is(url) as after:
        fields |= await _compared(before, after, "", seconds, rounds, times)
        async with after.database.begin() as books:
            made = await make_until(books.connection, clock().date() + _YEARS)
        note(f"{len(made)} months more")
        fields |= await _compared(before, after, "_of_7_years", seconds, 1, times)
    figures.add(
        "ledger.partitions",
        rows=postings,
        migrate_s=round(migrated.seconds, 1),
        back_s=round(joined, 1),
        usual_wait_ms=migrated.usual_ms,
        longest_wait_ms=migrated.longest_ms,
        **fields,
    )


async def under_load(bank: Bank, url: str, *, payers: int = _PAYERS, before: float) -> Migrated:
    """Bring a database to the newest revision while people pay; every payment must come out right.

    :raises AssertionError: if the books are wrong afterwards
    """
    customers = await _people(bank, payers)
    taken: list[tuple[float, float]] = []
    is_over = asyncio.Event()

    async def pay(customer: str, lines: Sequence[int]) -> None:
        for line in itertools.cycle(lines):
            if is_over.is_set():
                return
            began = time.perf_counter()
            await bank.payments.take_on(await bank.accept(customer, _PRICE, line=line))
            taken.append((began, time.perf_counter()))

    paying = [asyncio.create_task(pay(each, range(n, 1_000, payers))) for n, each in enumerate(customers)]
    await asyncio.sleep(before)
    began = time.perf_counter()
    await upgrade(url)
    ended = time.perf_counter()
    await asyncio.sleep(before / 8)
    is_over.set()
    await asyncio.gather(*paying)
    if found := await problems(bank.database):
        raise AssertionError(f"the books are wrong: {found}")
    return Migrated(
        ended - began,
        _longest_ms([stop - start for start, stop in taken if stop < began]),
        _longest_ms([stop - start for start, stop in taken if stop >= began and start <= ended]),
        len([start for start, stop in taken if stop >= began and start <= ended]),
    )


def _longest_ms(seconds: Sequence[float]) -> float:
    return round(max(seconds, default=0.0) * 1_000, 1)


async def _compared(
    before: Bank, after: Bank, suffix: str, seconds: float, rounds: int, times: int
) -> dict[str, float]:
    """Pay, check and read on both in turns; the medians, and how much one is of the other."""
    # Short turns and many: a machine that others use is not the same for long.
    ratios = [await _ratio(after, before, seconds / _TURNS) for _ in range(_TURNS)]
    checked: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for bank, took in zip((before, after), checked, strict=True):
            took.append(await _timed(problems(bank.database)))
    fields = {
        f"insert_ratio{suffix}": round(median(ratios), 2),
        f"audit_before_s{suffix}": round(median(checked[0]), 1),
        f"audit_after_s{suffix}": round(median(checked[1]), 1),
    }
    for name, ask in (("statement", _statement), ("closing", _closing)):
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(times):
            for bank, mine in zip((before, after), taken, strict=True):
                mine.append(await _timed(ask(bank)))
        fields[f"{name}_before_ms{suffix}"] = percentile_ms(taken[0], 50)
        fields[f"{name}_after_ms{suffix}"] = percentile_ms(taken[1], 50)
    return fields


async def _ratio(one: Bank, other: Bank, seconds: float) -> float:
    return await _pay_for(one, seconds) / await _pay_for(other, seconds)


async def _pay_for(bank: Bank, seconds: float) -> float:
    known = await _people(bank, _AT_ONCE)
    count = 0

    async def pay_until(stop: float, customer: str) -> None:
        nonlocal count
        while time.perf_counter() < stop:
            await bank.payments.take_on(await bank.accept(customer, _PRICE, line=count))
            count += 1

    began = time.perf_counter()
    await asyncio.gather(*(pay_until(began + seconds, each) for each in known))
    return count / (time.perf_counter() - began)


async def _people(bank: Bank, count: int) -> list[str]:
    """Return so many customers who can pay; those that are missing come."""
    async with bank.database.look() as books:
        rows = await books.connection.exec_driver_sql(
            f"SELECT id FROM customers WHERE telegram_id >= {_FIRST_PERSON}"  # noqa: S608 - our own numbers
            f" ORDER BY telegram_id LIMIT {count}"
        )
        known = list(rows.scalars())
    missing = range(_FIRST_PERSON + len(known), _FIRST_PERSON + count)
    return known + await bank.customers(missing, balance=_BALANCE)


async def _statement(bank: Bank) -> None:
    """Read what moved for somebody in the last thirty days, and before."""
    now = clock()
    async with bank.database.look() as books:
        rows = await books.connection.exec_driver_sql(
            "SELECT id FROM customers ORDER BY id LIMIT 1 OFFSET 777"
        )
        who = str(rows.scalar_one())
        await books.movements.sums(who, since=now - timedelta(days=30), until=now)
        await books.movements.lines(who, since=now - timedelta(days=30), until=now, limit=100)


async def _closing(bank: Bank) -> None:
    """Add up one day for the closing of the books."""
    day = clock() - timedelta(days=20)
    async with bank.database.look() as books:
        await books.closings.moved(day, day + timedelta(days=1))


async def _timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return time.perf_counter() - began


async def _tidy(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("VACUUM (ANALYZE)")
    finally:
        await connection.close()


async def _copy(url: str, name: str) -> str:
    """Copy a database that nobody is connected to."""
    address = make_url(url)
    server = address.set(database="postgres").render_as_string(hide_password=False)
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {address.database} STRATEGY file_copy")
    finally:
        await connection.close()
    return address.set(database=name).render_as_string(hide_password=False)


@asynccontextmanager
async def open_as_it_is(url: str) -> AsyncIterator[Bank]:
    """Open the bank on a database as it is: it need not be at the newest revision."""
    database = open_database(
        url, keyring_of(settings_for("http://127.0.0.1", url)), spawn=asyncio.create_task
    )
    try:
        async with database.begin() as books:
            await books.billers.add_missing()
        vendor: VendorGateway = PromptVendor()
        yield Bank(database, Payments(database, {vendor.name: vendor}, RULES, clock))
    finally:
        await database.close()
