"""Troubles with what everything is kept in, while people pay over Telegram.

Redis is lost and comes back, PostgreSQL loses its power, all connections are taken, the file is full. What
must come of it: whoever asked for something is told in a sentence, nobody pays for nothing or twice, it goes
on by itself when the trouble is over, and the books are right.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import uvloop
from sqlalchemy import text

from benchmarks.databases import new_database, new_file, sqlite_url
from benchmarks.figures import Figures, note, quick
from benchmarks.reckoning import reckon
from domain.money import Money, naira
from storage.checks import problems
from storage.migrate import upgrade
from storage.money_sqlite import SqliteMoneyWriter
from storage.talk_sqlite import SqliteTalk
from tests.chat import Person, Vision, running_vision
from tests.chat import Seen as Message
from tests.data_servers import restartable_postgres, start_postgres, start_redis

DELIVERED = "Delivered"
FULL = "I can't write anything down"
BUSY = "So many people are being served"
LONGER = "takes longer than usual"
SENT = "Sent to"
SURPRISE = "Something went wrong"
UNREACHABLE = "I lost the connection to our books"
_PRICE = 500
_FULL_AFTER_AT_MOST = 10  # orders
_PAID_WITHIN_S = 600
_WAITS_AT_MOST_S = 0.3  # in these troubles; the product is more patient


@dataclass
class Seen:
    """What people saw, and what was wrong with it."""

    orders: int = 0
    delivered: int = 0
    apologies: int = 0
    violations: list[str] = field(default_factory=list)

    def expect(self, holds: bool, what: str) -> None:
        """Note what does not hold."""
        if not holds:
            self.violations.append(what)


async def redis_lost(database_url: str) -> Seen:
    """A customer is about to enter her PIN when Redis is lost, which keeps where she is."""
    seen = Seen()
    async with AsyncExitStack() as stack:
        first = stack.enter_context(ExitStack())
        redis_url = first.enter_context(start_redis())
        vision = await stack.enter_async_context(running_vision(database_url, redis_url=redis_url))
        ada = await vision.knows("Ada", wallet=2 * _PRICE)
        await _is_asked_for_the_pin(ada, 1)

        await asyncio.to_thread(first.close)
        told = await ada.taps("2")
        seen.expect(told is not None and "Nothing was charged" in told, f"she was told: {told}")
        await ada.says("/menu")
        await ada.sees("Wallet", "₦1,000")
        seen.apologies += 1

        stack.enter_context(start_redis(port=urlsplit(redis_url).port))
        await _buys(ada, 2, seen)
        await _reckon(vision, seen)
    return seen


async def postgres_restarted(people: int, orders: int, restarts: int) -> Seen:
    """PostgreSQL loses its power again and again while people pay."""
    seen = Seen()
    with restartable_postgres() as (server, restart):
        url = await asyncio.to_thread(new_database, server, "vision")
        await upgrade(url)
        async with running_vision(url) as vision:
            crowd = [await vision.knows(f"Person {n}", wallet=orders * _PRICE) for n in range(people)]
            paying = asyncio.gather(
                *(_pays_on(person, n * orders, orders, seen) for n, person in enumerate(crowd))
            )
            for number in range(restarts):
                await _until_so_many(seen, (number + 1) * people * orders // (restarts + 1))
                await asyncio.to_thread(restart)
            await paying
            await vision.funds(crowd[0], naira(_PRICE))
            await _buys(crowd[0], people * orders, seen)
            await vision.waits(minutes=5)
            await _reckon(vision, seen)
    return seen


async def connections_taken(database_url: str) -> Seen:
    """All connections are taken by work that does not end."""
    seen = Seen()
    async with running_vision(database_url, database_connections=2) as vision:
        ada = await vision.knows("Ada", wallet=_PRICE)
        database = vision.app.database
        database.engine.pool._timeout = _WAITS_AT_MOST_S  # type: ignore[attr-defined]
        await _is_asked_for_the_pin(ada, 1)
        async with database.begin() as one, database.begin() as another:
            for books in (one, another):
                await books.connection.execute(text("SELECT 1"))
            await ada.enters_pin()
            await ada.sees(BUSY)
            seen.apologies += 1
            seen.expect(await ada.balance() == naira(_PRICE), "she paid for what was refused")

        await _buys(ada, 2, seen)
        await _reckon(vision, seen)
    return seen


async def file_full(database_url: str) -> Seen:
    """The SQLite file may not grow any more, and later it may."""
    seen = Seen()
    async with running_vision(database_url) as vision:
        people = [await vision.knows(name, wallet=10 * _PRICE, trusted=True) for name in ("Ada", "Bola")]
        async with _no_more_room(vision):
            lines = itertools.count(1)
            told, person, had = "", people[0], Money(0)
            while FULL not in told and seen.orders < _FULL_AFTER_AT_MOST:
                person = people[seen.orders % len(people)]
                had = await person.balance()
                told = await _buys(person, next(lines), seen, or_sees=(FULL, SENT))
            seen.expect(FULL in told, "the file was never full")
            seen.expect(await person.balance() == had, "she paid for what was refused")
            await person.says("/menu")
            await person.sees("Wallet")

        await _buys(person, next(lines), seen)
        await vision.waits(minutes=5)  # until those in doubt are looked at again
        await _reckon(vision, seen)
    return seen


@asynccontextmanager
async def _no_more_room(vision: Vision) -> AsyncIterator[None]:
    """Let the file be as long as it is now; a little is left for what is said to the bot."""
    database = vision.app.database
    writer, talk = database.money.writer, database.talk
    assert isinstance(writer, SqliteMoneyWriter)
    assert isinstance(talk, SqliteTalk)

    async def may_have(pages: int) -> None:
        pragma, for_talk = (f"PRAGMA max_page_count = {each}" for each in (pages, pages + 64))
        async with database.begin() as books:
            await books.connection.execute(text(pragma))
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(writer._thread, lambda: writer._opened().execute(pragma).fetchall())
        await loop.run_in_executor(talk._thread, lambda: talk._opened().execute(for_talk).fetchall())

    async with database.begin() as books:
        # What is free inside is filled first.
        await books.connection.execute(text("CREATE TABLE ballast (content BLOB)"))
        free = int(str(await books.connection.scalar(text("PRAGMA freelist_count"))))
        ballast = text("INSERT INTO ballast VALUES (zeroblob(:size))")
        await books.connection.execute(ballast, {"size": 4_000 * (free + 1)})
        pages = int(str(await books.connection.scalar(text("PRAGMA page_count"))))
    await may_have(pages)
    try:
        yield
    finally:
        await may_have(1 << 30)


async def _is_asked_for_the_pin(person: Person, line: int) -> None:
    await person.says(f"{_PRICE} {_number(line)}")
    await person.keypad()


async def _buys(person: Person, line: int, seen: Seen, *, or_sees: Sequence[str] = ()) -> str:
    """Order and confirm, and return what she is told: that it is delivered, or one of the other words."""
    seen.orders += 1
    await person.says(f"{_PRICE} {_number(line)}")
    told = await _sees_one_of(person, "⌫", *or_sees)
    if "⌫" in told.labels:
        await person.enters_pin()
        told = await _sees_one_of(person, DELIVERED, *or_sees)
    if DELIVERED in told.text:
        seen.delivered += 1
    elif LONGER not in told.text and SENT not in told.text:
        seen.apologies += 1
    return told.text


async def _sees_one_of(person: Person, *fragments: str) -> Message:
    """Wait until one message has any of these, or a button that is called so."""
    return await person._look(
        lambda m: any(each in m.text or each in m.labels for each in fragments), f"one of {fragments!r}"
    )


async def _pays_on(person: Person, first_line: int, orders: int, seen: Seen) -> None:
    for n in range(orders):
        await _buys(person, first_line + n, seen, or_sees=(UNREACHABLE, LONGER, SURPRISE))


async def _until_so_many(seen: Seen, orders: int) -> None:
    async with asyncio.timeout(_PAID_WITHIN_S):
        while True:
            if seen.orders >= orders:
                return
            await asyncio.sleep(0.02)


async def _reckon(vision: Vision, seen: Seen) -> None:
    """Wait until nothing is held any more, and compare the vendor, the wallets and the books."""

    async def all_over() -> bool:
        async with vision.app.database.look() as books:
            held = await books.connection.scalar(text("SELECT SUM(held) FROM customer_accounts"))
        return not held

    await vision.until(all_over)
    found = await reckon(vision.app, await vision.vtpass.vends())
    seen.violations += found.remarks
    seen.expect((found.lost, found.double, found.stuck) == (0, 0, 0), f"not everything was in order: {found}")
    seen.violations += await problems(vision.app.database)


def _number(line: int) -> str:
    return f"0803{line:07d}"


def troubles(figures: Figures, wanted: frozenset[str]) -> None:
    """Go through all of them."""
    # Few orders each: who pays for many new numbers in a row is asked for a code.
    people, orders, restarts = (8, 4, 2) if quick() else (60, 4, 8)
    all_seen: dict[str, Seen] = {}
    # Each on books of its own: the vendor of one knows nothing of what another one's sold.
    with new_file() as path, new_file() as another, start_postgres(durable=True) as server:
        all_seen["postgres"] = uvloop.run(postgres_restarted(people, orders, restarts))
        on_file, on_another = sqlite_url(path), sqlite_url(another)
        for database_url in (on_file, on_another):
            asyncio.run(upgrade(database_url))
        all_seen["redis"] = uvloop.run(redis_lost(on_file))
        all_seen["full"] = uvloop.run(file_full(on_another))
        url = new_database(server, "taken")
        asyncio.run(upgrade(url))
        all_seen["connections"] = uvloop.run(connections_taken(url))
    for name, seen in all_seen.items():
        note(f"{name}: {seen.orders} orders, {seen.delivered} delivered at once, {seen.apologies} apologies")
        for violation in seen.violations:
            note(violation)
    figures.add(
        "chaos.troubles",
        orders=sum(seen.orders for seen in all_seen.values()),
        restarts=restarts,
        violations=sum(len(seen.violations) for seen in all_seen.values()),
    )
