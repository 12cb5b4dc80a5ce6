"""Reading: connections that are kept, and never kept when something was wrong with them."""

import asyncio

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from domain.ledger import InsufficientFunds
from domain.money import naira
from storage.database import Database
from storage.tables import conversations
from tests.builders import NOON, opened


async def ask(database: Database, question: str) -> object:
    async with database.look() as books:
        return (await books.connection.execute(text(question))).scalar_one()


async def look_and_refuse(database: Database) -> None:
    async with database.look() as books:
        await books.connection.execute(text("SELECT 1"))
        raise InsufficientFunds(short_by=naira(1))


class TestLooking:
    async def test_goes_on_with_the_connection_that_was_used_before(self, database: Database) -> None:
        async with database.look() as books:
            first = books.connection

        async with database.look() as books:
            assert books.connection is first

    async def test_at_many_things_at_once_waits_for_a_connection(self, database: Database) -> None:
        answers = await asyncio.gather(*(ask(database, f"SELECT {number}") for number in range(50)))

        assert answers == list(range(50))

    async def test_goes_on_after_a_question_that_was_refused(self, database: Database) -> None:
        with pytest.raises(DBAPIError):
            await ask(database, "SELECT nothing FROM nowhere")

        assert await ask(database, "SELECT 1") == 1

    async def test_goes_on_after_a_refusal_inside_of_it(self, database: Database) -> None:
        for _ in range(20):
            with pytest.raises(InsufficientFunds):
                await look_and_refuse(database)

        assert await ask(database, "SELECT 1") == 1

    async def test_given_up_halfway_leaves_room_for_others(self, database: Database) -> None:
        for _ in range(20):
            looking = asyncio.create_task(ask(database, "SELECT 1"))
            await asyncio.sleep(0)
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

        assert await ask(database, "SELECT 1") == 1

    async def test_sees_at_once_what_was_written(self, database: Database) -> None:
        before = await ask(database, "SELECT count(*) FROM conversations")

        async with database.begin() as books:
            await books.connection.execute(
                insert(conversations).values(key="5", content=b"somewhere", changed_at=NOON)
            )

        assert (before, await ask(database, "SELECT count(*) FROM conversations")) == (0, 1)

    async def test_notices_that_the_server_has_hung_up(self, postgres_url: str) -> None:
        async with opened(postgres_url) as database:
            async with database.look() as books:
                line = (await books.connection.get_raw_connection()).driver_connection
            assert line is not None
            line.terminate()

            assert await ask(database, "SELECT 1") == 1
