"""Many commands in one commit: the flush is shared, the verdicts are not."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import text

from domain import ledger
from domain.errors import Refusal
from domain.ledger import EntryKind, HouseAccount, InsufficientFunds, Posting
from domain.money import ZERO, Money, naira
from domain.money_books import MoneyBooks, Touches
from domain.payment_steps import Accept, Submit
from domain.payments import Payment
from domain.quotes import Sheet
from storage.database import Database, open_database
from storage.group_commit import BATCH_MAXIMUM, MoneyPathClosed
from storage.money_books import WrittenTwice
from tests.builders import NOON, RULES, Bank, Gift, a_keyring, a_sheet, an_order, approved, opened


def accepting(sheet: Sheet) -> Accept:
    """Return the command that accepts a sheet."""
    return Accept(sheet, approved(sheet), RULES, None, NOON)


@dataclass(frozen=True)
class Mistaken:
    """A command of ours with a mistake in it, after it has written something."""

    customer_id: str
    mistake: Exception

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Write, and fail."""
        Gift(self.customer_id, naira(1_000), NOON).decide(books)
        raise self.mistake


@dataclass(frozen=True)
class Unwritable:
    """A command whose entry the database refuses: it belongs to nothing."""

    customer_id: str

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Write what can't be written."""
        nothing: Any = None
        postings = (Posting(HouseAccount.SUSPENSE, Money(5)), Posting(HouseAccount.BANK, Money(-5)))
        books.post(ledger.entry(EntryKind.SETTLE, nothing, NOON, *postings))


@dataclass(frozen=True)
class PostsTwice:
    """A command that writes the same entry twice."""

    customer_id: str

    @property
    def touches(self) -> Touches:
        """The customer."""
        return Touches(customer_id=self.customer_id)

    def decide(self, books: MoneyBooks) -> None:
        """Write the same gift twice."""
        gift = Gift(self.customer_id, naira(1), NOON)
        gift.decide(books)
        gift.decide(books)


class TestABatch:
    async def test_gives_each_command_its_own_verdict(self, bank: Bank, database: Database) -> None:
        rich, poor = await bank.customer("Ada", wallet=naira(1_000)), await bank.customer("Bayo")
        sheets = [a_sheet(an_order(person, naira(400))) for person in (rich, poor) for _ in range(1)]

        told = await asyncio.gather(
            *(database.money.apply(accepting(sheet)) for sheet in sheets), return_exceptions=True
        )

        assert isinstance(told[0], Payment)
        assert isinstance(told[1], InsufficientFunds)

    async def test_goes_on_without_a_command_that_has_a_mistake(
        self, bank: Bank, database: Database, logged: list[MutableMapping[str, Any]]
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheets = [a_sheet(an_order(ada, naira(100 + n))) for n in range(3)]

        told = await asyncio.gather(
            database.money.apply(accepting(sheets[0])),
            database.money.apply(Mistaken(ada.id, RuntimeError("ours"))),
            database.money.apply(accepting(sheets[1])),
            database.money.apply(Submit("unknown", ada.id, "vtpass", "r", RULES.sheet_open_for, NOON)),
            database.money.apply(accepting(sheets[2])),
            return_exceptions=True,
        )

        assert [type(each).__name__ for each in told] == [
            *("Payment", "RuntimeError", "Payment", "LookupError", "Payment")
        ]
        assert await bank.balances(ada) == (naira(697), ZERO, naira(303))
        failed = [entry["command"] for entry in logged if entry["event"] == "a money command failed"]
        assert sorted(failed) == ["Mistaken", "Submit"]

    async def test_goes_on_without_a_command_that_the_database_refuses(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(1_000))
        sheets = [a_sheet(an_order(ada, naira(100 + n))) for n in range(2)]

        told = await asyncio.gather(
            database.money.apply(accepting(sheets[0])),
            database.money.apply(Unwritable(ada.id)),
            database.money.apply(accepting(sheets[1])),
            return_exceptions=True,
        )

        assert isinstance(told[0], Payment)
        assert isinstance(told[1], Exception)
        assert not isinstance(told[1], Refusal)
        assert isinstance(told[2], Payment)
        assert await bank.balances(ada) == (naira(799), ZERO, naira(201))

    async def test_never_writes_one_entry_twice(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer(wallet=naira(1_000))

        with pytest.raises(WrittenTwice):
            await database.money.apply(PostsTwice(ada.id))

        assert await bank.balances(ada) == (naira(1_000), ZERO, ZERO)

    async def test_decides_on_what_the_commands_before_have_left(
        self, bank: Bank, database: Database
    ) -> None:
        ada = await bank.customer(wallet=naira(100))
        sheet = a_sheet(an_order(ada, naira(500)), cashback=naira(400))

        told = await asyncio.gather(
            database.money.apply(Gift(ada.id, naira(400), NOON)),
            database.money.apply(accepting(sheet)),
            database.money.apply(accepting(a_sheet(an_order(ada, naira(500))))),
            return_exceptions=True,
        )

        assert isinstance(told[1], Payment)
        assert [type(each).__name__ for each in told[2:]] == ["AlreadyInFlight"]
        assert await bank.balances(ada) == (ZERO, ZERO, naira(500))

    async def test_may_be_larger_than_one_commit(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        many = 2 * BATCH_MAXIMUM + 7

        await asyncio.gather(*(database.money.apply(Gift(ada.id, Money(1), NOON)) for _ in range(many)))

        assert (await bank.accounts(ada)).cashback == Money(many)

    async def test_survives_a_caller_that_goes_away(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        impatient = asyncio.create_task(database.money.apply(Gift(ada.id, naira(1), NOON)))
        await asyncio.sleep(0)

        impatient.cancel()
        await database.money.apply(Gift(ada.id, naira(2), NOON))

        assert (await bank.accounts(ada)).cashback in (naira(2), naira(3))

    async def test_calls_the_messenger_only_when_there_is_something_to_tell(self, database_url: str) -> None:
        calls: list[None] = []
        database = open_database(
            database_url, a_keyring(), spawn=asyncio.create_task, told=lambda: calls.append(None)
        )
        bank = Bank(database)
        ada = await bank.customer(cashback=naira(5))
        assert calls == []

        await bank.top_up(ada, naira(500))

        assert calls == [None]
        await database.close()


class TestClosing:
    async def test_commits_what_waits_and_takes_nothing_new(self, bank: Bank, database_url: str) -> None:
        ada = await bank.customer()
        closing = open_database(database_url, a_keyring(), spawn=asyncio.create_task)
        waiting = [asyncio.create_task(closing.money.apply(Gift(ada.id, naira(1), NOON))) for _ in range(300)]
        await asyncio.sleep(0)

        await closing.close()

        await asyncio.gather(*waiting)
        with pytest.raises(MoneyPathClosed):
            await closing.money.apply(Gift(ada.id, naira(1), NOON))

        assert (await bank.accounts(ada)).cashback == naira(300)

    async def test_is_quick_when_nothing_was_ever_written(self, database_url: str) -> None:
        async with asyncio.timeout(5), opened(database_url):
            pass

    async def test_tells_those_who_wait_when_the_committer_was_taken_away(
        self, bank: Bank, database_url: str
    ) -> None:
        ada = await bank.customer()
        tasks: list[asyncio.Task[None]] = []

        def spawn(work: Any) -> asyncio.Task[None]:
            tasks.append(asyncio.create_task(work))
            return tasks[-1]

        database = open_database(database_url, a_keyring(), spawn=spawn)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        waiting = asyncio.create_task(database.money.apply(Gift(ada.id, naira(1), NOON)))
        await asyncio.sleep(0)

        await database.close()

        with pytest.raises(MoneyPathClosed):
            await waiting


class TestTheUnitOfWork:
    async def test_leaves_nothing_behind_when_it_fails(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()

        async def change_her_language_and_fail() -> None:
            async with database.begin() as books:
                await books.customers.speak(ada.id, "pcm")
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await change_her_language_and_fail()

        async with database.begin() as books:
            found = await books.customers.by_id(ada.id)
        assert found == ada

    async def test_leaves_nothing_behind_when_it_is_cancelled(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        inside = asyncio.Event()

        async def dawdle() -> None:
            async with database.begin() as books:
                await books.customers.speak(ada.id, "pcm")
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(dawdle())
        await inside.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        async with asyncio.timeout(5), database.begin() as books:
            assert await books.customers.by_id(ada.id) == ada
        await bank.top_up(ada, naira(500))

    async def test_may_be_cancelled_at_any_moment(self, bank: Bank, database: Database) -> None:
        ada = await bank.customer()
        for steps in range(12):
            task = asyncio.create_task(bank.accounts(ada))
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

        async with asyncio.timeout(5):
            await bank.top_up(ada, naira(500))
            assert await bank.balances(ada) == (naira(500), ZERO, ZERO)


class TestOnPostgres:
    async def test_one_process_keeps_four_connections_for_money(self, postgres_url: str) -> None:
        async with opened(postgres_url) as database:
            bank = Bank(database)
            people = [await bank.customer(f"Person {n}") for n in range(12)]

            await asyncio.gather(*(database.money.apply(Gift(p.id, naira(1), NOON)) for p in people))

            async with database.begin() as books:
                rows = await books.connection.execute(
                    text(
                        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        " AND pid <> pg_backend_pid() AND query LIKE '%customer_accounts%'"
                        " AND query NOT LIKE '%customers.%'"
                    )
                )
                assert rows.scalar_one() <= 4
