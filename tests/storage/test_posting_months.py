"""Postings divided by month: while people pay, ahead of time, and what has no month yet."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import date, timedelta

from sqlalchemy import text

from benchmarks.bank import Fund, clock
from benchmarks.partitions import BEFORE, UNDIVIDED, open_as_it_is, under_load
from domain.money import naira
from storage import migrate
from storage.books import Books
from storage.checks import problems
from storage.database import Database
from storage.posting_months import MadeAhead, make_months, make_until
from tests.builders import Bank

_LATER = clock().date() + timedelta(days=200)  # nobody has made its month
_ITS_MONTH = f"postings_{_LATER:%Y_%m}"
_PLACES = "SELECT DISTINCT tableoid::regclass::text FROM postings"
_COUNT = "SELECT count(*) FROM postings"


class TestTheDivision:
    async def test_is_made_and_taken_back_while_people_pay(self, empty_database_url: str) -> None:
        url = empty_database_url
        await migrate.upgrade(url, BEFORE)

        async with open_as_it_is(url) as bank:  # which finds the books right
            await under_load(bank, url, payers=2, before=0.1)

        async with open_as_it_is(url) as bank:
            [customer] = await bank.customers([7], balance=naira(100))
            [before] = await asked(bank.database, _COUNT)
            await migrate.downgrade(url, UNDIVIDED)
            await bank.database.money.apply(Fund(customer, naira(5), clock(), "joined"))
            assert await problems(bank.database) == []
            await migrate.upgrade(url)
            await bank.database.money.apply(Fund(customer, naira(5), clock(), "divided again"))
            assert await problems(bank.database) == []
            [after] = await asked(bank.database, _COUNT)

        assert int(str(after)) - int(str(before)) == 4


class TestTheMonths:
    async def test_hold_what_is_posted_in_them(self, postgres_url: str) -> None:
        async with open_as_it_is(postgres_url) as bank:
            await bank.customers([7], balance=naira(100))

            [place] = await asked(bank.database, _PLACES)
            [day] = await asked(bank.database, "SELECT DISTINCT written_on FROM journal_entries")

        assert isinstance(day, date)
        assert place == f"postings_{day:%Y_%m}"

    async def test_are_made_ahead_once(self, database: Database) -> None:
        async with taken_back(database) as books:
            made = await make_until(books.connection, _LATER)
            again = await make_until(books.connection, _LATER)

        is_postgres = database.engine.dialect.name == "postgresql"
        assert made[-1:] == ((_ITS_MONTH,) if is_postgres else ())
        assert again == ()

    async def test_keep_nobody_waiting_who_reads_all_postings(self, database: Database) -> None:
        async with database.begin() as reader:
            await reader.connection.execute(text(_COUNT))

            if database.engine.dialect.name == "postgresql":  # SQLite would wait for its one writer
                assert await make_months(database, ahead=timedelta(days=200)) == MadeAhead()

    async def test_take_in_what_was_written_before_they_were_made(
        self, database: Database, bank: Bank
    ) -> None:
        await bank.top_up(await bank.customer(), naira(100))
        if database.engine.dialect.name != "postgresql":
            assert await make_months(database) == MadeAhead()
            return

        async with taken_back(database) as books:
            await books.connection.execute(text("UPDATE postings SET written_on = :day"), {"day": _LATER})
            homeless = await books.connection.scalar(text("SELECT count(*) FROM postings_rest"))
            await make_until(books.connection, _LATER)
            places = (await books.connection.execute(text(_PLACES))).scalars().all()

        assert homeless
        assert places == [_ITS_MONTH]


class _TakenBackError(Exception):
    pass


@asynccontextmanager
async def taken_back(database: Database) -> AsyncIterator[Books]:
    """Open a unit of work that leaves nothing behind: other tests use the same tables."""
    with suppress(_TakenBackError):
        async with database.begin() as books:
            yield books
            raise _TakenBackError


async def asked(database: Database, question: str) -> list[object]:
    """Return the answers to a question that has one column."""
    async with database.look() as books:
        return list((await books.connection.execute(text(question))).scalars())
